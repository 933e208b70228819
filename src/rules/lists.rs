//! Edits that change the markers of a list.

use crate::{
    notetype::{ParsedItem, ParsedList},
    text::{Edit, Span, columns::indent, line_end, line_start},
};

/// Returns the edits that change the marker of each item of `list` to what `marker` returns for its
/// index and its present marker. The content of an item moves with the width of its marker (CommonMark
/// 5.2).
///
/// `None` if the structure could change: if tabs or the marks of a block quote make the width of an
/// indentation depend on the text before it, or if the text after an item would become part of it.
pub(super) fn set_markers(
    text: &str,
    list: &ParsedList,
    marker: impl Fn(usize, &str) -> String,
) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    let mut content = None;
    for (index, item) in list.items.iter().enumerate() {
        let margin = Margin::of(text, item)?;
        if content.is_some_and(|content| margin.marker >= content) {
            return None;
        }
        let old = item.marker.of(text);
        let new = marker(index, old);
        let by = margin.moved(text, item, &new);
        if by != 0 && is_quoted(text, item) {
            return None;
        }
        if new != old {
            edits.push(Edit::replace(item.marker, new));
        }
        let moved = margin.content.checked_add_signed(by)?;
        content = Some(moved);
        if by < 0 && next_indent(text, item.span.end()) >= moved {
            return None;
        }
        if by != 0 {
            shift(text, item, margin.content, by, &mut edits)?;
        }
    }
    Some(edits)
}

/// Returns why the markers of `list` cannot be set.
pub(super) fn why_not(text: &str, list: &ParsedList) -> &'static str {
    if list.items.iter().any(|item| is_quoted(text, item)) {
        "the list is in a block quote"
    } else {
        "the list is indented with tabs"
    }
}

fn is_quoted(text: &str, item: &ParsedItem) -> bool {
    Span::new(line_start(text, item.marker.start()), item.marker.start()).of(text).contains('>')
}

/// Columns from 0.
struct Margin {
    /// The column of the marker.
    marker: usize,
    /// The content of the item is at this column or beyond.
    content: usize,
}

impl Margin {
    fn of(text: &str, item: &ParsedItem) -> Option<Self> {
        let before = Span::new(line_start(text, item.marker.start()), item.marker.start()).of(text);
        let marker = before.bytes().all(|byte| matches!(byte, b' ' | b'>')).then_some(before.len())?;
        let content = content_column(marker + item.marker.len(), rest_of_line(text, item));
        Some(Self { marker, content })
    }

    /// Returns by how many columns the content moves if the marker becomes `new`.
    fn moved(&self, text: &str, item: &ParsedItem, new: &str) -> isize {
        let content = content_column(self.marker + new.len(), rest_of_line(text, item));
        content.cast_signed() - self.content.cast_signed()
    }
}

/// Returns the rest of the marker's line.
fn rest_of_line<'t>(text: &'t str, item: &ParsedItem) -> &'t str {
    &text[item.marker.end()..line_end(text, item.marker.end())]
}

/// Returns the column at which an item's content starts if its marker ends at column `marker` and `rest`
/// follows on the line (CommonMark 5.2: after one to four columns of whitespace, else after one).
fn content_column(marker: usize, rest: &str) -> usize {
    let column = indent(marker, rest);
    if rest.trim().is_empty() || column - marker > 4 { marker + 1 } else { column }
}

/// Returns the indentation, in columns, of the first line after `end` that is not blank.
fn next_indent(text: &str, end: usize) -> usize {
    let mut lines = text.get(end..).unwrap_or_default().split(['\n', '\r']).skip(1);
    let line = lines.find(|line| !line.trim().is_empty()).unwrap_or_default();
    indent(0, line)
}

/// Moves the lines of `item` after the first by `by` columns. Lines indented less than its `content` are
/// lazy continuation lines (CommonMark 5.1) and stay.
fn shift(text: &str, item: &ParsedItem, content: usize, by: isize, edits: &mut Vec<Edit>) -> Option<()> {
    let mut rest = item.span.of(text);
    let mut at = item.span.start();
    while let Some(end) = rest.find(['\n', '\r']) {
        at += end + 1;
        rest = &rest[end + 1..];
        let indent = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if rest[indent..].starts_with(['\n', '\r']) || rest.len() == indent {
            continue;
        }
        if rest[..indent].contains('\t') {
            return None;
        }
        if indent >= content {
            edits.push(match by {
                1.. => Edit::insert(at, " ".repeat(by.unsigned_abs())),
                _ => Edit::delete(Span::new(at, at + by.unsigned_abs())),
            });
        }
    }
    Some(())
}

#[cfg(test)]
mod tests;
