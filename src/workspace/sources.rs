use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    disk::FileSystem,
    lint::{IndexedText, Sources},
};

/// How much of the texts to which diagnostics of other notes refer is kept.
const MAX_KEPT_BYTES: usize = 8 << 20;

/// The texts of files, by their reported paths. Those that are kept are not read again, so a file must not
/// be changed meanwhile.
#[derive(Debug)]
pub(crate) struct FileSources {
    files: Arc<dyn FileSystem>,
    folder: PathBuf,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    texts: HashMap<String, Arc<IndexedText>>,
    bytes: usize,
}

impl FileSources {
    /// Returns the texts of `files`, reported from the absolute `folder`.
    pub(crate) fn new(files: Arc<dyn FileSystem>, folder: PathBuf) -> Self {
        Self { files, folder, kept: Mutex::default() }
    }
}

impl Sources for FileSources {
    fn text(&self, path: &str) -> Option<String> {
        self.files.text(&self.files.reported(Path::new(path), &self.folder)).ok()
    }

    fn indexed(&self, path: &str) -> Option<Arc<IndexedText>> {
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept().texts.get(path) {
            return Some(known.clone());
        }
        let text = Arc::new(IndexedText::from(self.text(path)?));
        let mut kept = kept();
        if kept.bytes + text.text.len() > MAX_KEPT_BYTES {
            *kept = Kept::default();
        }
        kept.bytes += text.text.len();
        kept.texts.insert(path.to_owned(), text.clone());
        Some(text)
    }
}
