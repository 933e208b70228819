//! The parts that a line of invalid YAML was probably meant to have.

use crate::text::{Span, line_at};

/// A line without its ending.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) span: Span,
    /// The text after the indentation, trimmed.
    pub(super) text: Span,
    /// The key, and the offset of the `:` after it, which a blank or the end of the line follows.
    pub(super) key: Option<(Span, usize)>,
    /// The text after the key, or after the dashes if there is no key; trimmed, without a comment.
    pub(super) value: Span,
}

impl Line {
    /// The line of `source` that contains the offset `at`.
    pub(super) fn at(source: &str, at: usize) -> Self {
        let span = line_at(source, at);
        let text = span.trim(source);
        let mut rest = text;
        while rest.of(source).starts_with("- ") {
            rest = Span::new(rest.start() + 2, rest.end()).trim(source);
        }
        let key = colon(rest.of(source)).map(|colon| {
            let colon = rest.start() + colon;
            (Span::new(rest.start(), colon).trim(source), colon)
        });
        let value = key.map_or(rest, |(_, colon)| Span::new(colon + 1, rest.end()));
        let value = without_comment(source, value);
        Self { span, text, key, value }
    }

    /// The number of bytes of white space at its start.
    pub(super) fn indent(&self) -> usize {
        self.text.start() - self.span.start()
    }

    /// The nearest line above that is not blank or a comment.
    pub(super) fn above(&self, source: &str) -> Option<Self> {
        let mut end = self.span.start();
        while end > 0 {
            let line = Self::at(source, end - 1);
            if !line.text.is_empty() && !line.text.of(source).starts_with('#') {
                return Some(line);
            }
            end = line.span.start().min(end - 1);
        }
        None
    }
}

/// The offset of the `:` after the key at the start of `text`.
fn colon(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = match bytes.first()? {
        quote @ (b'"' | b'\'') => 2 + memchr::memchr(*quote, &bytes[1..])?,
        b'[' | b'{' | b'#' => return None,
        _ => 0,
    };
    loop {
        at += memchr::memchr2(b':', b'#', &bytes[at..])?;
        let blank_after = bytes.get(at + 1).is_none_or(|byte| matches!(byte, b' ' | b'\t'));
        let blank_before = at > 0 && matches!(bytes[at - 1], b' ' | b'\t');
        match bytes[at] {
            b':' if blank_after => return Some(at),
            b'#' if blank_before => return None,
            _ => at += 1,
        }
    }
}

/// `span` without a comment at its end, trimmed. A quoted value is taken to have no comment.
fn without_comment(source: &str, span: Span) -> Span {
    let text = span.of(source);
    let quoted = text.trim_start().starts_with(['"', '\'']);
    let end = if quoted { None } else { text.find(" #").or_else(|| text.find("\t#")) };
    let span = Span::new(span.start(), end.map_or(span.end(), |end| span.start() + end)).trim(source);
    if span.is_empty() { Span::empty(span.start().min(source.len())) } else { span }
}
