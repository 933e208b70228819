use std::{
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use super::{FileSystem, describe_error};
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
        let real =
            |path: &Path| self.files.canonicalize(path).map_err(|error| FetchError(describe_error(&error)));
        // The resolved path decides, as a symbolic link may lead anywhere.
        let file = real(&self.folder.join(relative))?;
        if !file.starts_with(real(&self.folder)?) {
            return Err(outside());
        }
        self.files.text(&file).map_err(|fault| FetchError(fault.message))
    }
}
