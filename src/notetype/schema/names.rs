//! How schemas and versions of JSON Schema are named: by URIs and anchors.

use jsonschema::Draft;
use serde_json::Value;

use super::member::member;
use crate::text::pointer::escape;

/// The name of a version of JSON Schema.
pub(crate) fn version(draft: Draft) -> &'static str {
    match draft {
        Draft::Draft4 => "draft-04",
        Draft::Draft6 => "draft-06",
        Draft::Draft7 => "draft-07",
        Draft::Draft201909 => "2019-09",
        _ => "2020-12",
    }
}

/// The URI of a version of JSON Schema.
pub(crate) fn metaschema_of(draft: Draft) -> &'static str {
    match draft {
        Draft::Draft4 => "http://json-schema.org/draft-04/schema#",
        Draft::Draft6 => "http://json-schema.org/draft-06/schema#",
        Draft::Draft7 => "http://json-schema.org/draft-07/schema#",
        Draft::Draft201909 => "https://json-schema.org/draft/2019-09/schema",
        _ => "https://json-schema.org/draft/2020-12/schema",
    }
}

/// The URI by which `schema` names itself. Before 2019-09 there is none beside a `$ref`, and a
/// fragment is an anchor.
pub(super) fn id(schema: &Value, draft: Draft) -> Option<&str> {
    let id = member(schema.as_object()?, draft.id_keyword())?.as_str()?;
    let is_old = draft < Draft::Draft201909;
    (!is_old || !id.starts_with('#') && schema.get("$ref").is_none()).then_some(id)
}

/// The anchor that `schema` has as the fragment of its id.
pub(super) fn legacy_anchor(schema: &Value, draft: Draft) -> Option<&str> {
    let (_, anchor) = member(schema.as_object()?, draft.id_keyword())?.as_str()?.split_once('#')?;
    (draft < Draft::Draft201909 && !anchor.is_empty()).then_some(anchor)
}

/// Whether a value inside of `schema` may be one that has a URI or a version of JSON Schema of its own.
pub(super) fn has_resources(schema: &Value) -> bool {
    let mut rest = vec![schema];
    let mut is_root = true;
    while let Some(value) = rest.pop() {
        match value {
            Value::Array(elements) => rest.extend(elements),
            Value::Object(members) => {
                let names_itself = |key: &&str| member(members, key).is_some_and(Value::is_string);
                if !is_root && RESOURCE_KEYWORDS.iter().any(names_itself) {
                    return true;
                }
                rest.extend(members.values());
            }
            _ => {}
        }
        is_root = false;
    }
    false
}

/// The members that give a schema a URI or a version of its own, in any version.
const RESOURCE_KEYWORDS: [&str; 3] = ["$id", "id", "$schema"];

/// Calls `see` with the anchors anywhere in a file of another kind, and where they are.
pub(super) fn anchors(value: &Value, pointer: &mut String, see: &mut dyn FnMut(&str, &str)) {
    let mut inside = |token: &str, value: &Value| {
        let length = pointer.len();
        pointer.push('/');
        pointer.push_str(&escape(token));
        anchors(value, pointer, see);
        pointer.truncate(length);
    };
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(key, member)| inside(key, member));
            let written = members.get("$anchor").and_then(Value::as_str);
            let legacy = ["$id", "id"].iter().find_map(|key| members.get(*key)?.as_str()?.strip_prefix('#'));
            for anchor in written.into_iter().chain(legacy) {
                see(anchor, pointer);
            }
        }
        Value::Array(elements) => {
            elements.iter().enumerate().for_each(|(at, element)| inside(&at.to_string(), element));
        }
        _ => {}
    }
}
