use memchr::{memchr2, memmem};

use crate::text::Span;

/// A kind of bracket in its two widths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// Half-width, then full-width.
    pub(super) open: [char; 2],
    /// Half-width, then full-width.
    pub(super) close: [char; 2],
}

/// The kinds of bracket that exist in two widths.
pub(super) const KINDS: [Kind; 3] = [
    Kind { open: ['(', '（'], close: [')', '）'] },
    Kind { open: ['[', '［'], close: [']', '］'] },
    Kind { open: ['{', '｛'], close: ['}', '｝'] },
];

/// A bracket in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bracket {
    pub(super) at: usize,
    pub(super) char: char,
    pub(super) is_wide: bool,
    pub(super) opens: bool,
}

impl Bracket {
    pub(super) fn span(self) -> Span {
        Span::new(self.at, self.at + self.char.len_utf8())
    }
}

impl Kind {
    /// Whether `text` contains brackets of both widths.
    pub(super) fn is_mixed(&self, text: &str) -> bool {
        let has = |char: char| memmem::find(text.as_bytes(), char.encode_utf8(&mut [0; 4]).as_bytes());
        self.has_narrow(text) && (has(self.open[1]).is_some() || has(self.close[1]).is_some())
    }

    /// Whether `text` contains a half-width bracket.
    pub(super) fn has_narrow(&self, text: &str) -> bool {
        let narrow = [self.open[0], self.close[0]].map(u8::try_from);
        matches!(narrow, [Ok(open), Ok(close)] if memchr2(open, close, text.as_bytes()).is_some())
    }

    /// Adds the brackets of this kind in `text`, which starts at byte `start` of the note.
    pub(super) fn find(&self, text: &str, start: usize, found: &mut Vec<Bracket>) {
        let (opening, closing) = (self.open, self.close);
        let places = text.match_indices(move |c| opening.contains(&c) || closing.contains(&c));
        found.extend(places.filter_map(|(at, written)| {
            let char = written.chars().next()?;
            let is_wide = char == self.open[1] || char == self.close[1];
            Some(Bracket { at: start + at, char, is_wide, opens: self.open.contains(&char) })
        }));
    }
}

/// Returns the pairs of `brackets`, all of one kind and in the order of the text, whose widths differ.
///
/// If every bracket has a partner, they are paired by nesting. If one is missing, brackets of the same
/// width are paired first, then those of the rest that are next to each other: `（a (b）` lacks a `)`,
/// and has no mismatch.
pub(super) fn mismatches(brackets: &[Bracket]) -> Vec<(Bracket, Bracket)> {
    nested(brackets).unwrap_or_else(|| {
        let left = left_over(brackets);
        let pairs = left.windows(2).filter(|pair| pair[0].opens && !pair[1].opens);
        pairs.map(|pair| (pair[0], pair[1])).filter(|(open, close)| open.is_wide != close.is_wide).collect()
    })
}

/// Returns the pairs whose widths differ; `None` if a bracket has no partner.
fn nested(brackets: &[Bracket]) -> Option<Vec<(Bracket, Bracket)>> {
    let mut open = Vec::new();
    let mut pairs = Vec::new();
    for &bracket in brackets {
        if bracket.opens {
            open.push(bracket);
        } else {
            let partner: Bracket = open.pop()?;
            if partner.is_wide != bracket.is_wide {
                pairs.push((partner, bracket));
            }
        }
    }
    pairs.sort_by_key(|(_, close)| close.at);
    open.is_empty().then_some(pairs)
}

/// Returns the brackets without a partner of their width.
fn left_over(brackets: &[Bracket]) -> Vec<Bracket> {
    let mut left: Vec<Bracket> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    // The number of half-width and of full-width brackets in `open`.
    let mut waiting = [0_usize; 2];
    let mut paired = vec![false; brackets.len()];
    for (index, bracket) in brackets.iter().enumerate() {
        let width = usize::from(bracket.is_wide);
        if bracket.opens {
            open.push(index);
            waiting[width] += 1;
            continue;
        }
        if waiting[width] == 0 {
            continue;
        }
        while let Some(partner) = open.pop() {
            let partner_width = usize::from(brackets[partner].is_wide);
            waiting[partner_width] -= 1;
            if partner_width == width {
                paired[partner] = true;
                paired[index] = true;
                break;
            }
        }
    }
    left.extend(brackets.iter().zip(paired).filter(|(_, paired)| !paired).map(|(bracket, _)| *bracket));
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<&str> {
        let mut brackets = Vec::new();
        KINDS[0].find(text, 0, &mut brackets);
        mismatches(&brackets).iter().map(|(open, close)| &text[open.at..close.span().end()]).collect()
    }

    #[test]
    fn balanced_brackets_are_paired_by_nesting() {
        assert_eq!(pairs("値（米国) と (日本）"), ["（米国)", "(日本）"]);
        assert_eq!(pairs("（a(b）)"), ["(b）", "（a(b）)"]);
        assert_eq!(pairs("（a(b)）(c)"), [""; 0]);
    }

    #[test]
    fn unbalanced_brackets_are_paired_by_width() {
        assert_eq!(pairs("（a (b）"), [""; 0]);
        assert_eq!(pairs("1) 値（米国) と（日本）"), ["（米国)"]);
        assert_eq!(pairs("a) 値（米国）b) (c"), [""; 0]);
        assert_eq!(pairs(")(（"), [""; 0]);
    }
}
