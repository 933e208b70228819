use std::sync::Arc;

use super::{assignment::Assignment, config_loader::Loaded, target::Target, type_memory::TypeMemory};
use crate::{
    diagnostic::Fault,
    disk::NoteFile,
    lint::{NoteFindings, SharedTexts},
    notetype::Index,
    vault::Facts,
};

/// The result of checking one note on its own.
#[derive(Debug, Default)]
pub(super) struct NoteResult {
    /// What the rules about one note found; `None` if the note is not checked.
    pub(super) findings: Option<Arc<NoteFindings>>,
    /// What rules about the collection need of it, if any of them runs.
    pub(super) facts: Option<Arc<Facts>>,
    /// Why it could not be read or saved.
    pub(super) fault: Option<Box<Fault>>,
    /// The hash of its text.
    pub(super) text_hash: u64,
}

impl NoteResult {
    /// Packs the diagnostics, with long texts in `texts`.
    pub(super) fn pack(&mut self, texts: &SharedTexts) {
        // Where the findings are those of other notes, too, there are no diagnostics.
        if let Some(findings) = self.findings.as_mut().and_then(Arc::get_mut) {
            findings.pack(texts);
        }
    }
}

/// A note that was read before it is known what applies to it.
#[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "only the result cache uses it"))]
pub(super) struct ReadNote<'a> {
    pub(super) file: &'a NoteFile,
    /// Its configuration, in the folder of which it is.
    pub(super) loaded: &'a Loaded,
    /// What is in the file. It need not be text.
    pub(super) bytes: &'a [u8],
    /// What the files `index.md` around it tell.
    pub(super) index: Index,
    /// What of the options results depend on.
    pub(super) options: &'a str,
    /// How many notes are read with it.
    pub(super) among: usize,
}

/// What earlier runs found of notes of which the text tells what applies to them, and of types.
pub(super) trait Memory: Sync {
    /// Whether it saves time to ask for this number of notes.
    fn is_worth(&self, notes: usize) -> bool;

    /// Returns what applies to `note`: what an earlier run found, else what `assign` returns, which depends on nothing
    /// but the note.
    fn assignment(&self, note: &ReadNote<'_>, assign: &dyn Fn() -> Assignment) -> Assignment;

    /// What they found of types.
    fn types(&self) -> Arc<dyn TypeMemory>;
}

/// Results of earlier runs.
pub(super) trait ResultStore: Sync {
    /// Returns the result of the note at `target` if it was found when the note was read to tell what applies to it.
    fn recalled(&self, target: &Target) -> Option<NoteResult>;

    /// Returns the result of the note at `target`, whose text is `text`.
    fn get(&self, target: &Target, text: &str) -> Option<NoteResult>;

    /// Stores `result` for later runs.
    fn put(&self, target: &Target, text: &str, result: &NoteResult);
}
