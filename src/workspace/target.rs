use std::{ffi::OsStr, path::Path, sync::Arc};

use super::{options::STDIN, root::Root};
use crate::{
    disk::{self, NoteFile},
    notetype::NotePath,
};

/// A note's resolved settings; kept small, as there is one per note.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Resolved {
    /// The number of its settings; `None` if it has no type.
    pub(crate) settings: Option<u32>,
    /// The number of its collection.
    pub(crate) root: u32,
}

impl Resolved {
    /// The note has no type and no collection.
    pub(crate) const NOTHING: Self = Self { settings: None, root: u32::MAX };
}

/// A note that was found.
#[derive(Debug)]
pub(crate) struct Target {
    pub(super) file: NoteFile,
    pub(super) resolved: Resolved,
    pub(super) reported: bool,
    /// Whether it is one of its collection, which other notes see. A note that the collection leaves out
    /// (hidden, ignored or excluded) but that was named is not.
    pub(super) is_member: bool,
    /// Whether its collection excludes it: it is not reported, but others can link to it.
    pub(super) is_excluded: bool,
    /// The path from the root of its collection.
    inner_path: Arc<str>,
}

impl Target {
    /// Returns the note `file` in the collection with the root `root`, if it has one.
    pub(super) fn new(file: NoteFile, resolved: Resolved, root: Option<&Root>) -> Self {
        let inner_path = Self::path_in(&file, root);
        Self { file, resolved, reported: true, is_member: true, is_excluded: false, inner_path }
    }

    /// Returns the path of the note `file` from the `root` of its collection, if it has one.
    pub(super) fn path_in(file: &NoteFile, root: Option<&Root>) -> Arc<str> {
        match root {
            Some(root) if !root.display_path.is_empty() => {
                disk::display_path(&file.path, &root.folder).into()
            }
            _ => file.display_path.clone(),
        }
    }

    /// Makes it a note that is not reported.
    pub(super) fn neighbour(self) -> Self {
        Self { reported: false, ..self }
    }

    /// Makes it a note that the collection excludes.
    pub(super) fn excluded(self) -> Self {
        Self { reported: false, is_excluded: true, ..self }
    }

    /// The note's path, as reported.
    pub(crate) fn display_path(&self) -> &Arc<str> {
        &self.file.display_path
    }

    /// The note's path from the root of its collection.
    pub(super) fn inner_path(&self) -> &Arc<str> {
        &self.inner_path
    }

    /// Where its note is, as its type reads it; `None` of standard input without a name.
    pub(crate) fn note_path(&self) -> Option<NotePath<'_>> {
        let folder = self.path().parent().and_then(Path::file_name).and_then(OsStr::to_str);
        let path = NotePath { path: &self.inner_path, folder: folder.unwrap_or_default() };
        (**self.display_path() != *STDIN).then_some(path)
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
