//! The JSON output: what its schemas describe is what runs print, and what a diagnostic says of the
//! note type is there.

use std::{fs, io::Write, path::Path, process::Stdio};

use crate::support::{expect_file, json as printed, notelint, run};
use notelint::report;
use serde_json::{Value, json};
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
    hold(&schema, &printed(&run(folder.path(), ["extract", "--outline"])));

    let empty = printed(&run(folder.path(), ["extract", "c.md"]));
    assert_eq!(empty, json!({ "version": 1, "notes": [] }));
    hold(&schema, &empty);
}

#[test]
fn what_is_printed_of_records_is_what_the_schemas_describe() {
    let folder = collection();
    let text = fs::read_to_string(folder.path().join("a.md")).unwrap();
    let record = |path: &str| json!({ "path": path, "text": text, "id": 1 }).to_string();
    let input = [record("a.md"), record("none/a.md"), "{}".to_owned()].join("\n");
    let answers = |command: &str| {
        let mut process = notelint(folder.path());
        process.args([command, "--input", "jsonl"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = process.stderr(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        lines(&child.wait_with_output().unwrap())
    };
    let schema = definition(closed(report::check_schema()), "Record");
    let checked = answers("check");
    assert_eq!(checked.len(), 3);
    assert!(checked[0]["diagnostics"][0].is_object());
    for line in &checked {
        hold(&schema, line);
    }
    let schema = closed(report::extract_schema());
    for (line, name) in answers("extract").iter().zip(["Note", "NoNote", "NoNote"]) {
        hold(&definition(schema.clone(), name), line);
    }
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

/// A note that breaks each part of its type: two points of five, one without a lead, an entry
/// without a link, axes and stars that are wrong, a quadrant without points.
const BROKEN: &str = "\
---
title: T9-02-01 欠けた話
url: 5
date: 2026/2/3
tags: [a, a]
editor: x
---

# T9-02-01 欠けた話

## Summary(5つの要点)

1. **一**: 二
2. 三

## 日本企業の先進事例

### 甲社

- **製品**: 乙

## グローバルスタンダード

## Rating(5段階評価)

- **技術成熟度**: ⭐⭐⭐⭐⭐⭐(速い)
- **日本の競争力**: 高い(国内)
- **市場性**: ⭐⭐⭐☆☆
- **速さ**: ⭐⭐⭐☆☆(速い)
- **品質保証の重要性**: ⭐⭐⭐⭐☆(重い)

## 日本の立ち位置・強み弱みのSummary(4点)

### 強み

### 弱み

1. **高い**: 値段
";

/// The diagnostics of notes that break their types in each way, the notes as `extract` prints
/// them, and the folder.
fn breaches() -> (Vec<Value>, Vec<Value>, TempDir) {
    let folder = collection();
    for (name, text) in
        [("d.md", BROKEN), ("e.md", "text\n"), ("f.md", &BROKEN.replace("title: T9-02-01 欠けた話\n", ""))]
    {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let mut report = printed(&run(folder.path(), ["--format", "json"]));
    let mut extracted = printed(&run(folder.path(), ["extract"]));
    let array = |value: Value| value.as_array().cloned().unwrap();
    (array(report["diagnostics"].take()), array(extracted["notes"].take()), folder)
}

#[test]
fn a_breach_names_its_value_in_the_note_and_its_keyword_in_the_schema() {
    let (diagnostics, notes, folder) = breaches();
    let built_in = fs::read_to_string(schema_file("tech-note.schema.json")).unwrap();
    let mut count = 0;
    for diagnostic in &diagnostics {
        let note = notes.iter().find(|note| note["path"] == diagnostic["path"]).unwrap();
        assert_eq!(diagnostic["type"], note["type"], "{diagnostic}");
        let Some(pointer) = diagnostic["pointer"].as_str() else {
            assert!(diagnostic["keyword"].is_null() && diagnostic["schema"].is_null(), "{diagnostic}");
            continue;
        };
        assert!(note.pointer(pointer).is_some(), "{diagnostic} is of nothing in {note}");
        let location = &diagnostic["schema"];
        let text = match location["path"].as_str().unwrap() {
            "tech-note.schema.json" => built_in.clone(),
            path => fs::read_to_string(folder.path().join(path)).unwrap(),
        };
        let schema: Value = serde_yaml::from_str(&text).unwrap();
        let pointer = location["pointer"].as_str().unwrap();
        assert!(schema.pointer(pointer).is_some(), "{diagnostic}");
        let keyword = diagnostic["keyword"].as_str().unwrap();
        assert!(pointer.ends_with(&format!("/{keyword}")), "{diagnostic}");
        let line = usize::try_from(location["line"].as_u64().unwrap()).unwrap();
        assert!(text.lines().nth(line - 1).unwrap().contains(keyword), "{diagnostic}");
        count += 1;
    }
    assert!(count > 30);
}

#[test]
fn each_rule_that_puts_breaches_into_words_says_which() {
    let (diagnostics, ..) = breaches();
    let mut rules: Vec<&str> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic["pointer"].is_string())
        .map(|diagnostic| diagnostic["rule"].as_str().unwrap())
        .collect();
    rules.sort_unstable();
    rules.dedup();
    let expected = [
        "frontmatter/date-format",
        "frontmatter/duplicate-tag",
        "frontmatter/invalid-value",
        "frontmatter/missing",
        "frontmatter/missing-key",
        "frontmatter/unknown-key",
        "rating/malformed",
        "rating/missing-axis",
        "rating/missing-reason",
        "rating/range",
        "rating/unknown-axis",
        "schema/violation",
        "structure/entry-field",
        "structure/point-lead",
        "structure/points-count",
        "structure/section-empty",
        "structure/section-missing",
        "structure/title-missing",
        "swot/empty",
        "swot/incomplete",
    ];
    assert_eq!(rules, expected);
}

#[test]
fn what_is_missing_is_a_breach_of_its_object() {
    let (diagnostics, ..) = breaches();
    let facts = |rule: &str| {
        let diagnostic = diagnostics.iter().find(|d| d["path"] == "d.md" && d["rule"] == rule).unwrap();
        ["pointer", "keyword"].map(|key| diagnostic[key].as_str().unwrap().to_owned())
    };
    assert_eq!(facts("structure/section-missing"), ["/sections", "required"]);
    assert_eq!(facts("rating/missing-axis"), ["/sections/rating", "required"]);
    assert_eq!(facts("swot/incomplete"), ["/sections/swot", "required"]);
    assert_eq!(facts("structure/points-count"), ["/sections/summary", "minItems"]);
    assert_eq!(facts("structure/point-lead"), ["/sections/summary/1", "required"]);
    assert_eq!(facts("rating/range"), ["/sections/rating/技術成熟度/score", "maximum"]);
    assert_eq!(facts("frontmatter/date-format"), ["/frontmatter/date", "format"]);
}

#[test]
fn several_breaches_in_one_diagnostic_are_of_what_contains_them() {
    let folder = tempfile::tempdir().unwrap();
    let bare = "# T9-02-01 a\n\n## Summary(5つの要点)\n\n1. 一\n2. 二\n3. 三\n4. 四\n5. 五\n";
    fs::write(folder.path().join("a.md"), bare).unwrap();
    let report = printed(&run(
        folder.path(),
        ["--isolated", "--type", "tech-note", "--select", "structure/point-lead", "--format", "json"],
    ));
    assert_eq!(report["diagnostics"][0]["pointer"], "/sections/summary");
    assert_eq!(report["diagnostics"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_diagnostic_has_one_fingerprint_in_all_formats() {
    let (diagnostics, _, folder) = breaches();
    let own: Vec<&Value> = diagnostics.iter().map(|diagnostic| &diagnostic["fingerprint"]).collect();
    let gitlab = printed(&run(folder.path(), ["--format", "gitlab"]));
    let gitlab: Vec<&Value> = gitlab.as_array().unwrap().iter().map(|issue| &issue["fingerprint"]).collect();
    assert_eq!(own, gitlab);
    let sarif = printed(&run(folder.path(), ["--format", "sarif"]));
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let sarif: Vec<&Value> =
        results.iter().map(|result| &result["partialFingerprints"]["notelint/v1"]).collect();
    assert_eq!(own, sarif);
    let lines = lines(&run(folder.path(), ["--format", "jsonl"]));
    let jsonl: Vec<&Value> = lines.iter().filter_map(|line| line.get("fingerprint")).collect();
    assert_eq!(own, jsonl);
    let unique: std::collections::HashSet<String> = own.iter().map(ToString::to_string).collect();
    assert_eq!(unique.len(), own.len());
}
