//! `extract --outline`: all of a note, in parts, each with what its heading was read as.

use std::fs;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{collection_of, json as printed, run};

const TYPE: &str = r"
$schema: https://json-schema.org/draft/2020-12/schema
x-note: { type: page }
type: object
properties:
  title: { type: string }
  intro: { x-note: { content: text }, type: string }
  sections:
    type: object
    properties:
      notes: { x-note: { heading: Notes, aliases: [Remarks], content: text }, type: string }
      a/b: { x-note: { heading: Steps, content: points }, type: array }
      people:
        x-note: { heading: People, content: entries }
        type: array
        items: { type: object, properties: { name: {}, points: {}, fields: { type: object } } }
      swot:
        x-note: { heading: SWOT, content: swot }
        type: object
        properties:
          strengths: { x-note: { heading: Strengths }, type: array }
          threats: { x-note: { heading: Threats }, type: array }
      log:
        x-note: { heading: Log, content: text, repeat: true }
        type: array
        items: { type: string }
      design:
        x-note: { heading: Design, content: sections }
        type: object
        properties:
          sections:
            type: object
            properties:
              parts: { x-note: { heading: Parts, content: text }, type: string }
            patternProperties:
              '^Phase \d+': { x-note: { content: text }, type: string }
";

/// What `extract` prints of the note with this `text`, with its outline.
fn extract(text: &str) -> Value {
    let folder = collection_of("page", TYPE, &[("a.md", text)]);
    printed(&run(folder.path(), ["extract", "--outline"]))["notes"][0].take()
}

/// The keys of the headings, each with the heading's text.
fn keys(note: &Value) -> Vec<(&str, &str)> {
    let parts = note["outline"].as_array().unwrap().iter();
    parts.filter_map(|part| Some((part["title"].as_str()?, part["key"].as_str().unwrap_or("-")))).collect()
}

/// The text that the parts are, one after the other.
fn joined(note: &Value) -> String {
    let parts = note["outline"].as_array().unwrap().iter();
    parts.flat_map(|part| [part["heading"].as_str().unwrap(), part["markdown"].as_str().unwrap()]).collect()
}

#[test]
fn each_part_has_its_lines_and_its_key() {
    let text = "---\ndate: 2026-01-02\n---\nBefore.\n# *Tea*\n\nFirst.\n\n## Remarks {#r}\n\nGood.\n\n### Inside\nNotes\n-----\n";
    let expected = json!([
        { "level": 0, "key": null, "lines": { "start": 1, "end": 4 }, "heading": "",
          "markdown": "---\ndate: 2026-01-02\n---\nBefore.\n" },
        { "level": 1, "title": "Tea", "key": "/title", "lines": { "start": 5, "end": 8 }, "heading": "# *Tea*\n",
          "markdown": "\nFirst.\n\n" },
        { "level": 2, "title": "Remarks", "key": null, "lines": { "start": 9, "end": 12 },
          "heading": "## Remarks {#r}\n", "markdown": "\nGood.\n\n" },
        { "level": 3, "title": "Inside", "key": null, "lines": { "start": 13, "end": 13 },
          "heading": "### Inside\n", "markdown": "" },
        { "level": 2, "title": "Notes", "key": "/sections/notes", "lines": { "start": 14, "end": 15 },
          "heading": "Notes\n-----\n", "markdown": "" },
    ]);
    let note = extract(text);
    assert_eq!(note["outline"], expected, "{:#}", note["outline"]);
    assert_eq!(joined(&note), text);
}

#[test]
fn a_key_is_that_of_what_was_read() {
    let note = extract(
        "# T\n\n## Steps\n\n### 1. Mix\n\nx\n\n### 2. Bake\n\n## People\n\n### Ada\n\n- x\n\n### Bob\n\n## SWOT\n\n\
         ### Strengths\n\n- a\n\n### Odd\n\n### 1. Threats: rain\n\n### 2. Threats: snow\n\n## Log\n\na\n\n## Log\n\nb\n\n\
         ## Design\n\n### Phase 1\n\n### Parts\n\n#### Deep\n\n### Phase 1\n\n## Unknown\n\n## Notes\n\nx\n\n## Notes\n",
    );
    let expected = [
        ("T", "/title"),
        ("Steps", "/sections/a~1b"),
        ("1. Mix", "/sections/a~1b/0"),
        ("2. Bake", "/sections/a~1b/1"),
        ("People", "/sections/people"),
        ("Ada", "/sections/people/0"),
        ("Bob", "/sections/people/1"),
        ("SWOT", "/sections/swot"),
        ("Strengths", "/sections/swot/strengths"),
        ("Odd", "-"),
        ("1. Threats: rain", "/sections/swot/threats/0"),
        ("2. Threats: snow", "/sections/swot/threats/1"),
        ("Log", "/sections/log/0"),
        ("Log", "/sections/log/1"),
        ("Design", "/sections/design"),
        ("Phase 1", "/sections/design/sections/Phase 1"),
        ("Parts", "/sections/design/sections/parts"),
        ("Deep", "-"),
        ("Phase 1", "-"),
        ("Unknown", "-"),
        ("Notes", "/sections/notes"),
        ("Notes", "-"),
    ];
    assert_eq!(keys(&note), expected);
    for (title, key) in keys(&note).into_iter().filter(|(_, key)| *key != "-") {
        assert!(note.pointer(key).is_some(), "{title}: {key} is nothing in {note:#}");
    }
}

#[test]
fn it_is_there_only_if_it_is_wanted() {
    let folder = collection_of("page", TYPE, &[("a.md", "# T\n"), ("empty.md", "")]);
    let plain = printed(&run(folder.path(), ["extract"]));
    assert!(plain["notes"][0].get("outline").is_none());
    let mut with = printed(&run(folder.path(), ["extract", "--outline"]));
    assert_eq!(with["notes"][1]["outline"], json!([]), "an empty note has no parts");
    for note in with["notes"].as_array_mut().unwrap() {
        note.as_object_mut().unwrap().remove("outline");
    }
    assert_eq!(with, plain);
}

/// Lines that may be headings, and what makes them none.
fn line() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "# T",
        "## Notes",
        "  ## Steps ##",
        "### 1. a",
        "###### deep",
        "#no",
        "#",
        "Text",
        "===",
        "---",
        "- # item",
        "> ## quoted",
        "    # code",
        "```",
        "~~~",
        "",
        "",
        "\t",
        "+++",
        "title: x",
        "<div>",
        "<!--",
        "-->",
        "%%",
        "$$",
        "## 日本 `x` [a](b)",
        "| a | b |",
        "|---|---|",
        "1. # x",
        "\u{a0}",
        "## Log",
        "## Design",
        "### Phase 1",
        "x  ",
        "[a]: b",
        "\u{200b}## Notes",
        "## \u{7}",
        "a\u{2028}b",
    ])
}

fn note() -> impl Strategy<Value = String> {
    let ending = prop::sample::select(vec!["\n", "\n", "\r\n", "\r"]);
    let front = prop::sample::select(vec![
        "",
        "",
        "---\ntags: [a]\n---\n",
        "+++\na = 1\n+++\n",
        "---\r\na: 'x\r\n---\r\n",
    ]);
    let lines = prop::collection::vec((line(), ending), 0..14);
    (any::<bool>(), front, lines, any::<bool>()).prop_map(|(mark, front, lines, is_ended)| {
        let mut text = if mark { "\u{feff}".to_owned() } else { String::new() };
        text += front;
        for (line, ending) in &lines {
            text += line;
            text += ending;
        }
        if is_ended { text } else { text.trim_end_matches(['\r', '\n']).to_owned() }
    })
}

/// The number of lines of `text`, of which the last one may have no ending.
fn count(text: &str) -> usize {
    let ends = text.replace("\r\n", "\n");
    ends.split_inclusive(['\n', '\r']).count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_parts_are_the_note(texts in prop::collection::vec(note(), 60)) {
        let folder = collection_of("page", TYPE, &[]);
        for (number, text) in texts.iter().enumerate() {
            fs::write(folder.path().join(format!("{number:02}.md")), text).unwrap();
        }
        let document = printed(&run(folder.path(), ["extract", "--outline"]));
        let notes = document["notes"].as_array().unwrap();
        prop_assert_eq!(notes.len(), texts.len());
        for (note, text) in notes.iter().zip(&texts) {
            prop_assert_eq!(&joined(note), text, "{:?}", text);
            let mut next = 1;
            for part in note["outline"].as_array().unwrap() {
                let (heading, below) = (part["heading"].as_str().unwrap(), part["markdown"].as_str().unwrap());
                prop_assert_eq!(part["lines"]["start"].as_u64(), Some(next), "{:?}", text);
                next += count(&format!("{heading}{below}")) as u64;
                prop_assert_eq!(part["lines"]["end"].as_u64(), Some(next - 1), "{:?}", text);
                prop_assert_eq!(part["level"] == 0, heading.is_empty(), "{:?}", text);
                if let Some(key) = part["key"].as_str() {
                    prop_assert!(note.pointer(key).is_some(), "{} of {:?}", key, text);
                }
            }
        }
        // The other formats have the same.
        let lines = run(folder.path(), ["extract", "--outline", "--format", "jsonl"]);
        let lines = String::from_utf8(lines.stdout).unwrap();
        let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        prop_assert_eq!(&lines, notes);
        let yaml = String::from_utf8(run(folder.path(), ["extract", "--outline", "--format", "yaml"]).stdout).unwrap();
        let documents = serde_yaml::Deserializer::from_str(&yaml);
        let documents: Vec<Value> =
            documents.map(|it| serde::Deserialize::deserialize(it).unwrap()).collect();
        prop_assert_eq!(&documents, notes);
    }
}
