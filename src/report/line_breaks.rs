//! Where the lines of a message are broken.

use std::{borrow::Cow, iter};

use textwrap::{Options, wrap};

use super::excerpt::{BLANK, columns};

/// The columns that the lines of a text have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// The first line.
    pub(super) first: usize,
    /// Each of the others.
    pub(super) rest: usize,
}

/// Returns `text`, which has no line ending, in lines that have `room`, with LF between them. Short quotes are not
/// broken.
pub(super) fn broken(text: Cow<'_, str>, room: Room) -> Cow<'_, str> {
    if columns(&text) <= room.first && text.trim() == text {
        return text;
    }
    Cow::Owned(at_spaces(&text, room).unwrap_or_else(|| anywhere(&text, room)))
}

/// Breaks `text` at spaces, if it can be broken nowhere else. To look up for each character whether a line may end
/// there takes longer than all else that is drawn, and most messages need not be.
fn at_spaces(text: &str, room: Room) -> Option<String> {
    if !breaks_at_spaces(text) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut left = room.first;
    for word in words(text) {
        let width = columns(word);
        if out.is_empty() {
            left = left.checked_sub(width)?;
        } else if width < left {
            out.push(' ');
            left -= 1 + width;
        } else {
            out.push('\n');
            left = room.rest.checked_sub(width)?;
        }
        out.push_str(word);
    }
    Some(out)
}

/// What is between the spaces of `text` that are outside of quotes.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    iter::from_fn(move || {
        let text = rest?;
        let mut end = 0;
        loop {
            let (part, is_quote) = next_part(&text[end..]);
            match part.find(' ').filter(|_| !is_quote) {
                Some(space) => {
                    rest = Some(&text[end + space + 1..]);
                    return Some(&text[..end + space]);
                }
                None if part.is_empty() => {
                    rest = None;
                    return Some(text);
                }
                None => end += part.len(),
            }
        }
    })
}

/// Breaks `text` where Unicode lets a line end.
fn anywhere(text: &str, room: Room) -> String {
    let width = room.first.max(room.rest);
    let [first, rest] = [room.first, room.rest].map(|columns| " ".repeat(width - columns));
    let options = Options::new(width).initial_indent(&first).subsequent_indent(&rest);
    let mut out = String::with_capacity(text.len());
    for (at, line) in wrap(&glue(text), options).iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let line = line.strip_prefix(if at == 0 { &*first } else { &rest }).unwrap_or(line);
        out.extend(line.chars().filter(|c| *c != JOINER).map(|c| if c == BLANK { ' ' } else { c }));
    }
    out
}

/// Prevents a line break (UAX #14: WJ). [`super::excerpt::clean`] spells out those of a note.
const JOINER: char = '\u{2060}';

/// Longer quotes may be broken: a line would else be left empty.
const MAX_GLUED: usize = 60;

/// Returns `text` with its quotes kept on the line of their backticks, and short ones whole: between Japanese
/// characters, a line may be broken anywhere, and in a path or a regular expression in many places.
fn glue(text: &str) -> String {
    let mut glued = String::with_capacity(2 * text.len());
    let mut before = ' ';
    let mut rest = text;
    while !rest.is_empty() {
        let (part, is_quote) = next_part(rest);
        rest = &rest[part.len()..];
        let is_whole = is_quote && columns(part) <= MAX_GLUED;
        for c in part.chars() {
            let is_bound = is_whole || before == '`' || c == '`';
            if is_bound && !before.is_whitespace() && !c.is_whitespace() {
                glued.push(JOINER);
            }
            glued.push(if is_whole && c == ' ' { BLANK } else { c });
            before = c;
        }
    }
    glued
}

/// Whether a line is not even broken beside a space of `quote`.
fn is_unbroken(quote: &str) -> bool {
    let is_bound =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '`' | '#' | '*' | '-' | '.' | ',' | ':' | ')');
    let mut before = '`';
    quote.chars().all(|c| {
        let pair = (std::mem::replace(&mut before, c), c);
        match pair {
            (before, ' ') => is_bound(before),
            (' ', c) => is_bound(c),
            (_, c) => !c.is_whitespace(),
        }
    })
}

/// Whether a line of `text` can be broken at each space outside of quotes, which are all kept whole, and nowhere else
/// (UAX #14): it has no other characters than those of plain sentences. In most messages this need not be looked up
/// for each character.
fn breaks_at_spaces(text: &str) -> bool {
    if text.trim() != text {
        return false;
    }
    let mut before = ' ';
    let mut rest = text;
    while !rest.is_empty() {
        let (part, is_quote) = next_part(rest);
        rest = &rest[part.len()..];
        if is_quote {
            if columns(part) > MAX_GLUED || !matches!(before, ' ' | '(') || !is_unbroken(part) {
                return false;
            }
            before = '`';
            continue;
        }
        for c in part.chars() {
            let is_plain = match c {
                ' ' => !matches!(before, '(' | ' '),
                '(' => true,
                ',' | '.' | ';' | ':' | ')' => before != ' ',
                c => c.is_ascii_alphanumeric(),
            };
            if !is_plain {
                return false;
            }
            before = c;
        }
    }
    true
}

/// Returns the quote that `text` begins with, in the backticks of a code span (CommonMark 6.1), or the text up to
/// the next one; and whether it is a quote.
fn next_part(text: &str) -> (&str, bool) {
    let marks = text.len() - text.trim_start_matches('`').len();
    if marks == 0 {
        return (&text[..text.find('`').unwrap_or(text.len())], false);
    }
    let mut end = marks;
    while let Some(at) = text[end..].find('`') {
        let start = end + at;
        end = text.len() - text[start..].trim_start_matches('`').len();
        if end - start == marks {
            return (&text[..end], true);
        }
    }
    (&text[..marks], false)
}

#[cfg(test)]
mod tests;
