//! Which diagnostics of a note are shown.

use std::sync::Arc;

use super::worst::Worst;
use crate::lint::{Located, NoteOutcome};

/// What is shown of a note.
pub(super) struct Shown<'a> {
    pub(super) note: &'a NoteOutcome,
    found: Arc<Vec<Located>>,
    /// Which of its diagnostics are shown.
    numbers: Vec<usize>,
}

impl<'a> Shown<'a> {
    /// Returns which of the first diagnostics of `note`, at `most`, are among the `worst`; `None` if none is.
    pub(super) fn of(note: &'a NoteOutcome, most: usize, worst: &mut Worst) -> Option<Self> {
        let found = note.diagnostics.get();
        let shown = found.iter().take(most).enumerate();
        let numbers = shown.filter(|(_, found)| worst.takes(found.diagnostic.severity)).map(|(at, _)| at);
        let numbers: Vec<usize> = numbers.collect();
        (!numbers.is_empty()).then_some(Self { note, found, numbers })
    }

    pub(super) fn diagnostics(&self) -> impl Iterator<Item = &Located> {
        self.numbers.iter().map(|at| &self.found[*at])
    }
}
