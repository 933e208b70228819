use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    disk::{FileSystem, absolute},
    lint::Sources,
};

/// The texts of files, by their reported paths.
#[derive(Clone, Debug)]
pub(crate) struct FileSources {
    files: Arc<dyn FileSystem>,
    folder: PathBuf,
}

impl FileSources {
    /// Returns the texts of `files`, reported from the absolute `folder`.
    pub(crate) fn new(files: Arc<dyn FileSystem>, folder: PathBuf) -> Self {
        Self { files, folder }
    }
}

impl Sources for FileSources {
    fn text(&self, path: &str) -> Option<String> {
        self.files.text(&absolute(Path::new(path), &self.folder)).ok()
    }
}
