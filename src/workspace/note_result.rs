use std::sync::Arc;

use crate::{
    diagnostic::Fault,
    lint::{Anchor, Located},
    rules::Found,
    vault::Facts,
};

/// What is wanted of notes besides what is said of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CheckOptions {
    /// The lines that diagnostics begin on, for a baseline.
    pub(crate) lines: bool,
}

/// What one note came to.
#[derive(Debug, Default)]
pub(crate) struct NoteResult {
    /// What is said of it; none where that could not be found out.
    pub(super) said: Option<NoteDiagnostics>,
    /// Whether no type takes it.
    pub(super) skipped: bool,
    /// Why it could not be looked at, or not be saved.
    pub(super) fault: Option<Box<Fault>>,
    /// What other notes must know of it.
    pub(super) facts: Option<Arc<Facts>>,
    /// How it stands among its collection; none where nothing is said of that and no link calls a
    /// place in it.
    pub(super) collection: Option<Box<CollectionFindings>>,
}

impl NoteResult {
    /// A note by itself, of which `said` is said; none where it is not checked. Others know `facts`
    /// of it.
    pub(super) fn on_its_own(said: Option<NoteDiagnostics>, facts: Option<Facts>) -> Self {
        Self { said, facts: facts.map(Arc::new), ..Self::default() }
    }

    /// What the rules about whole collections say of it, where they have run.
    pub(super) fn collection_found(&self) -> Found {
        self.collection.as_ref().map(|among| among.found.clone()).unwrap_or_default()
    }

    /// What links call places in it.
    pub(super) fn linked(&self) -> &[Anchor] {
        self.collection.as_ref().map_or(&[], |among| &among.linked)
    }

    /// What other notes must know of it, where they ask.
    pub(super) fn facts(&self) -> Option<&Facts> {
        self.facts.as_deref()
    }

    pub(super) fn has_collection_diagnostics(&self) -> bool {
        self.collection.as_ref().is_some_and(|among| !among.found.diagnostics.is_empty())
    }
}

/// What is said of a note.
#[derive(Debug, Default)]
pub(crate) struct NoteDiagnostics {
    /// Its diagnostics.
    pub(super) diagnostics: Vec<Located>,
    /// For a baseline, the lines that they begin on.
    pub(crate) lines: Box<[String]>,
    /// How many a comment hides.
    pub(super) suppressed: usize,
    /// How many were left out because a rule found too many.
    pub(super) omitted: usize,
    /// Whether a comment in it hides something, or should.
    pub(super) has_suppressions: bool,
}

/// A note among its collection.
#[derive(Clone, Debug, Default)]
pub(crate) struct CollectionFindings {
    /// What the rules about whole collections say of it.
    pub(super) found: Found,
    /// What links call places in it.
    pub(super) linked: Vec<Anchor>,
}
