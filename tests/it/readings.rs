//! Several readings of one text: `content: parts`.

use std::fs;

use serde_json::{Value, json};

use crate::support::{describe, json, run};

const NOTE: &str = "# T

## Summary

One two **three** [four](http://x.example) `five`.

![A plan](plan.png)

- **A**: b
- [ ] c

> [!TIP]- A title
> Some
> text

| N | M | O |
|---|---|---|
| x | 1 | 2 |

```sh
ls
```

### Sub

- Status: draft
";

fn folder(parts: &str, note: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let parts = parts.replace('\n', "\n          ");
    let schema = format!(
        "x-note: {{ type: t }}
properties:
  sections:
    properties:
      summary:
        type: object
        x-note: {{ heading: Summary, content: parts }}
        properties:
          {parts}
"
    );
    for (path, text) in [
        ("notelint.yaml", "types: [{ name: t, schema: t.yaml }]\nrules: { link: off }\n"),
        ("t.yaml", &schema),
        ("note.md", note),
    ] {
        fs::write(folder.path().join(path), text).unwrap();
    }
    folder
}

/// The readings of `NOTE` that `parts` names.
fn extract(parts: &str) -> Value {
    let folder = folder(parts, NOTE);
    json(&run(folder.path(), ["extract"]))["notes"][0]["sections"]["summary"].clone()
}

fn check(parts: &str, note: &str) -> String {
    let found = describe(&json(&run(folder(parts, note).path(), ["check", "--format", "json"])));
    found.lines().filter(|line| !line.starts_with("  help")).collect::<Vec<_>>().join("\n")
}

#[test]
fn only_what_is_named_is_read() {
    assert_eq!(extract("words: {}"), json!({ "words": 20 }));
    assert_eq!(
        extract("lines: { type: integer }\nparagraphs: {}\ntasks: {}\ncode: {}"),
        json!({
            "lines": 22,
            "paragraphs": 2,
            "tasks": [{ "done": false, "text": "c" }],
            "code": [{ "lang": "sh", "text": "ls" }],
        })
    );
    assert_eq!(
        extract(
            "links: {}\nimages: {}\ncallouts: {}\nheadings: {}\n\
             tables: { items: { items: { properties: { M: { type: integer } } } } }"
        ),
        json!({
            "links": [{ "text": "four", "target": "http://x.example" }],
            "images": [{ "alt": "A plan", "target": "plan.png" }],
            "callouts": [{ "kind": "tip", "title": "A title", "text": "Some\ntext" }],
            "headings": [{ "level": 3, "text": "Sub" }],
            "tables": [[{ "M": 1, "N": "x", "O": "2" }]],
        })
    );
    assert_eq!(
        extract("points: {}\nfields: { properties: { Status: {} } }"),
        json!({
            "points": [{ "lead": "A", "text": "b" }, { "text": "[ ] c" }, { "text": "Status: draft" }],
            "fields": { "Status": "draft", "A": "b" },
        })
    );
    let text = extract("text: {}\nprose: {}");
    assert!(text["text"].as_str().unwrap().starts_with("One two **three**"), "{text}");
    assert_eq!(
        text["prose"],
        "One two three four .\n\nA: b\nc\n\nA title Some text\n\nN M O\nx 1 2\n\nSub\n\nStatus: draft"
    );
}

#[test]
fn each_reading_has_its_constraints() {
    let parts = "words: { maximum: 5 }
lines: { maximum: 24 }
paragraphs: { minimum: 3 }
points: { maxItems: 2 }
code: { items: { properties: { lang: { const: bash } } } }
tables: { items: { items: { properties: { N: { type: integer } } } } }
headings: { items: { properties: { level: { maximum: 2 } } } }
fields: { required: [Owner], properties: { Owner: {}, Status: { enum: [final] } } }
prose: { not: { pattern: three } }";
    let expected = [
        "3:4-3:11 error[schema/violation] `Summary`: 20 words, expected at most 5",
        "3:4-3:11 error[schema/violation] `Summary`: 2 paragraphs, expected at least 3",
        "3:4-3:11 warning[structure/entry-field] missing field `Owner` in section `Summary`",
        "3:4-3:11 error[structure/points-count] expected at most 2 points, found 3",
        "5:11-5:16 error[schema/violation] `Summary`: `three` is not allowed",
        "18:3-18:4 error[schema/violation] `N` in row 1 of table 1 of `Summary`: expected a whole number, found the text `x`",
        "20:4-20:6 error[schema/violation] the language of code block 1 of `Summary`: expected `bash`, found `sh`",
        "24:1-24:8 error[schema/violation] the level of heading 1 of `Summary`: expected at most 2, found 3",
        "26:11-26:16 error[schema/violation] `Status` in `Summary`: expected `final`, found `draft`",
    ];
    assert_eq!(check(parts, NOTE), expected.join("\n"));
    let long = format!("# T\n\n## Summary\n\n{}word\n", "word ".repeat(1202));
    assert_eq!(
        check("words: { maximum: 500 }", &long),
        "3:4-3:11 error[schema/violation] `Summary`: 1,203 words, expected at most 500"
    );
}

#[test]
fn what_is_not_there_is_said_with_how_to_write_it() {
    let found = run(
        folder("tasks: { minItems: 1 }\nimages: { minItems: 1 }", "# T\n\n## Summary\n\ntext\n").path(),
        ["check", "--format", "json"],
    );
    let helps: Vec<Value> =
        json(&found)["diagnostics"].as_array().unwrap().iter().map(|one| one["help"].clone()).collect();
    assert_eq!(helps, [json!("write each task as `- [ ] …`"), json!("add 1 image")]);
}

#[test]
fn a_reading_that_does_not_exist_is_a_fault() {
    let folder = folder("word: {}", NOTE);
    let faults = json(&run(folder.path(), ["check", "--format", "json"]))["faults"].clone();
    assert_eq!(faults[0]["message"], "`parts` has no reading `word`");
    assert_eq!(faults[0]["help"], "did you mean `words`?");
}
