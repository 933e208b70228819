/// `text` as a quoted scalar on one line: in double quotes, or in single ones if that saves
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

#[cfg(test)]
mod tests {
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
        for text in ["", "a: b #c", "it's \"a\\\"", "\t\n\r\u{7}\u{85}\u{7f}", "日本語：「値」", "%@`*&!|>"]
        {
            let quoted = quote(text);
            let document = parse(&quoted, Span::new(0, quoted.len()), Limits::default()).unwrap();
            assert_eq!(document.root.to_traced().to_value(), text);
        }
    }
}
