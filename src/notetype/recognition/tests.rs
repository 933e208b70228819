use super::*;
use crate::notetype::{BUILT_IN, load_built_in};

/// The first recogniser of a type that is there.
fn recognised(path: &str, text: &str, index: Index) -> Option<&'static str> {
    let candidate = Candidate { path, text: &|| Some(text), index: &|| index };
    let takes = |recogniser: &&Recogniser| {
        LazyType::built_in(recogniser.name).is_some_and(|known| (recogniser.takes)(&candidate, &known))
    };
    RECOGNISERS.iter().find(takes).map(|recogniser| recogniser.name)
}

#[test]
fn a_decision_has_a_number_and_is_in_a_folder_of_decisions() {
    let is_decision = |path| Candidate { path, text: &|| None, index: &Index::default }.is_decision();
    for path in ["docs/adr/0001-a.md", "adr/0001-a.md", "a/decisions/2026/0042-b.md", "adrs/0000-.md"] {
        assert!(is_decision(path), "{path}");
    }
    for path in
        ["docs/0001-a.md", "adr/001-a.md", "adr/a.md", "adr/0001.md", "adr/０００１-a.md", "Adr/0001-a.md"]
    {
        assert!(!is_decision(path), "{path}");
    }
}

#[test]
fn a_note_has_the_first_type_that_takes_it() {
    let half =
        "# A\n\n## My Notes\n\n## Rating(5段階評価)\n\n## グローバルスタンダード\n\n## 日本企業の先進事例\n";
    for (path, text, expected) in [
        ("n/T1-01-01_a.md", "", Some("tech-note")),
        ("n/a.md", "# T1-01-01 Tea\n", Some("tech-note")),
        ("n/a.md", "# T１-０１-０１ 茶\n", Some("tech-note")),
        ("n/T１-０１-０１_a.md", "", Some("tech-note")),
        ("n/a.md", half, Some("tech-note")),
        ("n/a.md", "# Tea\n\n## T1-01-01\n", None),
        ("n/README.md", "# Tea\n\n## Usage\n", None),
        ("tea/SKILL.md", "", Some("skill")),
        ("tea/skill.md", "", None),
        ("a/CHANGELOG.md", half, Some("changelog")),
        ("adr/0001-T1-01-01.md", half, Some("adr")),
    ] {
        assert_eq!(recognised(path, text, Index::Missing), expected, "{path} {text}");
    }
}

#[test]
fn a_note_is_recognised_in_whatever_markup_its_headings_have() {
    let sections = |[a, b, c, d]: [&str; 4]| format!("# A\n\n{a}\n\n{b}\n\n{c}\n\n{d}\n");
    let plain = ["## My Notes", "## Rating(5段階評価)", "## グローバルスタンダード", "## 日本企業の先進事例"];
    for (at, heading) in [
        (0, "## **My** Notes"),
        (0, "## 1. **My Notes**"),
        (0, "## ** My Notes**"),
        (0, "## **My Notes** & more"),
        (0, "## My Notes: 5%"),
        (0, "## [My Notes][a]\n\n[a]: b.md"),
        (0, "My Notes\n---"),
        (0, "My\nNotes\n==="),
        (0, "## My Notes ##"),
        (0, "##\tMy&#32;Notes {#notes}"),
        (1, "   ## ⭐ `Rating`"),
        (2, "## グローバル<!-- -->スタンダード"),
        (3, "## 日本企業の\\先進事例"),
    ] {
        let mut headings = plain;
        headings[at] = heading;
        let text = sections(headings);
        let is_half = {
            let known = load_built_in("tech-note").unwrap();
            let (present, required) = count_required(&Note::parse(&text), &known.spec);
            present * 2 >= required
        };
        let expected = is_half.then_some("tech-note");
        assert_eq!(recognised("n/a.md", &text, Index::Missing), expected, "{text}");
        let windows = text.replace('\n', "\r\n");
        assert_eq!(recognised("n/a.md", &windows, Index::Missing), expected, "{text}");
    }
    assert_eq!(recognised("n/a.md", "# *T1*-01-01 Tea\n", Index::Missing), Some("tech-note"));
    assert_eq!(recognised("n/a.md", "T1-01-01 Tea\n===\n", Index::Missing), Some("tech-note"));
    assert_eq!(recognised("n/a.md", "# Tea\n\n# T1-01-01 Tea\n", Index::Missing), None);
}

#[test]
fn what_is_recognised_without_a_parser_is_recognised_by_it() {
    let tech_note = load_built_in("tech-note").unwrap();
    let lines = [
        "## My Notes",
        "## Rating(5段階評価)",
        "## グローバルスタンダード",
        "## 日本企業の先進事例",
        "## SWOT分析",
        "### 強み",
        "## 強み",
        "## 5つの要点",
        "```",
        "# T1-01-01 茶",
        "# 茶",
        "## 注目ポイント",
        "## My Notes (2)",
    ];
    let mut certain = 0;
    for start in 0..lines.len() {
        for step in 1..lines.len() {
            let chosen: Vec<&str> = (0..6).map(|at| lines[(start + at * step) % lines.len()]).collect();
            let text = format!("# A\n\n{}\n", chosen.join("\n\n"));
            let note = Note::parse_with(&text, Fences::Lenient);
            let (present, required) = count_required(&note, &tech_note.spec);
            let outlined = Note::outlined(&text).unwrap();
            assert_eq!(count_required(&outlined, &tech_note.spec), (present, required), "{text}");
            if has_title_or_half_for_certain(&text, &tech_note) {
                assert!(is_half(present, required), "{text}");
                certain += 1;
            }
        }
    }
    assert!(certain > 20, "{certain}");
}

#[test]
fn a_bundle_has_an_index_with_its_version_or_notes_with_a_type() {
    let of = |text: &str, index| recognised("n/a.md", text, index);
    let typed = "---\ntype: Table\n---\n";
    assert_eq!((of(typed, Index::Missing), of("# A\n", Index::Plain)), (None, None));
    assert_eq!((of(typed, Index::Plain), of("# A\n", Index::Versioned)), (Some("okf"), Some("okf")));
    let index = ["# A\n", "---\nokf_version: \"0.2\"\n---\n", "---\ntitle: A\n---\n"].map(Index::of);
    assert_eq!(index, [Index::Plain, Index::Versioned, Index::Missing]);
}

#[test]
fn each_type_that_is_recognised_is_built_in() {
    assert!(RECOGNISERS.iter().all(|recogniser| BUILT_IN.contains(&recogniser.name)));
}
