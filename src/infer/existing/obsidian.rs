//! The types of properties that Obsidian keeps: they hold for all notes.

use serde_json::{Map, Value, json};

use super::draft::Draft;

/// Returns the draft for `config`, the file `types.json`.
pub(super) fn draft(config: &Value) -> Option<Draft> {
    let types = config["types"].as_object().filter(|types| !types.is_empty())?;
    let mut said = Vec::new();
    let mut properties = Map::new();
    for (name, written) in types {
        let Some(schema) = written.as_str().and_then(schema) else {
            said.push(format!("the property `{name}`: {written} is not one of Obsidian's own types"));
            continue;
        };
        properties.insert(name.clone(), schema);
    }
    let frontmatter = json!({ "frontmatter": { "type": "object", "properties": properties } });
    let keywords = Map::from_iter([("properties".to_owned(), frontmatter)]);
    Some(Draft { name: "note".to_owned(), keywords, said, ..Draft::default() })
}

/// Returns the schema of a property of the type `name`. Obsidian writes one that is empty without a value.
fn schema(name: &str) -> Option<Value> {
    Some(match name {
        "text" => json!({ "type": ["string", "number", "null"] }),
        "number" => json!({ "type": ["number", "null"] }),
        "checkbox" => json!({ "type": ["boolean", "null"] }),
        "date" => json!({ "type": ["string", "null"], "format": "date" }),
        // Obsidian writes no time zone, which `format: date-time` requires.
        "datetime" => json!({
            "type": ["string", "null"],
            "pattern": r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$"
        }),
        "multitext" | "tags" | "aliases" => json!({
            "type": ["array", "string", "null"],
            "items": { "type": ["string", "number", "null"] }
        }),
        _ => return None,
    })
}
