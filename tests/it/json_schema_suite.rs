//! Holds what notelint says of a frontmatter to what JSON Schema 2020-12 says of its value.
//!
//! `tests/it/json_schema_suite/` has the format of the official JSON Schema Test Suite,
//! <https://github.com/json-schema-org/JSON-Schema-Test-Suite>; each instance becomes a note, each
//! schema a note type. `JSON_SCHEMA_TEST_SUITE=…/tests/draft2020-12` runs the files of a clone of
//! the official suite through the same test.

use std::{collections::BTreeSet, env, fmt::Write as _, fs, path::Path};

use crate::support::{json, run};
use serde::Deserialize;
use serde_json::{Value, json};
use walkdir::WalkDir;

#[derive(Deserialize)]
struct Group {
    description: String,
    schema: Value,
    tests: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    description: String,
    data: Value,
    valid: bool,
}

/// A schema with its instances, and where it was found.
struct Suite {
    origin: String,
    group: Group,
}

fn suites(folder: &Path) -> Vec<Suite> {
    let files = WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "json"));
    files
        .flat_map(|entry| {
            let origin = entry.path().strip_prefix(folder).unwrap().display().to_string();
            let groups: Vec<Group> = serde_json::from_str(&fs::read_to_string(entry.path()).unwrap())
                .unwrap_or_else(|error| panic!("{origin}: {error}"));
            groups.into_iter().map(move |group| Suite { origin: origin.clone(), group })
        })
        .collect()
}

/// A type whose frontmatter key `value` has the group's schema. An `$id` makes the schema the
/// root of its own references.
fn note_type(number: usize, schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(keywords) = schema.as_object_mut() {
        keywords.entry("$id").or_insert_with(|| json!(format!("https://suite.invalid/{number}")));
    }
    json!({
        "x-note": { "type": format!("s{number}") },
        "properties": { "frontmatter": { "properties": { "value": schema } } },
    })
}

fn write(folder: &Path, suites: &[Suite], left_out: &BTreeSet<usize>) {
    fs::create_dir_all(folder.join("types")).unwrap();
    let mut config = String::from("types:\n");
    for (number, suite) in suites.iter().enumerate() {
        if left_out.contains(&number) {
            continue;
        }
        let schema = note_type(number, &suite.group.schema).to_string();
        fs::write(folder.join(format!("types/{number}.json")), schema).unwrap();
        let entry =
            format!("  - {{ name: s{number}, schema: types/{number}.json, files: ['{number}/*.md'] }}");
        writeln!(config, "{entry}").unwrap();
        fs::create_dir_all(folder.join(number.to_string())).unwrap();
        for (index, case) in suite.group.tests.iter().enumerate() {
            let note = format!("---\nvalue: {}\n---\n", case.data);
            fs::write(folder.join(format!("{number}/{index}.md")), note).unwrap();
        }
    }
    fs::write(folder.join("notelint.yaml"), config).unwrap();
}

/// The numbers of the schemas that notelint refuses, and why.
fn refused(report: &Value) -> Vec<(usize, String)> {
    let faults = report["faults"].as_array().unwrap().iter();
    faults
        .map(|fault| {
            let path = fault["path"].as_str().unwrap();
            let number = path.trim_start_matches("types/").trim_end_matches(".json").parse();
            (number.unwrap_or_else(|_| panic!("{fault}")), fault["message"].as_str().unwrap().to_owned())
        })
        .collect()
}

/// Whether something is said of the frontmatter of each note, by its path. A deprecated value is
/// still valid (JSON Schema Validation 9.3).
fn complained(report: &Value) -> BTreeSet<String> {
    let diagnostics = report["diagnostics"].as_array().unwrap().iter();
    let about_value = |diagnostic: &&Value| {
        let rule = diagnostic["rule"].as_str().unwrap();
        rule != "frontmatter/deprecated" && (rule.starts_with("frontmatter/") || rule.starts_with("schema/"))
    };
    diagnostics
        .filter(about_value)
        .map(|diagnostic| diagnostic["path"].as_str().unwrap().to_owned())
        .collect()
}

/// Runs all suites: the refused schemas, and where notelint and the standard differ.
fn disagreements(suites: &[Suite]) -> (Vec<String>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), suites, &BTreeSet::new());
    let check = || json(&run(folder.path(), ["check", "--format", "json"]));
    let mut report = check();
    let refused = refused(&report);
    if !refused.is_empty() {
        write(folder.path(), suites, &refused.iter().map(|(number, _)| *number).collect());
        report = check();
    }
    let complained = complained(&report);
    let left_out: BTreeSet<usize> = refused.iter().map(|(number, _)| *number).collect();
    let name = |number: &usize| format!("{}: {}", suites[*number].origin, suites[*number].group.description);
    let mut differ = Vec::new();
    for (number, suite) in suites.iter().enumerate().filter(|(number, _)| !left_out.contains(number)) {
        for (index, case) in suite.group.tests.iter().enumerate() {
            if complained.contains(&format!("{number}/{index}.md")) == case.valid {
                let expected = if case.valid { "valid" } else { "not valid" };
                differ.push(format!("{}: {} is {expected}: {}", name(&number), case.description, case.data));
            }
        }
    }
    (refused.iter().map(|(number, why)| format!("{}: {why}", name(number))).collect(), differ)
}

#[test]
fn notelint_agrees_with_json_schema() {
    let suites = suites(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/json_schema_suite"));
    let (refused, differ) = disagreements(&suites);
    assert!(refused.is_empty(), "refused:\n{}", refused.join("\n"));
    assert!(differ.is_empty(), "{} differ:\n{}", differ.len(), differ.join("\n"));
}

/// Files of the official suite about what notelint does otherwise: formats are asserted, and types
/// are held to the standard metaschema alone.
const OTHERWISE: [&str; 3] = ["format.json", "vocabulary.json", "optional/format-assertion.json"];

/// Optional cases of the official suite that depend on the engine: `\S` is that of Rust's regular expressions, and
/// numbers are floats.
const OPTIONAL: [&str; 2] =
    ["zero-width whitespace does not match", "valid if optional overflow handling is implemented"];

#[test]
fn notelint_agrees_with_the_official_suite_where_it_is_given() {
    let Some(folder) = env::var_os("JSON_SCHEMA_TEST_SUITE") else { return };
    let mut suites = suites(Path::new(&folder));
    assert!(!suites.is_empty(), "no tests below {}", folder.display());
    suites.retain(|suite| !OTHERWISE.contains(&suite.origin.as_str()));
    for suite in &mut suites {
        suite.group.tests.retain(|case| !OPTIONAL.contains(&case.description.as_str()));
    }
    let (refused, differ) = disagreements(&suites);
    assert!(differ.is_empty(), "{} differ:\n{}", differ.len(), differ.join("\n"));
    // Nothing is fetched from the network.
    let offline = |why: &String| why.contains("`$ref` refers to");
    assert!(refused.iter().all(offline), "refused:\n{}", refused.join("\n"));
}
