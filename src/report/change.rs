//! What a fix changes: the lines that it removes, and those that it adds. A change that cannot be seen, such as
//! that of a blank, is spelled out.

use std::{borrow::Cow, iter, mem};

use similar::{Algorithm, DiffTag, capture_diff};
use unicode_normalization::{IsNormalized, is_nfc_quick};

use super::{
    excerpt::{Excerpt, columns, floor},
    snippet::{Cut, File},
};
use crate::{
    diagnostic::Fix,
    text::{
        Edit, LineIndex, Span, apply, is_hidden, line_endings, nfc, spelled,
        symbols::{EMOJI_STYLE, TEXT_STYLE, ZERO_WIDTH_JOINER, is_skin_tone, is_tag},
    },
};

/// Upper bound on the lines that a fix removes, and on those that it adds: one that changes more is not drawn.
const MAX_LINES: usize = 3;

/// Upper bound on the lines of a region: an edit may move a line over others, which stay as they are.
const MAX_REGION_LINES: usize = 40;

/// Upper bound on the bytes of a region between its first edit and its last, and on those that they write.
const MAX_REGION_BYTES: usize = 16 * 1024;

const BOM: char = '\u{feff}';

const ZERO_WIDTH_NON_JOINER: char = '\u{200c}';

/// A line that a fix removes or adds.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ChangedLine {
    /// Its 1-based number: of a line that is added, that in the fixed text.
    pub(super) number: usize,
    pub(super) is_added: bool,
    /// The line as it is shown.
    pub(super) text: String,
}

/// Returns the lines of `file` that `fix` changes, cut as excerpts are. Empty if these are too many to be drawn, or
/// if the file has changed since and does not contain the edits.
pub(super) fn changed_lines(fix: &Fix, file: File<'_>, cut: Cut) -> Vec<ChangedLine> {
    let Some(regions) = regions(&fix.edits, file, cut) else { return Vec::new() };
    // A change of line endings alone is one of whole lines.
    let of_content = changes(&regions, content).filter(|changes| !changes.is_empty());
    let Some(changes) = of_content.or_else(|| changes(&regions, |line| line)) else { return Vec::new() };
    let added = changes.iter().filter(|change| change.is_added).count();
    if added.max(changes.len() - added) > MAX_LINES {
        return Vec::new();
    }
    changes.iter().map(|change| change.shown(cut)).collect()
}

/// Lines that edits of a fix change, with what they become. Of a very long line, only what can be shown is here.
struct Region {
    /// The 1-based number of the first line.
    line: usize,
    is_cut: bool,
    old: String,
    new: String,
}

/// Edits of lines that follow each other.
struct Group<'e> {
    first: usize,
    last: usize,
    edits: Vec<&'e Edit>,
}

/// Returns what `edits` change, in the order of the text.
fn regions(edits: &[Edit], file: File<'_>, cut: Cut) -> Option<Vec<Region>> {
    let File { text, index, .. } = file;
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let mut groups: Vec<Group<'_>> = Vec::new();
    for edit in sorted {
        let (first, last) = (index.line(edit.span.start()), index.line(edit.span.end()));
        match groups.last_mut() {
            Some(group) if first <= group.last + 1 => {
                group.last = group.last.max(last);
                group.edits.push(edit);
            }
            _ => groups.push(Group { first, last, edits: vec![edit] }),
        }
        // Each group removes a line or adds one.
        if groups.len() > 2 * MAX_LINES {
            return None;
        }
    }
    groups.into_iter().map(|group| group.region(text, index, cut)).collect()
}

impl Group<'_> {
    fn region(self, text: &str, index: &LineIndex, cut: Cut) -> Option<Region> {
        let Self { first, last, edits } = self;
        let extent = edits.first()?.span.cover(edits.last()?.span);
        let written: usize = edits.iter().map(|edit| edit.text.len()).sum();
        if last - first >= MAX_REGION_LINES || extent.len().max(written) > MAX_REGION_BYTES {
            return None;
        }
        // An excerpt looks at up to four characters per column.
        let reach = 16 * (cut.width + 1);
        let lines = index.line_span(first, text).cover(index.line_span(last, text));
        let start = lines.start().max(floor(text, extent.start().saturating_sub(reach)));
        let end = lines.end().min(floor(text, extent.end() + reach));
        let old = text.get(start..end)?;
        let here = |edit: &Edit| {
            Edit::replace(Span::new(edit.span.start() - start, edit.span.end() - start), &*edit.text)
        };
        let new = apply(old, &edits.into_iter().map(here).collect::<Vec<_>>()).ok()?;
        let mark =
            if start == 0 && old.starts_with(BOM) && new.starts_with(BOM) { BOM.len_utf8() } else { 0 };
        Some(Region {
            line: first,
            is_cut: start > lines.start(),
            old: old[mark..].to_owned(),
            new: new[mark..].to_owned(),
        })
    }
}

/// A line that a fix removes or adds.
struct Change<'r> {
    number: usize,
    is_added: bool,
    line: &'r str,
    /// What differs from its counterpart.
    changed: Span,
    /// What the counterpart has there.
    other: &'r str,
}

/// Returns the changes of all `regions`, in the `part` of each line that is compared. `None` if there are too many
/// lines to compare, or if one cannot be cut where its counterpart is.
fn changes(regions: &[Region], part: fn(&str) -> &str) -> Option<Vec<Change<'_>>> {
    let mut changes = Vec::new();
    let mut shift = 0;
    for region in regions {
        let parts = |text| lines(text).map(part).take(MAX_REGION_LINES + 1).collect::<Vec<_>>();
        let (old, new) = (parts(&region.old), parts(&region.new));
        if old.len().max(new.len()) > MAX_REGION_LINES {
            return None;
        }
        for op in capture_diff(Algorithm::Myers, &old, 0..old.len(), &new, 0..new.len()) {
            let (tag, removed, added) = op.as_tag_tuple();
            if tag == DiffTag::Equal {
                continue;
            }
            if region.is_cut && tag != DiffTag::Replace && removed.start.min(added.start) == 0 {
                return None;
            }
            let (removed_lines, added_lines) = (&old[removed.clone()], &new[added.clone()]);
            let first = region.line + removed.start;
            let pairs = removed_lines.iter().enumerate();
            changes.extend(pairs.map(|(at, line)| Change::new(first + at, line, added_lines.get(at))));
            let first = (region.line + added.start).saturating_add_signed(shift);
            let pairs = added_lines.iter().enumerate();
            let pairs = pairs.map(|(at, line)| Change::new(first + at, line, removed_lines.get(at)));
            changes.extend(pairs.map(|change| Change { is_added: true, ..change }));
        }
        shift += new.len().cast_signed() - old.len().cast_signed();
    }
    Some(changes)
}

/// Returns the lines of `text`, each with its ending.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = line_endings(text).map(|(ending, _)| ending.end()).chain([text.len()]);
    let lines = ends.scan(0, |start, end| Some(&text[mem::replace(start, end)..end]));
    lines.filter(|line| !line.is_empty())
}

fn content(line: &str) -> &str {
    line.trim_end_matches(['\n', '\r'])
}

impl<'r> Change<'r> {
    /// Returns the change of a line that is removed in favour of `other`, or that is added in place of it.
    fn new(number: usize, line: &'r str, other: Option<&&'r str>) -> Self {
        let (changed, other) = other.map_or((Span::default(), ""), |other| {
            let (start, same) = in_common(line, other);
            (Span::new(start, line.len() - same), &other[start..other.len() - same])
        });
        Self { number, is_added: false, line, changed, other }
    }

    fn shown(&self, cut: Cut) -> ChangedLine {
        let Self { number, is_added, line, changed, other } = *self;
        let is_unseen = look_alike(changed.of(line), other);
        let after = &line[changed.end()..];
        // What stays of the blanks at the end is not seen either.
        let kept = if is_unseen && after.is_empty() {
            line[..changed.start()].trim_end().len()
        } else {
            changed.start()
        };
        let (before, words) = (&line[..kept], &line[kept..changed.end()]);
        let shown =
            |words| if is_unseen { spelled_out(words, after.is_empty()) } else { Cow::Borrowed(words) };
        let (words, other) = (shown(words), shown(other));
        let span = Span::new(before.len(), before.len() + words.len());
        // Both lines begin at the same place.
        let room = cut.columns_of(number);
        let narrower = columns(&other).saturating_sub(columns(&words));
        let narrower = if narrower < room / 4 { narrower } else { 0 };
        let text =
            Excerpt::beside(&[before, &*words, after].concat(), span, (room, narrower), cut.ellipsis).text;
        ChangedLine { number, is_added, text }
    }
}

/// Returns how many bytes both lines begin with, and how many of the rest both end with: whole characters.
fn in_common(line: &str, other: &str) -> (usize, usize) {
    let same = |(one, other): &(u8, u8)| one == other;
    let start = floor(line, line.bytes().zip(other.bytes()).take_while(same).count());
    let (line, other) = (&line[start..], &other[start..]);
    let same = line.bytes().rev().zip(other.bytes().rev()).take_while(same).count();
    let end = (line.len() - same..line.len()).find(|at| line.is_char_boundary(*at));
    (start, line.len() - end.unwrap_or(line.len()))
}

/// Whether the same can be seen of both texts.
fn look_alike(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|text| text.chars().filter(|c| !is_blank(*c)));
    if one.clone().chain(other.clone()).all(|c| c.is_ascii()) {
        return one.eq(other);
    }
    nfc(&one.collect::<String>()) == nfc(&other.collect::<String>())
}

/// Whether `c` is not seen, or not in an excerpt.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || is_hidden(c)
        || is_skin_tone(c)
        || is_tag(c)
        || matches!(c, TEXT_STYLE | EMOJI_STYLE | ZERO_WIDTH_NON_JOINER | ZERO_WIDTH_JOINER)
}

/// Returns `text` with the characters spelled out that are not seen or that have another Unicode form. Spaces are
/// seen, but not at the end of a line.
fn spelled_out(text: &str, ends_line: bool) -> Cow<'_, str> {
    let end = if ends_line { text.trim_end().len() } else { text.len() };
    let is_spelled_out = |at: usize, c: char| match c {
        ' ' => at >= end,
        _ => is_blank(c) || is_nfc_quick(iter::once(c)) != IsNormalized::Yes,
    };
    let shown =
        text.char_indices().map(|(at, c)| if is_spelled_out(at, c) { spelled(c) } else { c.to_string() });
    shown.collect::<String>().into()
}

#[cfg(test)]
mod tests;
