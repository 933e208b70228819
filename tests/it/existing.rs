//! What a repository has for other programs becomes note types, and what does not is told.

use std::{fs, path::Path};

use notelint::{
    infer::existing::{Found, PLACES, read},
    notetype::{Fetch, FetchError},
};
use serde_json::Value;

use crate::support::{folder, json, run, write};

/// The files of a repository.
struct Files<'f>(&'f [(&'f str, &'f str)]);

impl Fetch for Files<'_> {
    fn fetch(&self, path: &str) -> Result<String, FetchError> {
        let found = self.0.iter().find(|(name, _)| *name == path);
        found.map(|(_, text)| (*text).to_owned()).ok_or_else(|| FetchError("no such file".to_owned()))
    }
}

/// What the first of `files` describes.
fn all(files: &[(&str, &str)]) -> Vec<Found> {
    let (path, text) = files[0];
    assert!(PLACES.contains(&path), "{path}");
    let found = read(path, text, &Files(files)).unwrap_or_else(|| Ok(Vec::new()));
    let found = found.unwrap_or_else(|fault| panic!("{fault:?}"));
    let metaschema = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/note-type.schema.json");
    let metaschema: Value = serde_json::from_str(&fs::read_to_string(metaschema).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&metaschema).unwrap();
    for found in &found {
        assert_eq!(found.from, path);
        if !found.schema.is_empty() {
            let value: Value = serde_yaml::from_str(&found.schema).unwrap();
            let errors: Vec<String> = validator
                .iter_errors(&value)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{errors:#?}\n{}", found.schema);
            assert_eq!(value["x-note"]["type"], found.name.as_str());
        }
    }
    found
}

/// The one type that the first of `files` describes, and what is not taken over.
fn one(files: &[(&str, &str)]) -> Found {
    let mut found = all(files);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(!found[0].schema.is_empty(), "{found:#?}");
    found.remove(0)
}

/// The rules that report `note` under the type of `found`, each with the start of its message.
fn reported(found: &Found, note: &str) -> Vec<String> {
    let config = format!("types: [{{ name: {}, schema: type.yaml }}]\n", found.name);
    let folder = folder(&[("notelint.yaml", &config), ("type.yaml", &found.schema)]);
    write(folder.path(), &[("my-note.md", note)]);
    let output = run(folder.path(), ["--format", "json", "--select", "frontmatter,structure,schema,vault"]);
    let report = json(&output);
    assert_eq!(report["faults"], serde_json::json!([]), "{report}");
    let line = |found: &Value| {
        format!("{}: {}", found["rule"].as_str().unwrap(), found["message"].as_str().unwrap())
    };
    report["diagnostics"].as_array().unwrap().iter().map(line).collect()
}

const WORK: &str = r##"
type: object
required: [title]
additionalProperties: false
properties:
  title: { type: string, minLength: 3 }
  kind: { $ref: "#/definitions/kind" }
  by: { $ref: "../people.json#/definitions/name" }
  default: { $ref: "#/definitions/kind" }
definitions:
  kind: { enum: [book, film] }
"##;
const PEOPLE: &str = r##"{ "$id": "people", "definitions": { "name": { "$ref": "#/definitions/text" }, "text": { "type": "string" } } }"##;

#[test]
fn schemas_of_remark_become_types_of_their_notes() {
    let settings = r#"{ "schemas": {
        "./schemas/work.schema.yaml": ["./works/*.md", "/one.md", "x/*.mdx", "!works/no.md"],
        "https://example.org/page.json": "pages/**/*.md",
        "gone.json": []
    } }"#;
    let of_list =
        format!(r#"{{ "plugins": ["remark-frontmatter", ["remark-lint-frontmatter-schema", {settings}]] }}"#);
    let of_severity =
        format!(r#"{{ "plugins": {{ "@x/remark-lint-frontmatter-schema": ["error", {settings}] }} }}"#);
    let of_package = format!(r#"{{ "name": "x", "remarkConfig": {of_list} }}"#);
    let program = format!(
        "import schema from 'remark-lint-frontmatter-schema';\n// schemas: {{ 'old.yaml': [] }}\nexport default {{\n  plugins: [\n    [schema, {}],\n  ],\n}};\n",
        settings.replace('"', "'").replace("[]", "[ /* none */ ],").replacen("'schemas'", "schemas", 1)
    );
    for (path, text) in [
        (".remarkrc", of_list.as_str()),
        (".remarkrc.json", &of_severity),
        ("package.json", &of_package),
        (".remarkrc.mjs", &program),
        (".remarkrc.yaml", &of_list),
    ] {
        let found = all(&[(path, text), ("schemas/work.schema.yaml", WORK), ("people.json", PEOPLE)]);
        let names: Vec<&str> = found.iter().map(|found| found.name.as_str()).collect();
        assert_eq!(names, ["work", "page", "gone"], "{path}");
        assert_eq!(found[0].files, ["works/*.md", "one.md"]);
        assert_eq!(found[0].said.len(), 2, "{:?}", found[0].said);
        assert_eq!((found[1].schema.as_str(), &*found[1].files), ("", &["pages/**/*.md".to_owned()][..]));
        assert!(found[1].said[0].contains("remote schemas are not fetched"), "{:?}", found[1].said);
        assert!(found[2].said[0].contains("`gone.json` cannot be read"), "{:?}", found[2].said);
        let note = "---\ntitle: Of\nkind: song\nby: 1\nmore: 1\ndefault: book\n---\n\n# X\n";
        let rules = reported(&found[0], note);
        assert_eq!(rules.len(), 4, "{rules:#?}");
        assert_eq!(reported(&found[0], "---\ntitle: Oft\nkind: book\nby: Me\n---\n"), [""; 0]);
    }
    let embedded = r#"{ "plugins": [["frontmatter"], ["remark-lint-frontmatter-schema", { "embed": { "required": ["date"] } }]] }"#;
    let found = one(&[(".remarkrc", embedded)]);
    assert_eq!(reported(&found, "---\nx: 1\n---\n"), ["frontmatter/missing-key: missing key `date`"]);
    let computed = "import s from 'remark-lint-frontmatter-schema';\nconst c = { schemas: make() };\n";
    assert_eq!(all(&[(".remarkrc.mjs", computed)])[0].said.len(), 1);
    assert!(all(&[(".remarkrc.js", "module.exports = { plugins: [] }\n")]).is_empty());
    assert!(all(&[(".remarkrc", "{ \"plugins\": [\"remark-lint\"] }")]).is_empty());
}

#[test]
fn schemas_of_an_editor_become_types_of_their_notes() {
    let settings = r#"{
        // YAML
        "editor.rulers": [100],
        "yaml.schemas": {
            "https://json.schemastore.org/github-workflow.json": ".github/workflows/*",
            "./schemas/work.schema.yaml": ["works/*.md", "/top.md"], /* notes */
            "schemas/other.json": "*.yaml",
        },
    }"#;
    let found = one(&[
        (".vscode/settings.json", settings),
        ("schemas/work.schema.yaml", WORK),
        ("people.json", PEOPLE),
    ]);
    assert_eq!(found.files, ["**/works/*.md", "top.md"]);
    assert_eq!(reported(&found, "---\ntitle: Oft\n---\n"), [""; 0]);
    assert!(all(&[(".vscode/settings.json", "{ \"a\": 1 }")]).is_empty());
}

#[test]
fn a_schema_that_no_type_can_be_made_of_is_told() {
    let cycle =
        r#"{ "plugins": [["remark-lint-frontmatter-schema", { "schemas": { "a.json": ["*.md"] } }]] }"#;
    for (schema, expected) in [
        (r#"{ "$ref": "b.json#/x" }"#, "`b.json` cannot be read"),
        (r#"{ "$ref": "https://example.org/b.json" }"#, "remote schemas are not fetched"),
        ("[1]", "is not a JSON Schema"),
        ("{", "not JSON"),
        (r#"{ "properties": { "a": { "pattern": "(" } } }"#, "no note type can be made of it"),
    ] {
        let found = all(&[(".remarkrc", cycle), ("a.json", schema)]);
        assert_eq!((found[0].schema.as_str(), found[0].files.len()), ("", 1), "{schema}");
        assert!(found[0].said.last().unwrap().contains(expected), "{schema}: {:?}", found[0].said);
    }
    let fault = read(".remarkrc", "{ \"plugins\": oops }", &Files(&[])).unwrap().unwrap_err();
    assert_eq!((fault.path.as_deref(), fault.range.unwrap().start.column), (Some(".remarkrc"), 14));
    let fault = read(".mdschema.yml", "structure: [\n", &Files(&[])).unwrap().unwrap_err();
    assert_eq!(fault.path.as_deref(), Some(".mdschema.yml"));
}

#[test]
fn types_of_obsidian_are_those_of_the_frontmatter() {
    let types = r#"{ "types": { "aliases": "aliases", "tags": "tags", "due": "date", "seen": "datetime",
        "done": "checkbox", "rank": "number", "by": "text", "links": "multitext", "odd": "plugin:x" } }"#;
    let found = one(&[(".obsidian/types.json", types)]);
    assert_eq!((found.name.as_str(), found.files.len(), found.said.len()), ("note", 0, 1), "{found:#?}");
    let good = "---\naliases:\ntags: [a]\ndue: 2026-01-02\nseen: 2026-01-02T10:00:00\ndone: false\nrank: 1.5\nby: 3\nlinks: x\nodd: [1]\n---\n";
    assert_eq!(reported(&found, good), [""; 0]);
    let bad = "---\ndue: soon\nseen: 10 am\ndone: 1\nrank: high\nby: [a]\n---\n";
    assert_eq!(reported(&found, bad).len(), 5, "{:#?}", reported(&found, bad));
    assert!(all(&[(".obsidian/types.json", r#"{ "types": {} }"#)]).is_empty());
}

const MDSCHEMA: &str = r####"
frontmatter:
  fields:
    - { name: author }
    - { name: date, type: date, format: date }
    - { name: site, optional: true, format: url }
    - { name: tags, optional: true, type: array }
heading_rules: { max_depth: 3 }
links: { validate_external: true }
structure:
  - heading: { pattern: "# [A-Z].*", regex: true }
    children:
      - heading: "## Install"
        description: How to get it.
        code_blocks: [{ lang: bash, min: 1 }, { lang: go, min: 1, max: 2 }]
        word_count: { min: 3 }
        required_text: ["v1.0"]
        forbidden_text: [{ pattern: "TODO|FIXME", regex: true }]
        images: [{ min: 1, require_alt: true, formats: [png] }]
        lists: [{ min: 1, min_items: 2 }]
        tables: [{ max: 1 }]
      - heading: { pattern: "## Step [0-9]+", regex: true }
      - heading: "## Usage"
        optional: true
        allow_additional: true
        severity: warning
        children:
          - "### Windows"
          - { heading: "### Linux", optional: true }
  - heading: "# License"
"####;

#[test]
fn a_schema_of_mdschema_is_a_type() {
    let found = one(&[(".mdschema.yml", MDSCHEMA)]);
    let good = "---\nauthor: x\ndate: 2026-01-02\nsite: https://example.org\n---\n\n# My tool\n\n## Install\n\nGet v1.0 now.\n\n\
                ![screen](a.png)\n\n- a\n- b\n\n```bash\na\n```\n\n```go\nb\n```\n\n## Step 1\n\nDo.\n\n## Usage\n\n### Windows\n\nx\n\n### More\n\ny\n";
    assert_eq!(reported(&found, good), [""; 0], "{}", found.schema);
    let bad = good
        .replace("date: 2026-01-02", "date: soon")
        .replace("https:", "ftp:")
        .replace("# My", "# my")
        .replace("v1.0", "it, TODO,")
        .replace("![screen]", "![]")
        .replace("```bash", "```sh")
        .replace("## Step 1", "## Steps")
        .replace("### Windows", "### Mac");
    let rules = reported(&found, &bad);
    for part in ["`date`", "`site`", "title", "`Install`", "`Steps`", "`Windows`"] {
        assert!(rules.iter().any(|line| line.contains(part)), "{part}: {rules:#?}");
    }
    assert!(rules.len() >= 9, "{rules:#?}");
    for part in ["`# License`", "max_depth", "validate_external", "severity", "formats", "Step [0-9]+"] {
        assert!(found.said.iter().any(|said| said.contains(part)), "{part}: {:#?}", found.said);
    }
}

#[test]
fn other_forms_of_mdschema_are_read() {
    let expression = "structure:\n  - heading: { expr: 'slug(filename) == slug(heading)' }\n    allow_additional: true\n    children: ['## A']\n";
    let found = one(&[(".mdschema.yml", expression)]);
    assert_eq!(reported(&found, "# My note\n\n## A\n\nx\n\n## B\n"), [""; 0]);
    assert_eq!(reported(&found, "# Your note\n\n## A\n\nx\n").len(), 1);
    assert_eq!(found.said.len(), 1, "{:?}", found.said);

    let without_title = "structure:\n  - heading: '## A'\n  - heading: { pattern: '## .*', regex: true }\n  - '## A'\n  - '#### Deep'\n";
    let found = one(&[(".mdschema.yml", without_title)]);
    assert_eq!(reported(&found, "## A\n\nx\n\n## Any\n\ny\n"), [""; 0], "{}", found.schema);
    assert_eq!(reported(&found, "## B\n\nx\n").len(), 1);
    assert_eq!(found.said.len(), 4, "{:#?}", found.said);

    let fields = "frontmatter:\n  fields:\n    - { name: state, enum: [draft, done] }\n    - { name: tags, optional: true, type: array, enum: [a, b] }\n    - { name: by, type: object }\n    - { name: by.name }\n    - { name: by.mail, optional: true, format: email }\nstructure:\n  - heading: { pattern: '# .*' }\n    allow_additional: true\n";
    let found = one(&[(".mdschema.yml", fields)]);
    assert_eq!(
        reported(
            &found,
            "---\nstate: done\ntags: [a]\nby: { name: Aoi, mail: a@b.org }\n---\n\n# X\n\n## Y\n\nz\n"
        ),
        [""; 0]
    );
    let bad = reported(&found, "---\nstate: no\ntags: [c]\nby: { mail: b }\n---\n\n# X\n");
    assert_eq!(bad.len(), 4, "{bad:#?}");

    let optional = "frontmatter: { optional: true, fields: [{ name: a, type: colour }] }\nstructure: []\n";
    let found = one(&[(".mdschema.yml", optional)]);
    assert_eq!(reported(&found, "# X\n\n## Y\n"), [""; 0]);
    assert!(all(&[(".mdschema.yml", "")]).is_empty());
    assert!(all(&[(".mdschema.yml", "[1]")]).is_empty());
}

#[test]
fn required_headings_of_markdownlint_are_sections() {
    let rule = r####"{ "headings": ["# Head", "## Item", "### Detail", "## Foot", "### Detail"] }"####;
    let cli2 = format!(
        "{{ // all\n \"globs\": [\"docs/**/*.md\", \"!docs/x.md\"], \"config\": {{ \"MD043\": {rule} }}, }}"
    );
    let package = format!(r#"{{ "markdownlint-cli2": {cli2} }}"#);
    for (path, text, files) in [
        (".markdownlint.json", format!("{{ \"default\": true, \"required-headings\": {rule} }}"), 0),
        (".markdownlint.yaml", format!("MD043: {rule}\n"), 0),
        (".markdownlint-cli2.jsonc", cli2, 1),
        ("package.json", package, 1),
    ] {
        let found = one(&[(path, &text)]);
        assert_eq!(
            (found.name.as_str(), found.files.len(), found.said.len()),
            ("document", files, files + 1)
        );
        let good = "# HEAD\n\n## Item\n\n### Detail\n\nx\n\n## Foot\n\n### Detail\n\ny\n";
        assert_eq!(reported(&found, good), [""; 0], "{}", found.schema);
        assert_eq!(reported(&found, &good.replace("# HEAD", "# Hat")).len(), 1);
        assert_eq!(reported(&found, &good.replace("## Item", "## Other")).len(), 2);
        assert_eq!(reported(&found, &good.replacen("### Detail", "### More", 1)).len(), 2);
        assert_eq!(reported(&found, &format!("{good}\n## More\n")).len(), 1);
    }
    let open = r#####"{ "MD043": { "match_case": true, "headers": ["*", "# Head", "## Item", "+", "## 概要", "Odd", "#### Deep"] } }"#####;
    let found = one(&[(".markdownlint.jsonc", open)]);
    assert_eq!(reported(&found, "# Head\n\n## Item\n\n### Any\n\nx\n\n## Other\n\n## 概要\n\ny\n"), [""; 0]);
    assert_eq!(reported(&found, "# head\n\n## Item\n\nx\n\n## 概要\n\ny\n").len(), 1);
    assert_eq!(found.said.len(), 3, "{:#?}", found.said);
    for none in [r#"{ "MD043": false }"#, r#"{ "MD013": {} }"#, r#"{ "MD043": { "headings": [] } }"#] {
        assert!(all(&[(".markdownlint.json", none)]).is_empty(), "{none}");
    }
}

#[test]
fn nothing_in_such_files_is_a_panic() {
    let pieces = [
        "{", "}", "[", "]", ":", ",", "\"", "'", "`", "\\", "\\u", "D83D", "//", "/*", "a", "1e999", "-",
        "é", "\n", "null",
    ];
    let mut state = 7_u64;
    for _ in 0..3_000 {
        let mut text = String::new();
        for _ in 0..8 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text += pieces[usize::try_from(state >> 33).unwrap() % pieces.len()];
        }
        for path in [".markdownlint.json", ".mdschema.yml", ".obsidian/types.json", ".remarkrc"] {
            let _ = read(path, &text, &Files(&[]));
        }
        let program = format!("remark-lint-frontmatter-schema schemas: {{{text}");
        let _ = read(".remarkrc.mjs", &program, &Files(&[]));
    }
    let deep = "[".repeat(100_000);
    assert!(read(".markdownlint.json", &deep, &Files(&[])).unwrap().is_err());
}

#[test]
fn names_are_distinct_and_schemas_bounded() {
    let schemas: Vec<String> = (0..300).map(|at| format!("\"f{at}/a.json\": \"f{at}/*.md\"")).collect();
    let config = format!(
        "{{ \"plugins\": [[\"remark-lint-frontmatter-schema\", {{ \"schemas\": {{ {} }} }}]] }}",
        schemas.join(",")
    );
    let found = all(&[(".remarkrc", &config), ("f1/a.json", "{}")]);
    assert_eq!(found.len(), 201);
    assert_eq!((found[0].name.as_str(), found[199].name.as_str()), ("a", "a-200"));
    assert!(found[1].said.is_empty() && !found[1].schema.is_empty());
    assert!(found[200].said[0].starts_with("100 more schemas"), "{:?}", found[200]);

    let same = r###"{ "MD043": { "headings": ["## é1", "## è1", "## è1", "## 1", "## 緑茶"] } }"###;
    let found = one(&[(".markdownlint.json", same)]);
    let schema: Value = serde_yaml::from_str(&found.schema).unwrap();
    let required = &schema["properties"]["sections"]["required"];
    assert_eq!(required, &serde_json::json!(["e1", "e1-2", "1", "緑茶"]));
}
