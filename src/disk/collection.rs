use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use super::{FileKind, FileSystem, absolute, display_path};
use crate::{text::nfc, vault::Files};

/// The files of a collection, listed when they are first needed.
#[derive(Debug)]
pub struct CollectionFiles {
    files: Arc<dyn FileSystem>,
    root: PathBuf,
    listed: OnceLock<Listed>,
}

/// Names, and paths from the root, in NFC.
#[derive(Debug, Default)]
struct Listed {
    names: HashSet<String>,
    paths: HashSet<String>,
}

impl CollectionFiles {
    /// Returns the files below the absolute `root`.
    pub fn new(files: Arc<dyn FileSystem>, root: &Path) -> Self {
        Self { files, root: root.to_owned(), listed: OnceLock::new() }
    }

    fn listed(&self) -> &Listed {
        self.listed.get_or_init(|| {
            let mut listed = Listed::default();
            self.files.list(&self.root, &mut |visited| {
                listed.paths.insert(nfc(&display_path(visited.path, &self.root)).into_owned());
                if visited.kind != Some(FileKind::Folder) {
                    let name = visited.path.file_name().unwrap_or_default();
                    listed.names.insert(nfc(&name.to_string_lossy()).into_owned());
                }
            });
            listed
        })
    }
}

impl Files for CollectionFiles {
    fn exists(&self, path: &str) -> bool {
        // A name may be on disk in NFD and in a link in NFC.
        self.files.kind(&absolute(Path::new(path), &self.root)).is_ok()
            || !path.is_ascii() && self.listed().paths.contains(&*nfc(path))
    }

    fn has_name(&self, name: &str) -> bool {
        self.listed().names.contains(&*nfc(name))
    }
}
