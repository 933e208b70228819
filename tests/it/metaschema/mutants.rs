//! Types that differ from a right one in one place.

use serde_json::{Map, Value, json};

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
        "x-note": {
            "type": "t",
            "id": { "file": "^(\\d+)-", "/frontmatter/number": "^\\d+$", "mention": "T-(\\d+)" },
            "agree": [{ "folder": ".+", "/frontmatter/nested/a": ".+" }],
            "file": "{nested.a}/{id:04}-{title}.md"
        },
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
                    "number": { "type": "integer", "x-note": { "unique": true } },
                    "nested": { "type": "object", "properties": { "a": { "type": "string" } } },
                    "related": { "type": "array", "items": { "type": "string", "x-note": { "ref": true } } },
                    "status": {
                        "anyOf": [{ "const": "open" }, { "pattern": "^by ", "x-note": { "ref": "t" } }],
                        "errorMessage": "write `open`"
                    }
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
        ("file", vec![json!("{title}.md"), json!("{title}")]),
        ("dialect", vec![json!(1), json!(2)]),
        ("severity", vec![json!("info"), json!("off")]),
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

/// Pieces of `whole`, which load sooner: first all but most sections, then these, one by one.
fn pieces(whole: &Value) -> Vec<Value> {
    let sections = &whole["properties"]["sections"];
    let of = |names: &[&String]| {
        let mut kept = sections.clone();
        kept["properties"].as_object_mut().unwrap().retain(|name, _| names.contains(&name));
        kept
    };
    let names: Vec<&String> = sections["properties"].as_object().unwrap().keys().collect();
    // The others rely on the first one, which is required.
    let (required, others) = names.split_at(1);
    let mut first = whole.clone();
    first["properties"]["sections"] = of(required);
    let others = others.iter().map(|name| {
        json!({
            "type": "object",
            "x-note": { "type": "t" },
            "properties": { "sections": of(&[required[0], name]) },
            "$defs": whole["$defs"]
        })
    });
    std::iter::once(first).chain(others).collect()
}

/// The types that [`mutants`] changes.
pub(super) fn unchanged() -> impl Iterator<Item = (String, Value)> {
    pieces(&whole()).into_iter().enumerate().map(|(number, piece)| (format!("piece {number}"), piece))
}

/// Types that differ from a right one in one place, each with what differs.
pub(super) fn mutants() -> Vec<(String, Value)> {
    let whole = whole();
    let pieces = pieces(&whole);
    let mut all = vec![("nothing".to_owned(), whole.clone())];
    let mut places = vec![String::new()];
    pointers(&whole, "", &mut places);
    for place in &places {
        let whole = pieces.iter().find(|piece| piece.pointer(place).is_some()).unwrap();
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

/// Paths of new notes, right and wrong.
const PATHS: &[&str] = &[
    "CHANGELOG.md",
    "a b/{date}-{title}.md",
    "{{{title}}}.md",
    "{{id:4}}.md",
    "{id}.md",
    "{id:020}/{number}.md",
    "{{}}{id}.md",
    "{id:4}.md",
    "{id:021}.md",
    "{title:04}.md",
    "{number:4}.md",
    "{titel}.md",
    "{related}.md",
    "{}.md",
    "{title.md",
    "{title}}.md",
    "/a.md",
    "a//b.md",
    "../a.md",
    "a/./b.md",
    "a/b ./c.md",
    "a/ b.md",
    "a\\b.md",
    "c:a.md",
    "a\u{7}.md",
    "a\u{202e}.md",
    "Con.md",
    "com1/a.md",
    "console.md",
    "a/.md",
    "a.markdown",
    "a.md/",
];

/// Types with different paths of new notes.
pub(super) fn paths() -> impl Iterator<Item = (String, Value)> {
    PATHS.iter().map(|path| {
        let mut schema = whole();
        schema["x-note"]["file"] = json!(path);
        (format!("the path is {path}"), schema)
    })
}
