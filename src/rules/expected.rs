//! Describes a breach of the note type in terms of the note.

use serde_json::Value;

use super::wording::quote;
use crate::{
    notetype::{Keyword, Size},
    text::{Bound, bound, count},
};

/// Returns what is wrong with `value`, which breaks `keyword`, and what was expected.
pub(super) fn describe_violation(keyword: &Keyword, value: &Value) -> String {
    match keyword {
        Keyword::Required { property } => format!("missing {}", quote(property)),
        Keyword::AdditionalProperties { property } => format!("{} is not allowed here", quote(property)),
        Keyword::Type { expected } => format!("expected {}, found {}", one_of(expected), noun_of(value)),
        Keyword::Format { format } => format!("{} is not {}", describe_value(value), form(format)),
        Keyword::Pattern { pattern } => {
            format!("{} does not match {}", describe_value(value), verbatim(pattern))
        }
        Keyword::Enum { options } => format!("expected {}, found {}", list(options), describe_value(value)),
        Keyword::Const { expected } => {
            format!("expected {}, found {}", describe_value(expected), describe_value(value))
        }
        Keyword::Limit { bound, limit } => format!("expected {} {limit}, found {value}", bound.words()),
        Keyword::MinLength(found) => size(Bound::AtLeast, *found, "character", "characters"),
        Keyword::MaxLength(found) => size(Bound::AtMost, *found, "character", "characters"),
        Keyword::MinItems(found) => size(Bound::AtLeast, *found, "item", "items"),
        Keyword::MaxItems(found) => size(Bound::AtMost, *found, "item", "items"),
        Keyword::MinProperties(found) => size(Bound::AtLeast, *found, "key", "keys"),
        Keyword::MaxProperties(found) => size(Bound::AtMost, *found, "key", "keys"),
        Keyword::UniqueItems { pair: (_, again) } => {
            value.get(again).map_or_else(|| "duplicate item".to_owned(), duplicate_item)
        }
        Keyword::AnyOf | Keyword::OneOf => {
            format!("{} matches none of the allowed alternatives", describe_value(value))
        }
        Keyword::Other { keyword } => other(keyword, value),
    }
}

/// Returns that `item` repeats another item of its list.
pub(super) fn duplicate_item(item: &Value) -> String {
    match item {
        Value::Null | Value::Array(_) | Value::Object(_) => "duplicate item".to_owned(),
        _ => format!("duplicate item {}", describe_value(item)),
    }
}

fn other(keyword: &str, value: &Value) -> String {
    let what = match keyword {
        "oneOf" => "matches several alternatives, expected exactly one",
        "not" => "is forbidden by the note type",
        "multipleOf" => "is not a multiple of the required number",
        "contains" => "has too few or too many items of the required kind",
        "propertyNames" => "is not an allowed key",
        "$ref" => "does not match the note type",
        "contentEncoding" | "contentMediaType" => "is not encoded as the note type requires",
        _ => "is not allowed here",
    };
    format!("{} {what}", describe_value(value))
}

fn size(of: Bound, Size { limit, found }: Size, one: &str, many: &str) -> String {
    let found = if found == 0 { "none".to_owned() } else { found.to_string() };
    format!("expected {}, found {found}", bound(of, limit, one, many))
}

/// Longer regular expressions are cut.
const MAX_PATTERN_CHARS: usize = 500;

/// Returns `pattern` in backticks, unchanged unless it is very long: in a regular expression every space
/// counts.
fn verbatim(pattern: &str) -> String {
    let shown = match pattern.char_indices().nth(MAX_PATTERN_CHARS) {
        Some((cut, _)) => format!("{}…", &pattern[..cut]),
        None => pattern.to_owned(),
    };
    if shown.contains('`') { format!("`` {shown} ``") } else { format!("`{shown}`") }
}

/// Returns `value` as a message shows it: text in backticks, numbers and booleans as JSON.
pub(super) fn describe_value(value: &Value) -> String {
    match value {
        Value::String(text) if text.is_empty() => "empty text".to_owned(),
        Value::String(text) => quote(text),
        Value::Null => "no value".to_owned(),
        Value::Array(_) => "the list".to_owned(),
        Value::Object(_) => "the mapping".to_owned(),
        other => quote(&other.to_string()),
    }
}

/// Of more options, only the first are listed.
const MAX_LISTED_OPTIONS: usize = 50;

fn list(options: &Value) -> String {
    let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
    if let [only] = options {
        return describe_value(only);
    }
    let listed: Vec<String> = options.iter().take(MAX_LISTED_OPTIONS).map(describe_value).collect();
    let others = match options.len() - listed.len() {
        0 => String::new(),
        others => format!(" or {}", count(others as u64, "other", "others")),
    };
    format!("one of {}{others}", listed.join(", "))
}

fn one_of(types: &[String]) -> String {
    types.iter().map(|name| noun(name)).collect::<Vec<_>>().join(" or ")
}

fn noun(json_type: &str) -> &'static str {
    match json_type {
        "string" => "text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "`true` or `false`",
        "array" => "a list",
        "object" => "a mapping",
        _ => "no value",
    }
}

fn noun_of(value: &Value) -> String {
    match value {
        Value::String(text) => format!("the text {}", quote(text)),
        Value::Number(number) => format!("the number {}", quote(&number.to_string())),
        Value::Bool(_) => quote(&value.to_string()),
        Value::Array(_) => noun("array").to_owned(),
        Value::Object(_) => noun("object").to_owned(),
        Value::Null => noun("null").to_owned(),
    }
}

/// Returns what a value of `format` is called (JSON Schema Validation 7.3).
fn form(format: &str) -> String {
    let noun = match format {
        "date" => "a date (`YYYY-MM-DD`)",
        "date-time" => "a date and time with a time zone (`2026-01-31T09:30:00+09:00`)",
        "time" => "a time with a time zone (`09:30:00+09:00`)",
        "duration" => "a duration (`P1DT12H`)",
        "email" | "idn-email" => "an email address",
        "hostname" | "idn-hostname" => "a hostname",
        "ipv4" => "an IPv4 address",
        "ipv6" => "an IPv6 address",
        "uri" => "an ASCII URL (`https://…`)",
        "iri" => "a URL (`https://…`)",
        "uri-reference" | "iri-reference" => "a URL or a relative path",
        "uuid" => "a UUID",
        "regex" => "a regular expression",
        _ => return format!("in the format {}", quote(format)),
    };
    noun.to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn descriptions_name_what_was_found_and_what_was_expected() {
        let types =
            |names: &[&str]| Keyword::Type { expected: names.iter().map(ToString::to_string).collect() };
        let limit = |bound| Keyword::Limit { bound, limit: json!(1) };
        let size = |limit, found| Size { limit, found };
        let cases = [
            (types(&["string", "null"]), json!(5), "expected text or no value, found the number `5`"),
            (types(&["array"]), json!("a"), "expected a list, found the text `a`"),
            (types(&["integer"]), json!(true), "expected a whole number, found `true`"),
            (types(&["object"]), json!(null), "expected a mapping, found no value"),
            (Keyword::Format { format: "date".into() }, json!("soon"), "`soon` is not a date (`YYYY-MM-DD`)"),
            (
                Keyword::Format { format: "uri-template".into() },
                json!("{"),
                "`{` is not in the format `uri-template`",
            ),
            (Keyword::Pattern { pattern: "^T ".into() }, json!(""), "empty text does not match `^T `"),
            (
                Keyword::Enum { options: json!(["a", 1]).into() },
                json!("b"),
                "expected one of `a`, `1`, found `b`",
            ),
            (
                Keyword::Enum { options: Value::from(vec![1; 52]).into() },
                json!(2),
                &format!("expected one of {}`1` or 2 others, found `2`", "`1`, ".repeat(49)),
            ),
            (
                Keyword::Pattern { pattern: "x".repeat(501) },
                json!("a"),
                &format!("`a` does not match `{}…`", "x".repeat(500)),
            ),
            (Keyword::Const { expected: json!(5).into() }, json!(4), "expected `5`, found `4`"),
            (limit(Bound::AtLeast), json!(0), "expected at least 1, found 0"),
            (limit(Bound::LessThan), json!(1), "expected less than 1, found 1"),
            (Keyword::MinLength(size(1, 0)), json!(""), "expected at least 1 character, found none"),
            (Keyword::MaxItems(size(2, 3)), json!([]), "expected at most 2 items, found 3"),
            (Keyword::UniqueItems { pair: (0, 1) }, json!(["x", "x"]), "duplicate item `x`"),
            (Keyword::AnyOf, json!("a"), "`a` matches none of the allowed alternatives"),
            (Keyword::Other { keyword: "not".into() }, json!([]), "the list is forbidden by the note type"),
            (Keyword::Other { keyword: "items".into() }, json!(3), "`3` is not allowed here"),
        ];
        for (keyword, value, expected) in cases {
            assert_eq!(describe_violation(&keyword, &value), expected);
        }
    }
}
