//! Values as messages show them: as they are, with what cannot be seen in them named.

use std::fmt::Write;

use serde_json::Value;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::text::{and_list, is_hidden, quote_exact};

/// Returns `value` as a message shows it: text in backticks, numbers and booleans as JSON.
pub(in crate::rules) fn describe_value(value: &Value) -> String {
    match value {
        Value::String(text) => describe_text(text, None),
        Value::Null => "no value".to_owned(),
        Value::Array(_) => "the list".to_owned(),
        Value::Object(_) => "the mapping".to_owned(),
        other => quote_exact(&other.to_string()),
    }
}

/// Returns `text` in backticks, with what is easily overlooked in it, also in comparison with `other`, which
/// looks alike.
pub(super) fn describe_text(text: &str, other: Option<&str>) -> String {
    if text.is_empty() {
        return "empty text".to_owned();
    }
    let remarks = remarks(text, other);
    let is_escaped = !remarks.is_empty() || text.contains(['\n', '\r', '\t']);
    let shown = if is_escaped { quote_exact(&escaped(text)) } else { quote_exact(text) };
    if remarks.is_empty() { shown } else { format!("{shown} ({})", and_list(remarks)) }
}

/// `text` between quotation marks, which show where it begins and ends.
fn escaped(text: &str) -> String {
    let mut shown = String::from("\"");
    for (at, char) in text.chars().enumerate() {
        if at == MAX_TEXT_CHARS {
            shown.push('…');
            return shown;
        }
        match char {
            '\n' => shown += "\\n",
            '\r' => shown += "\\r",
            '\t' => shown += "\\t",
            '"' => shown += "\\\"",
            char => shown.push(char),
        }
    }
    shown.push('"');
    shown
}

/// Longer text is cut, as it is where nothing is overlooked in it.
const MAX_TEXT_CHARS: usize = 50;

/// How many characters are named at most.
const MAX_NAMED: usize = 3;

fn remarks(text: &str, other: Option<&str>) -> Vec<String> {
    let mut remarks = Vec::new();
    let first = text.chars().next().filter(|char| char.is_whitespace());
    let last = text.chars().next_back().filter(|char| char.is_whitespace());
    if text.trim().is_empty() {
        return vec!["blank".to_owned()];
    }
    remarks.extend(first.map(|char| format!("begins with {}", blank(char))));
    remarks.extend(last.map(|char| format!("ends with {}", blank(char))));
    if text.trim().contains("  ") {
        remarks.push("has two spaces in a row".to_owned());
    }
    let mut named: Vec<char> = text
        .trim()
        .chars()
        .filter(|char| is_hidden(*char) && !char.is_whitespace() || *char == '\u{a0}')
        .collect();
    if let Some(other) = other.filter(|other| fold(other) == fold(text)) {
        if text.nfc().eq(other.nfc()) {
            let form = if is_nfc(text) { "NFC" } else { "NFD" };
            remarks.push(format!("in the Unicode form {form}"));
        } else {
            let only = |one: &str, other: &str| -> Vec<char> {
                one.trim().chars().filter(|char| !char.is_ascii() && !other.contains(*char)).collect()
            };
            let missing = only(other, text);
            named.extend(only(text, other));
            if named.is_empty() && !missing.is_empty() {
                remarks.push(format!("without {}", code_points(missing)));
            }
        }
    }
    if !named.is_empty() {
        remarks.push(format!("with {}", code_points(named)));
    }
    remarks
}

fn blank(char: char) -> String {
    match char {
        ' ' => "a space".to_owned(),
        '\n' | '\r' => "a line break".to_owned(),
        '\t' => "a tab".to_owned(),
        other => format!("U+{:04X}", u32::from(other)),
    }
}

fn code_points(mut chars: Vec<char>) -> String {
    let mut seen = Vec::new();
    chars.retain(|char| {
        let is_new = seen.len() <= MAX_NAMED && !seen.contains(char);
        if is_new {
            seen.push(*char);
        }
        is_new
    });
    and_list(chars.iter().take(MAX_NAMED).map(|char| format!("U+{:04X}", u32::from(*char))))
}

/// Returns what is alike of texts that look alike.
pub(super) fn fold(text: &str) -> String {
    let is_seen =
        |char: &char| !is_hidden(*char) && !matches!(char, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}');
    let seen: String = text.chars().take(MAX_FOLDED_CHARS).filter(is_seen).nfkc().collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Of longer text, only the beginning is compared.
const MAX_FOLDED_CHARS: usize = 500;

/// Returns what `value` is, with its type: `the number 5`.
pub(super) fn noun_of(value: &Value) -> String {
    match value {
        Value::String(text) if text.is_empty() => "empty text".to_owned(),
        Value::String(text) => format!("the text {}", describe_text(text, None)),
        Value::Number(number) => format!("the number {}", quote_exact(&number.to_string())),
        Value::Bool(_) => quote_exact(&value.to_string()),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "a mapping".to_owned(),
        Value::Null => "no value".to_owned(),
    }
}

/// Returns a list or a mapping as JSON, cut if it is long.
pub(super) fn json(value: &Value) -> String {
    let mut shown = String::new();
    write_json(value, &mut shown);
    quote_exact(&shown)
}

fn write_json(value: &Value, shown: &mut String) {
    if shown.len() > MAX_JSON_BYTES {
        return;
    }
    match value {
        Value::Array(elements) => {
            shown.push('[');
            for (at, element) in elements.iter().take(MAX_JSON_BYTES).enumerate() {
                *shown += if at == 0 { "" } else { ", " };
                write_json(element, shown);
            }
            shown.push(']');
        }
        Value::Object(members) => {
            shown.push('{');
            for (at, (name, member)) in members.iter().take(MAX_JSON_BYTES).enumerate() {
                let comma = if at == 0 { "" } else { ", " };
                // Writing to a string cannot fail.
                write!(shown, "{comma}{name}: ").ok();
                write_json(member, shown);
            }
            shown.push('}');
        }
        Value::String(text) => shown.extend(text.chars().take(MAX_JSON_BYTES)),
        other => *shown += &other.to_string(),
    }
}

/// About as much is written before the rest is cut.
const MAX_JSON_BYTES: usize = 200;

#[cfg(test)]
mod tests;
