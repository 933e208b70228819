use super::*;
use crate::{text::Span, tree::Limits, yaml::parse};

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
    for text in
        ["", "a: b #c", "it's \"a\\\"", "\t\n\r\u{7}\u{85}\u{7f}\u{ffff}", "日本語：「値」", "%@`*&!|>"]
    {
        let quoted = quote(text);
        let document = parse(&quoted, Span::new(0, quoted.len()), Limits::default()).unwrap();
        assert_eq!(document.root.to_traced().to_value(), text);
    }
}
