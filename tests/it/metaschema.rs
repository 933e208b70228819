//! The metaschema of the dialect, for editors: complete in one file, and accepting what the loader accepts.

mod mutants;

use std::{fs, path::Path};

use jsonschema::{Registry, Validator};
use notelint::notetype::{Fetch, FetchError, TypeSource, load};
use serde_json::{Value, json};

use self::mutants::{mutants, paths, unchanged};

fn metaschema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/note-type.schema.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The parts of JSON Schema 2020-12, by their URIs.
fn bundled(metaschema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    metaschema["$defs"].as_object().unwrap().iter().filter(|(name, _)| name.starts_with("https://"))
}

#[test]
fn it_bundles_json_schema_as_it_is_published() {
    let metaschema = metaschema();
    let uris: Vec<String> = bundled(&metaschema).map(|(uri, _)| uri.clone()).collect();
    let referring = json!({ "anyOf": uris.iter().map(|uri| json!({ "$ref": uri })).collect::<Vec<_>>() });
    let registry = Registry::new().add("https://example.org/all", &referring).unwrap().prepare().unwrap();
    let mut count = 0;
    for (uri, schema) in bundled(&metaschema) {
        let published = registry.resolver(jsonschema::uri::from_str(uri).unwrap());
        assert_eq!(schema, published.lookup(uri).unwrap().contents(), "{uri}");
        assert_eq!(schema["$id"], uri.as_str());
        count += 1;
    }
    assert_eq!(count, 8, "the schema and its seven vocabularies");
}

/// Gives `visit` each `$ref` below `schema`, with the URI of what it is in.
fn references<'s>(schema: &'s Value, base: &'s str, visit: &mut impl FnMut(&'s str, &'s str)) {
    let base = schema["$id"].as_str().unwrap_or(base);
    match schema {
        Value::Object(members) => {
            for (name, member) in members {
                if let ("$ref", Some(reference)) = (name.as_str(), member.as_str()) {
                    visit(base, reference);
                }
                references(member, base, visit);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, base, visit)),
        _ => {}
    }
}

#[test]
fn no_reference_leaves_the_file() {
    let metaschema = metaschema();
    let mut count = 0;
    references(&metaschema, "", &mut |base, reference| {
        let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let uri = match file {
            "" => base.to_owned(),
            file if file.starts_with("https://") => file.to_owned(),
            file => format!("{}/{file}", "https://json-schema.org/draft/2020-12"),
        };
        let schema = if uri.is_empty() { &metaschema } else { &metaschema["$defs"][&uri] };
        assert!(schema.pointer(pointer).is_some_and(|part| !part.is_null()), "{reference} in `{base}`");
        count += 1;
    });
    assert!(count > 60, "{count} references");
}

struct NoFiles;

impl Fetch for NoFiles {
    fn fetch(&self, path: &str) -> Result<String, FetchError> {
        Err(FetchError(path.to_owned()))
    }
}

/// The messages of the loader's faults.
fn faults(schema: &Value) -> Vec<String> {
    let text = schema.to_string();
    let faults = load(&TypeSource { path: "t.json", text: &text }, &NoFiles).err().unwrap_or_default();
    faults.into_iter().map(|fault| fault.message).collect()
}

/// Only each eleventh type is compared, as loading them all takes minutes; it is a prime, so that no kind is left out.
const STRIDE: usize = 11;

/// What no JSON Schema can say of another one, in the words of the loader.
const UNSAYABLE: &[&str] = &[
    // Two parts of a schema together.
    "no value is of type",
    "does not satisfy",
    "has no effect on a value of",
    "no value can match item",
    "is required but not declared",
    "is a name of both",
    "the `type` of a note is",
    // What a pattern or another key has.
    "a section of content `sections` has no",
    "`parts` has no reading",
    "`order` names",
    "the pattern has no group",
    "also matches the declared section",
    // What a placeholder or a pointer names.
    "unknown placeholder",
    "expected text, a number or a boolean",
    "no note of this type has a value at",
    "expected text or a number",
    // What a reference leads to.
    "refers to itself in a cycle",
    // A near miss of a keyword, where a property is called `x-note`.
    "unknown JSON Schema keyword `ref`",
    // What a branch is about is declared outside of it.
    "`ref` is not valid here",
];

/// How often the metaschema and the loader are of one mind.
#[derive(Default)]
struct Comparison {
    right: usize,
    wrong: usize,
    differences: Vec<String>,
}

fn compare(types: impl Iterator<Item = (String, Value)>) -> Comparison {
    let validator: Validator = jsonschema::validator_for(&metaschema()).unwrap();
    let mut comparison = Comparison::default();
    for (what, schema) in types {
        let faults = faults(&schema);
        match (faults.is_empty(), validator.is_valid(&schema)) {
            (true, true) => comparison.right += 1,
            (false, false) => comparison.wrong += 1,
            (true, false) => {
                let errors: Vec<String> =
                    validator.iter_errors(&schema).map(|error| error.to_string()).collect();
                comparison.differences.push(format!("only the loader accepts: {what}: {errors:?}"));
            }
            (false, true) => {
                let is_of_referred = |fault: &str| what.contains("/$ref is") && fault.contains("is of type");
                let is_sayable = |fault: &String| {
                    !UNSAYABLE.iter().any(|words| fault.contains(words)) && !is_of_referred(fault)
                };
                if faults.iter().any(is_sayable) {
                    comparison.differences.push(format!("only the metaschema accepts: {what}: {faults:?}"));
                }
            }
        }
    }
    comparison
}

#[test]
fn it_accepts_what_the_loader_accepts() {
    let Comparison { wrong, differences, .. } = compare(unchanged());
    assert!(wrong == 0 && differences.is_empty(), "{wrong} wrong: {differences:?}");
    let Comparison { right, wrong, differences } = compare(mutants().into_iter().step_by(STRIDE));
    let count = differences.len();
    assert!(count == 0, "{right} right, {wrong} wrong, {count} differ:\n{}", differences.join("\n"));
    assert!(right > 100 && wrong > 400, "{right} right and {wrong} wrong types");
}

#[test]
fn it_accepts_the_paths_of_new_notes_that_the_loader_accepts() {
    let Comparison { right, wrong, differences } = compare(paths());
    assert_eq!(differences, [""; 0]);
    assert!(right > 6 && wrong > 15, "{right} right and {wrong} wrong paths");
}
