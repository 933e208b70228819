//! Bold text as its author means it, and as CommonMark (6.2) reads it.

use memchr::memchr_iter;
use unicode_general_category::{GeneralCategory, get_general_category};

use crate::{
    note::{BlockKind, InlineKind, Note},
    text::Span,
};

/// A `**` without another `*` next to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) at: usize,
    /// The character before it; whitespace at the start of a block.
    pub(super) before: char,
    /// The character after it; whitespace at the end of a block.
    pub(super) after: char,
    /// Whether it is text, not markup, to CommonMark.
    pub(super) is_literal: bool,
}

/// The marks of text that its author wants bold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) open: Mark,
    pub(super) close: Mark,
}

/// What is next to a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Space,
    Punctuation,
    Word,
}

impl Mark {
    pub(super) fn span(self) -> Span {
        Span::new(self.at, self.at + "**".len())
    }

    /// Whether it is part of a left-flanking delimiter run.
    pub(super) fn can_open(self) -> bool {
        match side(self.after) {
            Side::Space => false,
            Side::Punctuation => side(self.before) != Side::Word,
            Side::Word => true,
        }
    }

    /// Whether it is part of a right-flanking delimiter run.
    pub(super) fn can_close(self) -> bool {
        match side(self.before) {
            Side::Space => false,
            Side::Punctuation => side(self.after) != Side::Word,
            Side::Word => true,
        }
    }

    /// Whether it is next to a word, and not an operator between two Latin ones: `2**10`.
    pub(super) fn touches_word(self) -> bool {
        let is_word = |c: char| side(c) == Side::Word;
        let is_latin = |c: char| c.is_ascii_alphanumeric();
        (is_word(self.before) || is_word(self.after)) && !(is_latin(self.before) && is_latin(self.after))
    }
}

impl Pair {
    /// Returns the span between the two.
    pub(super) fn inner(self) -> Span {
        Span::new(self.open.span().end, self.close.at)
    }

    /// Whether CommonMark reads the two as a pair.
    pub(super) fn is_valid(self) -> bool {
        self.open.can_open() && self.close.can_close()
    }
}

fn side(c: char) -> Side {
    use GeneralCategory as C;
    if c.is_whitespace() {
        return Side::Space;
    }
    match get_general_category(c) {
        C::ConnectorPunctuation
        | C::DashPunctuation
        | C::OpenPunctuation
        | C::ClosePunctuation
        | C::InitialPunctuation
        | C::FinalPunctuation
        | C::OtherPunctuation
        | C::MathSymbol
        | C::CurrencySymbol
        | C::ModifierSymbol
        | C::OtherSymbol => Side::Punctuation,
        _ => Side::Word,
    }
}

/// Returns the paragraphs, headings and cells of `note` with a `**` that is not markup, or with bold
/// text inside bold text.
pub(super) fn suspicious_leaves(note: &Note<'_>) -> Vec<Span> {
    let mut leaves: Vec<Span> = Vec::new();
    let mut strong_end = 0;
    for inline in &note.inlines {
        let is_suspicious = match inline.kind {
            InlineKind::Text { .. } => note.has_literal_stars && has_mark(inline.span.of(note.text)),
            InlineKind::Strong => {
                let is_nested = inline.span.start < strong_end;
                strong_end = strong_end.max(inline.span.end);
                is_nested
            }
            _ => false,
        };
        if !is_suspicious || leaves.last().is_some_and(|leaf| leaf.contains(inline.span.start)) {
            continue;
        }
        if let Some(leaf) = note.blocks.last_from(inline.span.start)
            && matches!(leaf.kind, BlockKind::Paragraph | BlockKind::Heading { .. } | BlockKind::Cell)
        {
            leaves.push(leaf.span);
        }
    }
    leaves
}

/// Whether `text`, in which a single `*` is rare, contains `**`.
fn has_mark(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr_iter(b'*', bytes).any(|at| bytes.get(at + 1) == Some(&b'*'))
}

/// Returns the marks of the block at `leaf`.
pub(super) fn marks(note: &Note<'_>, leaf: Span) -> Vec<Mark> {
    let text = note.text;
    let mut marks = Vec::new();
    let mut add = |at: usize, is_literal: bool| {
        let (around, rest) = (&text[leaf.start..at], &text[at + "**".len()..leaf.end]);
        let before = around.chars().next_back().unwrap_or('\n');
        let after = rest.chars().next().unwrap_or('\n');
        if before != '*' && after != '*' {
            marks.push(Mark { at, before, after, is_literal });
        }
    };
    let first = note.inlines.partition_point(|inline| inline.span.start < leaf.start);
    for inline in note.inlines[first..].iter().take_while(|inline| inline.span.start < leaf.end) {
        let written = inline.span.of(text);
        match inline.kind {
            InlineKind::Strong if written.starts_with("**") => {
                add(inline.span.start, false);
                add(inline.span.end - "**".len(), false);
            }
            InlineKind::Text { .. } => {
                let is_escaped = text[..inline.span.start].ends_with('\\');
                for (at, _) in written.match_indices("**").filter(|(at, _)| *at > 0 || !is_escaped) {
                    add(inline.span.start + at, true);
                }
            }
            _ => {}
        }
    }
    marks.sort_by_key(|mark| mark.at);
    marks
}

/// Pairs the marks as their author means them: one opens, the next closes. If their number is odd, the
/// spaces next to them tell which have no partner.
pub(super) fn pair_up(marks: &[Mark]) -> (Vec<Pair>, Vec<Mark>) {
    if marks.len().is_multiple_of(2) {
        let pairs = marks.chunks_exact(2).map(|pair| Pair { open: pair[0], close: pair[1] });
        return (pairs.collect(), Vec::new());
    }
    let (mut pairs, mut strays) = (Vec::new(), Vec::new());
    let mut open: Option<Mark> = None;
    for &mark in marks {
        match open.take() {
            Some(open) if side(mark.before) != Side::Space => pairs.push(Pair { open, close: mark }),
            stray => {
                strays.extend(stray);
                if side(mark.after) == Side::Space {
                    strays.push(mark);
                } else {
                    open = Some(mark);
                }
            }
        }
    }
    strays.extend(open);
    (pairs, strays)
}
