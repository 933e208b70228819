//! The cached result of a note, as bytes. The format is that of one build and does not describe
//! itself.

use std::{borrow::Cow, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    Located, NoteFindings,
    causes::MentioningLinks,
    comments::{Comments, UnusedComment, UnusedName},
    packed,
};
use crate::{
    diagnostic::{Label, Place},
    note::{Suppression, Suppressions},
    text::{Position, Range, Span},
    vault::Facts,
};

/// The result of checking a note on its own.
#[derive(Clone, Debug, Default)]
pub struct Record<'a> {
    /// What the rules about one note found; `None` for a note that is not checked.
    pub findings: Option<Cow<'a, NoteFindings>>,
    /// What rules about the collection need of it, if any of them runs.
    pub facts: Option<Cow<'a, Facts>>,
    /// The hash of its text.
    pub text_hash: u64,
}

/// The serialised form of a record.
#[derive(Serialize, Deserialize)]
struct Written<'a> {
    findings: Option<WrittenFindings<'a>>,
    facts: Option<Cow<'a, Facts>>,
    text_hash: u64,
}

#[derive(Serialize, Deserialize)]
struct WrittenFindings<'a> {
    #[serde(with = "packed")]
    diagnostics: Cow<'a, [Located]>,
    omitted: usize,
    links: Cow<'a, MentioningLinks>,
    /// Whether links may refer to what a fix changes: the places are those of the facts.
    has_moved_anchors: bool,
    is_readable: bool,
    comments: Option<WrittenComments<'a>>,
}

#[derive(Serialize, Deserialize)]
struct WrittenComments<'a> {
    comments: Vec<Suppression>,
    #[serde(with = "packed")]
    unknown: Cow<'a, [Located]>,
    omitted: usize,
    /// For each comment, whether it has a diagnostic, and its names.
    unused: Vec<(bool, Vec<WrittenName>)>,
    /// These diagnostics, in that order.
    #[serde(with = "packed")]
    said: Cow<'a, [Located]>,
}

/// A name in a comment: its index, whether it needs the collection, whether it has a diagnostic.
type WrittenName = (u32, bool, bool);

impl Record<'_> {
    /// Returns the record as bytes; `None` if a later run could not tell whether it is still valid.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let diagnostics =
            self.findings.as_ref().map(|findings| findings.diagnostics.get()).unwrap_or_default();
        let mut labels = diagnostics.iter().flat_map(|located| &located.diagnostic.related);
        // Positions in another note depend on that note.
        let is_independent = labels.all(|label| matches!(label.place, Place::Here(_)));
        let is_read = self.findings.as_ref().is_none_or(|findings| findings.unread.is_none());
        if !is_independent || !is_read {
            return None;
        }
        let findings = self.findings.as_deref().map(|findings| WrittenFindings::of(findings, &diagnostics));
        let facts = self.facts.as_deref().map(Cow::Borrowed);
        postcard::to_allocvec(&Written { findings, facts, text_hash: self.text_hash }).ok()
    }

    /// Reads a record; `None` if `bytes` cannot be one of the note `text`, which is UTF-8, that is reported as
    /// `path`.
    pub fn of_note(bytes: &[u8], text: &[u8], path: &Arc<str>) -> Option<Self> {
        let (written, rest) = postcard::take_from_bytes::<Written<'_>>(bytes).ok()?;
        let Written { findings, facts, text_hash } = written;
        let is_inside = |span: Span| inside(span, text);
        if !rest.is_empty() || !facts.as_ref().is_none_or(|facts| facts.are_sound(is_inside)) {
            return None;
        }
        let findings = match findings {
            Some(findings) => Some(Cow::Owned(findings.read(text, facts.as_deref())?)),
            None => None,
        };
        let facts = facts.map(|facts| Cow::Owned(facts.into_owned().of(path)));
        Some(Self { findings, facts, text_hash })
    }
}

impl<'a> WrittenFindings<'a> {
    fn of(findings: &'a NoteFindings, diagnostics: &'a [Located]) -> Self {
        Self {
            diagnostics: Cow::Borrowed(diagnostics),
            omitted: findings.omitted,
            links: Cow::Borrowed(&findings.links),
            has_moved_anchors: findings.moved_anchors.is_some(),
            is_readable: findings.is_readable,
            comments: findings.comments.as_deref().map(WrittenComments::of),
        }
    }

    /// Returns the findings; `None` if they cannot be those of the note `text` with these `facts`.
    fn read(self, text: &[u8], facts: Option<&Facts>) -> Option<NoteFindings> {
        let is_inside = |span: Span| inside(span, text);
        if !self.diagnostics.iter().all(|located| is_sound(located, is_inside))
            || !self.links.are_sound(is_inside)
        {
            return None;
        }
        let comments = match self.comments {
            Some(comments) => Some(Box::new(comments.read(str::from_utf8(text).ok()?)?)),
            None => None,
        };
        let moved_anchors = match facts.filter(|_| self.has_moved_anchors) {
            None if self.has_moved_anchors => return None,
            facts => facts.map(|facts| facts.anchor_places().clone()),
        };
        Some(NoteFindings {
            diagnostics: self.diagnostics.into_owned().into(),
            omitted: self.omitted,
            comments,
            links: self.links.into_owned(),
            moved_anchors,
            is_readable: self.is_readable,
            unread: None,
        })
    }
}

impl<'a> WrittenComments<'a> {
    fn of(comments: &'a Comments) -> Self {
        let mut said = Vec::new();
        let mut say = |located: &Option<Box<Located>>| {
            said.extend(located.as_deref().cloned());
            located.is_some()
        };
        let unused = comments.unused.iter().map(|UnusedComment { whole, names }| {
            let whole = say(whole);
            let names = names.iter().map(|name| (name.number, name.needs_collection, say(&name.said)));
            (whole, names.collect())
        });
        Self {
            unused: unused.collect(),
            comments: comments.suppressions.iter().cloned().collect(),
            unknown: Cow::Borrowed(&comments.unknown),
            omitted: comments.omitted,
            said: Cow::Owned(said),
        }
    }

    /// Returns the comments; `None` if they cannot be those of the note `text`.
    fn read(self, text: &str) -> Option<Comments> {
        let is_inside = |span: Span| inside(span, text.as_bytes());
        let is_comment = |comment: &Suppression| {
            let spans = comment.rules.iter().chain([&comment.comment, &comment.scope]);
            spans.copied().all(is_inside)
        };
        let mut located = self.unknown.iter().chain(self.said.iter());
        let is_sound = self.comments.iter().all(is_comment)
            && located.all(|located| is_sound(located, is_inside))
            && (self.unused.is_empty() || self.unused.len() == self.comments.len());
        if !is_sound {
            return None;
        }
        let mut said = self.said.into_owned().into_iter();
        let mut take = |is_said: bool| {
            if is_said { said.next().map(|located| Some(Box::new(located))) } else { Some(None) }
        };
        let mut unused = Vec::with_capacity(self.unused.len());
        for (whole, names) in self.unused {
            let whole = take(whole)?;
            let names = names.into_iter().map(|(number, needs_collection, is_said)| {
                Some(UnusedName { number, needs_collection, said: take(is_said)? })
            });
            unused.push(UnusedComment { whole, names: names.collect::<Option<_>>()? });
        }
        let suppressions = Suppressions::restore(self.comments, text);
        let unknown = self.unknown.into_owned();
        said.next().is_none().then_some(Comments { suppressions, unknown, omitted: self.omitted, unused })
    }
}

/// Whether `span` is on character boundaries of `text`, which is UTF-8.
fn inside(span: Span, text: &[u8]) -> bool {
    let begins = |at: usize| text.get(at).is_none_or(|byte| byte & 0b1100_0000 != 0b1000_0000);
    span.start() <= span.end() && span.end() <= text.len() && begins(span.start()) && begins(span.end())
}

/// Whether all spans of `located` are `inside` its note.
fn is_sound(located: &Located, inside: impl Fn(Span) -> bool) -> bool {
    let Located { diagnostic, range, related } = located;
    let is_at = |range: &Range, span: Span| {
        let counts = |at: &Position, offset: usize| {
            at.offset == offset
                && (1..=offset + 1).contains(&at.line)
                && (1..=offset + 1).contains(&at.column)
        };
        inside(span) && counts(&range.start, span.start()) && counts(&range.end, span.end())
    };
    let is_label =
        |(label, range): (&Label, &Range)| matches!(label.place, Place::Here(span) if is_at(range, span));
    is_at(range, diagnostic.span)
        && diagnostic.related.len() == related.len()
        && diagnostic.related.iter().zip(related).all(is_label)
        && diagnostic.members.iter().all(|member| inside(member.span))
        && diagnostic.fix.iter().flat_map(|fix| &fix.edits).all(|edit| inside(edit.span))
}

#[cfg(test)]
mod tests;
