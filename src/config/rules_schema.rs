use std::collections::BTreeSet;

use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use crate::rules::{Level, TABLE};

/// Returns the schema of a `rules` key: one property for each rule and each group.
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
    let severity = json!({ "enum": Level::NAMES, "description": "The severity of the diagnostics." });
    let mut properties = Map::from_iter([("severity".to_owned(), severity)]);
    properties.extend(options);
    json!({ "anyOf": [
        { "enum": Level::NAMES },
        { "type": "object", "properties": properties, "additionalProperties": false },
    ] })
}
