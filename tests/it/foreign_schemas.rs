//! Schemas that other programs use, as parts of a note type.

use std::{fs, path::Path};

use crate::support::{describe, json, run};

/// A folder with these files, and a type whose frontmatter is `schema`.
fn folder(schema: &str, files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| fs::write(folder.path().join(path), text).unwrap();
    write("notelint.yaml", "types: [{ name: page, schema: page.yaml }]\n");
    write("page.yaml", &format!("x-note: {{ type: page }}\nproperties: {{ frontmatter: {schema} }}\n"));
    for (path, text) in files {
        write(path, text);
    }
    folder
}

/// The exit code and what is said of the note.
fn said(folder: &Path) -> (Option<i32>, String) {
    let output = run(folder, ["check", "--format", "json"]);
    let report = json(&output);
    assert_eq!(report["faults"], serde_json::json!([]), "{report:#}");
    (output.status.code(), describe(&report))
}

const API: &str = r##"
openapi: 3.0.3
info: { title: Pages, version: "1" }
type: module
components:
  schemas:
    Page:
      type: object
      required: [title]
      properties:
        title: { type: string, maxLength: 5, example: Tea }
        size: { $ref: "#/components/schemas/Size" }
        hue: { $ref: "#hue" }
    Size: { type: integer, minimum: 0, exclusiveMinimum: true, format: int32, nullable: true }
    "A hue~/%": { id: "#hue", enum: [red, blue] }
"##;

#[test]
fn a_schema_in_a_file_of_another_kind_is_checked() {
    let note = "---\ntitle: Coffee\nsize: 0\nhue: green\n---\n\n# Coffee\n";
    let page = folder("{ $ref: 'api.yaml#/components/schemas/Page' }", &[("api.yaml", API), ("a.md", note)]);
    let (code, said) = said(page.path());
    assert_eq!(code, Some(1));
    for expected in ["2:8-2:14", "3:7-3:8", "4:6-4:11"] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    let report = json(&run(page.path(), ["check", "--format", "json"]));
    let places = report["diagnostics"].as_array().unwrap().iter().map(|found| &found["schema"]);
    let places: Vec<String> =
        places.map(|schema| format!("{} {}", schema["path"], schema["pointer"]).replace('"', "")).collect();
    assert_eq!(
        places,
        [
            "api.yaml /components/schemas/Page/properties/title/maxLength",
            "api.yaml /components/schemas/Size/minimum",
            "api.yaml /components/schemas/A hue~0~1%/enum",
        ]
    );
}

#[test]
fn a_schema_with_a_name_of_its_own_is_found_in_a_file_of_another_kind() {
    let file = r##"{ "name": "tool", "schema": { "$schema": "http://json-schema.org/draft-07/schema#", "$id": "https://example.com/own.json",
        "definitions": { "short": { "$id": "#short", "maxLength": 2 } },
        "properties": { "a": { "$ref": "#/definitions/short" }, "b": { "$ref": "own.json#short" },
                        "c": { "items": [{ "type": "string" }], "additionalItems": false } } } }"##;
    let note = "---\na: long\nb: long\nc: [x, y]\n---\n\n# A\n";
    let page = folder("{ $ref: 'tool.json#/schema' }", &[("tool.json", file), ("a.md", note)]);
    let (code, said) = said(page.path());
    assert_eq!((code, said.matches("error[").count()), (Some(1), 3), "{said}");
    for expected in ["2:4-2:8", "3:4-3:8", "4:4-4:10"] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

#[test]
fn each_file_is_read_by_the_version_that_it_names() {
    let old = r##"{ "$schema": "http://json-schema.org/draft-07/schema#",
        "definitions": { "text": { "type": "string" } },
        "dependencies": { "a": ["b"] },
        "properties": { "b": { "$ref": "#/definitions/text", "minLength": 9 } } }"##;
    let files = [
        ("old.json", old),
        ("new.yaml", "$defs: { old: { $ref: old.json } }\n$ref: '#/$defs/old'\nminProperties: 3\n"),
    ];
    let page = folder("{ $ref: new.yaml }", &[files[0], files[1], ("a.md", "---\na: 1\n---\n\n# A\n")]);
    let (_, text) = said(page.path());
    assert!(text.contains("`b`"), "{text}");
    fs::write(page.path().join("a.md"), "---\na: 1\nb: short\nc: 1\n---\n\n# A\n").unwrap();
    assert_eq!(said(page.path()), (Some(0), String::new()));
}

#[test]
fn what_has_no_effect_is_said_of_the_type_and_not_of_each_note() {
    let note = "---\na: 1\n---\n\n# A\n";
    let page = folder(
        "{ properties: { a: { tsType: A, format: int32 } } }",
        &[("a.md", note), ("b.md", &note.replace("# A", "# B"))],
    );
    let stderr = |arguments: &[&str]| {
        let output = run(page.path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    for arguments in [&["check"][..], &["types"], &["check", ".", "--type", "page"]] {
        let said = stderr(arguments);
        assert_eq!(said.matches("`tsType` (2:49)").count(), 1, "{said}");
        assert_eq!(said.matches("`int32` (2:68)").count(), 1, "{said}");
    }
    assert_eq!(stderr(&["check", "a.md", "b.md"]), "");
    assert_eq!(stderr(&["check", "--quiet"]), "");
}

#[test]
fn a_recursive_schema_of_another_version_is_explained_once_for_each_value() {
    let tree = r##"{ "$schema": "http://json-schema.org/draft-07/schema#", "definitions": {
        "tree": { "anyOf": [{ "type": "integer" }, { "type": "array", "items": { "$ref": "#/definitions/tree", "minItems": 9 } }] } },
        "properties": { "tree": { "$ref": "#/definitions/tree" } } }"##;
    let deep = format!("---\ntree: {}x{}\n---\n\n# A\n", "[".repeat(60), "]".repeat(60));
    for schema in [
        "{ $ref: tree.json }",
        "{ allOf: [{ $ref: tree.json }], properties: { tree: { type: [array, string] } } }",
    ] {
        let page = folder(schema, &[("tree.json", tree), ("a.md", &deep)]);
        let (code, said) = said(page.path());
        assert_eq!((code, said.matches("error[").count()), (Some(1), 1), "{said}");
        assert!(said.contains("2:67-2:68"), "{said}");
        let report = json(&run(page.path(), ["check", "--format", "json"]));
        assert_eq!(report["diagnostics"][0]["schema"]["pointer"], "/definitions/tree/anyOf", "{report:#}");
    }
}
