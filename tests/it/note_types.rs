//! What the command says of note types: their faults stop the run, each in its own file.

use std::{fs, path::Path};

use crate::support::{describe, document::sections, json, run};
use notelint::{notetype, text::Span, tree::Limits, yaml};
use proptest::prelude::*;
use serde_json::Value;
use walkdir::WalkDir;

/// A folder with these files, a note and a configuration that gives it the type at `types/t.yaml`.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("notelint.yaml", "types: [{ name: t, schema: types/t.yaml }]\n");
    write("note.md", "# A\n\n## Points\n\n- a\n");
    for (path, text) in files {
        write(path, text);
    }
    folder
}

/// The exit code and the report of a check.
fn check(folder: &Path) -> (Option<i32>, Value) {
    let output = run(folder, ["check", "--format", "json"]);
    (output.status.code(), json(&output))
}

/// The faults as lines `path line:column message`.
fn faults(report: &Value) -> Vec<String> {
    let place = |fault: &Value| {
        let start = &fault["range"]["start"];
        format!(
            "{} {}:{} {}",
            fault["path"].as_str().unwrap(),
            start["line"],
            start["column"],
            fault["message"].as_str().unwrap()
        )
    };
    report["faults"].as_array().unwrap().iter().map(place).collect()
}

#[test]
fn a_type_may_spread_over_files_below_its_folder() {
    let folder = folder(&[
        (
            "types/t.yaml",
            "x-note: { type: t }\nproperties: { sections: { properties: { points: { x-note: { heading: Points }, $ref: parts/points.json } } } }\n",
        ),
        ("types/parts/points.json", r#"{ "type": "array", "minItems": 2 }"#),
    ]);
    let (code, report) = check(folder.path());
    assert_eq!(code, Some(1));
    assert!(describe(&report).contains("error[structure/points-count] expected at least 2 points, found 1"));
}

#[test]
fn all_faults_of_a_type_are_said_at_once_and_no_note_is_checked() {
    let folder = folder(&[
        (
            "types/t.yaml",
            "x-note: { type: t, ids: x }
properties:
  frontmatter: { $ref: 'https://example.com/frontmatter.json' }
  sections:
    properties:
      a: { $ref: '../../etc/passwd' }
      b: { type: array, minItem: 5 }
      c: { $ref: 'c.yaml' }
",
        ),
        ("types/c.yaml", "type: strin\n"),
    ]);
    let (code, report) = check(folder.path());
    assert_eq!(code, Some(2));
    assert_eq!(report["diagnostics"], Value::Array(Vec::new()));
    assert_eq!(
        faults(&report),
        [
            "types/t.yaml 1:20 unknown key `ids` in `x-note`",
            "types/t.yaml 3:24 `$ref` refers to `https://example.com/frontmatter.json`, but remote schemas are not fetched",
            "types/t.yaml 6:18 `$ref` refers to `../../etc/passwd`, which is not below the folder of the type",
            "types/t.yaml 7:25 unknown JSON Schema keyword `minItem`",
            "types/c.yaml 1:7 `type` must be one of `array`, `boolean`, `integer`, `null`, `number`, `object`, `string`",
        ]
    );
}

#[test]
fn a_type_that_cannot_be_parsed_is_one_fault_with_its_place() {
    for (text, place) in
        [("a: [", "types/t.yaml 1:"), ("", "types/t.yaml 1:1 "), ("- a\n", "types/t.yaml 1:1 ")]
    {
        let folder = folder(&[("types/t.yaml", text)]);
        let (code, report) = check(folder.path());
        let faults = faults(&report);
        assert_eq!((code, faults.len()), (Some(2), 1), "{text:?}: {faults:?}");
        assert!(faults[0].starts_with(place), "{faults:?}");
    }
}

#[test]
fn a_reference_does_not_follow_a_link_out_of_the_folder() {
    let folder = folder(&[
        ("types/t.yaml", "x-note: { type: t }\n$defs: { a: { $ref: out.json } }\n"),
        ("secret.json", "{}"),
    ]);
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path().join("secret.json"), folder.path().join("types/out.json"))
        .unwrap();
    let (code, report) = check(folder.path());
    let faults = faults(&report);
    assert_eq!((code, faults.len()), (Some(2), 1), "{faults:?}");
    assert!(
        faults[0].starts_with("types/t.yaml 2:21 `$ref` refers to `out.json`, which cannot be read"),
        "{faults:?}"
    );
}

#[test]
fn the_command_types_says_the_same_faults() {
    let folder = folder(&[("types/t.yaml", "x-note: { type: t, ids: x }\n")]);
    let output = run(folder.path(), ["types"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("unknown key `ids` in `x-note`"));
}

/// Whether the text is that of a note type, not of a configuration or of a part of a type.
fn is_type(schema: &Value) -> bool {
    schema["x-note"]["type"].is_string()
}

/// Where each YAML text of the seeds and of the rules' cases is written, and the text.
fn yaml_texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    for file in ["seeds", "tests/rules"].iter().flat_map(|folder| WalkDir::new(root.join(folder))) {
        let file = file.unwrap();
        let extension = file.path().extension().and_then(|extension| extension.to_str());
        let place = file.path().display().to_string();
        let read = || fs::read_to_string(file.path()).unwrap();
        match extension {
            Some("yaml") => texts.push((place, read())),
            Some("md") if file.path().starts_with(root.join("tests")) => {
                let blocks = sections(&read()).unwrap().into_iter().flat_map(|section| section.blocks);
                let yaml = blocks.filter(|block| block.language == "yaml");
                texts.extend(yaml.map(|block| (format!("{place}:{}", block.lines.start + 1), block.text)));
            }
            _ => {}
        }
    }
    texts
}

#[test]
fn the_metaschema_for_editors_accepts_every_type_in_seeds_and_cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let metaschema = fs::read_to_string(root.join("schema/note-type.schema.json")).unwrap();
    let metaschema = jsonschema::validator_for(&serde_json::from_str(&metaschema).unwrap()).unwrap();
    let mut types = 0;
    for (place, text) in yaml_texts() {
        let document = yaml::parse(&text, Span::new(0, text.len()), Limits::default());
        let Some(schema) = document.ok().map(|document| document.to_traced().to_value()).filter(is_type)
        else {
            continue;
        };
        let errors: Vec<_> = metaschema.iter_errors(&schema).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{place}: {errors:?}");
        types += 1;
    }
    assert!(types > 40, "{types} types");
}

struct NoFiles;

impl notetype::Fetch for NoFiles {
    fn fetch(&self, path: &str) -> Result<String, notetype::FetchError> {
        Err(notetype::FetchError(path.to_owned()))
    }
}

/// Pieces of schemas, put in at random places.
const PIECES: [&str; 14] = [
    "",
    "{",
    "]",
    "null",
    "\"x-note\": 1, ",
    "\"$ref\": \"#\", ",
    "\"$ref\": \"#/properties/sections\", ",
    "true, ",
    "\"allOf\": [{ \"$ref\": \"#/$defs/points\" }], ",
    "\"type\": [\"array\", \"x\"], ",
    "\"pattern\": \"(\", ",
    "\u{feff}",
    "界",
    "\"$id\": \"http://[\", ",
];

/// The last place at or before `at` that cuts no character.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// A type with a piece put in, or a stretch taken out, has faults in its text or none.
    #[test]
    fn loading_a_damaged_type_never_panics(
        at in any::<prop::sample::Index>(),
        length in 0_usize..40,
        piece in prop::sample::select(&PIECES),
    ) {
        let whole = notetype::built_in("tech-note").unwrap().text;
        let start = boundary(whole, at.index(whole.len()));
        let end = boundary(whole, start + length);
        let (before, behind) = (&whole[..start], &whole[start..]);
        for text in [format!("{before}{piece}{behind}"), format!("{before}{}", &whole[end..])] {
            for path in ["t.json", "t.yaml"] {
                let source = notetype::TypeSource { path, text: &text };
                let faults = notetype::load(&source, &NoFiles).err().unwrap_or_default();
                for range in faults.iter().filter_map(|fault| fault.range) {
                    prop_assert!(range.end.offset <= text.len());
                    prop_assert!(text.is_char_boundary(range.start.offset));
                }
            }
        }
    }
}

#[test]
fn the_path_of_a_new_note_is_listed() {
    let with = "x-note: { type: t, id: '^\\d+', file: 'notes/{id:04}-{title}.md' }\n";
    let without = "x-note: { type: t }\n";
    for (schema, file) in [(with, Some("notes/{id:04}-{title}.md")), (without, None)] {
        let folder = folder(&[("types/t.yaml", schema)]);
        let listed = json(&run(folder.path(), ["types", "--format", "json"]));
        assert_eq!(listed[0]["file"].as_str(), file);
        let output = run(folder.path(), ["types"]);
        let output = String::from_utf8(output.stdout).unwrap();
        let line = output.lines().find_map(|line| line.strip_prefix("  new note  "));
        assert_eq!(line, file, "{output}");
    }
}

#[test]
fn a_fault_of_the_path_of_a_new_note_is_in_the_type_at_the_placeholder() {
    let schema = "x-note:\n  type: t\n  file: \"notes/{titel}.md\"\n";
    let folder = folder(&[("types/t.yaml", schema)]);
    let (code, report) = check(folder.path());
    assert_eq!(
        (code, faults(&report)),
        (Some(2), vec!["types/t.yaml 3:16 unknown placeholder `{titel}`".to_owned()])
    );
}
