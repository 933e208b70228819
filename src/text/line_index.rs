use std::iter;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Span;

/// A position in a file: line and column as people count them, and the offset.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct Position {
    /// The line, from 1. Lines end with LF, CRLF or a lone CR (CommonMark 2.1).
    #[schemars(range(min = 1))]
    pub line: usize,
    /// The column, from 1, in Unicode scalar values. A byte order mark has no column.
    #[schemars(range(min = 1))]
    pub column: usize,
    /// The offset in bytes, from 0, a byte order mark included.
    pub offset: usize,
}

/// A part of a file, between two positions; `end` is excluded.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct Range {
    /// The position of the first character.
    pub start: Position,
    /// The position after the last character.
    pub end: Position,
}

/// Finds the line and column of a byte offset in a text, such as those of an [`Edit`](super::Edit).
///
/// # Examples
///
/// ```
/// use notelint::{LineIndex, Span};
///
/// let text = "# Tea\n\n緑茶\n";
/// let start = LineIndex::new(text).range(Span::new(10, 13), text).start;
/// assert_eq!((start.line, start.column), (3, 2));
/// ```
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
    /// The number of characters before each multiple of [`STEP_BYTES`]: a long line must not be counted
    /// from its start for each position in it.
    counts: Vec<usize>,
}

const STEP_BYTES: usize = 16 * 1024;

pub(super) const BOM: &str = "\u{feff}";

impl LineIndex {
    /// Indexes the lines of `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        if memchr::memchr(b'\r', bytes).is_none() {
            starts.extend(memchr::memchr_iter(b'\n', bytes).map(|at| at + 1));
        } else {
            starts.extend(memchr::memchr2_iter(b'\n', b'\r', bytes).filter_map(|at| {
                let crlf = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
                (!crlf).then_some(at + 1)
            }));
        }
        let mut count = 0;
        let steps = bytes.chunks_exact(STEP_BYTES).map(|step| {
            count += characters(step);
            count
        });
        let counts = iter::once(0).chain(steps).collect();
        Self { starts, counts }
    }

    /// Returns the number of lines; a text that ends with a line ending has an empty last line.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// Returns the 1-based line that contains `offset`.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset)
    }

    /// Returns the span of the 1-based `line` in `text`, with its line ending; an empty span at the end of
    /// the text if there is no such line.
    pub fn line_span(&self, line: usize, text: &str) -> Span {
        let start = |line: usize| self.starts.get(line).copied().unwrap_or(text.len());
        Span::new(start(line.saturating_sub(1)), start(line))
    }

    /// Returns the position of `offset` in `text`, the text that was indexed. An offset beyond the end
    /// counts as the end, one inside a character as the start of that character.
    pub fn position(&self, offset: usize, text: &str) -> Position {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line(offset);
        let start = self.starts[line - 1];
        let mark = usize::from(line == 1 && text[..offset].starts_with(BOM));
        let before = if offset - start <= STEP_BYTES {
            characters(&text.as_bytes()[start..offset])
        } else {
            self.characters_before(offset, text) - self.characters_before(start, text)
        };
        Position { line, column: before - mark + 1, offset }
    }

    /// Returns the number of characters of `text` that start before `offset`.
    fn characters_before(&self, offset: usize, text: &str) -> usize {
        let step = offset / STEP_BYTES;
        self.counts.get(step).copied().unwrap_or_default()
            + characters(&text.as_bytes()[step * STEP_BYTES..offset])
    }

    /// Returns the positions of both ends of `span` in `text`.
    pub fn range(&self, span: Span, text: &str) -> Range {
        Range { start: self.position(span.start(), text), end: self.position(span.end(), text) }
    }
}

/// Returns the number of characters that start in `bytes` of UTF-8.
pub(super) fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count()
}

#[cfg(test)]
mod tests;
