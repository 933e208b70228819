//! Suppression comments: what they do, and the rules that they name.

use std::collections::BTreeSet;

use gen_lsp_types::CompletionItemKind;

use super::{
    candidate::{Candidate, Insertion},
    cursor::comment_start,
};
use crate::{
    note::SuppressionKind,
    rules::TABLE,
    text::{Span, line_at},
};

/// The comment that is written at a cursor.
pub(super) struct Comment<'t> {
    /// What is in it up to the cursor.
    inside: &'t str,
    /// Where the cursor is.
    offset: usize,
    /// What must follow to close it.
    closing: &'static str,
}

impl<'t> Comment<'t> {
    /// Returns the comment at `offset` of `text` if it is one of notelint's, or may become one. `is_yaml` tells
    /// whether comments begin with `#` there.
    pub(super) fn at(text: &'t str, offset: usize, is_yaml: bool) -> Option<Self> {
        let line = line_at(text, offset);
        let before = Span::new(line.start(), offset.min(line.end())).of(text);
        let after = Span::new(offset.min(line.end()), line.end()).of(text);
        let in_markdown = |(opening, closing): (&str, &'static str)| {
            let inside = &before[before.rfind(opening)? + opening.len()..];
            // Obsidian's comments end with what they begin with.
            let is_open =
                !inside.contains(closing) && (opening != closing || before.matches(opening).count() % 2 == 1);
            is_open.then_some((inside, if after.contains(closing) { "" } else { closing }))
        };
        let (inside, closing) = if is_yaml {
            (&before[comment_start(before)? + 1..], "")
        } else {
            [("<!--", "-->"), ("%%", "%%")].into_iter().find_map(in_markdown)?
        };
        let is_own = |word: &str| {
            let name = SuppressionKind::PREFIX;
            name.starts_with(word) || word.starts_with(name)
        };
        is_own(inside.split_whitespace().next().unwrap_or_default()).then_some(Self {
            inside,
            offset,
            closing,
        })
    }

    /// Returns what the comment can do, or the rules that it can name: those `reported` in the note first.
    pub(super) fn candidates(&self, reported: &BTreeSet<&str>) -> Vec<Candidate> {
        let inside = self.inside.trim_start();
        let word = inside.rsplit([' ', '\t', ',']).next().unwrap_or_default();
        let replaced = self.offset - word.len()..self.offset;
        let mut words =
            inside[..inside.len() - word.len()].split([' ', '\t', ',']).filter(|word| !word.is_empty());
        if words.next().is_none() {
            let space = if self.inside.is_empty() { " " } else { "" };
            let closing = if self.closing.is_empty() { String::new() } else { format!(" {}", self.closing) };
            let directive = |kind: &SuppressionKind| {
                let label = format!("{}{}", SuppressionKind::PREFIX, kind.name());
                Candidate {
                    insertion: Insertion::of(&format!("{space}{label} ")).stop("").text(&closing),
                    ..Candidate::new(label, CompletionItemKind::Keyword, replaced.clone())
                }
            };
            return SuppressionKind::ALL.iter().map(directive).collect();
        }
        let named: Vec<&str> = words.collect();
        if named.iter().any(|word| *word == "--" || word.contains([':', '：'])) || word.contains([':', '：'])
        {
            return Vec::new();
        }
        let rules = TABLE.iter().map(|rule| (rule.meta.id.as_str(), rule.meta.summary.to_owned()));
        let groups: BTreeSet<&str> = TABLE.iter().map(|rule| rule.meta.id.group()).collect();
        let groups = groups.into_iter().map(|group| (group, format!("the rules of the group `{group}`")));
        let mut all: Vec<(&str, String)> =
            rules.chain(groups).filter(|(name, _)| !named.contains(name)).collect();
        all.sort_by_key(|(name, _)| !reported.contains(name));
        let candidate = |(name, summary)| Candidate {
            documentation: Some(summary),
            ..Candidate::new(name, CompletionItemKind::EnumMember, replaced.clone())
        };
        all.into_iter().map(candidate).collect()
    }
}

#[cfg(test)]
mod tests;
