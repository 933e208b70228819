//! Emphasis as its author means it, and as CommonMark (6.2) reads it.

use memchr::memchr3_iter;
use unicode_general_category::{GeneralCategory, get_general_category};

use crate::{
    note::{BlockKind, InlineKind, Note},
    text::Span,
};

/// A delimiter run: `**` without another `*` next to it, and those of the other [`Style`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) at: usize,
    pub(super) style: Style,
    /// The character before it; whitespace at the start of a block.
    pub(super) before: char,
    /// The character after it; whitespace at the end of a block.
    pub(super) after: char,
    /// Whether it is text, not markup, to CommonMark.
    pub(super) is_literal: bool,
}

/// What text becomes between two marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `**`
    Bold,
    /// `__`
    Underscored,
    /// `*`
    Italic,
    /// `***`
    BoldItalic,
    /// `~~`
    Struck,
}

/// The marks of text that its author wants emphasised.
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

impl Style {
    /// Those that are told apart from text by what is next to them; of [`Style::Bold`] each mark is told.
    pub(super) const LENIENT: [Self; 4] = [Self::Underscored, Self::Italic, Self::BoldItalic, Self::Struck];

    fn of(byte: u8, length: usize) -> Option<Self> {
        match (byte, length) {
            (b'*', 1) => Some(Self::Italic),
            (b'*', 2) => Some(Self::Bold),
            (b'*', 3) => Some(Self::BoldItalic),
            (b'_', 2) => Some(Self::Underscored),
            (b'~', 2) => Some(Self::Struck),
            _ => None,
        }
    }

    /// The mark.
    pub(super) const fn mark(self) -> &'static str {
        match self {
            Self::Bold => "**",
            Self::Underscored => "__",
            Self::Italic => "*",
            Self::BoldItalic => "***",
            Self::Struck => "~~",
        }
    }

    /// What the text between two marks is.
    pub(super) const fn noun(self) -> &'static str {
        match self {
            Self::Bold | Self::Underscored => "bold text",
            Self::Italic => "italic text",
            Self::BoldItalic => "bold italic text",
            Self::Struck => "struck-through text",
        }
    }
}

impl Mark {
    pub(super) fn span(self) -> Span {
        Span::new(self.at, self.at + self.style.mark().len())
    }

    /// Whether it can open emphasis.
    pub(super) fn can_open(self) -> bool {
        let intraword = self.style != Style::Underscored || side(self.before) == Side::Punctuation;
        self.is_left_flanking() && (intraword || !self.is_right_flanking())
    }

    /// Whether it can close emphasis.
    pub(super) fn can_close(self) -> bool {
        let intraword = self.style != Style::Underscored || side(self.after) == Side::Punctuation;
        self.is_right_flanking() && (intraword || !self.is_left_flanking())
    }

    fn is_left_flanking(self) -> bool {
        match side(self.after) {
            Side::Space => false,
            Side::Punctuation => side(self.before) != Side::Word,
            Side::Word => true,
        }
    }

    fn is_right_flanking(self) -> bool {
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
        Span::new(self.open.span().end(), self.close.at)
    }

    /// Whether CommonMark reads the two as a pair.
    pub(super) fn is_valid(self) -> bool {
        self.open.can_open() && self.close.can_close()
    }

    /// Whether the two are meant as a pair, and fail beside a letter of a language without spaces. Products,
    /// globs, names and the stars of footnotes are not.
    fn is_meant(self, text: &str) -> bool {
        let inner = self.inner().of(text);
        let (Some(first), Some(last)) = (inner.chars().next(), inner.chars().next_back()) else {
            return false;
        };
        let outside = [self.open.before, self.close.after];
        let fails = [!self.open.can_open(), !self.close.can_close()];
        let is_beside = outside.iter().zip(fails).all(|(&c, fails)| !fails || is_unspaced(c));
        let is_bracketed = is_opening(first) || is_closing(last);
        let is_shape = (is_opening(first) || side(first) == Side::Word)
            && (is_closing(last) || side(last) == Side::Word || "%％。！？…!?.".contains(last));
        let is_term = self.open.style == Style::Italic
            && inner.contains(|c: char| c.is_numeric() || "+-*/=×÷＋－＝".contains(c));
        let is_name = self.open.style == Style::Underscored
            && !is_bracketed
            && (inner.is_ascii() || outside.iter().any(|&c| side(c) == Side::Word && !is_hiragana(c)));
        is_beside
            && is_shape
            && !is_term
            && !is_name
            && !inner.contains(['\n', '\r'])
            && !outside.iter().any(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '\\'))
    }
}

/// Whether `c` is a letter of a language that does not put spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
        | '\u{ff10}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}')
}

fn is_opening(c: char) -> bool {
    use GeneralCategory as C;
    matches!(get_general_category(c), C::OpenPunctuation | C::InitialPunctuation)
}

fn is_closing(c: char) -> bool {
    use GeneralCategory as C;
    matches!(get_general_category(c), C::ClosePunctuation | C::FinalPunctuation)
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

/// Returns the paragraphs, headings and cells of `note` with a mark that is not markup, or with bold or italic
/// text inside such text.
pub(super) fn suspicious_leaves(note: &Note<'_>) -> Vec<Span> {
    let mut leaves: Vec<Span> = Vec::new();
    let (mut strong_end, mut emphasis_end) = (0, 0);
    let is_nested = |span: Span, end: &mut usize| {
        let is_inside = span.start() < *end;
        *end = (*end).max(span.end());
        is_inside
    };
    for inline in &note.inlines {
        let is_suspicious = match inline.kind {
            InlineKind::Text { .. } => note.has_literal_marks && has_mark(inline.span.of(note.text)),
            InlineKind::Strong => is_nested(inline.span, &mut strong_end),
            InlineKind::Emphasis => is_nested(inline.span, &mut emphasis_end),
            _ => false,
        };
        if !is_suspicious || leaves.last().is_some_and(|leaf| leaf.contains(inline.span.start())) {
            continue;
        }
        if let Some(leaf) = note.blocks.last_from(inline.span.start())
            && matches!(leaf.kind, BlockKind::Paragraph | BlockKind::Heading { .. } | BlockKind::Cell)
        {
            leaves.push(leaf.span);
        }
    }
    leaves
}

/// Whether `text` contains a delimiter run of some [`Style`].
fn has_mark(text: &str) -> bool {
    runs(text).any(|(byte, span)| Style::of(byte, span.len()).is_some())
}

/// Returns the runs of `*`, `_` and `~` in `text`.
fn runs(text: &str) -> impl Iterator<Item = (u8, Span)> {
    let bytes = text.as_bytes();
    let mut end = 0;
    memchr3_iter(b'*', b'_', b'~', bytes).filter_map(move |at| {
        if at < end {
            return None;
        }
        let byte = bytes[at];
        end = at + bytes[at..].iter().take_while(|&&next| next == byte).count();
        Some((byte, Span::new(at, end)))
    })
}

/// Returns the marks of the block at `leaf`.
pub(super) fn marks(note: &Note<'_>, leaf: Span) -> Vec<Mark> {
    let text = note.text;
    // Parts of runs: a byte, where it is repeated, and whether that is text.
    let mut parts: Vec<(u8, Span, bool)> = Vec::new();
    let first = note.inlines.partition_point(|inline| inline.span.start() < leaf.start());
    for inline in note.inlines[first..].iter().take_while(|inline| inline.span.start() < leaf.end()) {
        let (span, written) = (inline.span, inline.span.of(text));
        match inline.kind {
            InlineKind::Strong | InlineKind::Emphasis | InlineKind::Strikethrough => {
                let byte = written.as_bytes()[0];
                let is_single = inline.kind == InlineKind::Emphasis || written.as_bytes()[1] != byte;
                let length = if is_single { 1 } else { 2 };
                parts.push((byte, Span::new(span.start(), span.start() + length), false));
                parts.push((byte, Span::new(span.end() - length, span.end()), false));
            }
            InlineKind::Text { .. } => {
                let is_escaped = text[..span.start()].ends_with('\\');
                let found = runs(written).map(|(byte, run)| (byte, run.shift(span.start()), true));
                parts.extend(found.filter(|(_, run, _)| run.start() > span.start() || !is_escaped));
            }
            _ => {}
        }
    }
    parts.sort_by_key(|(_, span, _)| span.start());
    parts.dedup_by(|next, last| {
        let continues = next.0 == last.0 && next.1.start() == last.1.end();
        if continues {
            last.1 = last.1.with_end(next.1.end());
            last.2 |= next.2;
        }
        continues
    });
    let marks = parts.into_iter().filter_map(|(byte, span, is_literal)| {
        let style = Style::of(byte, span.len())?;
        let (around, rest) = (&text[leaf.start()..span.start()], &text[span.end()..leaf.end()]);
        let before = around.chars().next_back().unwrap_or('\n');
        let after = rest.chars().next().unwrap_or('\n');
        let is_whole = before != char::from(byte) && after != char::from(byte);
        is_whole.then_some(Mark { at: span.start(), style, before, after, is_literal })
    });
    marks.collect()
}

/// Returns the pairs among the `marks` of one [`Style::LENIENT`] that are meant as such, but not read.
pub(super) fn broken_pairs(text: &str, marks: &[Mark]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut rest = marks;
    while let [open, close, after @ ..] = rest {
        let pair = Pair { open: *open, close: *close };
        if pair.is_valid() {
            rest = after;
        } else if pair.is_meant(text) {
            pairs.push(pair);
            rest = after;
        } else {
            rest = &rest[1..];
        }
    }
    pairs
}

/// Pairs the marks of [`Style::Bold`] as their author means them: one opens, the next closes. If their number is odd, the
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
