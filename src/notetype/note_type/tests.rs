//! Where the keywords that a note breaks are in the files of its type.

use std::collections::HashMap;

use crate::{
    note::Note,
    notetype::{Fetch, FetchError, NoteType, TECH_NOTE, TypeSource, load, load_built_in, project},
};

struct Files(HashMap<&'static str, &'static str>);

impl Fetch for Files {
    fn fetch(&self, path: &str) -> Result<String, FetchError> {
        self.0.get(path).map(|text| (*text).to_owned()).ok_or_else(|| FetchError(path.to_owned()))
    }
}

const YAML: &str = r#"x-note: { type: t }
required:
  - frontmatter
properties:
  frontmatter:
    additionalProperties: false
    required: [date]
    properties:
      date:
        type: string
      link:
        $ref: "parts/common.json#/link"
      banned: false
      either:
        oneOf:
          - type: integer
          - type: string
            pattern: "^a/b$"
      inner:
        $id: inner.yaml
        $defs:
          "a/b":
            maximum: 3
        $ref: '#/$defs/a~1b'
      anchored:
        $dynamicRef: '#small'
$defs:
  small: { $dynamicAnchor: small, maximum: 5 }
"#;

const COMMON: &str = "{\n  \"link\": {\n    \"allOf\": [\n      { \"format\": \"uri\" }\n    ]\n  }\n}\n";

fn note_type() -> NoteType {
    let files = Files(HashMap::from([("parts/common.json", COMMON)]));
    load(&TypeSource { path: "types/t.yaml", text: YAML }, &files).unwrap()
}

/// The places of the keywords that `text` breaks: `path:line pointer`.
fn places(note_type: &NoteType, text: &str) -> Vec<String> {
    let note = Note::parse(text);
    let projection = project(&note, &note_type.spec);
    let breaches = note_type.validator.validate(&projection);
    let places = breaches.iter().map(|breach| {
        let place = note_type.schema_location(&breach.schema).unwrap();
        format!("{}:{} {}", place.path, place.line, place.pointer)
    });
    places.collect()
}

#[test]
fn a_keyword_is_found_in_its_file() {
    assert_eq!(places(&note_type(), "# T\n"), ["types/t.yaml:2 /required"]);
    let text = "---\nother: 1\nlink: no uri\n---\n";
    assert_eq!(
        places(&note_type(), text),
        [
            "types/parts/common.json:4 /link/allOf/0/format",
            "types/t.yaml:6 /properties/frontmatter/additionalProperties",
            "types/t.yaml:7 /properties/frontmatter/required",
        ]
    );
}

#[test]
fn a_keyword_is_found_in_branches_below_an_id_and_behind_an_anchor() {
    let text = "---\ndate: a\nbanned: 1\neither: x\ninner: 4\nanchored: 6\n---\n";
    let file = "types/t.yaml";
    assert_eq!(
        places(&note_type(), text),
        [
            format!("{file}:13 /properties/frontmatter/properties/banned"),
            format!("{file}:18 /properties/frontmatter/properties/either/oneOf/1/pattern"),
            format!("{file}:23 /properties/frontmatter/properties/inner/$defs/a~1b/maximum"),
            format!("{file}:28 /$defs/small/maximum"),
        ]
    );
}

#[test]
fn a_keyword_of_a_built_in_type_is_found() {
    let note_type = load_built_in(TECH_NOTE).unwrap();
    let places = places(&note_type, "# T\n");
    assert!(
        places[0].starts_with("tech-note.schema.json:") && places[0].ends_with(" /required"),
        "{places:?}"
    );
    let line: usize = places[0].split([':', ' ']).nth(1).unwrap().parse().unwrap();
    let text = include_str!("../../../schema/tech-note.schema.json");
    assert!(text.lines().nth(line - 1).unwrap().contains("\"required\""), "{places:?}");
}
