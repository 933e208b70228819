use std::sync::Arc;

use super::target::Target;
use crate::{diagnostic::Fault, lint::NoteFindings, vault::Facts};

/// What one note came to on its own.
#[derive(Debug, Default)]
pub(super) struct NoteResult {
    /// What the rules about one note find in it; `None` if it is not checked.
    pub(super) findings: Option<Box<NoteFindings>>,
    /// What other notes must know of it, if they ask.
    pub(super) facts: Option<Arc<Facts>>,
    /// Why it could not be read, or not be saved.
    pub(super) fault: Option<Box<Fault>>,
    /// Tells its text apart from others.
    pub(super) text_hash: u64,
}

/// What earlier runs found.
pub(super) trait ResultStore: Sync {
    /// What the note at `target`, which is `text`, came to.
    fn get(&self, target: &Target, text: &str) -> Option<NoteResult>;

    /// Keeps what it came to for later runs.
    fn put(&self, target: &Target, text: &str, result: &NoteResult);
}
