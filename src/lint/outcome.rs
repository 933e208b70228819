use std::sync::Arc;

use crate::{
    diagnostic::{Diagnostic, Fault, Severity},
    notetype::NoteType,
    text::Range,
};

/// All that a run found, in the order of output: notes by path; in a note by offset, then rule.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The notes that have diagnostics.
    pub notes: Vec<NoteOutcome>,
    /// What could not be done.
    pub faults: Vec<Fault>,
    /// What else should be known, neither a finding nor a fault.
    pub notices: Vec<Notice>,
    /// The figures.
    pub summary: Summary,
}

/// Something about the run that should be known: an entry of the baseline that no longer occurs, a
/// fix that was taken back. For people, on standard error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The note that it is about, as reported.
    pub path: Option<String>,
    /// What happened; one line, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// An error fails the run as a diagnostic of this severity does; anything else does not.
    pub severity: Severity,
}

/// What was found in one note.
#[derive(Clone, Debug, Default)]
pub struct NoteOutcome {
    /// The note's path as reported: relative to the working directory, with `/`.
    pub path: String,
    /// The note's type.
    pub note_type: Option<Arc<NoteType>>,
    /// Its diagnostics.
    pub diagnostics: Vec<Located>,
}

/// A diagnostic with its lines and columns.
#[derive(Clone, Debug)]
pub struct Located {
    /// The diagnostic.
    pub diagnostic: Diagnostic,
    /// Lines and columns of its span.
    pub range: Range,
    /// Lines and columns of its related places, in their order.
    pub related: Vec<Range>,
}

/// The figures of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Summary {
    /// The number of notes that were checked.
    pub files: usize,
    /// The number of notes without a note type, which are not checked.
    pub skipped: usize,
    /// The number of diagnostics of severity error.
    pub errors: usize,
    /// The number of diagnostics of severity warning.
    pub warnings: usize,
    /// The number of diagnostics of severity info.
    pub infos: usize,
    /// The number of diagnostics that have a safe fix.
    pub fixable: usize,
    /// The number of fixes that were applied.
    pub fixed: usize,
    /// The number of diagnostics that a comment in their note suppresses.
    pub suppressed: usize,
    /// The number of diagnostics that the baseline hides.
    pub baselined: usize,
}

/// Gives the text of a note for an excerpt. The lines and columns of an [`Outcome`] are of this
/// text; a note that changed or vanished meanwhile has none.
pub trait Sources: Sync {
    /// The text of the note that was reported as `path`.
    fn text(&self, path: &str) -> Option<String>;
}
