use serde_json::json;

use super::{
    BodyFacts, ConfigDraft, HeadingFacts, NoteFacts, NotesDraft, OverrideDraft, Surveyor, TypeDraft,
    ValueFacts,
};

fn read(text: &str) -> NoteFacts {
    Surveyor::new().unwrap().read("notes/a.md", text)
}

fn heading<'f>(facts: &'f NoteFacts, words: &str) -> &'f HeadingFacts {
    facts.headings.iter().find(|heading| &*heading.words == words).unwrap()
}

const NOTE: &str = "---
title: Tea
date: 2026-11-27
tags: [a, b]
url: https://example.org/
draft: true
parts: { a: 1, b: 1.5, c: }
---

# Tea at noon

By: me

## Summary (5 points)

1. **First**: one.
2. second

## Rating: 4/5

- **Taste**: ⭐⭐⭐⭐☆
- Price: ⭐⭐☆☆☆

## SWOT分析

### 強み

- leaf

### Threats

- coffee

## Steps

Before them.

### 1. Boil

- water

### 2. Steep

Wait.

## Table

| Leaf | Time |
| --- | --- |
| green | 2 |

## Nothing

<!-- to be written -->
";

#[test]
fn a_note_is_read_as_checks_read_it() {
    let facts = read(NOTE);
    assert_eq!(facts.title.as_deref(), Some("Tea at noon"));
    let frontmatter = facts.frontmatter.as_ref().unwrap();
    assert!(frontmatter.is_readable);
    let keys: Vec<&str> = frontmatter.keys.iter().map(|key| &*key.name).collect();
    assert_eq!(keys, ["title", "date", "tags", "url", "draft", "parts"]);
    let value = |index: usize| &frontmatter.keys[index].value;
    assert!(matches!(value(1), ValueFacts::Text(text) if text.is_date && !text.is_iri));
    assert!(matches!(value(2), ValueFacts::List(items) if items.len() == 2));
    assert!(matches!(value(3), ValueFacts::Text(text) if text.is_iri && text.is_whole));
    assert!(matches!(value(4), ValueFacts::Boolean));
    let ValueFacts::Mapping(parts) = value(5) else { panic!("{:?}", value(5)) };
    assert!(matches!(
        [&parts[0].value, &parts[1].value, &parts[2].value],
        [ValueFacts::Integer(1), ValueFacts::Number, ValueFacts::Null]
    ));

    let summary = heading(&facts, "Summary (5 points)");
    assert_eq!((summary.depth, &*summary.key, summary.shortened.as_deref()), (0, "summary", None));
    let BodyFacts { points, ordered, leads, .. } = summary.whole;
    assert_eq!((points, ordered, leads), (2, 2, 1));

    let rating = heading(&facts, "Rating: 4/5");
    assert_eq!(rating.shortened.as_deref(), Some("rating"));
    let axes: Vec<&str> = rating.whole.axes.iter().map(|axis| &**axis).collect();
    assert_eq!(axes, ["Taste", "Price"]);

    let swot = heading(&facts, "SWOT分析");
    assert_eq!(swot.whole.quadrants, [true, false, false, true]);
    assert_eq!(swot.own.as_deref(), Some(&BodyFacts::default()));
    assert_eq!(heading(&facts, "強み").depth, 1);

    let steps = heading(&facts, "Steps");
    assert_eq!((steps.whole.children, steps.whole.numbered_children), (2, 2));
    assert!(steps.whole.has_heading_points);
    let own = steps.own.as_ref().unwrap();
    assert_eq!((own.has_text, own.is_list, own.points), (true, false, 0));
    assert!(heading(&facts, "1. Boil").is_numbered);

    let columns = heading(&facts, "Table").whole.columns.clone().unwrap();
    assert_eq!(columns.iter().map(|column| &**column).collect::<Vec<_>>(), ["Leaf", "Time"]);
    assert!(!heading(&facts, "Nothing").whole.has_text);
}

#[test]
fn scores_are_found_in_every_dress() {
    let surveyor = Surveyor::new().unwrap();
    for score in ["⭐⭐⭐⭐☆", "★★★★", "☆☆", "🌟🌟🌟", "4/5", "4 / 5", "４／５", "4.5点 / 5点", "4⁄5", "4∕5"]
    {
        let facts = surveyor.read("a.md", &format!("## Rating\n\n- **Taste**: {score}\n"));
        let axes: Vec<&str> = facts.headings[0].whole.axes.iter().map(|axis| &**axis).collect();
        assert_eq!(axes, ["Taste"], "{score}");
    }
}

#[test]
fn three_top_headings_are_sections() {
    let facts = read("# A\n\n## Inside\n\n# B\n\n# C\n");
    assert_eq!(facts.title, None);
    let depths: Vec<u8> = facts.headings.iter().map(|heading| heading.depth).collect();
    assert_eq!(depths, [0, 1, 0, 0]);
}

#[test]
fn keys_of_broken_frontmatter_are_read_line_by_line() {
    let facts = read("---\ntitle: Tea\ntags: [a\ndate: 2026-11-27\n---\n\nText.\n");
    let frontmatter = facts.frontmatter.unwrap();
    assert!(!frontmatter.is_readable);
    let keys: Vec<&str> = frontmatter.keys.iter().map(|key| &*key.name).collect();
    assert_eq!(keys, ["title", "tags", "date"]);
    assert_eq!(facts.title.as_deref(), Some("Tea"));
}

#[test]
fn keys_between_other_fences_are_read_too() {
    for fence in ["----", " ---", "–––"] {
        let facts = read(&format!("{fence}\nkind: adr\ndate: 2026-11-27\n{fence}\n\n# Tea\n"));
        let frontmatter = facts.frontmatter.unwrap();
        assert_eq!((frontmatter.is_readable, frontmatter.keys.len()), (false, 2), "{fence}");
    }
}

#[test]
fn equal_texts_are_shared() {
    let surveyor = Surveyor::new().unwrap();
    let [a, b] = ["a.md", "b.md"].map(|path| surveyor.read(path, "## Notes\n"));
    assert!(std::sync::Arc::ptr_eq(&a.headings[0].words, &b.headings[0].words));
}

#[test]
fn a_draft_is_a_configuration() {
    let notes = NotesDraft {
        files: vec!["notes/**".to_owned(), "[a]: b/**".to_owned()],
        when: vec![
            ("status".to_owned(), vec!["Moved".to_owned()]),
            ("kind: a".to_owned(), vec!["1".to_owned(), "x, y".to_owned()]),
        ],
    };
    let draft = ConfigDraft {
        comment: vec!["Written by hand.".to_owned()],
        exclude: vec!["README.md".to_owned()],
        baseline: Some("baseline.jsonl".to_owned()),
        types: vec![
            TypeDraft {
                name: "a".to_owned(),
                schema: Some("types/a.yaml".to_owned()),
                notes: notes.clone(),
                comment: "12 notes".to_owned(),
            },
            TypeDraft { name: "adr".to_owned(), comment: "3 notes".to_owned(), ..TypeDraft::default() },
        ],
        overrides: vec![OverrideDraft {
            notes,
            off: vec![("structure/heading-text".to_owned(), "4 of 12 notes".to_owned())],
            comment: "`a`".to_owned(),
        }],
    };
    let written = draft.to_yaml();
    let read: serde_json::Value = serde_yaml::from_str(&written).unwrap();
    let notes = json!({
        "files": ["notes/**", "[a]: b/**"],
        "when": { "status": "Moved", "kind: a": ["1", "x, y"] },
    });
    let with = |more: serde_json::Value| {
        let mut all = notes.clone();
        all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        all
    };
    assert_eq!(
        read,
        json!({
            "exclude": ["README.md"],
            "baseline": "baseline.jsonl",
            "types": [with(json!({ "name": "a", "schema": "types/a.yaml" })), { "name": "adr" }],
            "overrides": [with(json!({ "rules": { "structure/heading-text": "off" } }))],
        }),
        "{written}"
    );
}
