use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use crate::{disk, lint::Sources};

/// The texts of files, by the paths that are reported: read from disk, unless they are held here
/// because they are not on disk.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    folder: PathBuf,
    held: BTreeMap<String, String>,
}

impl Texts {
    /// Texts of files reported from the absolute `folder`.
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder, held: BTreeMap::new() }
    }

    /// Holds `text` for `path`.
    pub(super) fn hold(&mut self, path: &str, text: String) {
        self.held.insert(path.to_owned(), text);
    }

    /// The text that is held for `path`.
    pub(super) fn held(&self, path: &str) -> Option<&String> {
        self.held.get(path)
    }
}

impl Sources for Texts {
    fn text(&self, path: &str) -> Option<String> {
        let held = self.held(path).cloned();
        held.or_else(|| disk::read(&disk::absolute(Path::new(path), &self.folder)).ok())
    }
}
