use std::ops;

use serde::{Deserialize, Serialize};

use super::blank::{trim_end, trim_start};

/// A range of bytes in a file: `start` included, `end` excluded.
///
/// Offsets count the file's bytes from 0, a byte order mark included, and lie on character
/// boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The empty span at `offset`.
    pub const fn empty(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The length in bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span holds no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `offset` is one of the span's bytes.
    pub const fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether every byte of `other` is one of this span's.
    pub const fn encloses(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that encloses both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The same span, `by` bytes further on.
    #[must_use]
    pub const fn shift(self, by: usize) -> Self {
        Self::new(self.start + by, self.end + by)
    }

    /// The text at the span; empty where the span is not inside `text` or cuts a character.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The span without the white space at both of its ends in `text`. Empty, at the start,
    /// where there is nothing else.
    #[must_use]
    pub fn trim(self, text: &str) -> Self {
        let inner = self.of(text);
        let trimmed = trim_start(inner);
        let start = self.start + (inner.len() - trimmed.len());
        if trimmed.is_empty() {
            return Self::empty(self.start);
        }
        Self::new(start, start + trim_end(trimmed).len())
    }
}

impl From<ops::Range<usize>> for Span {
    fn from(range: ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trim_keeps_offsets_of_the_file() {
        let text = "a　 値 \n";
        assert_eq!(Span::new(1, text.len()).trim(text).of(text), "値");
        assert_eq!(Span::new(1, 4).trim(text), Span::empty(1));
    }

    #[test]
    fn a_span_that_cuts_a_character_is_empty_text() {
        assert_eq!(Span::new(0, 1).of("値"), "");
    }
}
