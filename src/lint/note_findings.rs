use std::{convert::Infallible, sync::Arc};

use super::{
    Located, NoteSettings, Sources,
    anchors::downgrade_anchor_breaking_fixes,
    causes::{MentioningLinks, dedupe_collection_by_cause},
    comments::Comments,
    locate::{NoOthers, locate},
};
use crate::{diagnostic::Diagnostic, rules::Found, text::Span};

/// What the rules about one note find in it, kept until everything else is known: what the rules
/// about its collection find, and by which names other notes link to its headings.
#[derive(Clone, Debug, Default)]
pub struct NoteFindings {
    /// The diagnostics, by offset and then by rule, those that comments suppress included.
    pub(super) diagnostics: Arc<Vec<Located>>,
    /// How many diagnostics were left out because a rule found too many.
    pub(super) omitted: usize,
    /// The suppression comments, if there are any.
    pub(super) comments: Option<Box<Comments>>,
    /// The links whose text mentions notes.
    pub(super) links: MentioningLinks,
    /// Whether a safe fix changes a heading, to which links may lead.
    pub(super) moves_anchors: bool,
    /// Whether the frontmatter can be read.
    pub(super) is_readable: bool,
    /// The end of the note, if that could not be parsed: such a note has no diagnostics.
    pub unread: Option<Span>,
}

/// What is said of a note.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct NoteDiagnostics {
    /// Its diagnostics, by offset and then by rule.
    pub diagnostics: Arc<Vec<Located>>,
    /// How many diagnostics comments in the note suppress.
    pub suppressed: usize,
    /// How many diagnostics were left out because a rule found too many.
    pub omitted: usize,
}

impl NoteFindings {
    /// What is said of the note under `settings`, now that the rules about its collection find
    /// `collection` in it; `None` if they have not run. `text` gives the note's text, if that is
    /// needed once more, and `others` those of other notes.
    ///
    /// # Errors
    /// That of `text`.
    pub fn conclude<E>(
        &self,
        settings: &NoteSettings<'_>,
        collection: Option<&Found>,
        text: impl FnOnce() -> Result<String, E>,
        others: &dyn Sources,
    ) -> Result<NoteDiagnostics, E> {
        let is_settled = settings.linked.is_empty() || !self.moves_anchors;
        let found = collection.filter(|found| !found.diagnostics.is_empty());
        let omitted = self.omitted + collection.map_or(0, |found| found.omitted);
        if found.is_none() && self.comments.is_none() && is_settled {
            let diagnostics = self.diagnostics.clone();
            return Ok(NoteDiagnostics { diagnostics, suppressed: 0, omitted });
        }
        let text = if found.is_some() || !is_settled { text()? } else { String::new() };
        let mut said = NoteDiagnostics { diagnostics: self.diagnostics.clone(), suppressed: 0, omitted };
        let diagnostics = Arc::make_mut(&mut said.diagnostics);
        if let Some(found) = found {
            let mut found = found.diagnostics.clone();
            dedupe_collection_by_cause(&mut found, &self.links);
            diagnostics.extend(locate(found, &text, others));
        }
        if let Some(comments) = &self.comments {
            let all_ran = collection.is_some() || !settings.rules.looks_at_collection();
            let suppressed = comments.suppress(diagnostics, all_ran);
            said.suppressed = suppressed.hidden;
            said.omitted += suppressed.omitted;
        }
        if !is_settled {
            downgrade_anchor_breaking_fixes(diagnostics, &text, settings.linked);
        }
        diagnostics.sort_by_key(|located| key(&located.diagnostic));
        Ok(said)
    }

    /// The same as long as the rules about its collection have not run, of the note `text`.
    pub fn conclude_alone(&self, settings: &NoteSettings<'_>, text: &str) -> NoteDiagnostics {
        let Ok(said) = self.conclude(settings, None, || Ok::<_, Infallible>(text.to_owned()), &NoOthers);
        said
    }
}

/// What decides on the order: the same for any order of the rules. What one rule says of one place
/// stays in the order in which it says it, such as that of the type's sections.
pub(super) fn key(diagnostic: &Diagnostic) -> impl Ord + use<> {
    let Diagnostic { span, rule, .. } = diagnostic;
    (span.start, *rule, span.end)
}
