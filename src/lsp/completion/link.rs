//! A link that is being written.

use std::ops::Range;

use crate::text::{Span, line_at};

/// What of a link is written at a cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link<'t> {
    /// Whether it is `[[…]]`.
    pub(super) is_wiki: bool,
    /// Whether its destination is between `<` and `>`.
    pub(super) is_bracketed: bool,
    /// The target before the `#`, if what is written is an anchor.
    pub(super) target: Option<&'t str>,
    /// What is written of the part up to the cursor.
    pub(super) written: &'t str,
    /// The bytes of the part.
    pub(super) part: Range<usize>,
    /// What must follow to close the link.
    pub(super) closing: &'static str,
    /// Whether it is in a row of a table.
    pub(super) is_in_table: bool,
}

impl<'t> Link<'t> {
    /// Returns the link whose target or anchor is written at `offset` of `text`.
    pub(super) fn at(text: &'t str, offset: usize) -> Option<Self> {
        let whole = line_at(text, offset);
        let before = Span::new(whole.start(), offset.min(whole.end())).of(text);
        let after = Span::new(offset.min(whole.end()), whole.end()).of(text).trim_end();
        let is_in_table = before.trim_start().starts_with('|');
        let wiki = before.rfind("[[").map(|at| (at, &before[at + 2..]));
        if let Some((_, inside)) = wiki.filter(|(_, inside)| !inside.contains(['|', ']', '['])) {
            let own = &after[..after.find("[[").unwrap_or(after.len())];
            let end = own.contains("]]").then(|| own.find(['|', '#', ']'])).flatten();
            let found =
                Self { is_wiki: true, is_bracketed: false, is_in_table, ..Self::part(inside, offset) };
            // In a table, the `|` is escaped.
            let rest = |end: usize| match own[..end].strip_suffix('\\') {
                Some(rest) if own[end..].starts_with('|') => rest,
                _ => &own[..end],
            };
            return Some(found.to(end.map(rest), "]]"));
        }
        let at = before.rfind("](")? + 2;
        let (inside, is_bracketed) = match before[at..].strip_prefix('<') {
            Some(inside) => (inside, true),
            None => (&before[at..], false),
        };
        let is_over = |c: char| if is_bracketed { c == '>' } else { c == ')' || c.is_whitespace() };
        if inside.contains(is_over) || inside.contains("://") {
            return None;
        }
        let closing = if is_bracketed { ">)" } else { ")" };
        let own = &after[..after.find("](").unwrap_or(after.len())];
        let end = own.contains(closing).then(|| own.find(|c| is_over(c) || c == '#')).flatten();
        let found = Self { is_bracketed, is_in_table, ..Self::part(inside, offset) };
        Some(found.to(end.map(|end| &own[..end]), closing))
    }

    /// Splits what is written up to the cursor at `offset`.
    fn part(inside: &'t str, offset: usize) -> Self {
        let (target, written) = match (inside.split_once('#'), inside.rsplit_once('#')) {
            (Some((target, _)), Some((_, written))) => (Some(target), written),
            _ => (None, inside),
        };
        let part = offset - written.len()..offset;
        Self { is_wiki: false, is_bracketed: false, target, written, part, closing: "", is_in_table: false }
    }

    /// Adds the `rest` of the part after the cursor; if there is none, the link is to be closed.
    fn to(mut self, rest: Option<&str>, closing: &'static str) -> Self {
        match rest {
            Some(rest) => self.part.end += rest.len(),
            None => self.closing = closing,
        }
        self
    }
}

#[cfg(test)]
mod tests;
