use std::sync::Arc;

use super::target::Target;
use crate::{diagnostic::Fault, lint::NoteFindings, vault::Facts};

/// The result of checking one note on its own.
#[derive(Debug, Default)]
pub(super) struct NoteResult {
    /// What the rules about one note found; `None` if the note is not checked.
    pub(super) findings: Option<Box<NoteFindings>>,
    /// What rules about the collection need of it, if any of them runs.
    pub(super) facts: Option<Arc<Facts>>,
    /// Why it could not be read or saved.
    pub(super) fault: Option<Box<Fault>>,
    /// The hash of its text.
    pub(super) text_hash: u64,
}

/// Results of earlier runs.
pub(super) trait ResultStore: Sync {
    /// Returns the result of the note at `target`, whose text is `text`.
    fn get(&self, target: &Target, text: &str) -> Option<NoteResult>;

    /// Stores `result` for later runs.
    fn put(&self, target: &Target, text: &str, result: &NoteResult);
}
