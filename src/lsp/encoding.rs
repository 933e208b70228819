//! Positions of the protocol: lines and columns from 0, in code units that both sides agree on.

use gen_lsp_types::{Position, PositionEncodingKind, Range};

use crate::text::{LineIndex, Span, short};

/// The unit of columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: what a client counts in if it says nothing.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

impl Encoding {
    /// Returns the best one of those that a client `offers`: bytes need no counting.
    pub(super) fn negotiated(offers: Option<&[PositionEncodingKind]>) -> Self {
        let offers = |kind: &PositionEncodingKind| offers.is_some_and(|offers| offers.contains(kind));
        if offers(&PositionEncodingKind::UTF8) {
            Self::Utf8
        } else if offers(&PositionEncodingKind::UTF32) && !offers(&PositionEncodingKind::UTF16) {
            Self::Utf32
        } else {
            Self::Utf16
        }
    }

    /// Its name in the protocol.
    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn units(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
            Self::Utf32 => text.chars().count(),
        }
    }

    /// Returns the position of the byte `offset` in `text` with the `lines`. An offset beyond the end counts as the
    /// end, one inside a character as the start of that character.
    pub(super) fn position(self, offset: usize, text: &str, lines: &LineIndex) -> Position {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = lines.line(offset);
        let start = lines.line_span(line, text).start();
        let column = self.units(&text[start..offset]);
        Position { line: short(line - 1), character: short(column) }
    }

    /// Returns the positions of both ends of `span`.
    pub(super) fn range(self, span: Span, text: &str, lines: &LineIndex) -> Range {
        Range { start: self.position(span.start(), text, lines), end: self.position(span.end(), text, lines) }
    }

    /// Returns the byte offset of `position`. A column beyond the end of its line counts as the end, one inside a
    /// character as the start of that character, a line beyond the last one as the end of the text.
    pub(super) fn offset(self, position: Position, text: &str, lines: &LineIndex) -> usize {
        let span = lines.line_span(position.line as usize + 1, text);
        let line = span.of(text).trim_end_matches(['\n', '\r']);
        let mut left = position.character as usize;
        for (at, c) in line.char_indices() {
            let units = match self {
                Self::Utf8 => c.len_utf8(),
                Self::Utf16 => c.len_utf16(),
                Self::Utf32 => 1,
            };
            if left < units {
                return span.start() + at;
            }
            left -= units;
        }
        span.start() + line.len()
    }

    /// Returns the span of `range`; an empty one at its start if its ends are in the wrong order.
    pub(super) fn span(self, range: Range, text: &str, lines: &LineIndex) -> Span {
        let start = self.offset(range.start, text, lines);
        Span::new(start, self.offset(range.end, text, lines).max(start))
    }
}

#[cfg(test)]
mod tests;
