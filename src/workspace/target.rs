use std::{path::Path, sync::Arc};

use super::settings::Resolved;
use crate::disk::NoteFile;

/// A note that was found.
#[derive(Debug)]
pub(crate) struct Target {
    pub(super) file: NoteFile,
    pub(super) resolved: Resolved,
    pub(super) reported: bool,
}

impl Target {
    /// The note's path, as reported.
    pub(crate) fn display_path(&self) -> &Arc<str> {
        &self.file.display_path
    }

    /// The absolute path of the note's file.
    pub(crate) fn path(&self) -> &Path {
        &self.file.path
    }

    /// The number of the note's collection.
    pub(crate) fn root(&self) -> usize {
        self.resolved.root as usize
    }

    /// The number of its settings; `None` if it has no type.
    pub(crate) fn settings(&self) -> Option<usize> {
        self.resolved.settings.map(|number| number as usize)
    }

    /// Whether it is checked and reported. If not, it is a neighbour: others of its collection may
    /// link to it.
    pub(crate) fn is_reported(&self) -> bool {
        self.reported
    }
}
