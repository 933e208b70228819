use std::ops;

use serde::{Deserialize, Serialize};

use super::blank::{trim_end, trim_start};

/// A range of bytes in a file: `start` included, `end` excluded.
///
/// Offsets count the file's bytes from 0, a byte order mark included, and are on character
/// boundaries. They have 32 bits, as a note has dozens of spans for each of its lines: an offset of 4 GiB or more
/// becomes the last one below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// Returns the span from `start` up to, not including, `end`.
    #[inline]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start: short(start), end: short(end) }
    }

    /// The first byte.
    #[inline]
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    #[inline]
    pub const fn end(self) -> usize {
        self.end as usize
    }

    /// Returns the span from `start` to where this one ends.
    #[must_use]
    #[inline]
    pub const fn with_start(self, start: usize) -> Self {
        Self { start: short(start), end: self.end }
    }

    /// Returns the span from where this one starts to `end`.
    #[must_use]
    #[inline]
    pub const fn with_end(self, end: usize) -> Self {
        Self { start: self.start, end: short(end) }
    }

    /// Returns the empty span at `offset`.
    pub const fn empty(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The length in bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether the span is empty.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the byte at `offset` is in the span.
    pub const fn contains(self, offset: usize) -> bool {
        self.start() <= offset && offset < self.end()
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
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns the span moved `by` bytes toward the end.
    #[must_use]
    #[inline]
    pub const fn shift(self, by: usize) -> Self {
        Self::new(self.start() + by, self.end() + by)
    }

    /// Returns the text at the span; empty if the span is not inside `text` or splits a character.
    #[inline]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start()..self.end()).unwrap_or_default()
    }

    /// Returns the span without the white space at both of its ends in `text`. If there is nothing
    /// else, it is empty, at the start.
    #[must_use]
    pub fn trim(self, text: &str) -> Self {
        let inner = self.of(text);
        let trimmed = trim_start(inner);
        let start = self.start() + (inner.len() - trimmed.len());
        if trimmed.is_empty() {
            return Self::empty(self.start());
        }
        Self::new(start, start + trim_end(trimmed).len())
    }
}

/// `number` in 32 bits, or the greatest number of these.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "it fits")]
pub(crate) const fn short(number: usize) -> u32 {
    if number > u32::MAX as usize { u32::MAX } else { number as u32 }
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
    fn an_offset_that_is_too_large_is_outside_of_the_text() {
        let beyond = Span::new(2, usize::MAX);
        assert_eq!((beyond.start(), beyond.end(), beyond.of("値")), (2, 0xffff_ffff, ""));
    }

    #[test]
    fn a_span_that_cuts_a_character_is_empty_text() {
        assert_eq!(Span::new(0, 1).of("値"), "");
    }
}
