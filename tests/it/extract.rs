//! `notelint extract`: notes as JSON, whatever their dress.

use std::{fs, io::Write, path::Path, process::Stdio};

use crate::support::{folder, json as printed, notelint, run};
use serde_json::{Value, json};

const PLAIN: &str = include_str!("extract/plain.md");
const DRIFTED: &str = include_str!("extract/drifted.md");

/// The projections of the notes in `files`.
fn extract(files: &[(&str, &str)]) -> Vec<Value> {
    let folder = folder(files);
    let output = run(folder.path(), ["extract", "--isolated", "--type", "tech-note"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let mut document = printed(&output);
    let Value::Array(notes) = document["notes"].take() else { panic!("no array") };
    notes
}

/// The projection of a note with this text.
fn note(text: &str) -> Value {
    extract(&[("a.md", text)]).remove(0)
}

#[test]
fn a_note_is_printed_in_the_order_of_its_type() {
    let expected =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/extract/plain.json"))
            .expect("the expected projection");
    let folder = folder(&[("plain.md", PLAIN)]);
    let output = run(folder.path(), ["extract", "--isolated", "--type", "tech-note", "--format", "json"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
    assert!(output.stderr.is_empty());
}

#[test]
fn the_same_note_in_another_dress_is_the_same_json() {
    let (plain, drifted) = (note(PLAIN), note(DRIFTED));
    for pointer in ["/id", "/title", "/frontmatter"] {
        assert_eq!(drifted.pointer(pointer), plain.pointer(pointer), "{pointer}");
    }
    for section in ["summary", "japan", "global", "notes", "rating", "features", "swot"] {
        assert_eq!(drifted["sections"][section], plain["sections"][section], "{section}");
    }
    assert_eq!(drifted.to_string(), plain.to_string(), "keys stand in the type's order");
}

#[test]
fn line_endings_and_a_byte_order_mark_change_nothing() {
    for text in [PLAIN, DRIFTED] {
        let dressed = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(note(&dressed), note(text));
    }
}

#[test]
fn other_tools_can_hold_the_json_to_the_same_schema() {
    let schema: Value =
        serde_json::from_str(include_str!("../../schema/tech-note.schema.json")).expect("JSON");
    let validator =
        jsonschema::options().should_ignore_unknown_formats(true).build(&schema).expect("a schema");
    for text in [PLAIN, DRIFTED] {
        let note = note(text);
        let errors: Vec<String> = validator.iter_errors(&note).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
    assert!(!validator.is_valid(&note(&PLAIN.replace("### 脅威", "### 驚異"))));
}

#[test]
fn a_note_that_breaks_its_type_is_printed_as_far_as_it_can_be_read() {
    let broken = "# T9-01-02 雪の話\n\n## Rating\n\n- **市場性**: 高\n- **速度**: ⭐⭐⭐\n\n総合評価: 4.5/5\n\n## 別の話\n";
    let expected = json!({
        "path": "a.md",
        "type": "tech-note",
        "id": "T9-01-02",
        "title": "T9-01-02 雪の話",
        "sections": {
            "rating": {
                "市場性": {},
                "速度": { "score": 3, "scale": 5 },
                "overall": { "score": 4.5, "scale": 5 }
            }
        }
    });
    assert_eq!(note(broken), expected);
    assert_eq!(note(""), json!({ "path": "a.md", "type": "tech-note", "sections": {} }));
}

#[test]
fn jsonl_prints_a_note_a_line_in_the_order_of_the_paths() {
    let folder =
        folder(&[("b.md", "# T1-01-02 b\n"), ("a.md", "# T1-01-01 a\n"), ("c.txt", "# T1-01-03 c\n")]);
    let output = run(folder.path(), ["extract", "--isolated", "--type", "tech-note", "--format", "jsonl"]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let notes: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    assert_eq!(notes, extract(&[("a.md", "# T1-01-01 a\n"), ("b.md", "# T1-01-02 b\n")]));
    assert_eq!(notes.iter().map(|note| &note["path"]).collect::<Vec<_>>(), ["a.md", "b.md"]);
}

#[test]
fn standard_input_has_no_path() {
    let folder = folder(&[]);
    let mut command = notelint(folder.path());
    command
        .args(["extract", "--isolated", "--type", "tech-note", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = command.spawn().expect("notelint starts");
    child.stdin.take().expect("a pipe").write_all(b"# T1-01-01 a\n").expect("a written pipe");
    let output = child.wait_with_output().expect("notelint ends");
    let expected = json!([{ "type": "tech-note", "id": "T1-01-01", "title": "T1-01-01 a", "sections": {} }]);
    assert_eq!(printed(&output)["notes"], expected);
}

const OWN_TYPE: &str = r"
$schema: https://json-schema.org/draft/2020-12/schema
x-note: { type: recipe, id: '^R-(\d+)' }
type: object
properties:
  sections:
    type: object
    properties:
      steps: { x-note: { heading: Steps, content: points, list: ordered }, type: array }
      amounts:
        x-note: { heading: 分量, content: table }
        type: array
        items:
          type: object
          properties:
            name: { x-note: { aliases: [材料] }, type: string }
            amount: { x-note: { aliases: [量] }, type: string }
";

const OWN_CONFIG: &str = r#"
types:
  - name: recipe
    schema: recipe.yaml
    files: ["r*.md"]
"#;

#[test]
fn a_note_of_no_type_is_left_out() {
    let recipe = "# R-12 味噌汁\n\n## 分量(2人)\n\n| 量 | 材料 | 備考 |\n|---|---|---|\n| 400ml | 水 | |\n| | **味噌** | 好みで |\n\n## Steps\n\n1. 沸かす\n2. 溶く\n";
    let files =
        [("notelint.yaml", OWN_CONFIG), ("recipe.yaml", OWN_TYPE), ("r.md", recipe), ("x.md", "# R-13 x\n")];
    let folder = folder(&files);
    let output = run(folder.path(), ["extract"]);
    let expected = json!([{
        "path": "r.md",
        "type": "recipe",
        "id": "12",
        "title": "R-12 味噌汁",
        "sections": {
            "steps": [{ "text": "沸かす" }, { "text": "溶く" }],
            "amounts": [
                { "name": "水", "amount": "400ml" },
                { "name": "**味噌**", "備考": "好みで" }
            ]
        }
    }]);
    assert_eq!(printed(&output)["notes"].to_string(), expected.to_string());
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn an_unreadable_note_fails_the_run_but_not_the_others() {
    let folder = folder(&[("a.md", "# T1-01-01 a\n")]);
    fs::write(folder.path().join("b.md"), b"# \xff\n").expect("a written file");
    let output = run(folder.path(), ["extract", "--isolated", "--type", "tech-note"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(printed(&output)["notes"].as_array().map(Vec::len), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("b.md"));
}
