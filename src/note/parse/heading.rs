use memchr::memrchr2;

use crate::text::Span;

/// Returns the text between the markers of the heading at `span`, which has no whitespace at its ends
/// (CommonMark 4.2 and 4.3).
pub(super) fn content(source: &str, span: Span) -> Span {
    let bytes = &source.as_bytes()[span.start..span.end];
    // Only a setext heading has several lines; the last is its underline.
    if let Some(underline) = memrchr2(b'\n', b'\r', bytes) {
        return trimmed(bytes, 0, underline).shift(span.start);
    }
    let marks = bytes.iter().take_while(|&&byte| byte == b'#').count();
    let inner = trimmed(bytes, marks, bytes.len());
    let closing = bytes[inner.start..].iter().rev().take_while(|&&byte| byte == b'#').count();
    let unclosed = inner.end - closing;
    let closes = unclosed == inner.start || is_blank(bytes[unclosed - 1]);
    trimmed(bytes, inner.start, if closes { unclosed } else { inner.end }).shift(span.start)
}

/// Returns `start` to `end` without whitespace at both ends; empty at `start` if there is nothing else.
fn trimmed(bytes: &[u8], start: usize, end: usize) -> Span {
    let first = start + bytes[start..end].iter().take_while(|&&byte| is_blank(byte)).count();
    let last = bytes[first..end].iter().rev().take_while(|&&byte| is_blank(byte)).count();
    Span::new(first, end - last)
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content_of(heading: &str) -> &str {
        content(heading, Span::new(0, heading.len())).of(heading)
    }

    #[test]
    fn markers_are_not_content() {
        assert_eq!(content_of("##  要約 ⭐ ##"), "要約 ⭐");
        assert_eq!(content_of("# C#"), "C#");
        assert_eq!(content_of("# a \\#"), "a \\#");
        assert_eq!(content_of("#\ta"), "a");
        assert_eq!(content_of("## ##"), "");
        assert_eq!(content_of("#"), "");
    }

    #[test]
    fn the_underline_is_not_content() {
        assert_eq!(content_of("題\r\n名\r\n==="), "題\r\n名");
        assert_eq!(content_of("# a\n===").trim(), "# a");
    }
}
