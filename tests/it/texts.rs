//! The parts of a note that have no heading of their own: `intro` and `body`.

use std::fs;

use serde_json::{Value, json};

use crate::support::{describe, json, run};

fn folder(schema: &str, note: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in [
        ("notelint.yaml", "types: [{ name: t, schema: t.yaml }]\nrules: { link: off }\n"),
        ("t.yaml", &format!("x-note: {{ type: t }}\n{schema}")),
        ("note.md", note),
    ] {
        fs::write(folder.path().join(path), text).unwrap();
    }
    folder
}

fn extract(schema: &str, note: &str) -> Value {
    json(&run(folder(schema, note).path(), ["extract"]))["notes"][0].clone()
}

fn check(schema: &str, note: &str) -> Vec<String> {
    let found = describe(&json(&run(folder(schema, note).path(), ["check", "--format", "json"])));
    found.lines().filter(|line| !line.starts_with("  ")).map(str::to_owned).collect()
}

const INTRO: &str = "properties: { intro: { type: string } }\n";

#[test]
fn the_intro_ends_at_the_next_heading_of_any_level() {
    for (note, intro) in [
        ("# T\n\nWords, *more*.\n\n#### Deep\n\nx\n", json!("Words, *more*.")),
        ("# T\n\nWords.\n\n---\n\n## Next\n", json!("Words.")),
        ("Words.\n\n## Next\n", json!("Words.")),
        ("Words.\n", json!("Words.")),
        ("---\na: b\n---\n\nWords.\n", json!("Words.")),
        ("# T\n\n## Next\n\nx\n", Value::Null),
        ("# T\n\n<!-- x -->\n\n## Next\n", Value::Null),
        ("# T\n", Value::Null),
        ("", Value::Null),
    ] {
        assert_eq!(extract(INTRO, note)["intro"], intro, "{note}");
    }
}

#[test]
fn an_intro_is_of_any_kind_that_needs_no_heading() {
    let intro = |rest: &str, note: &str| {
        extract(&format!("properties: {{ intro: {{ {rest} }} }}\n"), note)["intro"].clone()
    };
    let fields =
        "type: object, x-note: { content: fields }, properties: { Status: {}, Votes: { type: integer } }";
    assert_eq!(
        intro(fields, "# T\n\n* Status: draft\n* Votes: 3\n* Author: Aoi\n\n## X\n\n* Votes: 4\n"),
        json!({ "Status": "draft", "Votes": 3, "Author": "Aoi" })
    );
    let note = "# T\n\n- a\n- **b**: c\n\n```sh\nls\n```\n\n## X\n\n- d\n";
    assert_eq!(intro("type: array", note), json!([{ "text": "a" }, { "lead": "b", "text": "c" }]));
    assert_eq!(
        intro("type: array, x-note: { content: code }", note),
        json!([{ "lang": "sh", "text": "ls" }])
    );
    let parts = "type: object, x-note: { content: parts }, properties: { words: {}, headings: {} }";
    assert_eq!(intro(parts, note), json!({ "words": 3, "headings": [] }));
}

#[test]
fn what_is_wrong_with_an_intro_is_said_at_the_title() {
    let schema = "required: [intro]
properties:
  intro:
    type: object
    x-note: { content: fields }
    required: [Status, Author]
    properties: { Status: { enum: [draft, final] }, Author: {} }
    additionalProperties: false
";
    assert_eq!(
        check(schema, "# T\n\n* Status: drafft\n* Athor: x\n"),
        [
            "1:3-1:4 warning[structure/entry-field] missing field `Author` in the intro",
            "3:11-3:17 error[schema/violation] `Status` in the intro: expected one of `draft`, `final`, found `drafft`",
            "4:3-4:8 error[schema/violation] unknown field `Athor` in the intro",
        ]
    );
    assert_eq!(
        check(schema, "# T\n\n## X\n"),
        [
            "1:3-1:4 error[schema/violation] the note: expected fields between the title and the next heading, found none"
        ]
    );
    let points = "properties: { intro: { type: array, minItems: 2 } }\n";
    assert_eq!(
        check(points, "# T\n\ntext\n"),
        [
            "1:3-1:4 error[structure/section-empty] the intro has text but no points, expected at least 2 points"
        ]
    );
    assert_eq!(
        check(points, "- text\n"),
        ["1:1-1:1 error[structure/points-count] expected at least 2 points, found 1"]
    );
    let long = "properties: { intro: { type: string, maxLength: 3 } }\n";
    assert_eq!(
        check(long, "# T\n\ntext\n"),
        ["1:3-1:4 error[schema/violation] the intro: expected at most 3 characters, found 4"]
    );
}

#[test]
fn the_body_is_read_whole() {
    let schema = "properties:
  body:
    type: object
    properties:
      words: { type: integer, maximum: 4 }
      lines: { type: integer }
      headings: { maxItems: 2, items: { properties: { text: { pattern: '^[A-Z]' } } } }
      prose: { not: { pattern: bad } }
";
    let note = "---\na: b\n---\n\n# T\n\ngood\n\n## U\n\nvery bad\n\n### v\n";
    let body = extract(schema, note)["body"].clone();
    assert_eq!((&body["words"], &body["lines"]), (&json!(6), &json!(9)));
    assert_eq!(
        body["headings"],
        json!([{ "level": 1, "text": "T" }, { "level": 2, "text": "U" }, { "level": 3, "text": "v" }])
    );
    assert_eq!(
        check(schema, note),
        [
            "5:3-5:4 error[schema/violation] the body: 6 words, expected at most 4",
            "5:3-5:4 error[structure/points-count] expected at most 2 headings, found 3",
            "11:6-11:9 error[schema/violation] the body: `bad` is not allowed",
            "13:5-13:6 error[schema/violation] the text of heading 3 of the body: `v` does not match `^[A-Z]`",
        ]
    );
}

#[test]
fn a_part_of_a_section_inside_others_is_named_as_one_outside() {
    let schema = "properties:
  sections:
    properties:
      plan:
        type: array
        x-note: { heading: Plan, content: sections, repeat: true }
        items:
          properties:
            sections:
              properties:
                steps:
                  type: array
                  x-note: { heading: Steps, content: table }
                  items: { properties: { Due: { format: date } } }
                notes:
                  type: array
                  x-note: { heading: Notes }
                  items: { properties: { lead: { maxLength: 1 } } }
";
    let note = "# T\n\n## Plan\n\n### Steps\n\n| Due |\n| --- |\n| soon |\n\n### Notes\n\n- **long**: x\n";
    assert_eq!(
        check(schema, note),
        [
            "9:3-9:7 error[schema/violation] `Due` in row 1 of `Steps`: `soon` is not a date (`YYYY-MM-DD`)",
            "13:5-13:9 error[schema/violation] the lead of point 1 of `Notes`: expected at most 1 character, found 4",
        ]
    );
}

/// A type whose section `Design` has this intro, and one section; `Option`s and releases have it too.
fn introduced(required: &str, intro: &str) -> String {
    format!(
        "properties:
  sections:
    properties:
      design: &section
        type: object
        x-note: {{ heading: Design, content: sections }}
        required: [{required}]
        properties:
          intro: {{ {intro} }}
          sections:
            properties:
              goals: {{ type: string, x-note: {{ heading: Goals }} }}
              parts: {{ type: object, x-note: {{ heading: Parts, content: sections }}, properties: {{ intro: {{ {intro} }} }} }}
      option:
        type: array
        x-note: {{ heading: Option, content: sections, repeat: true }}
        items: {{ required: [{required}], properties: {{ intro: {{ {intro} }} }} }}
    patternProperties:
      '^(?<version>\\d[.\\d]*)$':
        type: object
        x-note: {{ content: sections }}
        properties: {{ version: {{}}, intro: {{ {intro} }} }}
"
    )
}

#[test]
fn the_intro_of_a_section_ends_at_the_next_heading_of_any_level() {
    let schema = introduced("", "type: string");
    let note = "# T

## Design

Words.

---

### Goals

g

### Parts

deep

#### x

## Option

one

## Option

## Option

three

##### y

## 1.0

first
";
    assert_eq!(
        extract(&schema, note)["sections"],
        json!({
            "design": {
                "intro": "Words.",
                "sections": { "goals": "g", "parts": { "intro": "deep" } },
            },
            "option": [{ "intro": "one" }, {}, { "intro": "three" }],
            "1.0": { "version": "1.0", "intro": "first" },
        })
    );
    for body in ["", "<!-- x -->\n\n", "---\n\n", "#### deep\n\nx\n\n"] {
        let design =
            &extract(&schema, &format!("# T\n\n## Design\n\n{body}### Goals\n\ng\n"))["sections"]["design"];
        assert_eq!(*design, json!({ "sections": { "goals": "g" } }), "{body}");
    }
}

#[test]
fn what_is_wrong_with_the_intro_of_a_section_is_said_at_its_heading() {
    let points =
        introduced("intro", "type: array, minItems: 2, items: { properties: { text: { maxLength: 3 } } }");
    assert_eq!(
        check(&points, "# T\n\n## Design\n\ntext\n\n### Parts\n\n- long one\n- b\n\n## 1.0\n\n- a\n"),
        [
            "3:4-3:10 error[structure/section-empty] the intro of section `Design` has text but no points, expected at least 2 points",
            "9:3-9:11 error[schema/violation] the text of point 1 of the intro of `Parts`: expected at most 3 characters, found 8",
            "12:4-12:7 error[structure/points-count] expected at least 2 points, found 1",
        ]
    );
    assert_eq!(
        check(&points, "# T\n\n## Design\n\n### Goals\n\n- a\n\n## Option\n\n- a\n- b\n\n## Option\n"),
        [
            "3:4-3:10 error[schema/violation] `Design`: expected text between its heading and the next one, found none",
            "14:4-14:10 error[schema/violation] `Option`: expected text between its heading and the next one, found none",
        ]
    );
    let fields = "type: object, x-note: { content: fields }, required: [Status, Author], additionalProperties: false, properties: { Status: { enum: [draft, final] }, Author: {} }";
    assert_eq!(
        check(
            &introduced("", fields),
            "# T\n\n## Design\n\n* Status: drafft\n* Athor: x\n\n### Goals\n\n* Zone: a\n"
        ),
        [
            "3:4-3:10 warning[structure/entry-field] missing field `Author` in the intro of section `Design`",
            "5:11-5:17 error[schema/violation] `Status` in the intro of `Design`: expected one of `draft`, `final`, found `drafft`",
            "6:3-6:8 error[schema/violation] unknown field `Athor` in the intro of `Design`",
        ]
    );
    let table = "type: array, x-note: { content: table }, items: { properties: { Due: { format: date } } }";
    assert_eq!(
        check(&introduced("", table), "# T\n\n## Option\n\n## Option\n\n| Due |\n| --- |\n| soon |\n"),
        [
            "9:3-9:7 error[schema/violation] `Due` in row 1 of the intro of `Option`: `soon` is not a date (`YYYY-MM-DD`)"
        ]
    );
    let long = introduced("", "type: string, maxLength: 3");
    assert_eq!(
        check(&long, "# T\n\n## Design\n\ntext\n"),
        ["3:4-3:10 error[schema/violation] the intro of `Design`: expected at most 3 characters, found 4"]
    );
}

#[test]
fn fields_above_the_first_heading_are_no_frontmatter() {
    let schema = "properties:
  frontmatter: { properties: { Author: {} } }
  intro:
    type: object
    x-note: { content: fields }
    properties: { Proposal: {}, Author: {} }
";
    for (note, author) in [
        ("Proposal: X-1\nAuthor: Ben\n", json!("Ben")),
        ("* Proposal: [X-1](x-1.md)\n* Author: Ben\n", json!("Ben")),
        ("Proposal: X-1\nAuthor: Ben\n\nText.\n", json!("Ben")),
        ("----\n\nProposal: X-1\nAuthor: Ben\n", json!("Ben")),
        ("# T\n\nProposal: X-1\nAuthor: Ben\n", json!("Ben")),
    ] {
        assert_eq!(extract(schema, note)["intro"]["Author"], author, "{note}");
        assert_eq!(check(schema, note), Vec::<String>::new(), "{note}");
    }
    let read = "---\nAuthor: Aoi\n---\n\nProposal: X-1\n";
    assert_eq!(extract(schema, read)["frontmatter"]["Author"], "Aoi");
    let without = "properties: { frontmatter: { properties: { Author: {} } } }\n";
    assert_eq!(
        check(without, "Proposal: X-1\nAuthor: Ben\n\n# T\n").len(),
        1,
        "lines that may be frontmatter where nothing else is expected"
    );
}

#[test]
fn kinds_that_consist_of_headings_are_refused() {
    for (schema, message) in [
        ("properties: { intro: { x-note: { content: swot } } }\n", "the content of `intro` cannot be `swot`"),
        ("properties: { body: { x-note: { content: text } } }\n", "the content of `body` cannot be `text`"),
        (
            "properties: { intro: { type: string, x-note: { heading: X } } }\n",
            "`heading` is not valid on a text of content `text`",
        ),
        (
            "properties: { sections: { properties: { a: { type: object, x-note: { content: sections }, properties: { intro: { x-note: { content: rating } } } } } } }\n",
            "the content of `intro` cannot be `rating`",
        ),
        (
            "properties: { sections: { properties: { a: { type: object, x-note: { content: sections }, properties: { intor: { type: string } } } } } }\n",
            "a section of content `sections` has no `intor`",
        ),
        (
            "properties: { sections: { patternProperties: { '^(?<intro>\\d)': { type: object, x-note: { content: sections } } } } }\n",
            "the group `intro` of the pattern is named as a part of each section",
        ),
    ] {
        let faults = json(&run(folder(schema, "").path(), ["check", "--format", "json"]))["faults"].clone();
        assert_eq!(faults[0]["message"], message);
        assert_eq!(faults.as_array().map(Vec::len), Some(1), "{faults}");
    }
}
