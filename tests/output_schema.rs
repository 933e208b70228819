//! The JSON Schemas of the JSON output: generated, committed, and true of what runs print.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::{fs, path::Path};

use notelint::report;
use serde_json::{Value, json};
use support::{expect_file, json as printed, run};
use tempfile::TempDir;

const CONFIG: &str = "\
types:
  - { name: plan, schema: plan.yaml, files: [plan.md] }
  - { name: tech-note, files: ['?.md'] }
";

const PLAN: &str = "\
x-note: { type: plan }
properties:
  sections:
    properties:
      steps:
        x-note: { heading: Steps, content: table }
        items: { properties: { due: { type: string, format: date } } }
";

/// A collection whose diagnostics have everything: a fix, related places here and in another note,
/// a help and none; and a note that cannot be read.
fn collection() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let note = "---\ntitle: T1-01-01 a\nurl: 5\ndate: 2025-02-30\ntags: [a, 5]\n---\n\n# T1-01-01 a \n\n## 評価\n\n- **市場性**: 高\n\n## 評価\n\n[x](gone.md)\n";
    for name in ["a.md", "b.md"] {
        fs::write(folder.path().join(name), note).unwrap();
    }
    let plan = "# Plan\n\n## Steps\n\n| due |\n| --- |\n| soon |\n";
    for (name, text) in [("notelint.yaml", CONFIG), ("plan.yaml", PLAN), ("plan.md", plan)] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    fs::write(folder.path().join("c.md"), b"# \xff\n").unwrap();
    folder
}

fn schema_file(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schema").join(name)
}

/// `schema` with each object closed, so that a key that it does not describe is an error.
fn closed(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(keywords) => {
            for value in keywords.values_mut() {
                *value = closed(value.take());
            }
            if keywords.get("properties").is_some_and(Value::is_object) {
                keywords.insert("additionalProperties".to_owned(), json!(false));
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| *element = closed(element.take())),
        _ => {}
    }
    schema
}

/// `schema` as that of one of its definitions.
fn definition(mut schema: Value, name: &str) -> Value {
    let definitions = schema["$defs"].take();
    json!({ "$ref": format!("#/$defs/{name}"), "$defs": definitions })
}

fn hold(schema: &Value, value: &Value) {
    let validator = jsonschema::validator_for(schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{} {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{value:#}");
}

fn lines(output: &std::process::Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_schemas_are_as_generated() {
    for (name, schema) in [
        ("check-output.schema.json", report::check_schema()),
        ("extract-output.schema.json", report::extract_schema()),
    ] {
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        expect_file(&schema_file(name), text.as_bytes()).unwrap_or_else(|diff| panic!("{diff}"));
    }
}

#[test]
fn what_check_prints_is_what_its_schema_describes() {
    let folder = collection();
    let schema = closed(report::check_schema());
    let line = definition(schema.clone(), "Line");

    let output = run(folder.path(), ["--format", "json"]);
    let document = printed(&output);
    hold(&schema, &document);
    let diagnostics = document["diagnostics"].as_array().unwrap();
    let some = |of: fn(&Value) -> bool| diagnostics.iter().any(of);
    assert!(some(|diagnostic| diagnostic["fix"]["edits"][0].is_object()));
    assert!(some(|diagnostic| diagnostic["fix"].is_null()));
    assert!(some(|diagnostic| diagnostic["help"].is_null()));
    assert!(some(|diagnostic| diagnostic["related"][0]["path"] != diagnostic["path"]
        && diagnostic["related"][0].is_object()));
    assert_eq!(document["faults"][0]["path"], "c.md");

    let output = run(folder.path(), ["--format", "jsonl"]);
    let lines = lines(&output);
    assert_eq!(lines.len(), diagnostics.len() + 2);
    for value in &lines {
        hold(&line, value);
    }

    for arguments in
        [&["--format", "json", "--config", "gone.yaml"][..], &["--format", "json", "--no-such-flag"]]
    {
        let document = printed(&run(folder.path(), arguments));
        hold(&schema, &document);
        assert_eq!(document["faults"].as_array().map(Vec::len), Some(1), "{document}");
    }
}

#[test]
fn what_extract_prints_is_what_its_schema_describes() {
    let folder = collection();
    let schema = closed(report::extract_schema());
    let note = definition(schema.clone(), "Note");

    let document = printed(&run(folder.path(), ["extract"]));
    hold(&schema, &document);
    let output = run(folder.path(), ["extract", "--format", "jsonl"]);
    assert_eq!(&Value::Array(lines(&output)), &document["notes"]);
    for value in &lines(&output) {
        hold(&note, value);
    }
    assert_eq!(document["notes"].as_array().map(Vec::len), Some(3));

    let empty = printed(&run(folder.path(), ["extract", "c.md"]));
    assert_eq!(empty, json!({ "version": 1, "notes": [] }));
    hold(&schema, &empty);
}

#[test]
fn the_schemas_accept_nothing_else() {
    let refused = [
        (report::check_schema(), json!({})),
        (report::check_schema(), json!({ "version": 2, "diagnostics": [], "faults": [], "summary": {} })),
        (report::extract_schema(), json!([])),
        (report::extract_schema(), json!({ "version": 1, "notes": [{ "path": "a.md" }] })),
        (report::extract_schema(), json!({ "version": 2, "notes": [] })),
    ];
    for (schema, value) in refused {
        assert!(!jsonschema::validator_for(&schema).unwrap().is_valid(&value), "{value}");
    }
}
