//! The parts of a line of YAML, by its looks: what somebody meant who wrote what is no YAML.

use crate::text::Span;

/// One line, without its ending.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// The whole line.
    pub(super) span: Span,
    /// What stands behind the indentation, trimmed.
    pub(super) text: Span,
    /// The key, and the `:` behind it. Only a `:` before a blank or the end of the line counts.
    pub(super) key: Option<(Span, usize)>,
    /// What stands behind the key, or behind the dashes where there is none; trimmed, without a
    /// comment.
    pub(super) value: Span,
}

impl Line {
    /// The line of `source` that holds `at`.
    pub(super) fn at(source: &str, at: usize) -> Self {
        let start = source[..at].rfind(['\n', '\r']).map_or(0, |newline| newline + 1);
        let end = source[at..].find(['\n', '\r']).map_or(source.len(), |newline| at + newline);
        let span = Span::new(start, end);
        let text = span.trim(source);
        let mut rest = text;
        while rest.of(source).starts_with("- ") {
            rest = Span::new(rest.start + 2, rest.end).trim(source);
        }
        let key = colon(rest.of(source)).map(|colon| {
            let colon = rest.start + colon;
            (Span::new(rest.start, colon).trim(source), colon)
        });
        let value = key.map_or(rest, |(_, colon)| Span::new(colon + 1, rest.end));
        let value = without_comment(source, value);
        Self { span, text, key, value }
    }

    /// How many bytes of white space it begins with.
    pub(super) fn indent(&self) -> usize {
        self.text.start - self.span.start
    }

    /// The nearest line above that is neither blank nor a comment.
    pub(super) fn above(&self, source: &str) -> Option<Self> {
        let mut end = self.span.start;
        while end > 0 {
            let line = Self::at(source, end - 1);
            if !line.text.is_empty() && !line.text.of(source).starts_with('#') {
                return Some(line);
            }
            end = line.span.start.min(end - 1);
        }
        None
    }
}

/// The `:` behind the key that `text` begins with.
fn colon(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = match bytes.first()? {
        quote @ (b'"' | b'\'') => 2 + memchr::memchr(*quote, &bytes[1..])?,
        b'[' | b'{' | b'#' => return None,
        _ => 0,
    };
    loop {
        at += memchr::memchr2(b':', b'#', &bytes[at..])?;
        let blank_behind = bytes.get(at + 1).is_none_or(|byte| matches!(byte, b' ' | b'\t'));
        let blank_before = at > 0 && matches!(bytes[at - 1], b' ' | b'\t');
        match bytes[at] {
            b':' if blank_behind => return Some(at),
            b'#' if blank_before => return None,
            _ => at += 1,
        }
    }
}

/// `span` without a comment at its end, trimmed. A `#` in quotes is taken for none.
fn without_comment(source: &str, span: Span) -> Span {
    let text = span.of(source);
    let quoted = text.trim_start().starts_with(['"', '\'']);
    let end = if quoted { None } else { text.find(" #").or_else(|| text.find("\t#")) };
    let span = Span::new(span.start, end.map_or(span.end, |end| span.start + end)).trim(source);
    if span.is_empty() { Span::empty(span.start.min(source.len())) } else { span }
}
