use std::path::{Path, PathBuf};

use crate::disk::{self, FileSystem, Repository};

/// The root of a collection: the folder of its configuration, else of its repository, else the working
/// directory.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Root {
    /// The absolute folder.
    pub(crate) folder: PathBuf,
    /// The folder as reported; empty for the working directory.
    pub(crate) display_path: String,
    /// Whether it has a configuration.
    pub(crate) configured: bool,
    /// Whether the folder does not depend on which notes were named. If it does, the collection consists of
    /// those notes.
    pub(super) is_fixed: bool,
    /// Whether all notes of the collection are known.
    pub(crate) is_whole: bool,
}

impl Root {
    /// Returns the root at the absolute `folder`, reported from the absolute `cwd`.
    pub(super) fn new(folder: PathBuf, cwd: &Path, configured: bool) -> Self {
        let display_path = if folder == cwd { String::new() } else { disk::display_path(&folder, cwd) };
        Self { folder, display_path, configured, is_fixed: true, is_whole: configured }
    }

    /// Returns the root of notes in the absolute `folder` without a configuration: their repository, else
    /// the working directory `cwd`. `named` is the root if there is neither.
    pub(super) fn without_config(
        files: &dyn FileSystem,
        folder: &Path,
        cwd: &Path,
        named: impl FnOnce() -> PathBuf,
    ) -> Self {
        if let Some(repository) = Repository::around(files, folder) {
            return Self::new(repository.root().to_owned(), cwd, false);
        }
        // All files of a user, or of a computer, are not one collection.
        let holds_all = cwd.parent().is_none() || files.home().is_some_and(|home| home.starts_with(cwd));
        if folder.starts_with(cwd) && !holds_all {
            return Self::new(cwd.to_owned(), cwd, false);
        }
        Self { is_fixed: false, ..Self::new(named(), cwd, false) }
    }
}
