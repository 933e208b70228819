//! Times checks of notes of growing size, and of growing types: how often the time doubles when the size
//! does. 1.0 is linear, 2.0 quadratic.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench ends at the first fault and prints figures"
)]

mod support;

use std::{hint::black_box, time::Instant};

use notelint::{
    lint::NoteSettings,
    notetype::{NoteType, TypeSource, load},
    rules::{RuleSet, Selection},
};
use serde_json::{Value, json};
use support::NoFiles;

/// What grows: its name, its first size, and the schema and value of the frontmatter at a size.
type Row = (&'static str, usize, fn(usize) -> (Value, Value));

const ROWS: &[Row] = &[
    ("recursive anyOf, by depth", 15, |depth| recursive("anyOf", depth)),
    ("recursive oneOf, by depth", 15, |depth| recursive("oneOf", depth)),
    ("recursive allOf, by depth", 15, |depth| recursive("allOf", depth)),
    ("recursive lists, by items", 500, |items| {
        let node = json!({ "$ref": "#/properties/frontmatter" });
        let schema =
            json!({ "required": ["a"], "properties": { "l": { "items": { "anyOf": [node, node] } } } });
        (schema, json!({ "l": vec![json!({ "b": 1 }); items] }))
    }),
    ("required, missing", 1_000, |keys| (json!({ "required": names("no", keys) }), object("k", keys))),
    ("dependentRequired", 1_000, |keys| {
        let dependent: Value =
            names("k", keys).into_iter().map(|name| (name.clone(), json!([format!("no-{name}")]))).collect();
        (json!({ "dependentRequired": dependent }), object("k", keys))
    }),
    ("dependentSchemas", 1_000, |keys| {
        let dependent = names("k", keys).into_iter();
        let dependent: Value =
            dependent.map(|name| (name.clone(), json!({ "required": [format!("no-{name}")] }))).collect();
        (json!({ "dependentSchemas": dependent }), object("k", keys))
    }),
    ("additionalProperties", 1_000, |keys| {
        (json!({ "properties": object_of("a", keys), "additionalProperties": false }), object("k", keys))
    }),
    ("unevaluatedProperties", 1_000, |keys| {
        (json!({ "properties": object_of("a", keys), "unevaluatedProperties": false }), object("k", keys))
    }),
    ("patternProperties of a note", 1_000, |keys| {
        (json!({ "patternProperties": { "^k": { "type": "string" } } }), object("k", keys))
    }),
    ("propertyNames", 1_000, |keys| (json!({ "propertyNames": { "pattern": "^a" } }), object("k", keys))),
    ("minProperties, of one object", 1_000, |count| {
        let bounds: Vec<Value> =
            (0..count).map(|more| json!({ "minProperties": 2 * count + more })).collect();
        (json!({ "allOf": bounds }), object("k", count))
    }),
    ("uniqueItems", 1_000, |items| {
        let list: Vec<Value> =
            (0..items).map(|item| json!({ "a": item })).chain([json!({ "a": 0 })]).collect();
        (json!({ "properties": { "l": { "uniqueItems": true } } }), json!({ "l": list }))
    }),
    ("contains", 1_000, |items| {
        (json!({ "properties": { "l": { "contains": { "const": 1 } } } }), json!({ "l": names("k", items) }))
    }),
    ("enum of 100, by items", 1_000, |items| {
        let schema = json!({ "properties": { "l": { "items": { "enum": names("a", 100) } } } });
        (schema, json!({ "l": names("k", items) }))
    }),
    ("anyOf of 150, by items", 500, |items| {
        let branches: Vec<Value> = names("a", 150).iter().map(|name| json!({ "const": name })).collect();
        let schema = json!({ "properties": { "l": { "items": { "anyOf": branches } } } });
        (schema, json!({ "l": names("k", items) }))
    }),
    ("pattern that backtracks, by length", 10_000, |length| {
        (json!({ "properties": { "s": { "pattern": "^(a+)+$" } } }), json!({ "s": "a".repeat(length) + "b" }))
    }),
];

fn names(prefix: &str, count: usize) -> Vec<String> {
    (0..count).map(|number| format!("{prefix}{number}")).collect()
}

fn object(prefix: &str, count: usize) -> Value {
    names(prefix, count).into_iter().map(|name| (name, json!(1))).collect()
}

fn object_of(prefix: &str, count: usize) -> Value {
    names(prefix, count).into_iter().map(|name| (name, json!({}))).collect()
}

/// A schema whose branches all lead to itself, and a value that is `depth` deep.
fn recursive(applicator: &str, depth: usize) -> (Value, Value) {
    let branch = json!({ "properties": { "v": { "$ref": "#/properties/frontmatter" } }, "required": ["v"] });
    let value = (0..depth).fold(json!({ "b": 1 }), |value, _| json!({ "v": value }));
    (json!({ applicator: [branch, branch] }), value)
}

fn note_type(schema: &Value) -> NoteType {
    let text = json!({ "x-note": { "type": "t" }, "properties": { "frontmatter": schema } }).to_string();
    load(&TypeSource { path: "t.json", text: &text }, &NoFiles).unwrap()
}

/// The least time of some checks of a note of `size`, in seconds.
fn time((schema, value): &(Value, Value)) -> f64 {
    const ROUNDS: usize = 5;
    let note_type = note_type(schema);
    let rules = RuleSet::new(&[], &Selection::default());
    let settings = NoteSettings {
        note_type: &note_type,
        note_types: &[],
        rules: &rules,
        linked: &[],
        path: None,
        facts_of: None,
    };
    let text = format!("---\n{value}\n---\n\n# A\n");
    let check = || {
        let start = Instant::now();
        drop(black_box(settings.check(&text)));
        start.elapsed().as_secs_f64()
    };
    (0..ROUNDS).map(|_| check()).fold(f64::INFINITY, f64::min)
}

fn main() {
    println!("{:<40} {:>7} {:>9} {:>9} {:>9} {:>9}", "ms at n, 2n, 4n", "n", "n", "2n", "4n", "exponent");
    for (name, size, make) in ROWS {
        let times = [1, 2, 4].map(|factor| time(&make(size * factor)));
        let [first, second, third] = times.map(|seconds| seconds * 1e3);
        let exponent = (third / first).log2() / 2.0;
        println!("{name:<40} {size:>7} {first:>9.2} {second:>9.2} {third:>9.2} {exponent:>9.2}");
    }
}
