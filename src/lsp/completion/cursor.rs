//! Where a cursor is in YAML that is being written, which no parser may take yet: decided by lines and columns.

use std::ops::Range;

use super::flow;
use crate::text::pointer::escape;

/// What can be written at a cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The JSON Pointer of the mapping that a key would be in, or of the value that is written.
    pub(super) pointer: String,
    /// What can be written.
    pub(super) takes: Takes,
    /// The bytes of what is written there already.
    pub(super) word: Range<usize>,
    /// Whether a colon follows the key.
    pub(super) has_colon: bool,
    /// Whether a space must come before a value.
    pub(super) lacks_space: bool,
    /// Whether it is between brackets or braces.
    pub(super) is_flow: bool,
    /// The column of a key.
    pub(super) column: usize,
    /// The number of spaces that the line begins with.
    pub(super) line_indent: usize,
    /// The other keys of the mapping.
    pub(super) siblings: Vec<String>,
}

/// What can be written at a cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// A key of a mapping.
    Key,
    /// A value.
    Value,
    /// An item of a list, which may be a mapping.
    Item,
}

/// A line that is not blank, a comment, or part of a block scalar.
struct Line<'t> {
    /// The columns of the dashes before its text.
    dashes: Vec<usize>,
    /// The column of its text.
    column: usize,
    /// Its text.
    text: &'t str,
    /// Its key, and what is after the colon.
    entry: Option<(&'t str, &'t str)>,
}

/// What contains a cursor.
struct Outer {
    column: usize,
    /// The key; `None` for an item of a list.
    key: Option<String>,
    /// Whether it has a value on its own line.
    has_value: bool,
}

impl Cursor {
    /// Returns what can be written at `offset` of the YAML `text`; `None` if that is nothing that is known, as in a
    /// comment.
    pub(super) fn at(text: &str, offset: usize) -> Option<Self> {
        let before = text.get(..offset)?;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = text[offset..].find('\n').map_or(text.len(), |at| offset + at);
        let own = text[start..end].trim_end_matches('\r');
        let cut = offset - start;
        let (above, is_text) = lines(&text[..start], Some((own, cut)));
        if is_text {
            return None;
        }
        let Line { dashes, column, .. } = Line::of(own.get(..cut)?);
        let mut outer = Vec::new();
        for line in &above {
            line.enter(&mut outer);
        }
        for dash in &dashes {
            enter_item(&mut outer, *dash);
        }
        let first = column.min(cut);
        let entry = split_key(own.get(first..cut)?);
        let is_in_indent = own[..cut].trim().is_empty() && own[cut..].starts_with(' ');
        if comment_start(own.get(..cut)?).is_some() || is_in_indent && !own.trim().is_empty() {
            return None;
        }
        leave(&mut outer, column);
        if outer.last().is_some_and(|last| last.has_value && last.column < column) {
            return None;
        }
        let mut cursor = Self {
            pointer: outer.iter().map(Outer::token).collect(),
            takes: if dashes.is_empty() { Takes::Key } else { Takes::Item },
            word: offset..offset,
            has_colon: false,
            lacks_space: false,
            is_flow: false,
            column,
            line_indent: own.len() - own.trim_start_matches(' ').len(),
            siblings: Vec::new(),
        };
        match entry {
            Some((key, value)) => {
                cursor.pointer.push('/');
                cursor.pointer += &escape(unquoted(key));
                cursor.lacks_space = value.is_empty();
                let at = start + cut - value.trim_start().len();
                cursor.value(text, at..offset, start + own.len())
            }
            None if own[first..cut].starts_with(['[', '{']) => {
                cursor.value(text, start + first..offset, start + own.len())
            }
            None => {
                let rest = &own[first..];
                let key = split_key(rest).map(|(key, _)| key.trim_end().len());
                let to = key.unwrap_or_else(|| {
                    // A key can be begun before text that stays; an item may be a value of many words.
                    let begun = rest[cut - first..].find(|c: char| c.is_whitespace() || c == '#');
                    let begun = begun.filter(|_| dashes.is_empty()).map(|len| cut - first + len);
                    begun.unwrap_or_else(|| without_comment(rest).len())
                });
                let to = to.max(cut - first);
                cursor.has_colon = key.is_some();
                cursor.word = start + first..start + first + to;
                let (below, _) = lines(&text[end..], None);
                cursor.siblings = siblings(&above, &below, column, dashes.is_empty());
                Some(cursor)
            }
        }
    }

    /// Takes the value at `written`, up to the cursor, on a line that ends at `end`.
    fn value(mut self, text: &str, written: Range<usize>, end: usize) -> Option<Self> {
        let before = text.get(written.clone())?;
        if before.starts_with(['|', '>', '&', '*', '!']) {
            return None;
        }
        self.takes = Takes::Value;
        if before.starts_with(['[', '{']) {
            return self.flow(text, written, end);
        }
        let value = without_comment(text.get(written.start..end)?);
        let closing = before.chars().next().filter(|c| matches!(c, '"' | '\''));
        let closed = closing.and_then(|quote| Some(value.get(1..)?.find(quote)? + 2));
        if closed.is_some_and(|closed| closed < before.len()) {
            return None;
        }
        let len = closed.unwrap_or(value.len()).max(before.len());
        self.word = written.start..written.start + len;
        Some(self)
    }

    fn flow(mut self, text: &str, written: Range<usize>, end: usize) -> Option<Self> {
        let place = flow::place(text.get(written.clone())?)?;
        self.is_flow = true;
        self.pointer += &place.pointer;
        self.takes = if place.takes_key { Takes::Key } else { Takes::Value };
        self.siblings = place.siblings;
        let start = written.start + place.start;
        let rest = text.get(written.end..end)?;
        let len = rest.find([',', ']', '}', ':']).unwrap_or_else(|| rest.trim_end().len());
        self.has_colon = place.takes_key && rest[len..].starts_with(':');
        self.word = start..written.end + rest[..len].trim_end().len();
        Some(self)
    }
}

impl Outer {
    fn token(&self) -> String {
        self.key.as_deref().map_or_else(|| "/0".to_owned(), |key| format!("/{}", escape(key)))
    }
}

/// Leaves what a key at `column` is not inside of.
fn leave(outer: &mut Vec<Outer>, column: usize) {
    while outer.last().is_some_and(|last| last.column >= column) {
        outer.pop();
    }
}

fn enter_item(outer: &mut Vec<Outer>, column: usize) {
    let is_over = |last: &Outer| last.column > column || last.column == column && last.key.is_none();
    while outer.last().is_some_and(is_over) {
        outer.pop();
    }
    outer.push(Outer { column, key: None, has_value: false });
}

impl<'t> Line<'t> {
    fn of(text: &'t str) -> Self {
        let mut column = text.len() - text.trim_start_matches(' ').len();
        let mut dashes = Vec::new();
        while let Some(rest) = text[column..].strip_prefix('-') {
            if !rest.is_empty() && !rest.starts_with(' ') {
                break;
            }
            dashes.push(column);
            column = text.len() - rest.trim_start_matches(' ').len();
        }
        let text = &text[column..];
        Self { dashes, column, text, entry: split_key(text) }
    }

    fn enter(&self, outer: &mut Vec<Outer>) {
        for dash in &self.dashes {
            enter_item(outer, *dash);
        }
        let Some((key, value)) = self.entry else {
            let has_item = !self.dashes.is_empty() && !without_comment(self.text).is_empty();
            if let Some(last) = outer.last_mut().filter(|_| has_item) {
                last.has_value = true;
            }
            return;
        };
        leave(outer, self.column);
        let has_value = !without_comment(value.trim_start()).is_empty();
        outer.push(Outer { column: self.column, key: Some(unquoted(key).to_owned()), has_value });
    }

    /// Whether its text, a key, is followed by lines of text.
    fn opens_text(&self) -> bool {
        let value = self.entry.map_or(self.text, |(_, value)| value);
        value.trim_start().starts_with(['|', '>'])
    }
}

/// Returns the lines of `text` that have structure, and whether the line `own` below them, with the number of
/// bytes before the cursor, is part of a block scalar.
fn lines<'t>(text: &'t str, own: Option<(&str, usize)>) -> (Vec<Line<'t>>, bool) {
    let mut found = Vec::new();
    let mut block: Option<usize> = None;
    for line in text.lines() {
        let content = line.trim_start_matches(' ');
        let indent = line.len() - content.len();
        if content.trim().is_empty() || block.is_some_and(|outer| indent > outer) {
            continue;
        }
        block = None;
        if content.starts_with('#') {
            continue;
        }
        let line_of = Line::of(line);
        if line_of.opens_text() {
            block = Some(
                line_of.dashes.last().copied().filter(|_| line_of.entry.is_none()).unwrap_or(line_of.column),
            );
        }
        found.push(line_of);
    }
    let indent = own.map(|(own, cut)| (own.len() - own.trim_start_matches(' ').len()).min(cut));
    (found, block.zip(indent).is_some_and(|(outer, indent)| indent > outer))
}

/// Returns the keys at `column` of the mapping between the lines `above` and `below`; none above if the cursor's line
/// begins it.
fn siblings(above: &[Line<'_>], below: &[Line<'_>], column: usize, continues: bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut add = |line: &Line<'_>| {
        found.extend(line.entry.filter(|_| line.column == column).map(|(key, _)| unquoted(key).to_owned()));
    };
    for line in above.iter().rev().take_while(|line| continues && line.column >= column) {
        add(line);
        if line.column == column && !line.dashes.is_empty() {
            break;
        }
    }
    let is_inside =
        |line: &&Line<'_>| line.column >= column && line.dashes.first().is_none_or(|dash| *dash >= column);
    below.iter().take_while(is_inside).for_each(add);
    found
}

/// Returns the key of a mapping that `text` begins with, and what is after its colon.
fn split_key(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let from = match quote {
        Some(quote) => text[1..].find(quote)? + 2,
        None if text.starts_with(['[', '{', '#', '|', '>']) => return None,
        None => 0,
    };
    let colons = text[from..].match_indices(':').map(|(at, _)| from + at);
    let ends = |at: &usize| text[at + 1..].chars().next().is_none_or(|c| matches!(c, ' ' | '\t' | '\r'));
    let at = colons.into_iter().find(ends)?;
    (!text[..at].contains(" #") && at > 0).then(|| (&text[..at], &text[at + 1..]))
}

/// Returns where a comment begins in `before`, the start of a line.
pub(super) fn comment_start(before: &str) -> Option<usize> {
    let (mut quote, mut previous) = (None, b' ');
    for (at, byte) in before.bytes().enumerate() {
        match (quote, byte) {
            (None, b'#') if matches!(previous, b' ' | b'\t') => return Some(at),
            // Within a word it is an apostrophe.
            (None, b'"' | b'\'') if matches!(previous, b' ' | b'[' | b'{' | b',') => quote = Some(byte),
            (Some(opening), byte) if opening == byte => quote = None,
            _ => {}
        }
        previous = byte;
    }
    None
}

/// Returns `text` without a comment and blanks at its end.
fn without_comment(text: &str) -> &str {
    let is_quoted = text.starts_with(['"', '\'']);
    let end = if is_quoted { None } else { text.find(" #") };
    let text = if text.starts_with('#') { "" } else { &text[..end.unwrap_or(text.len())] };
    text.trim_end()
}

fn unquoted(key: &str) -> &str {
    let key = key.trim();
    let inside = |quote: char| key.strip_prefix(quote)?.strip_suffix(quote);
    inside('"').or_else(|| inside('\'')).unwrap_or(key)
}

#[cfg(test)]
mod tests;
