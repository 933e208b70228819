use serde_json::Value;

use super::parse;
use crate::{
    text::Span,
    tree::{Data, Document, Limits, ScalarStyle},
};

/// `text` as a quoted scalar on one line: in double quotes, or in single ones where that spares
/// escapes (YAML 1.2.2, 7.3).
pub fn quote(text: &str) -> String {
    let literal = |char: char| char != '"' && char != '\\' && !char.is_control();
    if text.chars().all(literal) {
        return format!("\"{text}\"");
    }
    if !text.contains('\'') && !text.contains(char::is_control) {
        return format!("'{text}'");
    }
    let mut quoted = String::with_capacity(text.len() + 4);
    quoted.push('"');
    for char in text.chars() {
        match char {
            '"' | '\\' => quoted.extend(['\\', char]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            char if char.is_control() => quoted.extend(format!("\\x{:02x}", u32::from(char)).chars()),
            char => quoted.push(char),
        }
    }
    quoted.push('"');
    quoted
}

/// `text` as a scalar on one line: plain where that reads back as the same string, else quoted.
pub fn quote_if_needed(text: &str) -> String {
    let span = Span::new(0, text.len());
    let plain = |document: Document| match document.root.data {
        Data::Scalar { value: Value::String(read), style: ScalarStyle::Plain } => read == text,
        _ => false,
    };
    let in_flow = text.contains([',', '[', ']', '{', '}', '\n', '\r']);
    let is_plain = !in_flow && parse(text, span, Limits::default()).is_ok_and(plain);
    if is_plain { text.to_owned() } else { quote(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quote_that_needs_no_escape_is_taken() {
        assert_eq!(quote("a: b"), "\"a: b\"");
        assert_eq!(quote("it's"), "\"it's\"");
        assert_eq!(quote("\"a\": b"), "'\"a\": b'");
        assert_eq!(quote("a\\b: c"), "'a\\b: c'");
        assert_eq!(quote("it's \"a\""), "\"it's \\\"a\\\"\"");
    }

    #[test]
    fn what_is_quoted_reads_back() {
        for text in ["", "a: b #c", "it's \"a\\\"", "\t\n\r\u{7}\u{85}\u{7f}", "日本語：「値」", "%@`*&!|>"]
        {
            let quoted = quote(text);
            let document = parse(&quoted, Span::new(0, quoted.len()), Limits::default()).unwrap();
            assert_eq!(document.root.to_traced().to_value(), text);
        }
    }

    #[test]
    fn only_what_needs_quotes_is_quoted() {
        for text in ["値", "a b", "C#", "https://a.b/c#d", "a:b"] {
            assert_eq!(quote_if_needed(text), text);
        }
        for text in ["", "1", "true", "a: b", "a #b", "@a", "- a", "a, b", "a:", " a", "---", "'a"] {
            assert_eq!(quote_if_needed(text), format!("\"{text}\""));
        }
    }
}
