//! Sections inside of sections, by pattern and repeated, of a type of their own.

use serde_json::{Value, json};

use crate::{
    note::Note,
    notetype::{Fetch, FetchError, NoteType, TypeSource, load, project},
    text::pointer,
};

const TYPE: &str = r"
x-note: { type: t }
properties:
  title: { type: string }
  sections:
    properties:
      notes: { type: string, x-note: { heading: Notes } }
      option:
        type: array
        items: { type: string }
        x-note: { heading: Option, content: text, repeat: true }
      design:
        x-note: { heading: Design, content: sections }
        type: object
        properties:
          sections: &inner
            properties:
              goals: { type: string, x-note: { heading: Goals } }
              notes: { type: string, x-note: { heading: Notes } }
              design: { x-note: { heading: Details, content: sections }, type: object, properties: { sections: { $ref: '#/$defs/inner' } } }
    patternProperties:
      '^\[?(?<version>\d[^\] ]*)\]?( - (?<date>.+))?$':
        x-note: { content: sections }
        type: object
        properties: { version: {}, date: {}, sections: { $ref: '#/$defs/inner' } }
$defs:
  inner: { properties: { goals: { type: string, x-note: { heading: Goals } }, deeper: { type: object, x-note: { heading: Deeper, content: sections }, properties: { sections: { $ref: '#/$defs/inner' } } } } }
";

struct NoFiles;

impl Fetch for NoFiles {
    fn fetch(&self, path: &str) -> Result<String, FetchError> {
        Err(FetchError(path.to_owned()))
    }
}

fn note_type() -> NoteType {
    load(&TypeSource { path: "t.yaml", text: TYPE }, &NoFiles).unwrap()
}

fn sections(text: &str) -> Value {
    let note_type = note_type();
    let note = Note::parse(text);
    project(&note, &note_type.spec).json.to_value()["sections"].take()
}

#[test]
fn a_heading_is_offered_to_the_innermost_sections_first() {
    let text = "# T\n\n## Design\n\n### Goals\n\na\n\n### Notes\n\nb\n\n## Notes\n\nc\n";
    let design = json!({ "sections": { "goals": "a", "notes": "b" } });
    assert_eq!(sections(text), json!({ "design": design, "notes": "c" }));
    let alone = "# T\n\n## Design\n\n### Notes\n\nb\n";
    assert_eq!(sections(alone), json!({ "design": { "sections": { "notes": "b" } } }));
    let after = "# T\n\n## Design\n\n### Other\n\nx\n\n#### Notes\n\ny\n\n## Notes\n\nc\n";
    assert_eq!(sections(after)["notes"], json!("c"));
}

#[test]
fn sections_may_contain_sections_of_their_own_kind() {
    let text = "# T\n\n## 1.0\n\n### Deeper\n\n#### Deeper\n\n##### Goals\n\na\n\n### Goals\n\nb\n";
    let deepest = json!({ "sections": { "goals": "a" } });
    let inner = json!({ "goals": "b", "deeper": { "sections": { "deeper": deepest } } });
    assert_eq!(sections(text), json!({ "1.0": { "version": "1.0", "sections": inner } }));
}

#[test]
fn keys_of_sections_by_pattern_are_headings_with_the_brackets_of_links_and_without_markup() {
    let headings = ["[1.2.0] - 2026-01-31", "[1.1.0](x) - 2025-01-01", "**1.0.0** - か\u{3099}", "0.9.0"];
    let text = headings.map(|heading| format!("## {heading}\n\na\n\n")).concat();
    let found = sections(&format!("# T\n\n{text}[1.2.0]: https://example.org\n"));
    let keys: Vec<&String> = found.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["[1.2.0] - 2026-01-31", "[1.1.0] - 2025-01-01", "1.0.0 - が", "0.9.0"]);
    assert_eq!(found["[1.2.0] - 2026-01-31"]["date"], "2026-01-31");
    assert_eq!(found["1.0.0 - が"]["date"], "が");
    assert_eq!(found["0.9.0"], json!({ "version": "0.9.0", "sections": {} }));
}

#[test]
fn a_pattern_claims_headings_of_one_level_that_name_no_other_section() {
    let text = "# T\n\n## 1.0\n\n### 2.0\n\na\n\n## Notes\n\nb\n\n#### 3.0\n\nc\n";
    let found = sections(text);
    assert_eq!(found.as_object().unwrap().keys().collect::<Vec<_>>(), ["notes", "1.0"]);
    let untitled = "### 1.0\n\na\n\n## 2.0\n\nb\n";
    assert_eq!(
        sections(untitled),
        json!({ "2.0": { "version": "2.0", "sections": {} } }),
        "the highest level"
    );
}

#[test]
fn the_value_of_a_repeated_section_is_a_list() {
    let text = "# T\n\n## Option\n\na\n\n## Notes\n\nn\n\n## Option\n\nb\n";
    assert_eq!(sections(text), json!({ "notes": "n", "option": ["a", "b"] }));
    assert_eq!(sections("# T\n\n## Option\n\na\n"), json!({ "option": ["a"] }));
}

#[test]
fn each_value_knows_where_it_is_from() {
    let text = "# T\n\n## [1.2.0] - 2026-01-31\n\n### Goals\n\na\n\n## Option\n\nb\n\n## Option\n\nc\n";
    let note_type = note_type();
    let note = Note::parse(text);
    let json = project(&note, &note_type.spec).json;
    let release = pointer::escape("[1.2.0] - 2026-01-31");
    for (at, key, value) in [
        (format!("/sections/{release}"), Some("## [1.2.0] - 2026-01-31"), "### Goals\n\na"),
        (format!("/sections/{release}/version"), None, "1.2.0"),
        (format!("/sections/{release}/date"), None, "2026-01-31"),
        (format!("/sections/{release}/sections/goals"), Some("### Goals"), "a"),
        ("/sections/option".to_owned(), Some("## Option"), "b\n\n## Option\n\nc"),
        ("/sections/option/1".to_owned(), None, "c"),
    ] {
        let origin = json.origin_at(&at).unwrap();
        assert_eq!(origin.key.map(|key| key.of(text)), key, "{at}");
        assert_eq!(origin.value.of(text), value, "{at}");
    }
}

#[test]
fn a_group_that_occurs_twice_in_a_heading_is_pointed_at_where_it_matched() {
    let text = "# T\n\n## 1 - 1\n\nx\n";
    let note_type = note_type();
    let note = Note::parse(text);
    let json = project(&note, &note_type.spec).json;
    let start = |group: &str| json.origin_at(&format!("/sections/1 - 1/{group}")).unwrap().value.start();
    assert_eq!((start("version"), start("date")), (8, 12));
}

#[test]
fn groups_are_members_beside_fields_and_readings_and_come_before_them() {
    let text = r"
x-note: { type: t }
properties:
  sections:
    patternProperties:
      '^(?<version>\d\S*) - (?<date>\S+)$':
        x-note: { content: fields }
        type: object
        required: [date, version]
        properties: { date: { format: date }, Author: {} }
      '^Day (?<words>\d+)(?<part>[ab])$':
        x-note: { content: parts }
        type: object
        required: [part]
        properties: { part: { const: a }, lines: { type: integer } }
";
    let note_type = load(&TypeSource { path: "t.yaml", text }, &NoFiles).unwrap();
    let note = Note::parse("## 1.0 - soon\n\n- date: 2026-01-01\n- Author: Aoi\n\n## Day 7b\n\nx\n");
    let json = project(&note, &note_type.spec).json.to_value()["sections"].take();
    assert_eq!(
        json,
        json!({
            "1.0 - soon": { "date": "soon", "Author": "Aoi", "version": "1.0" },
            "Day 7b": { "lines": 1, "words": "7", "part": "b" },
        })
    );
    let breaches = note_type.validator.validate(&project(&note, &note_type.spec));
    let pointers: Vec<&str> = breaches.iter().map(|breach| &*breach.pointer).collect();
    assert_eq!(pointers, ["/sections/1.0 - soon/date", "/sections/Day 7b/part"]);
}
