use serde_json::{Value, json};

use super::*;
use crate::{
    text::Span,
    tree::{Document, Limits, SyntaxError},
};

const BEFORE: &str = "値";

fn read(text: &str) -> Result<Document, SyntaxError> {
    let whole = format!("{BEFORE}{text}");
    parse(&whole, Span::new(BEFORE.len(), whole.len()), Limits::default())
}

/// Texts that are JSON, and texts that are nearly so.
const TEXTS: &[&str] = &[
    "{}",
    "[]",
    " { } ",
    "{\"a\": 1}",
    "{\"a\": [1, 2.5e3, -0, true, false, null]}",
    "{\"\": {\"\": \"\"}}",
    "\"\\u00e9\\n\\/\\\"\"",
    "\"\\ud83d\\ude00\"",
    "\"\u{7f}\u{2028}\"",
    "{\"a\"\t:\r\n1}",
    "-1",
    "0",
    "1E-2",
    "",
    "{",
    "[",
    "\"",
    "\"\\",
    "{\"a\"",
    "{\"a\":",
    "{\"a\": 1",
    "{\"a\": 1,",
    "{\"a\": 1,}",
    "[1,]",
    "[,1]",
    "[1 2]",
    "{,}",
    "{\"a\" 1}",
    "{\"a\": 1 \"b\": 2}",
    "{a: 1}",
    "{'a': 1}",
    "{1: 2}",
    "['a']",
    "01",
    "1.",
    ".5",
    "+1",
    "1e",
    "--1",
    "0x1",
    "NaN",
    "Infinity",
    "-Infinity",
    "True",
    "nil",
    "\"\t\"",
    "\"\n\"",
    "\"\\q\"",
    "\"\\u12\"",
    "\"\\ud800\"",
    "// c\n{}",
    "{} // c",
    "{/* c */}",
    "{\"a\": 1 # c\n}",
    "{} {}",
    "{\"a\":\u{3000}1}",
    "\u{feff}{}",
    "1e999",
    "[\"a\", b c]",
    "]",
    "}",
    ":",
    "{\"a\": }",
    "{\"a\": 1]",
    "[1}",
];

#[test]
fn it_is_exactly_json() {
    for text in TEXTS {
        let other: Result<Value, _> = serde_json::from_str(text);
        match (read(text), other) {
            (Ok(document), Ok(value)) => assert_eq!(document.to_traced().to_value(), value, "{text}"),
            (Err(error), Err(_)) => {
                let whole = format!("{BEFORE}{text}");
                assert!(error.span.start() >= BEFORE.len(), "{text}");
                assert!(whole.get(error.span.start()..error.span.end()).is_some(), "{text}");
                assert!(error.message.starts_with("this is not JSON: "), "{text}");
            }
            (read, other) => panic!("{text}: {read:?}, expected {other:?}"),
        }
    }
}

#[test]
fn what_is_wrong_is_said_in_words_and_pointed_at() {
    for (text, at, message) in [
        ("{\"a\": b c, \"d\": 1}", "b c", "the text `b c` has no quotes"),
        ("{\"a\": 2026-01-02}", "2026-01-02", "`2026-01-02` is not a number: a date is text in JSON"),
        ("{\"a\": 01}", "01", "`01` is not a number of JSON"),
        ("{\"a\": True}", "True", "`True`, expected `true`"),
        ("{\"a\": 'b'}", "'", "`'` does not quote text, expected `\"`"),
        ("{\"a\": “b”}", "“", "`“` does not quote text, expected `\"`"),
        ("{\"a\": 1,}", ",", "a comma after the last value"),
        ("{\"a\": 1 \"b\": 2}", "", "expected `,` here"),
        ("{\"a\" 1}", "", "expected `:` after the key `a`"),
        ("{a: 1}", "a", "the key `a` is not between `\"`"),
        ("{\"a\": 1 // b\n}", "//", "a comment, which JSON does not have"),
        ("{\"a\": \"b\n\"}", "\"", "the text is not closed, expected `\"` on the same line"),
        ("{\"a\": \"b\\q\"}", "\\q", "`\\q` is not an escape"),
        ("{\"a\": \"\\ud800\"}", "\\ud800", "`\\ud800` is not an escape"),
        ("{\"a\": \"b\tc\"}", "\t", "U+0009 in text"),
        ("{\"a\":\u{3000}1}", "\u{3000}", "U+3000, which is not a space to JSON"),
        ("{\"a\": [1", "[", "the bracket is not closed, expected `]`"),
        ("{\"a\": }", "}", "`}` where a value is expected"),
        ("{} x", "x", "`x` after the value"),
    ] {
        let error = read(text).unwrap_err();
        let whole = format!("{BEFORE}{text}");
        let found = (error.span.of(&whole), error.message.trim_start_matches("this is not JSON: "));
        assert_eq!(found, (at, message), "{text}");
    }
}

#[test]
fn duplicates_are_told() {
    let document = read("{\"a\": 1, \"\\u0061\": {\"b\": 1, \"b\": 2}}").unwrap();
    let keys: Vec<&str> = document.duplicates.iter().map(|duplicate| duplicate.key.as_str()).collect();
    assert_eq!(keys, ["b", "a"]);
    assert_eq!(document.to_traced().to_value(), json!({ "a": 1 }));
}

#[test]
fn limits_hold() {
    let message = |text: String| read(&text).unwrap_err().message;
    assert!(message("[".repeat(70)).contains("deeper than 64 levels"));
    assert!(message("{\"a\":".repeat(70)).contains("deeper than 64 levels"));
    assert!(message(format!("[{}1]", "1,".repeat(10_000))).contains("more than 10000 values"));
    assert!(message(" ".repeat((1 << 20) + 1)).contains("longer than"));
}
