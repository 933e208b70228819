use std::{
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use super::{FileSystem, Repository};
use crate::notetype::{Fetch, FetchError};

/// The folder of a note type's file. Its `$ref`s are read from this folder only.
#[derive(Clone, Debug)]
pub struct SchemaFolder {
    files: Arc<dyn FileSystem>,
    folder: PathBuf,
}

impl SchemaFolder {
    /// Returns the folder of the type's file at `file`.
    pub fn of(files: Arc<dyn FileSystem>, file: &Path) -> Self {
        Self { files, folder: file.parent().map(Path::to_owned).unwrap_or_default() }
    }

    /// Returns the absolute path of the file at `path` in the folder.
    pub fn file(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }
}

impl Fetch for SchemaFolder {
    fn fetch(&self, path: &str) -> Result<String, FetchError> {
        let outside = || FetchError(format!("`{path}` is not below the folder of the note type"));
        let relative = Path::new(path);
        let plain =
            relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if !plain {
            return Err(outside());
        }
        let files: &dyn FileSystem = &*self.files;
        // A symbolic link may lead anywhere.
        let file = Repository::at(files, &self.folder).readable(files, &self.folder.join(relative));
        files.text(&file.map_err(|_| outside())?).map_err(|fault| {
            FetchError(fault.message.strip_prefix("cannot be read: ").unwrap_or(&fault.message).to_owned())
        })
    }
}
