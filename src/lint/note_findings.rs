use std::{
    convert::Infallible,
    sync::{Arc, LazyLock},
};

use super::{
    DiagnosticList, NoteSettings, SharedTexts, Sources,
    anchors::downgrade_anchor_breaking_fixes,
    causes::{MentioningLinks, dedupe_collection_by_cause},
    comments::Comments,
    locate::{NoOthers, are_in, locate, locate_in},
};
use crate::{
    diagnostic::Diagnostic,
    rules::Found,
    text::Span,
    vault::{AnchorPlaces, Facts},
};

/// What the rules about one note found in it. [`conclude`](Self::conclude) turns it into the note's
/// diagnostics once the collection has been checked.
#[derive(Clone, Debug, Default)]
pub struct NoteFindings {
    /// The diagnostics, by offset and then by rule, including those that comments suppress.
    pub(super) diagnostics: DiagnosticList,
    /// The number of diagnostics that were omitted because a rule reported too many.
    pub(super) omitted: usize,
    /// The suppression comments, if there are any.
    pub(super) comments: Option<Box<Comments>>,
    /// The links whose text mentions notes.
    pub(super) links: MentioningLinks,
    /// Where the note has its anchors, if a safe fix changes a heading, which links may refer to.
    pub(super) moved_anchors: Option<AnchorPlaces>,
    /// Whether the frontmatter can be read.
    pub(super) is_readable: bool,
    /// The end of the note, if it could not be parsed; such a note has no diagnostics.
    pub unread: Option<Span>,
}

/// What the rules about a collection found in one of its notes.
#[derive(Clone, Copy, Debug)]
pub struct InCollection<'a> {
    /// What they found.
    pub found: &'a Found,
    /// The facts of the note, which know where they were found; `None` if its text has changed since.
    pub facts: Option<&'a Facts>,
}

/// The diagnostics of a note.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct NoteDiagnostics {
    /// Its diagnostics, by offset and then by rule.
    pub diagnostics: DiagnosticList,
    /// The number of diagnostics that comments in the note suppress.
    pub suppressed: usize,
    /// The number of diagnostics that were omitted because a rule reported too many.
    pub omitted: usize,
}

impl NoteFindings {
    /// Returns the diagnostics of the note under `settings`. `collection` is what the rules about
    /// its collection found, `None` if they have not run. `text` returns the note's text, which is
    /// rarely needed, and `others` has the texts of other notes.
    ///
    /// # Errors
    /// The error of `text`.
    pub fn conclude<E>(
        &self,
        settings: &NoteSettings<'_>,
        collection: Option<InCollection<'_>>,
        text: impl FnOnce() -> Result<String, E>,
        others: &dyn Sources,
    ) -> Result<NoteDiagnostics, E> {
        let moved_anchors = self.moved_anchors.as_ref().filter(|_| !settings.linked.is_empty());
        let found = collection.filter(|collection| !collection.found.diagnostics.is_empty());
        let omitted = self.omitted + collection.map_or(0, |collection| collection.found.omitted);
        if found.is_none() && self.comments.is_none() && moved_anchors.is_none() {
            let diagnostics = self.diagnostics.clone();
            return Ok(NoteDiagnostics { diagnostics, suppressed: 0, omitted });
        }
        let found = found.map(|InCollection { found, facts }| {
            let mut found = found.diagnostics.clone();
            dedupe_collection_by_cause(&mut found, &self.links);
            let ranges = facts.map(Facts::ranges).unwrap_or_default();
            let are_known = are_in(&found, &ranges);
            (found, are_known.then_some(ranges))
        });
        let is_read = moved_anchors.is_some() || found.as_ref().is_some_and(|(_, ranges)| ranges.is_none());
        let text = if is_read { text()? } else { String::new() };
        let mut said = NoteDiagnostics { omitted, ..NoteDiagnostics::default() };
        let mut list = self.diagnostics.get();
        let diagnostics = Arc::make_mut(&mut list);
        if let Some((found, ranges)) = found {
            diagnostics.extend(match ranges {
                Some(ranges) => locate_in(found, &ranges, others),
                None => locate(found, &text, others),
            });
        }
        if let Some(comments) = &self.comments {
            let all_ran = collection.is_some() || !settings.rules.checks_collection();
            let suppressed = comments.suppress(diagnostics, all_ran);
            said.suppressed = suppressed.hidden;
            said.omitted += suppressed.omitted;
        }
        if let Some(places) = moved_anchors {
            let fences = settings.note_type.spec.fences();
            downgrade_anchor_breaking_fixes(diagnostics, &text, places, settings.linked, fences);
        }
        diagnostics.sort_by_key(|located| key(&located.diagnostic));
        said.diagnostics = list.into();
        Ok(said)
    }

    /// Returns the findings in memory of their own, or, if nothing was found, in that of all such notes.
    pub fn shared(self) -> Arc<Self> {
        static NOTHING: LazyLock<Arc<NoteFindings>> =
            LazyLock::new(|| Arc::new(NoteFindings { is_readable: true, ..NoteFindings::default() }));
        if self.is_nothing() { NOTHING.clone() } else { Arc::new(self) }
    }

    fn is_nothing(&self) -> bool {
        let Self { diagnostics, omitted, comments, links, moved_anchors, is_readable, unread } = self;
        diagnostics.is_empty()
            && *omitted == 0
            && comments.is_none()
            && links.is_empty()
            && moved_anchors.is_none()
            && *is_readable
            && unread.is_none()
    }

    /// Packs the diagnostics, with long texts in `shared`.
    pub fn pack(&mut self, shared: &SharedTexts) {
        self.diagnostics.pack(shared);
    }

    /// Like [`conclude`](Self::conclude) for the note `text`, without rules about the collection.
    pub fn conclude_alone(&self, settings: &NoteSettings<'_>, text: &str) -> NoteDiagnostics {
        let Ok(said) = self.conclude(settings, None, || Ok::<_, Infallible>(text.to_owned()), &NoOthers);
        said
    }
}

/// The sort key, which does not depend on the order of the rules. Diagnostics of one rule at one
/// position keep their order, such as that of the type's sections.
pub(super) fn key(diagnostic: &Diagnostic) -> impl Ord + use<> {
    let Diagnostic { span, rule, .. } = diagnostic;
    (span.start(), *rule, span.end())
}
