//! What the JSON Schema engine reports, as keywords with their facts: one failure for each
//! missing or unexpected property, and of alternatives the one that was meant.

use std::collections::{HashMap, HashSet};

use jsonschema::{
    ValidationError,
    error::{TypeKind, ValidationErrorKind as Kind},
};
use serde_json::Value;

use super::breach::{Keyword, Size};
use crate::text::{
    Bound,
    pointer::{escape, tokens},
};

/// A place where a value breaks its schema.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Failure {
    /// The JSON Pointer of the value at fault.
    pub(super) pointer: String,
    /// The keyword with its facts.
    pub(super) keyword: Keyword,
    /// The value at fault: of an unexpected property its own, null if one is missing.
    pub(super) value: Value,
    /// The URI of the keyword in its schema, with a JSON Pointer as its fragment.
    pub(super) schema: String,
}

/// The failures that `errors` report, each once, in their order.
pub(super) fn failures<'a>(errors: impl Iterator<Item = ValidationError<'a>>) -> Vec<Failure> {
    let mut found = Vec::new();
    for error in errors {
        explain(&error, &mut found);
    }
    let mut seen = HashSet::new();
    found.retain(|failure| seen.insert((failure.pointer.clone(), format!("{:?}", failure.keyword))));
    found
}

fn explain(error: &ValidationError<'_>, found: &mut Vec<Failure>) {
    let value = error.instance();
    let pointer = error.instance_path().as_str();
    let schema = location(error);
    let mut fail = |keyword, value: Option<&Value>| {
        found.push(Failure {
            pointer: pointer.to_owned(),
            keyword,
            value: value.cloned().unwrap_or_default(),
            schema: schema.clone(),
        });
    };
    match error.kind() {
        Kind::Required { property } => fail(Keyword::Required { property: text(property) }, None),
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            for property in unexpected {
                fail(Keyword::AdditionalProperties { property: property.clone() }, value.get(property));
            }
        }
        Kind::FalseSchema => match forbidden(pointer) {
            Some((parent, property)) => found.push(Failure {
                pointer: parent.to_owned(),
                keyword: Keyword::AdditionalProperties { property },
                value: value.as_ref().clone(),
                schema,
            }),
            None => fail(Keyword::Other { keyword: "false".to_owned() }, Some(value)),
        },
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
            alternatives(error, context, found);
        }
        Kind::PropertyNames { error: inner } => found.push(Failure {
            pointer: format!("{pointer}/{}", escape(&text(inner.instance()))),
            keyword: Keyword::Other { keyword: "propertyNames".to_owned() },
            value: inner.instance().as_ref().clone(),
            schema,
        }),
        kind => fail(keyword(kind, value), Some(value)),
    }
}

/// The absolute location of the keyword that failed (JSON Schema Core 12.3.3); empty if the schema
/// has no URI.
fn location(error: &ValidationError<'_>) -> String {
    error.absolute_keyword_location().map_or_else(String::new, |uri| uri.as_str().to_owned())
}

/// The keyword of an error that stands for one failure of the value it is about.
fn keyword(kind: &Kind, value: &Value) -> Keyword {
    match kind {
        Kind::Type { kind } => Keyword::Type { expected: types(kind) },
        Kind::Format { format } => Keyword::Format { format: format.clone() },
        Kind::Pattern { pattern } => Keyword::Pattern { pattern: pattern.clone() },
        Kind::Enum { options } => Keyword::Enum { options: options.as_array().cloned().unwrap_or_default() },
        Kind::Constant { expected_value } => Keyword::Const { expected: expected_value.as_ref().clone() },
        Kind::Minimum { limit } => Keyword::Limit { bound: Bound::AtLeast, limit: limit.clone() },
        Kind::Maximum { limit } => Keyword::Limit { bound: Bound::AtMost, limit: limit.clone() },
        Kind::ExclusiveMinimum { limit } => Keyword::Limit { bound: Bound::MoreThan, limit: limit.clone() },
        Kind::ExclusiveMaximum { limit } => Keyword::Limit { bound: Bound::LessThan, limit: limit.clone() },
        Kind::MinLength { limit } => Keyword::MinLength(size(*limit, value)),
        Kind::MaxLength { limit } => Keyword::MaxLength(size(*limit, value)),
        Kind::MinItems { limit } => Keyword::MinItems(size(*limit, value)),
        Kind::MaxItems { limit } => Keyword::MaxItems(size(*limit, value)),
        Kind::MinProperties { limit } => Keyword::MinProperties(size(*limit, value)),
        Kind::MaxProperties { limit } => Keyword::MaxProperties(size(*limit, value)),
        Kind::UniqueItems => Keyword::UniqueItems { pair: repeated(value) },
        // `items` below a `prefixItems`.
        Kind::AdditionalItems { .. } => Keyword::Other { keyword: "items".to_owned() },
        other => Keyword::Other { keyword: other.keyword().to_owned() },
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn types(kind: &TypeKind) -> Vec<String> {
    match kind {
        TypeKind::Single(one) => vec![one.as_str().to_owned()],
        TypeKind::Multiple(set) => set.iter().map(|one| one.as_str().to_owned()).collect(),
    }
}

fn size(limit: u64, value: &Value) -> Size {
    let found = match value {
        Value::String(text) => text.chars().count(),
        Value::Array(elements) => elements.len(),
        Value::Object(members) => members.len(),
        _ => 0,
    };
    Size { limit, found: found as u64 }
}

/// The object and the name of the member at `pointer`, which the schema `false` forbids.
fn forbidden(pointer: &str) -> Option<(&str, String)> {
    let (parent, token) = pointer.rsplit_once('/')?;
    (!token.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| (parent, tokens(&pointer[parent.len()..]).collect()))
}

/// The first element that equals an earlier one, and that one.
fn repeated(value: &Value) -> (usize, usize) {
    let mut seen = HashMap::new();
    for (later, element) in value.as_array().into_iter().flatten().enumerate() {
        if let Some(earlier) = seen.insert(normal(element).to_string(), later) {
            return (earlier, later);
        }
    }
    (0, 0)
}

/// `value` written so that equal values (JSON Schema Core 4.2.2) are written alike.
fn normal(value: &Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 9e15 => {
                #[expect(clippy::cast_possible_truncation, reason = "it is whole and within 2^53")]
                let whole = float as i64;
                whole.into()
            }
            _ => value.clone(),
        },
        Value::Array(elements) => elements.iter().map(normal).collect(),
        Value::Object(members) => {
            let mut members: Vec<_> =
                members.iter().map(|(key, member)| (key.clone(), normal(member))).collect();
            members.sort_by(|a, b| a.0.cmp(&b.0));
            members.into_iter().collect()
        }
        _ => value.clone(),
    }
}

/// Explains `anyOf` and `oneOf` by the branch that the value comes closest to: of those that do
/// not refuse its type or its tag, the one whose first failure lies deepest.
fn alternatives(
    error: &ValidationError<'_>,
    branches: &[Vec<ValidationError<'static>>],
    found: &mut Vec<Failure>,
) {
    let own = error.instance_path().as_str();
    let mut explained: Vec<Vec<Failure>> = Vec::new();
    for branch in branches {
        let mut failures = Vec::new();
        for error in branch {
            explain(error, &mut failures);
        }
        explained.push(failures);
    }
    let closeness = |branch: &Vec<Failure>| {
        let refused = branch
            .iter()
            .any(|failure| failure.pointer == own && matches!(failure.keyword, Keyword::Type { .. }));
        let mistagged = branch
            .iter()
            .any(|failure| matches!(failure.keyword, Keyword::Const { .. } | Keyword::Enum { .. }));
        let depth = branch.iter().map(|failure| failure.pointer.matches('/').count()).max();
        (!refused, !mistagged, depth, usize::MAX - branch.len())
    };
    let best = explained.iter().map(closeness).max();
    let mut closest = explained.iter().filter(|branch| Some(closeness(branch)) == best);
    if let (Some(only), None) = (closest.next(), closest.next()) {
        found.extend(only.iter().cloned());
    } else {
        let keyword = same_choice(own, &explained).unwrap_or(match error.kind() {
            Kind::AnyOf { .. } => Keyword::AnyOf,
            _ => Keyword::OneOf,
        });
        let value = error.instance().as_ref().clone();
        found.push(Failure { pointer: own.to_owned(), keyword, value, schema: location(error) });
    }
}

/// Branches that each name types, or each name values, are one list of types or values.
fn same_choice(own: &str, branches: &[Vec<Failure>]) -> Option<Keyword> {
    let mut types = Vec::new();
    let mut values = Vec::new();
    for branch in branches {
        let [failure] = branch.as_slice() else { return None };
        if failure.pointer != own {
            return None;
        }
        match &failure.keyword {
            Keyword::Type { expected } => types.extend(expected.iter().cloned()),
            Keyword::Const { expected } => values.push(expected.clone()),
            Keyword::Enum { options } => values.extend(options.iter().cloned()),
            _ => return None,
        }
    }
    match (types.is_empty(), values.is_empty()) {
        (false, true) => Some(Keyword::Type { expected: types }),
        (true, false) => Some(Keyword::Enum { options: values }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The failures of `value` as lines: `/pointer keyword facts`.
    fn found(schema: &Value, value: &Value) -> Vec<String> {
        let validator = jsonschema::options().should_validate_formats(true).build(schema).unwrap();
        let failures = failures(validator.iter_errors(value));
        failures.iter().map(|failure| format!("{} {:?}", failure.pointer, failure.keyword)).collect()
    }

    #[test]
    fn each_missing_and_each_unexpected_property_is_a_failure() {
        let schema = json!({ "required": ["a", "b"], "properties": { "a": {}, "c": false },
            "additionalProperties": false });
        assert_eq!(
            found(&schema, &json!({ "x/y": 1, "z": 2, "c": 3 })),
            [
                r#" Required { property: "a" }"#,
                r#" Required { property: "b" }"#,
                r#" AdditionalProperties { property: "c" }"#,
                r#" AdditionalProperties { property: "x/y" }"#,
                r#" AdditionalProperties { property: "z" }"#,
            ]
        );
    }

    #[test]
    fn the_same_breach_of_two_schemas_is_one_failure() {
        let schema = json!({ "required": ["a"], "allOf": [{ "required": ["a"] }, { "required": ["a"] }] });
        assert_eq!(found(&schema, &json!({})), [r#" Required { property: "a" }"#]);
    }

    #[test]
    fn sizes_are_counted_in_characters_elements_and_members() {
        let schema = json!({ "minLength": 3, "maxItems": 1, "minProperties": 2 });
        assert_eq!(found(&schema, &json!("界面")), [" MinLength(Size { limit: 3, found: 2 })"]);
        assert_eq!(found(&schema, &json!([1, 2])), [" MaxItems(Size { limit: 1, found: 2 })"]);
        assert_eq!(found(&schema, &json!({ "a": 1 })), [" MinProperties(Size { limit: 2, found: 1 })"]);
    }

    #[test]
    fn the_repeated_element_is_named_whatever_the_form_of_its_numbers() {
        let schema = json!({ "uniqueItems": true });
        let value = json!(["x", { "a": 1, "b": [1.0] }, { "b": [1], "a": 1.0 }]);
        assert_eq!(found(&schema, &value), [" UniqueItems { pair: (1, 2) }"]);
    }

    #[test]
    fn of_alternatives_the_one_that_was_meant_is_explained() {
        let date_or_null = json!({ "anyOf": [{ "type": "string", "format": "date" }, { "type": "null" }] });
        assert_eq!(found(&date_or_null, &json!("soon")), [r#" Format { format: "date" }"#]);
        assert_eq!(found(&date_or_null, &json!(1)), [r#" Type { expected: ["string", "null"] }"#]);
        let deepest = json!({ "oneOf": [
            { "properties": { "a": { "properties": { "b": { "type": "number" } } } } },
            { "required": ["c"] },
        ] });
        assert_eq!(found(&deepest, &json!({ "a": { "b": "x" } })), [r#"/a/b Type { expected: ["number"] }"#]);
    }

    #[test]
    fn of_tagged_alternatives_the_one_with_the_tag_is_explained() {
        let schema = json!({ "oneOf": [
            { "properties": { "kind": { "const": "paper" }, "year": { "type": "integer" } } },
            { "properties": { "kind": { "const": "site" }, "url": { "type": "string" } } },
        ] });
        assert_eq!(
            found(&schema, &json!({ "kind": "site", "url": 1 })),
            [r#"/url Type { expected: ["string"] }"#]
        );
    }

    #[test]
    fn alternatives_that_are_equally_far_are_one_failure() {
        let schema = json!({ "anyOf": [{ "minLength": 5 }, { "pattern": "^x" }] });
        assert_eq!(found(&schema, &json!("abc")), [" AnyOf"]);
        let values = json!({ "oneOf": [{ "const": "a" }, { "enum": ["b", "c"] }] });
        assert_eq!(
            found(&values, &json!("d")),
            [r#" Enum { options: [String("a"), String("b"), String("c")] }"#]
        );
        let both = json!({ "oneOf": [{ "type": "string" }, { "minLength": 1 }] });
        assert_eq!(found(&both, &json!("a")), [r#" Other { keyword: "oneOf" }"#]);
    }

    #[test]
    fn a_name_that_is_refused_is_found_at_its_member() {
        let schema = json!({ "propertyNames": { "pattern": "^[a-z]+$" } });
        assert_eq!(
            found(&schema, &json!({ "a": 1, "A/": 2 })),
            [r#"/A~1 Other { keyword: "propertyNames" }"#]
        );
    }
}
