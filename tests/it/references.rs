//! Values that name other notes, and values that no two notes may have: what cases of one note do not show.

use std::{fs, path::Path, sync::Arc};

use notelint::{
    disk::Overlay,
    workspace::{Options, Workspace},
};

use crate::support::{describe, folder, json, run};

const TYPE: &str = "\
x-note: { type: page, id: '^P(\\d)' }
properties:
  frontmatter:
    properties:
      see: { x-note: { ref: page } }
      slug: { x-note: { unique: true } }
";
const CONFIG: &str = "types: [{ name: page, schema: page.yaml }]\n";

/// The messages of the faults, with their places.
fn faults(schema: &str) -> Vec<String> {
    let folder = folder(&[("notelint.yaml", CONFIG), ("page.yaml", schema), ("a.md", "# P1\n")]);
    let report = json(&run(folder.path(), ["--format", "json"]));
    let faults = report["faults"].as_array().unwrap().iter();
    let shown = faults.map(|fault| {
        let start = &fault["range"]["start"];
        let help = fault["help"].as_str().unwrap_or_default();
        format!("{}:{}: {}; {help}", start["line"], start["column"], fault["message"].as_str().unwrap())
    });
    shown.collect()
}

#[test]
fn a_reference_to_a_type_that_the_configuration_does_not_have_is_a_fault() {
    assert_eq!(faults(TYPE), [""; 0]);
    assert_eq!(
        faults(&TYPE.replace("ref: page", "ref: pages")),
        ["5:29: `ref` names the note type `pages`, which is unknown; did you mean `page`?"]
    );
}

#[test]
fn a_reference_is_declared_on_values_alone() {
    let belongs =
        "it belongs on a frontmatter key, a field, a column or a part of one, outside of `if` and `not`";
    let of = |part: &str| faults(&format!("x-note: {{ type: page }}\nproperties:\n  {part}\n"));
    for part in [
        "frontmatter: { properties: { a: { x-note: { ref: true } } } }",
        "frontmatter: { properties: { a: { items: { x-note: { ref: true } } } } }",
        "frontmatter: { properties: { a: { anyOf: [{ type: integer }, { x-note: { ref: page } }] } } }",
        "frontmatter: { properties: { a: { properties: { b: { x-note: { ref: true } } } } } }",
        "frontmatter: { additionalProperties: { x-note: { ref: true, severity: info } } }",
        "frontmatter: { if: { required: [b] }, then: { properties: { a: { x-note: { ref: true } } } } }",
        "intro: { x-note: { content: fields }, properties: { a: { x-note: { ref: true } } } }",
    ] {
        assert_eq!(of(part), [""; 0], "{part}");
    }
    for (part, fault) in [
        ("title: { anyOf: [{ x-note: { ref: true } }] }", format!("`ref` is not valid here; {belongs}")),
        (
            "frontmatter: { properties: { a: { not: { x-note: { ref: true } } } } }",
            format!("`ref` is not valid here; {belongs}"),
        ),
        (
            "frontmatter: { properties: { a: { x-note: { ref: false } } } }",
            "`ref` must be `true`, or the name of a note type; ".to_owned(),
        ),
        (
            "frontmatter: { properties: { a: { oneOf: [{ x-note: { ref: 1 } }] } } }",
            "`ref` must be `true`, or the name of a note type; ".to_owned(),
        ),
        (
            "frontmatter: { properties: { a: { x-note: { unique: yes } } } }",
            "`unique` must be `true` or `false`; ".to_owned(),
        ),
        (
            "frontmatter: { properties: { a: { items: { x-note: { ref: true, unique: true } } } } }",
            "`unique` is not valid on a part of a value; a part of a value accepts `ref`, `severity`"
                .to_owned(),
        ),
    ] {
        let found = of(part);
        let found: Vec<&str> = found.iter().filter_map(|fault| Some(fault.split_once(": ")?.1)).collect();
        assert_eq!(found, [fault], "{part}");
    }
}

#[test]
fn nothing_is_reported_of_references_if_the_collection_is_known_in_part() {
    let types = folder(&[("notelint.yaml", CONFIG), ("page.yaml", TYPE)]);
    let notes = folder(&[("a.md", "---\nsee: 7\n---\n# P1\n")]);
    let check = |path: &Path| {
        let arguments = ["--format", "json", "--config", "notelint.yaml"].map(Path::new);
        describe(&json(&run(types.path(), arguments.into_iter().chain([path]))))
    };
    assert_eq!(check(&notes.path().join("a.md")), "");
    assert!(check(notes.path()).contains("no `page` has the id `7`"));
    fs::write(notes.path().join("b.md"), "# P7\n").unwrap();
    assert_eq!(check(notes.path()), "");
}

#[test]
fn an_update_of_one_note_changes_what_the_values_of_another_name() {
    let files = Overlay::in_memory("/notes");
    for (name, text) in [
        ("notelint.yaml", CONFIG),
        ("page.yaml", TYPE),
        ("a.md", "---\nslug: x\n---\n# P1\n"),
        ("b.md", "---\nsee: 3\nslug: y\n---\n# P2\n"),
    ] {
        files.insert(Path::new("/notes").join(name), text.as_bytes());
    }
    let mut workspace = Workspace::open(Options::default(), Arc::new(files)).unwrap();
    let mut rules = |text: Option<&str>| {
        if let Some(text) = text {
            workspace.update(Path::new("a.md"), text).unwrap();
        }
        let report = workspace.check(Path::new("b.md")).unwrap();
        let rules = report.diagnostics.iter().map(|located| located.diagnostic.rule.as_str());
        rules.collect::<Vec<_>>()
    };
    assert_eq!(rules(None), ["vault/broken-reference"]);
    assert_eq!(rules(Some("---\nslug: Y\n---\n# P3\n")), ["vault/duplicate-value"]);
    assert_eq!(rules(Some("# P3\n")), [""; 0]);
}

#[test]
fn names_are_found_in_each_syntax_of_frontmatter() {
    let schema = TYPE.replace("ref: page", "ref: true");
    for (text, at) in [
        ("---\nsee: [P1, 'P8']\n---\n# P2\n", "b.md:2:12 `P8`"),
        ("+++\nsee = [1, \"P8\"]\n+++\n# P2\n", "b.md:2:12 `P8`"),
        ("{\n  \"see\": [1, \"P8\"]\n}\n# P2\n", "b.md:2:15 `P8`"),
        ("---\nsee: P1 and\n  P8\n---\n# P2\n", "b.md:2:6 `P8`"),
    ] {
        let folder =
            folder(&[("notelint.yaml", CONFIG), ("page.yaml", &schema), ("a.md", "# P1\n"), ("b.md", text)]);
        let report = json(&run(folder.path(), ["--format", "json", "--select", "vault"]));
        let found: Vec<String> = report["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|found| {
                let start = &found["range"]["start"];
                let named = found["message"].as_str().unwrap().rsplit(", which ").next().unwrap();
                let named = named.trim_end_matches(" mentions");
                format!("b.md:{}:{} {named}", start["line"], start["column"])
            })
            .collect();
        assert_eq!(found, [at], "{text}");
    }
}

#[test]
fn notes_of_another_type_with_the_same_id_hide_none() {
    let config = "types: [{ name: a, schema: a.yaml, files: [\"a/**\"] }, { name: b, schema: b.yaml, files: [\"b/**\"] }]\n";
    let schema = |name: &str| {
        format!(
            "x-note: {{ type: {name}, id: {{ file: '^(\\d+)-' }} }}\n\
             properties: {{ frontmatter: {{ properties: {{ see: {{ x-note: {{ ref: b }} }} }} }} }}\n"
        )
    };
    let (a, b) = (schema("a"), schema("b"));
    let others: Vec<String> = (0..80).map(|number| format!("a/1-{number}.md")).collect();
    let mut files = vec![("notelint.yaml", config), ("a.yaml", &*a), ("b.yaml", &*b)];
    files.extend(others.iter().map(|path| (&**path, "")));
    files.extend([("b/1-b.md", "# B\n"), ("b/2-b.md", "---\nsee: [1, \"01\", 2, 3]\n---\n")]);
    let folder = folder(&files);
    let flags = ["--format", "concise", "--select", "vault/broken-reference", "b"];
    let said = String::from_utf8(run(folder.path(), flags).stdout).unwrap();
    assert_eq!(said, "b/2-b.md:2:19: error[vault/broken-reference] no `b` has the id `3`\n");
}

#[test]
fn the_type_gives_the_severity_of_references_and_of_unique_values() {
    const TYPE: &str = "\
x-note: { type: page, id: '^P(\\d)' }
properties:
  frontmatter:
    x-note: { severity: info }
    properties:
      see: { x-note: { ref: page, severity: warning } }
      list: { items: { x-note: { ref: page, severity: error } } }
      both: { x-note: { ref: page, severity: error }, items: { x-note: { ref: page, severity: warning } } }
      shared: { $ref: '#/$defs/shared' }
      outer: { x-note: { ref: page } }
      slug: { x-note: { unique: true, severity: warning } }
      url: { x-note: { unique: true } }
  intro: { x-note: { content: fields }, properties: { plain: { x-note: { ref: page } } } }
$defs:
  shared: { anyOf: [{ type: integer }, { x-note: { ref: page, severity: warning } }] }
";
    const NOTE: &str = "\
---
see: 3
list: [4]
both: [5]
shared: P6
outer: 7
slug: a
url: b
---

# P1

plain: 8
";
    let severities = |configuration: &str| -> Vec<String> {
        let configuration = format!("{CONFIG}{configuration}");
        let other = "---\nslug: A\nurl: B\n---\n\n# P2\n";
        let folder = folder(&[
            ("notelint.yaml", &configuration),
            ("page.yaml", TYPE),
            ("a.md", other),
            ("b.md", NOTE),
        ]);
        let report = json(&run(folder.path(), ["--format", "json"]));
        let diagnostics = report["diagnostics"].as_array().unwrap().iter();
        let line = |diagnostic: &serde_json::Value| diagnostic["range"]["start"]["line"].as_u64().unwrap();
        let shown =
            diagnostics.map(|found| format!("{} {}", line(found), found["severity"].as_str().unwrap()));
        shown.collect()
    };
    assert_eq!(
        severities(""),
        ["2 warning", "3 error", "4 warning", "5 warning", "6 info", "7 warning", "8 info", "13 error"]
    );
    let configured = severities("rules: { vault/broken-reference: info, vault/duplicate-value: error }\n");
    assert_eq!(
        configured,
        ["2 info", "3 info", "4 info", "5 info", "6 info", "7 error", "8 error", "13 info"]
    );
}
