//! Writes JSON as YAML that readers of YAML 1.1 and of 1.2 read alike.

use std::{fmt::Write as _, iter};

use serde_json::{Number, Value};

use super::{older::differently_read, scalar};
use crate::text::{double_quoted, is_obeyed};

/// Returns `value` in block style, with a line ending. Strings are plain where every reader takes them for
/// text, literal if they have several lines, and otherwise quoted.
pub fn write(value: &Value) -> String {
    let mut written = String::new();
    match value {
        Value::Array(items) if !items.is_empty() => sequence(&mut written, items, 0, false),
        Value::Object(_) if !is_empty(value) => mapping(&mut written, value, 0, false),
        other => {
            written += &scalar_of(other, 2);
            written.push('\n');
        }
    }
    written
}

fn is_empty(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty) || value.as_object().is_some_and(serde_json::Map::is_empty)
}

/// Writes the entries of an object, indented by `indent`; `inline`, the first one where the line is.
fn mapping(written: &mut String, value: &Value, indent: usize, inline: bool) {
    for (index, (name, value)) in value.as_object().into_iter().flatten().enumerate() {
        if index > 0 || !inline {
            written.extend(iter::repeat_n(' ', indent));
        }
        let name = one_line(name);
        if name.chars().count() > MAX_IMPLICIT_KEY {
            let _ = write!(written, "? {name}\n{:indent$}", "");
        } else {
            *written += &name;
        }
        written.push(':');
        match value {
            Value::Array(items) if !items.is_empty() => {
                written.push('\n');
                sequence(written, items, indent, false);
            }
            Value::Object(_) if !is_empty(value) => {
                written.push('\n');
                mapping(written, value, indent + 2, false);
            }
            scalar => {
                let _ = writeln!(written, " {}", scalar_of(scalar, indent + 2));
            }
        }
    }
}

/// Longer keys need a `?` (YAML 1.2.2, 7.4.2: 1,024 characters with their quotes).
const MAX_IMPLICIT_KEY: usize = 900;

/// Writes the elements of an array, as [`mapping`] does entries.
fn sequence(written: &mut String, items: &[Value], indent: usize, inline: bool) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 || !inline {
            written.extend(iter::repeat_n(' ', indent));
        }
        *written += "- ";
        match item {
            Value::Array(items) if !items.is_empty() => sequence(written, items, indent + 2, true),
            Value::Object(_) if !is_empty(item) => mapping(written, item, indent + 2, true),
            scalar => {
                *written += &scalar_of(scalar, indent + 2);
                written.push('\n');
            }
        }
    }
}

/// A scalar or an empty collection; the lines of a literal are indented by `indent`.
fn scalar_of(value: &Value, indent: usize) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => number(value),
        Value::String(text) => literal(text, indent).unwrap_or_else(|| one_line(text)),
        Value::Array(_) => "[]".to_owned(),
        Value::Object(_) => "{}".to_owned(),
    }
}

/// A number: without a point before its exponent and a sign in it, readers of YAML 1.1 take it for text.
fn number(number: &Number) -> String {
    let text = number.to_string();
    let Some((digits, exponent)) = text.split_once(['e', 'E']) else { return text };
    let point = if digits.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['-', '+']) { "" } else { "+" };
    format!("{digits}{point}e{sign}{exponent}")
}

/// `text` as a literal block scalar, if it has several lines and none of them is peculiar.
fn literal(text: &str, indent: usize) -> Option<String> {
    let lines: Vec<&str> = text.split('\n').collect();
    let (first, last) = (lines.first()?, lines.last()?);
    let is_blank = |line: &str| line.trim_start_matches([' ', '\t']).is_empty();
    let is_peculiar = lines.len() < 2
        || first.starts_with([' ', '\t'])
        || is_blank(first)
        || is_blank(last) && !last.is_empty()
        || text.contains(|char| char != '\n' && char != '\t' && is_escaped(char));
    if is_peculiar {
        return None;
    }
    let chomping = match text.strip_suffix('\n') {
        None => "-",
        Some(rest) if rest.ends_with('\n') => "+",
        Some(_) => "",
    };
    let mut written = format!("|{chomping}");
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        written.push('\n');
        if !line.is_empty() {
            written.extend(iter::repeat_n(' ', indent));
            written += line;
        }
    }
    Some(written)
}

/// `text` on one line: plain, else in single quotes, else in double ones, with escapes.
fn one_line(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    if !text.contains(is_escaped) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    double_quoted(text, is_escaped)
}

/// Whether `char` is not printable in YAML (YAML 1.2.2, 5.1), breaks lines for some readers, or is obeyed in
/// place of shown.
fn is_escaped(char: char) -> bool {
    is_obeyed(char) || matches!(char, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether every reader takes `text`, unquoted, for this text.
fn is_plain(text: &str) -> bool {
    let is_indicator = |char: char| "-?:,[]{}#&*!|>'\"%@`".contains(char) || char.is_whitespace();
    let is_broken = text.is_empty()
        || text.starts_with(is_indicator)
        || text.ends_with(|char: char| char == ':' || char.is_whitespace())
        || text.starts_with("...")
        || text.contains(": ")
        || text.contains(" #")
        || text.contains(is_escaped);
    !is_broken
        && scalar::resolve(text).is_string()
        && differently_read(text).is_none()
        && !is_like_value(text)
        && is_text_elsewhere(text)
}

/// Whether another reader, which shares no code with this one, takes `text`, unquoted, for this text.
fn is_text_elsewhere(text: &str) -> bool {
    serde_yaml::from_str::<Value>(text).is_ok_and(|read| read.as_str() == Some(text))
}

/// Whether some reader may take `text` for a number, a date, a time or a boolean: more texts than one does.
fn is_like_value(text: &str) -> bool {
    const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let is_digit = |char: char| char.is_ascii_digit();
    let starts = text.trim_start_matches(['+', '.']).starts_with(is_digit);
    let is_of_numbers = |char: char| char.is_ascii_hexdigit() || "xXoO_.,:+-TtZz ".contains(char);
    let is_special = matches!(text.trim_start_matches('+').to_ascii_lowercase().as_str(), ".inf" | ".nan");
    starts && text.chars().all(is_of_numbers)
        || is_special
        || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}
