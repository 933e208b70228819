use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::Config;

/// The JSON Schema of the configuration, as it is published.
pub const SCHEMA_TEXT: &str = include_str!("../../schema/config.schema.json");

/// Returns the JSON Schema (2020-12) of `notelint.yaml`, for editors.
pub fn schema() -> Value {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Config>();
    schema.insert("$comment".to_owned(), json!("Generated from src/config; see CONTRIBUTING.md."));
    // A reader looks for these keys first.
    let first = ["$schema", "$comment", "title", "description"];
    let first = first.map(|key| schema.remove(key).map(|value| (key.to_owned(), value)));
    let mut sorted: Map<String, Value> = first.into_iter().flatten().collect();
    if let Value::Object(rest) = schema.to_value() {
        sorted.extend(rest);
    }
    Value::Object(sorted)
}
