//! The files `index.md`, by which a bundle of knowledge is recognised.

use std::{
    collections::HashMap,
    ffi::OsString,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use crate::{disk::FileSystem, notetype::Index};

const NAME: &str = "index.md";

/// What is known of the `index.md` of each folder.
#[derive(Debug, Default)]
pub(super) struct Indexes {
    own: Mutex<HashMap<PathBuf, Index>>,
    /// What those around each folder tell, up to the root that was asked for. Paths are hashed faster as text.
    around: Mutex<HashMap<OsString, (OsString, Index)>>,
}

impl Indexes {
    /// Returns what tells most of those in `folder` and above it, up to `root`.
    pub(super) fn around(&self, files: &dyn FileSystem, folder: &Path, root: &Path) -> Index {
        let known = || self.around.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = |(up_to, _): &&(OsString, Index)| up_to == root.as_os_str();
        if let Some((_, known)) = known().get(folder.as_os_str()).filter(is_same) {
            return *known;
        }
        let inside = folder.ancestors().take_while(|above| above.starts_with(root));
        let index = inside.map(|above| self.of(files, above)).max().unwrap_or_default();
        known().insert(folder.into(), (root.into(), index));
        index
    }

    fn of(&self, files: &dyn FileSystem, folder: &Path) -> Index {
        let known = || self.own.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known().get(folder) {
            return *known;
        }
        let index = read(files, folder);
        known().insert(folder.to_owned(), index);
        index
    }

    /// Whether the file at `path` is one whose change may change the types of other notes.
    pub(super) fn is_changed(&self, files: &dyn FileSystem, path: &Path) -> bool {
        let Some(folder) = path.parent().filter(|_| path.ends_with(NAME)) else { return false };
        let known = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(folder).is_some_and(|known| *known != read(files, folder))
    }
}

fn read(files: &dyn FileSystem, folder: &Path) -> Index {
    let path = folder.join(NAME);
    // It may lead out of the collection.
    let text = (!files.is_link(&path)).then(|| files.text(&path).ok()).flatten();
    text.map(|text| Index::of(&text)).unwrap_or_default()
}
