use std::collections::BTreeMap;

use crate::text::Span;

/// Finds the destinations of link reference definitions, and remembers them: a definition may be long and
/// used often.
#[derive(Debug, Default)]
pub(super) struct Definitions(BTreeMap<usize, Span>);

impl Definitions {
    /// Returns the destination in the definition at `span`.
    pub(super) fn destination(&mut self, source: &str, span: Span) -> Span {
        *self.0.entry(span.start()).or_insert_with(|| {
            let mut bytes = Scanner::new(source, span);
            bytes.skip_past(b'[');
            bytes.skip_past(b']');
            bytes.skip_past(b':');
            bytes.destination()
        })
    }
}

/// Returns the destination of an inline link; `tail` is the source after the link's text: `](…)`.
pub(super) fn of_inline(source: &str, tail: Span) -> Span {
    let mut bytes = Scanner::new(source, tail);
    bytes.skip_past(b']');
    bytes.skip_past(b'(');
    bytes.destination()
}

/// Returns the destination of a wiki link, which is the first `length` bytes of its content at `start`. In
/// a table, the `|` after it is escaped, and the parser leaves the backslash.
pub(super) fn of_wikilink(source: &str, start: usize, length: usize) -> Span {
    let span = Span::new(start, start + length);
    let written = span.of(source);
    let unescaped = written.strip_suffix('\\').unwrap_or(written);
    Span::new(start, start + unescaped.len()).trim(source)
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    end: usize,
}

impl<'a> Scanner<'a> {
    fn new(source: &'a str, span: Span) -> Self {
        Self { bytes: source.as_bytes(), at: span.start(), end: span.end() }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied().filter(|_| self.at < self.end)
    }

    /// Advances by one byte, or by two if the first is a backslash that escapes the second.
    fn step(&mut self) {
        let escapes = self.peek() == Some(b'\\');
        self.at += 1;
        if escapes && self.peek().is_some_and(|next| next.is_ascii_punctuation()) {
            self.at += 1;
        }
    }

    fn skip_past(&mut self, byte: u8) {
        while self.peek().is_some_and(|next| next != byte) {
            self.step();
        }
        self.at = (self.at + 1).min(self.end);
    }

    /// Reads a link destination (CommonMark 6.3) after optional whitespace, without its angle brackets. A
    /// line may start with the markers of block quotes.
    fn destination(mut self) -> Span {
        let mut line_start = false;
        while let Some(byte) = self.peek() {
            match byte {
                b'\n' | b'\r' => line_start = true,
                b' ' | b'\t' => {}
                b'>' if line_start => {}
                _ => break,
            }
            self.at += 1;
        }
        let in_angles = self.peek() == Some(b'<');
        self.at += usize::from(in_angles);
        let start = self.at;
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'>' if in_angles => break,
                _ if in_angles => {}
                b' ' | b'\t' | b'\n' | b'\r' => break,
                b'(' => depth += 1,
                b')' if depth == 0 => break,
                b')' => depth -= 1,
                _ => {}
            }
            self.step();
        }
        Span::new(start, self.at.min(self.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inline(tail: &str) -> &str {
        of_inline(tail, Span::new(0, tail.len())).of(tail)
    }

    #[test]
    fn an_inline_destination_ends_at_whitespace_or_its_bracket() {
        assert_eq!(inline("](a(b)c \"t\")"), "a(b)c");
        assert_eq!(inline("]( <値 段> )"), "値 段");
        assert_eq!(inline("](a\\)b)"), "a\\)b");
        assert_eq!(inline("](\r\n  > 図.png)"), "図.png");
        assert_eq!(inline("]()"), "");
        assert_eq!(inline("]"), "");
    }

    #[test]
    fn a_wikilink_in_a_table_has_its_bar_escaped() {
        let text = "[[ 値\\|x]]";
        assert_eq!(of_wikilink(text, 2, 5).of(text), "値");
        assert_eq!(of_wikilink(text, 2, 90), Span::new(2, 2));
    }
}
