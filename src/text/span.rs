use std::ops;

use serde::{Deserialize, Serialize};

use super::blank::{trim_end, trim_start};

/// A range of bytes in a file: `start` included, `end` excluded.
///
/// Offsets count the file's bytes from 0, a byte order mark included, and are on character
/// boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// Returns the span from `start` up to, not including, `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Returns the empty span at `offset`.
    pub const fn empty(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The length in bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span is empty.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the byte at `offset` is in the span.
    pub const fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether every byte of `other` is in this span.
    pub const fn encloses(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share a byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the smallest span that encloses both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Returns the span moved `by` bytes toward the end.
    #[must_use]
    pub const fn shift(self, by: usize) -> Self {
        Self::new(self.start + by, self.end + by)
    }

    /// Returns the text at the span; empty if the span is not inside `text` or splits a character.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Returns the span without the white space at both of its ends in `text`. If there is nothing
    /// else, it is empty, at the start.
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
