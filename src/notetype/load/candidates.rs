//! Values that a schema lists and excludes.

use jsonschema::json::SerdeJson;
use serde_json::{Map, Value};

use crate::{
    diagnostic::Fault,
    notetype::{
        engine::options,
        schema::{Contradiction, Node},
    },
};

/// The keywords that can be tried on a value without any other part of the schema.
const ALONE: [&str; 15] = [
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "required",
    "const",
];

/// More comparisons than a list of values is worth.
const MAX_TRIES: usize = 10_000;

/// Why no value of a `const` or an `enum` satisfies all `facets`.
pub(super) fn excluded<'a>(facets: &[Node<'a>]) -> Option<Contradiction<'a>> {
    facets.iter().find_map(|facet| {
        let (list, keyword) = match (facet.get("const"), facet.get("enum")) {
            (Some(constant), _) => (constant, "const"),
            (None, values) => (values?, "enum"),
        };
        let mut left: Vec<&Value> = match list.value.as_array() {
            Some(values) if keyword == "enum" => values.iter().collect(),
            _ => vec![list.value],
        };
        if left.is_empty() || left.len() > MAX_TRIES {
            return None;
        }
        let what = if keyword == "enum" { "no value of `enum`" } else { "the value of `const` does not" };
        let verb = if keyword == "enum" { "satisfies" } else { "satisfy" };
        for other in facets {
            if let Some(types) = other.get("type") {
                left.retain(|value| is_of(types.value, value));
                if left.is_empty() {
                    let fault = Fault::new(format!("{what} {verb} `type: {}`", shown(types.value)));
                    return Some((list, Fault { help: quoted(types.value, keyword), ..fault }));
                }
            }
            let alone = alone(other);
            if alone.is_empty() {
                continue;
            }
            let first = left.first().copied();
            let options = options::<SerdeJson>().with_draft(other.draft);
            let Ok(validator) = options.build(&Value::Object(alone)) else { continue };
            left.retain(|value| validator.is_valid(value));
            if left.is_empty() {
                let error = first.and_then(|value| validator.iter_errors(value).next());
                let broken = error.map_or_else(String::new, |error| error.kind().keyword().to_owned());
                return Some((list, Fault::new(format!("{what} {verb} `{broken}`"))));
            }
        }
        None
    })
}

/// The keywords of `facet` that can be tried on a value alone.
pub(super) fn alone(facet: &Node<'_>) -> Map<String, Value> {
    let Some(keywords) = facet.object() else { return Map::new() };
    let known = keywords.iter().filter(|(key, _)| ALONE.contains(&key.as_str()));
    known.map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// Whether `value` is of one of `types`, the value of `type`; of an unknown one, everything is.
pub(super) fn is_of(types: &Value, value: &Value) -> bool {
    let one = |name: &Value| match name.as_str() {
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("number") => value.is_number(),
        Some("integer") => value.is_number() && value.as_f64().is_none_or(|number| number.fract() == 0.0),
        _ => true,
    };
    types.as_array().map_or_else(|| one(types), |types| types.iter().any(one))
}

/// `types`, the value of `type`, as it is written in YAML.
pub(super) fn shown(types: &Value) -> String {
    types.as_str().map_or_else(|| types.to_string().replace('"', ""), str::to_owned)
}

fn quoted(types: &Value, keyword: &str) -> Option<String> {
    let wants_text = types == "string";
    wants_text.then(|| if keyword == "enum" { "quote the values" } else { "quote the value" }.to_owned())
}
