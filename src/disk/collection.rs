use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use walkdir::WalkDir;

use crate::vault::{Files, normalize};

/// The files of a collection. They are listed when the first question needs that.
#[derive(Debug)]
pub struct CollectionFiles {
    root: PathBuf,
    folder: PathBuf,
    listed: OnceLock<Listed>,
}

/// Names and paths in NFC.
#[derive(Debug, Default)]
struct Listed {
    names: HashSet<String>,
    paths: HashSet<String>,
}

impl CollectionFiles {
    /// The files below the absolute `root`; paths are reported from the absolute `folder`.
    pub fn new(root: &Path, folder: &Path) -> Self {
        Self { root: root.to_owned(), folder: folder.to_owned(), listed: OnceLock::new() }
    }

    fn listed(&self) -> &Listed {
        self.listed.get_or_init(|| {
            let mut listed = Listed::default();
            let visible = |name: &str| !name.starts_with('.');
            let walk = WalkDir::new(&self.root).into_iter();
            let entries = walk
                .filter_entry(|entry| entry.depth() == 0 || entry.file_name().to_str().is_none_or(visible));
            for entry in entries.filter_map(Result::ok) {
                listed.paths.insert(normalize(&super::shown(entry.path(), &self.folder)).into_owned());
                if !entry.file_type().is_dir() {
                    listed.names.insert(normalize(&entry.file_name().to_string_lossy()).into_owned());
                }
            }
            listed
        })
    }
}

impl Files for CollectionFiles {
    fn exists(&self, path: &str) -> bool {
        // A name may be on disk in NFD and in a link in NFC.
        self.folder.join(path).exists() || !path.is_ascii() && self.listed().paths.contains(&*normalize(path))
    }

    fn has_name(&self, name: &str) -> bool {
        self.listed().names.contains(&*normalize(name))
    }
}
