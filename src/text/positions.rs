use std::cmp::Ordering;

use super::{
    Position, Range, Span,
    line_index::{BOM, characters},
};

/// Returns the positions of `offsets`, which rise, in `text`: the same as a [`LineIndex`](super::LineIndex) finds, in
/// less time if they are few. An offset beyond the end counts as the end, one inside a character as the start of that
/// character.
pub(super) fn positions(text: &str, offsets: &[usize]) -> Vec<Position> {
    let bytes = text.as_bytes();
    let mark = usize::from(text.starts_with(BOM));
    let mut last = Position { line: 1, column: 1, offset: 0 };
    let position = |&offset: &usize| {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let gap = &bytes[last.offset.min(offset)..offset];
        let (lines, start) = line_starts(gap, bytes.get(offset).copied());
        let column = if let Some(start) = start {
            characters(&gap[start..]) + 1
        } else {
            let before = if last.offset == 0 && offset > 0 { mark } else { 0 };
            last.column + characters(gap) - before
        };
        last = Position { line: last.line + lines, column, offset };
        last
    };
    offsets.iter().map(position).collect()
}

/// Returns how many lines start in `bytes` or right after them, and where the last of them does. The byte after them
/// is `next`.
fn line_starts(bytes: &[u8], next: Option<u8>) -> (usize, Option<usize>) {
    if memchr::memchr(b'\r', bytes).is_none() {
        let lines = memchr::memchr_iter(b'\n', bytes).count();
        let last = if lines > 0 { memchr::memrchr(b'\n', bytes) } else { None };
        return (lines, last.map(|at| at + 1));
    }
    let is_crlf = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1).copied().or(next) == Some(b'\n');
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(|at| !is_crlf(*at));
    ends.fold((0, None), |(lines, _), at| (lines + 1, Some(at + 1)))
}

/// The lines and columns of some spans of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranges(Vec<(Span, Range)>);

impl Ranges {
    /// Finds those of `spans` in `text`.
    pub fn of(text: &str, spans: impl Iterator<Item = Span> + Clone) -> Self {
        let mut offsets: Vec<usize> = spans.clone().flat_map(|span| [span.start(), span.end()]).collect();
        offsets.sort_unstable();
        offsets.dedup();
        let positions = positions(text, &offsets);
        let at = |offset| positions[offsets.binary_search(&offset).unwrap_or_else(|next| next - 1)];
        spans.map(|span| (span, Range { start: at(span.start()), end: at(span.end()) })).collect()
    }

    /// Returns that of `span`, if it is among them.
    pub fn get(&self, span: Span) -> Option<Range> {
        let found = self.0.binary_search_by(|(other, _)| order(*other, span)).ok()?;
        self.0.get(found).map(|(_, range)| *range)
    }
}

impl FromIterator<(Span, Range)> for Ranges {
    fn from_iter<I: IntoIterator<Item = (Span, Range)>>(ranges: I) -> Self {
        let mut ranges: Vec<(Span, Range)> = ranges.into_iter().collect();
        ranges.sort_unstable_by(|(a, _), (b, _)| order(*a, *b));
        Self(ranges)
    }
}

fn order(a: Span, b: Span) -> Ordering {
    (a.start(), a.end()).cmp(&(b.start(), b.end()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::LineIndex;

    proptest! {
        #[test]
        fn they_are_those_of_the_line_index(
            text in "\u{feff}?[a値\r\n\u{feff}]{0,12}",
            mut offsets in proptest::collection::vec(0..40_usize, 0..8),
        ) {
            let index = LineIndex::new(&text);
            offsets.sort_unstable();
            let expected: Vec<Position> = offsets.iter().map(|at| index.position(*at, &text)).collect();
            prop_assert_eq!(positions(&text, &offsets), expected);
            let spans = offsets.windows(2).map(|ends| Span::new(ends[0], ends[1]));
            let ranges = Ranges::of(&text, spans.clone());
            for span in spans {
                prop_assert_eq!(ranges.get(span), Some(index.range(span, &text)));
            }
            prop_assert_eq!(ranges.get(Span::new(41, 42)), None);
        }
    }
}
