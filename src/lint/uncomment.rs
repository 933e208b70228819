//! Removing an unused suppression comment from a note.

use crate::{
    diagnostic::{Fix, Safety},
    note::{Note, Suppression},
    text::{Edit, Span, line_ending_len, line_start},
};

/// The characters that can come before the words of a block.
const MARKERS: &str = "-*+.)>#|";

/// Removes the name at index `at` from the comment; the whole comment if it is the only name, as a comment
/// without names means all rules.
pub(super) fn remove_name(note: &Note<'_>, suppression: &Suppression, at: usize) -> Option<Fix> {
    let names = &suppression.rules;
    let name = *names.get(at)?;
    let span = match (at.checked_sub(1).and_then(|before| names.get(before)), names.get(at + 1)) {
        (Some(before), _) => Span::new(before.end(), name.end()),
        (None, Some(after)) => Span::new(name.start(), after.start()),
        (None, None) => return remove_comment(note, suppression),
    };
    Some(Fix::safe(format!("Delete `{}` from the comment", name.of(note.text)), vec![Edit::delete(span)]))
}

/// Removes the comment, with its line if nothing else is on it.
pub(super) fn remove_comment(note: &Note<'_>, suppression: &Suppression) -> Option<Fix> {
    let (span, safety) = removal(note, suppression.comment)?;
    let fix = Fix::safe("Delete the comment", vec![Edit::delete(span)]);
    Some(Fix { safety, ..fix })
}

fn removal(note: &Note<'_>, comment: Span) -> Option<(Span, Safety)> {
    let text = note.text;
    let line = Line::around(text, comment)?;
    let before = Span::new(line.start, comment.start()).of(text);
    let after = Span::new(comment.end(), line.end).of(text);
    let in_frontmatter = note.frontmatter.block().is_some_and(|block| block.content.encloses(comment));
    if before.trim().is_empty() && after.trim().is_empty() {
        return Some(whole_lines(text, line, in_frontmatter));
    }
    // After a marker alone, the comment is the content of the item, block quote or heading.
    let words =
        before.trim_start_matches(|c: char| c.is_whitespace() || c.is_ascii_digit() || MARKERS.contains(c));
    let blanks_before = before.len() - before.trim_end_matches([' ', '\t']).len();
    let blanks_after = after.len() - after.trim_start_matches([' ', '\t']).len();
    if in_frontmatter || after.trim().is_empty() {
        let safe = blanks_before > 0 && (in_frontmatter || !words.is_empty());
        let safety = if safe { Safety::Safe } else { Safety::Unsafe };
        return Some((Span::new(comment.start() - blanks_before, line.end), safety));
    }
    // A line that starts with a comment is HTML, and would become text; words on both sides of the
    // comment would be joined.
    let safe = !words.is_empty() && blanks_before > 0 && blanks_after > 0;
    let safety = if safe { Safety::Safe } else { Safety::Unsafe };
    Some((Span::new(comment.start(), comment.end() + blanks_after), safety))
}

/// Returns the removal of the line of a comment. If there are blank lines on both sides, one of them is
/// removed too. If there are none, the comment may separate two paragraphs.
fn whole_lines(text: &str, line: Line, in_frontmatter: bool) -> (Span, Safety) {
    let above = line.start == 0 || is_blank_up(&text[..line.start]);
    let below = &text[line.next..];
    let blank = below.len() - below.trim_start_matches([' ', '\t']).len();
    let next = line.next + blank + line_ending_len(&below[blank..]);
    let is_blank_below = below.len() == blank || next > line.next + blank;
    if in_frontmatter || above != is_blank_below {
        return (Span::new(line.start, line.next), Safety::Safe);
    }
    if !above {
        return (Span::new(line.start, line.next), Safety::Unsafe);
    }
    if line.next == text.len() {
        return (Span::new(line.start - last_line_length(&text[..line.start]), line.next), Safety::Safe);
    }
    (Span::new(line.start, next), Safety::Safe)
}

/// Returns the length of the last line of `text`, with its line ending.
fn last_line_length(text: &str) -> usize {
    text.len() - line_start(text, without_ending(text).len())
}

/// Whether the last line of `text`, which ends with its line ending, is blank.
fn is_blank_up(text: &str) -> bool {
    let line = without_ending(text).trim_end_matches([' ', '\t']);
    line.is_empty() || line.ends_with(['\n', '\r'])
}

/// Returns `text` without the line ending at its end.
fn without_ending(text: &str) -> &str {
    let line = text.strip_suffix('\n').unwrap_or(text);
    line.strip_suffix('\r').unwrap_or(line)
}

/// A line: its start, the start of its line ending, and the start of the next line.
#[derive(Clone, Copy)]
struct Line {
    start: usize,
    end: usize,
    next: usize,
}

impl Line {
    /// How far to search for line endings: a line with thousands of comments must not be read once for
    /// each of them.
    const MAX_SEARCH_BYTES: usize = 16 * 1024;

    /// Returns the lines that contain `span`; `None` if they are too long.
    fn around(text: &str, span: Span) -> Option<Self> {
        let bytes = text.as_bytes();
        let from = span.start().saturating_sub(Self::MAX_SEARCH_BYTES);
        let to = bytes.len().min(span.end() + Self::MAX_SEARCH_BYTES);
        let start = match memchr::memrchr2(b'\n', b'\r', &bytes[from..span.start()]) {
            Some(at) => from + at + 1,
            None => Some(0).filter(|_| from == 0)?,
        };
        let end = match memchr::memchr2(b'\n', b'\r', &bytes[span.end()..to]) {
            Some(at) => span.end() + at,
            None => Some(to).filter(|to| *to == bytes.len())?,
        };
        Some(Self { start, end, next: end + line_ending_len(&text[end..]) })
    }
}
