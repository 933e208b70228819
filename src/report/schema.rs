//! The JSON Schemas of the JSON that `check` and `extract` print, generated from the types that
//! are serialised.

use std::mem;

use schemars::{
    JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, transform::RecursiveTransform,
};
use serde_json::{Map, Value};

use super::{extract, json, record};

/// Returns the JSON Schema (2020-12) of `check --format json`. Its definition `Line` is that of a
/// line of `--format jsonl`, and `Record` that of a line of `--input jsonl`.
pub fn check_schema() -> Value {
    let mut generator = generator();
    generator.subschema_for::<json::Line<'_>>();
    generator.subschema_for::<record::CheckedRecord<'_>>();
    root::<json::Document<'_>>(generator)
}

/// Returns the JSON Schema (2020-12) of `extract --format json`. Its definition `Note` is that of a
/// line of `--format jsonl`, and of `--input jsonl`, where `NoNote` is that of the other lines.
pub fn extract_schema() -> Value {
    let mut generator = generator();
    generator.subschema_for::<record::UnextractedRecord<'_>>();
    root::<extract::Document<'_>>(generator)
}

fn generator() -> SchemaGenerator {
    let tidy = RecursiveTransform(|schema: &mut Schema| {
        // Rust's number formats mean nothing to other languages.
        schema.remove("format");
        if let Some(Value::String(description)) = schema.get_mut("description") {
            *description = description.replace('\n', " ");
        }
    });
    SchemaSettings::draft2020_12().for_serialize().with_transform(tidy).into_generator()
}

/// The schema of `T` with the definitions of `generator`; what a reader looks for first comes first.
fn root<T: JsonSchema>(generator: SchemaGenerator) -> Value {
    let mut schema = generator.into_root_schema_for::<T>();
    let first = ["$schema", "title", "description"];
    let first = first.map(|key| schema.remove(key).map(|value| (key.to_owned(), value)));
    let mut sorted: Map<String, Value> = first.into_iter().flatten().collect();
    sorted.extend(mem::take(schema.ensure_object()));
    sorted.into()
}
