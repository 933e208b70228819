//! Finds the indicators and the headers of block scalars, which the parser's events leave out.

use crate::text::{Span, line_start};

/// The `:` after the key that ends at `from`, if there is one.
pub(super) fn colon(source: &str, from: usize) -> Option<usize> {
    let at = skip(source, from, |_| false);
    (source.as_bytes().get(at) == Some(&b':')).then_some(at)
}

/// The `-` of the next item after `from`.
pub(super) fn dash(source: &str, from: usize) -> Option<usize> {
    let at = skip(source, from, |byte| matches!(byte, b':' | b'?'));
    (source.as_bytes().get(at) == Some(&b'-')).then_some(at)
}

/// Start and end of a block scalar: from its header, which is after `from`, to its last character
/// that is not white space. `start..end` are the lines of its text.
pub(super) fn block_scalar(source: &str, from: usize, start: usize, end: usize) -> (usize, usize) {
    let at = skip(source, from, |byte| matches!(byte, b':' | b'?' | b'-'));
    let Some(b'|' | b'>') = source.as_bytes().get(at) else { return (start, end) };
    let header = at + source[at..].bytes().take_while(|byte| !byte.is_ascii_whitespace()).count();
    let text = source.get(start..end).map_or(0, |text| text.trim_end_matches([' ', '\t', '\r', '\n']).len());
    (at, header.max(if text == 0 { 0 } else { start + text }))
}

/// Skips white space, comments, anchors, tags and `indicators`.
fn skip(source: &str, from: usize, indicators: fn(u8) -> bool) -> usize {
    let bytes = source.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        at += match byte {
            b' ' | b'\t' | b'\r' | b'\n' => 1,
            b'#' => memchr::memchr2(b'\n', b'\r', &bytes[at..]).unwrap_or(bytes.len() - at),
            b'&' | b'!' => bytes[at..].iter().take_while(|byte| !byte.is_ascii_whitespace()).count(),
            byte if indicators(byte) => 1,
            _ => break,
        };
    }
    at
}

/// The line of `at`; if `at` is the start of a line, the last line before it that is not blank.
pub(super) fn line_before(source: &str, at: usize) -> Span {
    let before = source.get(..at).unwrap_or(source).trim_end();
    let start = line_start(source, before.len());
    Span::new(start, before.len().max(start))
}
