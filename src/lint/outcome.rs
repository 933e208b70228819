use std::{collections::BTreeMap, sync::Arc};

use super::DiagnosticList;
use crate::{
    diagnostic::{Fault, Notice},
    notetype::NoteType,
    text::LineIndex,
};

/// The outcome of a run, in the order of output: notes by path; in a note by offset, then rule.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The notes that have diagnostics.
    pub notes: Vec<NoteOutcome>,
    /// Why parts of the work could not be done.
    pub faults: Vec<Fault>,
    /// Other information about the run.
    pub notices: Vec<Notice>,
    /// The counts.
    pub summary: Summary,
    /// How many notes each built-in type recognised, as no configuration names types.
    pub recognised: BTreeMap<String, usize>,
    /// The number of notes without a note type among those that were checked: by the rules that need none.
    pub untyped: usize,
}

/// The diagnostics of one note.
#[derive(Clone, Debug, Default)]
pub struct NoteOutcome {
    /// The note's path as reported: relative to the working directory, with `/`.
    pub path: String,
    /// The note's type.
    pub note_type: Option<Arc<NoteType>>,
    /// The diagnostics, by offset, then rule.
    pub diagnostics: DiagnosticList,
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

/// The texts of notes, for excerpts. The lines and columns of an [`Outcome`] refer to them; a note that
/// has been changed or deleted since has none.
pub trait Sources: Sync {
    /// Returns the text of the note that is reported as `path`.
    fn text(&self, path: &str) -> Option<String>;

    /// Returns the note that is reported as `path`, to which many diagnostics may refer. An
    /// implementation may keep it, so that it is not read again for each.
    fn indexed(&self, path: &str) -> Option<Arc<IndexedText>> {
        self.text(path).map(|text| Arc::new(text.into()))
    }
}

/// A text with its lines.
#[derive(Clone, Debug)]
pub struct IndexedText {
    /// The text.
    pub text: String,
    /// Its lines.
    pub index: LineIndex,
}

impl From<String> for IndexedText {
    fn from(text: String) -> Self {
        Self { index: LineIndex::new(&text), text }
    }
}
