use serde_json::Value;

use super::{differently_read, parse, quote};
use crate::{
    text::Span,
    tree::{Data, Document, Limits, ScalarStyle},
};

/// `text` as a scalar on one line: plain if readers of every version of YAML read that back as the same
/// string, else quoted. Dates are plain.
pub fn quote_if_needed(text: &str) -> String {
    let span = Span::new(0, text.len());
    let plain = |document: Document| match document.root.data {
        Data::Scalar { value: Value::String(read), style: ScalarStyle::Plain, .. } => read == text,
        _ => false,
    };
    let in_flow = text.contains([',', '[', ']', '{', '}', '\n', '\r']);
    let is_plain =
        !in_flow && differently_read(text).is_none() && parse(text, span, Limits::default()).is_ok_and(plain);
    if is_plain { text.to_owned() } else { quote(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_needs_quotes_is_quoted() {
        for text in ["値", "a b", "C#", "https://a.b/c#d", "a:b"] {
            assert_eq!(quote_if_needed(text), text);
        }
        for text in
            ["", "1", "true", "a: b", "a #b", "@a", "- a", "a, b", "a:", " a", "---", "'a", "no", "12:30"]
        {
            assert_eq!(quote_if_needed(text), format!("\"{text}\""));
        }
    }
}
