use std::{
    fs,
    path::{Component, Path, PathBuf},
};

use super::read;
use crate::notetype::{Fetch, FetchError};

/// The folder of a note type's file, the only place from where its `$ref`s are read.
#[derive(Clone, Debug)]
pub struct SchemaFolder {
    folder: PathBuf,
}

impl SchemaFolder {
    /// The folder of the type's file at `file`.
    pub fn of(file: &Path) -> Self {
        Self { folder: file.parent().map(Path::to_owned).unwrap_or_default() }
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
            |path: &Path| fs::canonicalize(path).map_err(|error| FetchError(super::read::words(&error)));
        // A symbolic link may lead anywhere: where the file really is decides.
        let file = real(&self.folder.join(relative))?;
        if !file.starts_with(real(&self.folder)?) {
            return Err(outside());
        }
        read(&file).map_err(|fault| FetchError(fault.message))
    }
}
