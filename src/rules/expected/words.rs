//! The words for types, formats and patterns.

use crate::rules::wording::quote;

/// Longer regular expressions are cut.
const MAX_PATTERN_CHARS: usize = 500;

/// Returns `pattern` in backticks, unchanged unless it is very long: in a regular expression every space
/// counts.
pub(crate) fn verbatim(pattern: &str) -> String {
    let shown = match pattern.char_indices().nth(MAX_PATTERN_CHARS) {
        Some((cut, _)) => format!("{}…", &pattern[..cut]),
        None => pattern.to_owned(),
    };
    if shown.contains('`') { format!("`` {shown} ``") } else { format!("`{shown}`") }
}

/// Returns what a value of a type of JSON is called.
pub(super) fn noun(json_type: &str) -> &'static str {
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

/// Returns what a value of `format` is called (JSON Schema Validation 7.3).
pub(super) fn form(format: &str) -> String {
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
