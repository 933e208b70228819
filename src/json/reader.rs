//! The characters of a JSON text, and what is wrong with them.

use serde_json::{Number, Value};

use crate::{
    text::{Span, line_end, quote, quote_exact},
    tree::SyntaxError,
};

/// Reads the scalars of a text from one place on.
pub(super) struct Reader<'s> {
    pub(super) source: &'s str,
    pub(super) at: usize,
}

impl Reader<'_> {
    /// Skips whitespace, and returns the next byte.
    pub(super) fn peek(&mut self) -> Option<u8> {
        let rest = &self.source[self.at..];
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        self.source.as_bytes().get(self.at).copied()
    }

    /// Reads a string, which begins here.
    pub(super) fn string(&mut self) -> Result<(String, Span), SyntaxError> {
        let start = self.at;
        let mut is_escaped = false;
        for (at, byte) in self.source.bytes().enumerate().skip(start + 1) {
            match byte {
                b'\n' | b'\r' => break,
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => {
                    let span = Span::new(start, at + 1);
                    self.at = span.end();
                    let text = serde_json::from_str(span.of(self.source));
                    return text
                        .map(|text| (text, span))
                        .map_err(|error| self.in_string(span, error.column()));
                }
                _ => {}
            }
        }
        let quote = Span::new(start, start + 1);
        Err(wrong(quote, "the text is not closed, expected `\"` on the same line")
            .help("put a `\"` after the text"))
    }

    /// Reads a number or a name, which begins here.
    pub(super) fn bare(&mut self) -> Result<(Value, Span), SyntaxError> {
        let start = self.at;
        let rest = &self.source[start..];
        let is_end =
            |char: char| char.is_whitespace() || matches!(char, ',' | ':' | '"' | '[' | ']' | '{' | '}');
        let span = Span::new(start, start + rest.find(is_end).unwrap_or(rest.len()));
        self.at = span.end();
        let written = span.of(self.source);
        let value = match written {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            "null" => Some(Value::Null),
            _ if written.starts_with(|char: char| char.is_ascii_digit() || char == '-') => {
                serde_json::from_str::<Number>(written).ok().map(Value::Number)
            }
            _ => None,
        };
        value.map(|value| (value, span)).ok_or_else(|| self.no_value(span))
    }

    /// What is wrong with the string at `span`, in the byte `column` of it.
    fn in_string(&self, span: Span, column: usize) -> SyntaxError {
        let at = span.start() + column.saturating_sub(1);
        let before = self.source.get(span.start()..(at + 1).min(span.end())).unwrap_or_default();
        let char = self.char_at(at);
        if char.of(self.source).chars().all(char::is_control) {
            let char = char.of(self.source).chars().next().unwrap_or_default();
            return wrong(self.char_at(at), format!("U+{:04X} in text", u32::from(char)))
                .help("write it as an escape, such as `\\t`, or delete it");
        }
        let start = before.rfind('\\').map_or(span.start(), |at| span.start() + at);
        let end = self.char_at(start + 1).end();
        let digits = self.source.as_bytes().get(end..span.end()).unwrap_or_default();
        let is_code = self.source[..end].ends_with("\\u");
        let digits = digits.iter().take(4).take_while(|byte| is_code && byte.is_ascii_hexdigit()).count();
        let escape = Span::new(start, end + digits);
        wrong(escape, format!("{} is not an escape", quote(escape.of(self.source))))
            .help("write `\\\\` for a backslash")
    }

    /// What is wrong with the text at `span`, which is no value.
    fn no_value(&self, span: Span) -> SyntaxError {
        let written = span.of(self.source);
        if written.is_empty() {
            let char = self.char_at(span.start());
            let found = char.of(self.source);
            let wide = char.of(self.source).chars().next().filter(|char| char.is_whitespace());
            return match (wide, found) {
                (Some(wide), _) => {
                    wrong(char, format!("U+{:04X}, which is not a space to JSON", u32::from(wide)))
                        .help("replace it with a space")
                }
                (None, "") => wrong(Span::empty(span.start()), "a value is missing"),
                (None, found) => wrong(char, format!("{} where a value is expected", quote(found))),
            };
        }
        if written.starts_with(['\'', '`', '“', '”', '„', '‘', '’', '«', '「']) {
            let mark = self.char_at(span.start());
            return wrong(
                mark,
                format!("{} does not quote text, expected `\"`", quote(mark.of(self.source))),
            )
            .help("put the text between `\"`");
        }
        if let Some(error) = comment(written, span) {
            return error;
        }
        let lower = written.to_ascii_lowercase();
        if matches!(lower.as_str(), "true" | "false" | "null") {
            let message = format!("{}, expected {}", quote(written), quote(&lower));
            return wrong(span, message).help(format!("write {}", quote(&lower)));
        }
        let digits = written.trim_start_matches(['-', '+', '.']);
        if digits.starts_with(|char: char| char.is_ascii_digit()) || matches!(digits, "NaN" | "Infinity") {
            let is_date = digits.len() > 7 && digits.contains(['-', '/', ':']);
            let what =
                if is_date { "is not a number: a date is text in JSON" } else { "is not a number of JSON" };
            let error = wrong(span, format!("{} {what}", quote(written)));
            let error = error.help(format!("quote it: {}", quote(&Value::from(written).to_string())));
            return SyntaxError { unquoted: vec![span], ..error };
        }
        // Text goes on after its first word.
        let line = Span::new(span.start(), line_end(self.source, span.start()));
        let words = line.of(self.source);
        let end = words.find(['"', ']', '}']).unwrap_or(words.len());
        let whole = words[..end].trim_end().trim_end_matches(',').len();
        let whole = Span::new(span.start(), span.start() + whole.max(span.len()));
        let text = whole.of(self.source);
        let error = wrong(whole, format!("the text {} has no quotes", quote(text)));
        let error = error.help(format!("quote it: {}", quote(&Value::from(text).to_string())));
        SyntaxError { unquoted: vec![whole], ..error }
    }

    /// The character that contains the byte `at`; empty at the end.
    pub(super) fn char_at(&self, at: usize) -> Span {
        let is_start = |at: &usize| self.source.is_char_boundary(*at);
        let at = (0..=at.min(self.source.len())).rev().find(is_start).unwrap_or_default();
        let char = self.source[at..].chars().next();
        Span::new(at, at + char.map_or(0, char::len_utf8))
    }

    /// The character here, in words; `None` at the end.
    pub(super) fn found(&self) -> Option<String> {
        let char = self.char_at(self.at);
        (!char.is_empty()).then(|| quote_exact(char.of(self.source)))
    }
}

/// The error for a comment that begins with `written`.
pub(super) fn comment(written: &str, span: Span) -> Option<SyntaxError> {
    let mark = ["//", "/*", "#"].into_iter().find(|mark| written.starts_with(mark))?;
    let span = Span::new(span.start(), span.start() + mark.len());
    Some(wrong(span, "a comment, which JSON does not have").help("delete it"))
}

pub(super) fn wrong(span: Span, what: impl AsRef<str>) -> SyntaxError {
    SyntaxError::new(span, format!("this is not JSON: {}", what.as_ref()))
}
