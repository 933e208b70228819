//! The metaschema of the dialect, for editors: complete in one file, and accepting what the loader accepts.

use std::{fs, path::Path};

use jsonschema::{Registry, Validator};
use notelint::notetype::{Fetch, FetchError, TypeSource, load};
use serde_json::{Map, Value, json};

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

/// Sections of each kind.
fn sections() -> Value {
    json!({
        "type": "object",
        "required": ["text"],
        "additionalProperties": false,
        "properties": {
            "text": { "type": "string", "x-note": { "heading": "A text" } },
            "points": {
                "type": "array",
                "x-note": { "content": "points" },
                "items": { "type": "object", "properties": { "lead": {}, "text": {} } }
            },
            "tasks": {
                "type": "array",
                "x-note": { "content": "tasks" },
                "items": { "type": "object", "properties": { "done": {} } }
            },
            "entries": {
                "type": "array",
                "x-note": { "content": "entries" },
                "items": {
                    "properties": {
                        "name": { "type": "string" },
                        "points": { "type": "array", "items": { "type": "object" } },
                        "fields": { "properties": { "link": { "x-note": { "aliases": ["url"] } } } }
                    }
                }
            },
            "rating": {
                "type": "object",
                "x-note": { "content": "rating" },
                "properties": {
                    "cost": {
                        "x-note": { "aliases": ["price"] },
                        "properties": { "score": { "minimum": 1 }, "scale": {}, "reason": {} }
                    }
                }
            },
            "swot": {
                "type": "object",
                "x-note": { "content": "swot" },
                "properties": {
                    "strengths": { "type": "array", "x-note": { "heading": "Strong" }, "items": {} }
                }
            },
            "table": {
                "type": "array",
                "x-note": { "content": "table" },
                "items": { "properties": { "who": { "x-note": { "aliases": ["name"] } } } }
            },
            "fields": {
                "type": "object",
                "x-note": { "content": "fields" },
                "properties": { "status": { "x-note": { "aliases": ["state"] } } }
            },
            "code": {
                "type": "array",
                "x-note": { "content": "code" },
                "items": { "properties": { "lang": {} } }
            },
            "prose": { "type": "string", "x-note": { "content": "prose" } },
            "parts": {
                "type": "object",
                "x-note": { "content": "parts" },
                "properties": {
                    "words": { "type": "integer", "maximum": 500 },
                    "points": { "type": "array", "x-note": { "list": "bullets" } },
                    "fields": { "properties": { "status": { "x-note": { "aliases": ["state"] } } } }
                }
            },
            "nested": {
                "type": "object",
                "x-note": { "content": "sections" },
                "properties": {
                    "intro": { "type": "string", "x-note": { "placeholder": "(why)" } },
                    "sections": {
                        "type": "object",
                        "x-note": { "order": "free" },
                        "properties": { "inner": { "type": "string", "x-note": { "heading": "Inner" } } }
                    }
                }
            },
            "repeated": {
                "type": "array",
                "x-note": { "content": "points", "repeat": true },
                "items": { "type": "array", "items": { "properties": { "lead": {} } } }
            }
        },
        "patternProperties": {
            "^Step (?<number>[0-9]+)$": {
                "type": "object",
                "x-note": { "content": "sections", "order": { "by": "number" } },
                "properties": { "number": { "type": "string" } }
            }
        }
    })
}

/// A type with each construct of the dialect.
fn whole() -> Value {
    let mut whole = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "x-note": { "type": "t" },
        "required": ["frontmatter", "title", "sections"],
        "properties": {
            "path": { "type": "string" },
            "type": { "const": "t" },
            "id": { "type": "string" },
            "title": { "type": "string" },
            "frontmatter": {
                "x-note": { "order": "free" },
                "type": "object",
                "required": ["date"],
                "properties": {
                    "date": { "type": "string", "format": "date", "x-note": { "aliases": ["day"] } },
                    "nested": { "type": "object", "properties": { "a": { "type": "string" } } }
                }
            },
            "sections": sections()
        },
        "$defs": { "a": { "type": "string" } }
    });
    whole["properties"]["intro"] = json!({
        "type": "object",
        "x-note": { "content": "fields" },
        "properties": { "status": { "x-note": { "aliases": ["state"] } } }
    });
    whole["properties"]["body"] =
        json!({ "type": "object", "properties": { "words": { "type": "integer" } } });
    whole
}

/// Each key of `x-note`, with values that it may and may not have.
fn keys() -> Vec<(&'static str, Vec<Value>)> {
    vec![
        ("type", vec![json!("other"), json!("")]),
        (
            "id",
            vec![
                json!("^A-\\d+"),
                json!({ "file": "^A-\\d+", "/frontmatter/date": "^\\d+$", "mention": "A-\\d+" }),
                json!({ "mention": "A-\\d+" }),
                json!({ "folder": 1 }),
                json!({ "files": "^A-\\d+" }),
            ],
        ),
        (
            "agree",
            vec![
                json!([{ "folder": ".+", "/frontmatter/date": ".+" }]),
                json!([{ "folder": ".+" }]),
                json!([{ "folder": ".+", "mention": ".+" }]),
                json!([]),
            ],
        ),
        ("heading", vec![json!("Some words")]),
        ("aliases", vec![json!(["other words"]), json!([1]), json!([])]),
        (
            "content",
            [
                "text", "points", "tasks", "entries", "rating", "swot", "table", "fields", "code", "prose",
                "sections", "parts", "txt",
            ]
            .map(Value::from)
            .into(),
        ),
        ("list", vec![json!("ordered"), json!("bullets"), json!("numbers")]),
        ("scale", vec![json!(10), json!(0), json!(101), json!(2.5)]),
        (
            "symbols",
            vec![
                json!({ "full": "+", "empty": "-" }),
                json!({ "full": "+" }),
                json!({ "full": "+", "empty": "-", "half": "x" }),
            ],
        ),
        ("placeholder", vec![json!("(to be written)")]),
        ("break-before", vec![json!(true)]),
        ("repeat", vec![json!(true), json!(false)]),
        (
            "order",
            vec![
                json!("free"),
                json!(["text", "*"]),
                json!("descending"),
                json!({ "by": "number", "order": "consecutive" }),
            ],
        ),
        ("ref", vec![json!(true), json!(false), json!("t"), json!("")]),
        ("unique", vec![json!(true), json!(false)]),
        ("headings", vec![json!("x")]),
    ]
}

/// Only each seventh type is compared, as loading them all takes a minute; it is a prime, so that no kind is left out.
const STRIDE: usize = 7;

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
    // What a pointer names.
    "no note of this type has a value at",
    "expected text or a number",
    // What a reference leads to.
    "refers to itself in a cycle",
    // A near miss of a keyword, where a property is called `x-note`.
    "unknown JSON Schema keyword `ref`",
    // What a branch is about is declared outside of it.
    "`ref` is not valid here",
];

/// Gives `visit` the pointer of each value below `value` but the bundled parts.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| (name.replace('~', "~0").replace('/', "~1"), member))
            .collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect()
        }
        _ => Vec::new(),
    };
    for (token, member) in below {
        let pointer = format!("{at}/{token}");
        found.push(pointer.clone());
        pointers(member, &pointer, found);
    }
}

/// Types that differ from a right one in one place, each with what differs.
fn mutants() -> Vec<(String, Value)> {
    let whole = whole();
    let mut all = vec![("nothing".to_owned(), whole.clone())];
    let mut places = vec![String::new()];
    pointers(&whole, "", &mut places);
    for place in &places {
        let value = whole.pointer(place).unwrap();
        for other in [json!(null), json!(1), json!("x"), json!([]), json!({}), json!(true), json!(["x"])] {
            if other != *value && !place.is_empty() {
                let mut schema = whole.clone();
                *schema.pointer_mut(place).unwrap() = other.clone();
                all.push((format!("{place} is {other}"), schema));
            }
        }
        if let Some((parent, token)) = place.rsplit_once('/') {
            let mut schema = whole.clone();
            if let Some(members) = schema.pointer_mut(parent).unwrap().as_object_mut() {
                members.remove(token);
                all.push((format!("{place} is removed"), schema));
            }
        }
        // What is a schema, or stands where one may.
        let Some(members) = value.as_object().filter(|_| !place.ends_with("/x-note")) else { continue };
        for (key, values) in keys() {
            for value in values.into_iter().chain([json!(null), json!(1), json!("y"), json!({})]) {
                let mut says = members.get("x-note").and_then(Value::as_object).cloned().unwrap_or_default();
                says.insert(key.to_owned(), value.clone());
                let mut schema = whole.clone();
                schema.pointer_mut(place).unwrap()["x-note"] = Value::Object(says);
                all.push((format!("{place}/x-note/{key} is {value}"), schema));
            }
        }
        for (key, value) in [
            ("allOf", json!([{ "x-note": { "aliases": ["z"] } }])),
            ("allOf", json!([{ "minLength": 1 }])),
            ("anyOf", json!([{ "x-note": { "aliases": ["z"] } }])),
            ("anyOf", json!([{ "x-note": { "ref": true } }])),
            ("oneOf", json!([{ "x-note": { "ref": "t", "severity": "info" } }])),
            ("then", json!({ "x-note": { "ref": false } })),
            ("not", json!({ "x-note": { "ref": true } })),
            ("if", json!({ "x-note": { "ref": true } })),
            ("allOf", json!([{ "x-note": { "ref": true } }])),
            ("items", json!({ "x-note": { "ref": true } })),
            ("additionalProperties", json!({ "x-note": { "ref": true } })),
            ("patternProperties", json!({ "^z": { "x-note": { "ref": true } } })),
            ("contains", json!({ "x-note": { "ref": true } })),
            ("propertyNames", json!({ "x-note": { "ref": true } })),
            ("then", json!({ "x-note": {} })),
            ("$ref", json!("#/$defs/a")),
            ("items", json!({ "x-note": {} })),
            ("additionalProperties", json!({ "x-note": {} })),
            ("minLength", json!(-1)),
            ("minItems", json!("1")),
            ("type", json!(["string", "null"])),
            ("type", json!(["array", "object"])),
            ("type", json!("object")),
            ("x-tool", json!(1)),
            ("example", json!(1)),
        ] {
            let mut schema = whole.clone();
            let members: &mut Map<String, Value> =
                schema.pointer_mut(place).unwrap().as_object_mut().unwrap();
            members.insert(key.to_owned(), value.clone());
            all.push((format!("{place}/{key} is {value}"), schema));
        }
    }
    all
}

#[test]
fn it_accepts_what_the_loader_accepts() {
    let validator: Validator = jsonschema::validator_for(&metaschema()).unwrap();
    let (mut right, mut wrong) = (0, 0);
    let mut differences = Vec::new();
    for (what, schema) in mutants().into_iter().step_by(STRIDE) {
        let faults = faults(&schema);
        let errors: Vec<String> = validator.iter_errors(&schema).map(|error| error.to_string()).collect();
        match (faults.is_empty(), errors.is_empty()) {
            (true, true) => right += 1,
            (false, false) => wrong += 1,
            (true, false) => differences.push(format!("only the loader accepts: {what}: {errors:?}")),
            (false, true) => {
                let is_of_referred = |fault: &str| what.contains("/$ref is") && fault.contains("is of type");
                let is_sayable = |fault: &String| {
                    !UNSAYABLE.iter().any(|words| fault.contains(words)) && !is_of_referred(fault)
                };
                if faults.iter().any(is_sayable) {
                    differences.push(format!("only the metaschema accepts: {what}: {faults:?}"));
                }
            }
        }
    }
    assert!(
        differences.is_empty(),
        "{right} right, {wrong} wrong, {} differ:\n{}",
        differences.len(),
        differences.join("\n")
    );
    assert!(right > 100 && wrong > 400, "{right} right and {wrong} wrong types");
}
