use std::collections::BTreeSet;

use schemars::{Schema, SchemaGenerator, generate::SchemaSettings, json_schema};
use serde_json::{Map, Value, json};

use super::{Config, rules::LEVELS};
use crate::rules::TABLE;

/// The JSON Schema (2020-12) of `notelint.yaml`, for editors.
pub fn schema() -> Value {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Config>();
    schema.insert("$comment".to_owned(), json!("Generated from src/config; see CONTRIBUTING.md."));
    // What a reader looks for first stands first.
    let first = ["$schema", "$comment", "title", "description"];
    let first = first.map(|key| schema.remove(key).map(|value| (key.to_owned(), value)));
    let mut sorted: Map<String, Value> = first.into_iter().flatten().collect();
    if let Value::Object(rest) = schema.to_value() {
        sorted.extend(rest);
    }
    Value::Object(sorted)
}

/// The schema of a `rules` key: one property a rule and a group.
pub(super) fn rules(generator: &mut SchemaGenerator) -> Schema {
    let mut properties = Map::new();
    let groups: BTreeSet<&str> = TABLE.iter().map(|rule| rule.meta.id.group()).collect();
    for group in groups {
        let mut setting = setting(Map::new());
        setting["description"] = json!(format!("The rules of the group `{group}` that are on by default."));
        properties.insert(group.to_owned(), setting);
    }
    for rule in TABLE {
        let options = (rule.options)(generator);
        let options = options.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
        let mut setting = setting(options);
        setting["description"] = json!(rule.meta.summary);
        properties.insert(rule.meta.id.to_string(), setting);
    }
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn setting(options: Map<String, Value>) -> Value {
    let severity = json!({ "enum": LEVELS, "description": "How bad a finding is." });
    let mut properties = Map::from_iter([("severity".to_owned(), severity)]);
    properties.extend(options);
    json!({ "anyOf": [
        { "enum": LEVELS },
        { "type": "object", "properties": properties, "additionalProperties": false },
    ] })
}
