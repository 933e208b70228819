//! What mdschema asks of the text of a section, as the parts of a section.

use serde_json::{Map, Value, json};

use super::sections::escaped;

/// Returns the parts that `element` asks for; what has no counterpart goes to `said`, with the section's `name`.
pub(super) fn parts(element: &Value, name: &str, said: &mut Vec<String>) -> Map<String, Value> {
    let mut parts = Map::new();
    let mut add = |part: &str, schemas: Vec<Value>| {
        let json_type = match part {
            "words" => "integer",
            "text" => "string",
            _ => "array",
        };
        let mut schema = Map::from_iter([("type".to_owned(), json!(json_type))]);
        match <[Value; 1]>::try_from(schemas) {
            Ok([Value::Object(only)]) => schema.extend(only),
            Ok(_) => return,
            Err(schemas) if schemas.is_empty() => return,
            Err(schemas) => {
                schema.insert("allOf".to_owned(), json!(schemas));
            }
        }
        parts.insert(part.to_owned(), Value::Object(schema));
    };
    let words = limits(&element["word_count"], ["minimum", "maximum"]);
    add("words", words.into_iter().collect());
    add("code", all(&element["code_blocks"], code));
    add("images", all(&element["images"], |image| images(image, name, said)));
    add(
        "tables",
        all(&element["tables"], |table| {
            if table["min_columns"].is_u64() || table["required_headers"].is_array() {
                said.push(format!(
                    "the columns of the tables of {name}: describe them with `content: table`"
                ));
            }
            limits(table, ["minItems", "maxItems"])
        }),
    );
    add(
        "points",
        all(&element["lists"], |list| {
            if list["type"].is_string() || list["max"].is_u64() {
                said.push(format!("the kind and the number of the lists of {name}"));
            }
            let items = count(&list["min_items"]).or_else(|| count(&list["min"]).map(|_| 1))?;
            Some(json!({ "minItems": items }))
        }),
    );
    let required = all(&element["required_text"], |text| Some(json!({ "pattern": pattern(text)? })));
    let forbidden =
        all(&element["forbidden_text"], |text| Some(json!({ "not": { "pattern": pattern(text)? } })));
    add("text", [required, forbidden].concat());
    parts
}

/// Returns what `schema` gives for each item of `list`.
fn all(list: &Value, schema: impl FnMut(&Value) -> Option<Value>) -> Vec<Value> {
    list.as_array().into_iter().flatten().filter_map(schema).collect()
}

/// A number that is a limit: 0 is none.
fn count(value: &Value) -> Option<u64> {
    value.as_u64().filter(|count| *count > 0)
}

/// Returns `min` and `max` of `rule` as these keywords, if there is one.
fn limits(rule: &Value, [least, most]: [&str; 2]) -> Option<Value> {
    let of = |key: &str, keyword: &str| Some((keyword.to_owned(), json!(count(&rule[key])?)));
    let limits: Map<String, Value> = of("min", least).into_iter().chain(of("max", most)).collect();
    (!limits.is_empty()).then_some(Value::Object(limits))
}

fn code(rule: &Value) -> Option<Value> {
    let Some(lang) = rule["lang"].as_str().filter(|lang| !lang.is_empty()) else {
        return limits(rule, ["minItems", "maxItems"]);
    };
    let mut schema = limits(rule, ["minContains", "maxContains"])?;
    if schema.get("minContains").is_none() {
        schema["minContains"] = json!(0);
    }
    schema["contains"] = json!({ "required": ["lang"], "properties": { "lang": { "const": lang } } });
    Some(schema)
}

fn images(rule: &Value, name: &str, said: &mut Vec<String>) -> Option<Value> {
    if rule["formats"].is_array() {
        said.push(format!("the formats of the images of {name}"));
    }
    let mut schema = limits(rule, ["minItems", "maxItems"]).unwrap_or_else(|| json!({}));
    if rule["require_alt"] == json!(true) {
        schema["items"] = json!({ "required": ["alt"], "properties": { "alt": { "minLength": 1 } } });
    }
    schema.as_object().is_some_and(|schema| !schema.is_empty()).then_some(schema)
}

/// Whether the `pattern` of `rule` is a regular expression: in earlier versions only with `regex: true`. One without
/// special characters means the same as a text.
pub(super) fn is_regex(rule: &Value) -> bool {
    let pattern = rule["pattern"].as_str().unwrap_or_default();
    rule["regex"] != json!(false) && escaped(pattern) != pattern
}

/// Returns the regular expression of a text that is written as one, or literally.
fn pattern(text: &Value) -> Option<String> {
    if let Some(text) = text.as_str() {
        return Some(escaped(text));
    }
    let pattern = text["pattern"].as_str()?;
    Some(if is_regex(text) { pattern.to_owned() } else { escaped(pattern) })
}
