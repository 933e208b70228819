use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use super::{FileKind, FileSystem, Outside, Repository, absolute, display_path};
use crate::{
    text::nfc,
    vault::{Existence, Files},
};

/// The files of a collection, listed when they are first needed.
#[derive(Debug)]
pub struct CollectionFiles {
    files: Arc<dyn FileSystem>,
    root: PathBuf,
    listed: OnceLock<Listed>,
    repository: OnceLock<Repository>,
}

/// Names, and paths from the root, in NFC.
#[derive(Debug, Default)]
struct Listed {
    names: HashSet<String>,
    /// The path of the only file of a name, in lower case; `None` if there are several.
    only: HashMap<String, Option<String>>,
    paths: HashSet<String>,
}

impl CollectionFiles {
    /// Returns the files below the absolute `root`.
    pub fn new(files: Arc<dyn FileSystem>, root: &Path) -> Self {
        let (listed, repository) = Default::default();
        Self { files, root: root.to_owned(), listed, repository }
    }

    fn repository(&self) -> &Repository {
        let files: &dyn FileSystem = &*self.files;
        self.repository.get_or_init(|| Repository::or_at(files, &self.root, &self.root))
    }

    /// Whether `file` is a symbolic link of the repository.
    fn is_link(&self, file: &Path) -> bool {
        let files: &dyn FileSystem = &*self.files;
        let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else { return false };
        let folder = self.repository().resolve(files, folder);
        folder.is_ok_and(|folder| files.is_link(&folder.join(name)))
    }

    fn listed(&self) -> &Listed {
        self.listed.get_or_init(|| {
            let mut listed = Listed::default();
            self.files.list(&self.root, &mut |visited| {
                let path = nfc(&display_path(visited.path, &self.root)).into_owned();
                if visited.kind != Some(FileKind::Folder) {
                    let name = visited.path.file_name().unwrap_or_default();
                    let name = nfc(&name.to_string_lossy()).into_owned();
                    let only = listed.only.entry(name.to_lowercase());
                    only.and_modify(|only| *only = None).or_insert_with(|| Some(path.clone()));
                    listed.names.insert(name);
                }
                listed.paths.insert(path);
            });
            listed
        })
    }
}

impl Files for CollectionFiles {
    fn at(&self, path: &str) -> Existence {
        let files: &dyn FileSystem = &*self.files;
        let file = absolute(Path::new(path), &self.root);
        let exists = match self.repository().resolve(files, &file) {
            // A link is there, wherever it leads.
            Err(Outside::Link { .. }) if self.is_link(&file) => true,
            Err(Outside::Link { is_git } | Outside::Path { is_git }) => {
                return Existence::Outside { is_known: is_git };
            }
            Err(Outside::Circle) => false,
            Ok(real) => files.kind(&real).is_ok(),
        };
        // A name may be on disk in NFD and in a link in NFC.
        if exists || !path.is_ascii() && self.listed().paths.contains(&*nfc(path)) {
            Existence::Exists
        } else {
            Existence::Missing
        }
    }

    fn has_name(&self, name: &str) -> bool {
        self.listed().names.contains(&*nfc(name))
    }

    fn named(&self, name: &str) -> Option<String> {
        self.listed().only.get(&nfc(name).to_lowercase())?.clone()
    }
}
