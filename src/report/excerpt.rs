//! Excerpts: one line of a note as a terminal can show it. Characters that a terminal would obey or
//! not show are spelled out, all terminals agree on the width of the rest, and a long line is cut.

use std::borrow::Cow;

use memchr::memchr;
use unicode_width::UnicodeWidthChar;

use crate::text::{
    Span, is_hidden, is_plainly_visible, spelled,
    symbols::{EMOJI_STYLE, TEXT_STYLE, ZERO_WIDTH_JOINER, is_emoji, is_skin_tone, is_tag},
};

/// Replaces each column of a mask: a private-use character that is never shown.
pub(super) const MASK: char = '\u{e000}';

/// Replaces a blank beside which no line is broken: another one.
pub(super) const BLANK: char = '\u{e001}';

/// The first byte of both in UTF-8.
const PRIVATE_USE: u8 = 0xee;

/// What a tab is shown as.
const TAB: &str = "    ";

/// Part of a line, ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The text.
    pub(super) text: String,
    /// The requested span, as a span of the text.
    pub(super) span: Span,
}

impl Excerpt {
    /// Returns the part of `line` around `span` that fits into `width` columns, with `ellipsis` in
    /// place of what is left out.
    pub(super) fn new(line: &str, span: Span, width: usize, ellipsis: &str) -> Self {
        Self::beside(line, span, (width, 0), ellipsis)
    }

    /// Returns what [`Self::new`] does, cut before `span` as a line that is `narrower` columns wider from there is.
    pub(super) fn beside(line: &str, span: Span, (width, narrower): (usize, usize), ellipsis: &str) -> Self {
        let start = floor(line, span.start());
        let span = Span::new(start, floor(line, span.end()).max(start));
        let reserve = 2 * ellipsis.chars().count();
        let width = width.max(4 * reserve);
        // Nearly all lines are shown as they are.
        let fits = |columns| columns + narrower <= width;
        if line.len() <= 4 * width && columns_of_plain(line).is_some_and(fits) {
            return Self { text: line.to_owned(), span };
        }
        let mut behind = Side::gather(line, span, line[start..].char_indices(), start, width);
        let mut before = Side::gather(line, span, line[..start].char_indices().rev(), 0, width);
        if before.is_cut || behind.is_cut || before.width + behind.width + narrower > width {
            let inner = width - reserve;
            let left = before.width.min(inner.saturating_sub(behind.width + narrower).max(inner / 4));
            before.cut_to(left);
            behind.cut_to(inner - left);
        }

        let mut text = String::new();
        if before.is_cut {
            text.push_str(ellipsis);
        }
        before.pieces.iter().rev().for_each(|piece| text.push_str(&piece.text));
        let shown_start = text.len();
        let mut shown_end = text.len();
        let mut done = start;
        for piece in &behind.pieces {
            text.push_str(&piece.text);
            done = piece.end;
            if done <= span.end() {
                shown_end = text.len();
            }
        }
        if behind.is_cut {
            text.push_str(ellipsis);
            if done < span.end() {
                shown_end = text.len();
            }
        }
        Self { text, span: Span::new(shown_start, shown_end) }
    }
}

/// The characters to show before, or after, the start of the span.
struct Side<'a> {
    pieces: Vec<Piece<'a>>,
    width: usize,
    is_cut: bool,
}

/// A character as it is shown.
struct Piece<'a> {
    /// Its end in the line.
    end: usize,
    text: Cow<'a, str>,
    width: usize,
}

impl<'a> Side<'a> {
    /// Takes `chars` of `line`, whose offsets count from `base`, until they fill `width` columns.
    fn gather(
        line: &'a str,
        span: Span,
        chars: impl Iterator<Item = (usize, char)>,
        base: usize,
        width: usize,
    ) -> Self {
        let mut side = Self { pieces: Vec::new(), width: 0, is_cut: false };
        for (at, c) in chars {
            // Bounds a sequence of marks without a width.
            if side.width > width || side.pieces.len() > 4 * width {
                side.is_cut = true;
                break;
            }
            let at = base + at;
            let (text, piece_width) = if is_plain(c) {
                (Cow::Borrowed(&line[at..at + c.len_utf8()]), plain_columns(c))
            } else {
                let text = display_char(line, at, c, span.contains(at));
                let columns = columns(&text);
                (text, columns)
            };
            side.width += piece_width;
            side.pieces.push(Piece { end: at + c.len_utf8(), text, width: piece_width });
        }
        side
    }

    fn cut_to(&mut self, width: usize) {
        while self.width > width {
            let Some(last) = self.pieces.pop() else { break };
            self.width -= last.width;
            self.is_cut = true;
        }
    }
}

/// Returns the number of columns of `text` in a terminal.
pub(super) fn columns(text: &str) -> usize {
    let columns = |c: char| if is_plain(c) { plain_columns(c) } else { c.width().unwrap_or_default() };
    if is_plain_ascii(text) { text.len() } else { text.chars().map(columns).sum() }
}

/// Returns the number of columns of `text`, if all of its characters are plain.
fn columns_of_plain(text: &str) -> Option<usize> {
    if is_plain_ascii(text) {
        return Some(text.len());
    }
    text.chars().map(|c| is_plain(c).then(|| plain_columns(c))).sum()
}

/// Whether `text` is ASCII without controls.
fn is_plain_ascii(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Returns the number of columns of a character that [`is_plain`].
fn plain_columns(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// Returns how the character `c` at `at` of `line` is shown; `marked` if it is inside the requested
/// span.
fn display_char(line: &str, at: usize, c: char, marked: bool) -> Cow<'_, str> {
    let before = || line[..at].chars().next_back();
    let own = || Cow::Borrowed(&line[at..at + c.len_utf8()]);
    match c {
        '\t' => Cow::Borrowed(TAB),
        // Terminals disagree on the width of emoji with these characters.
        TEXT_STYLE | EMOJI_STYLE if before().is_some() => Cow::Borrowed(""),
        _ if (c == ZERO_WIDTH_JOINER || is_skin_tone(c) || is_tag(c))
            && before().is_some_and(is_in_emoji) =>
        {
            Cow::Borrowed("")
        }
        // Part of words in some languages.
        '\u{200c}' | '\u{200d}' if !marked => own(),
        _ if is_spelled_out(c) => Cow::Owned(spelled(c)),
        _ => own(),
    }
}

/// Whether `c` is shown as it is, whatever is beside it, in one column or two.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}')
}

/// Returns the start of the character that `offset` is in.
pub(super) fn floor(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

/// Whether a joiner, skin tone or tag after `c` changes an emoji.
fn is_in_emoji(c: char) -> bool {
    is_emoji(c) || is_tag(c) || matches!(c, ZERO_WIDTH_JOINER | EMOJI_STYLE)
}

/// Whether a terminal would obey the character or show nothing.
fn is_spelled_out(c: char) -> bool {
    is_hidden(c) || matches!(c, MASK | BLANK | '\u{200c}' | '\u{200d}')
}

/// Returns `text` with all characters spelled out that a terminal would obey: for messages, which
/// quote notes, and for paths.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let is_plain = is_plainly_visible(text) && memchr(PRIVATE_USE, text.as_bytes()).is_none();
    if is_plain || !text.chars().any(is_spelled_out) {
        return Cow::Borrowed(text);
    }
    let shown = text.char_indices().map(|(at, c)| match c {
        '\t' => Cow::Owned(spelled(c)),
        c => display_char(text, at, c, is_spelled_out(c)),
    });
    shown.collect::<String>().into()
}

#[cfg(test)]
mod tests;
