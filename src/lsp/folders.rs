//! All folders that are open, and notes outside of them.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crossbeam_channel::Sender;
use gen_lsp_types::Uri;

use super::{
    client::Client,
    documents::{Document, Documents},
    folder::{Folder, Loaded},
};
use crate::disk::{self, FileSystem, OsFileSystem};

/// The folders, and what they are read with.
pub(super) struct Folders {
    all: Vec<Folder>,
    config: Option<PathBuf>,
    /// The client, if it shows progress.
    watcher: Option<Arc<Client>>,
    done: Sender<Loaded>,
}

impl Folders {
    /// Returns none. Folders that have been read are sent to `done`; `watcher` is told how far that is.
    pub(super) fn new(watcher: Option<Arc<Client>>, done: Sender<Loaded>) -> Self {
        Self { all: Vec::new(), config: None, watcher, done }
    }

    /// Opens the folder at the absolute `place` and begins to read it.
    pub(super) fn open(&mut self, place: PathBuf, documents: &Documents) {
        if !self.all.iter().any(|folder| folder.place == place) {
            self.begin(place, false, documents);
        }
    }

    fn begin(&mut self, place: PathBuf, is_note: bool, documents: &Documents) {
        let mut folder = Folder::new(place, is_note, self.config.as_deref());
        folder.load(documents, self.watcher.clone(), self.done.clone());
        self.all.push(folder);
    }

    /// Closes the folder at the absolute `place`.
    pub(super) fn close(&mut self, place: &Path) {
        self.all.retain(|folder| folder.place != place);
    }

    /// Reads all folders again, under the configuration file that is chosen.
    pub(super) fn restart(&mut self, config: Option<PathBuf>, documents: &Documents) {
        self.config = config;
        let places: Vec<(PathBuf, bool)> =
            self.all.drain(..).map(|folder| (folder.place, folder.is_note)).collect();
        for (place, is_note) in places {
            self.begin(place, is_note, documents);
        }
    }

    /// Returns the folder that a buffer without a file belongs to: the first one, else the working directory.
    pub(super) fn first(&self) -> PathBuf {
        let first = self.all.iter().find(|folder| !folder.is_note).map(|folder| folder.place.clone());
        let files: &dyn FileSystem = &OsFileSystem;
        first.or_else(|| files.working_directory().ok()).unwrap_or_default()
    }

    /// Returns the folder that answers for `document`: the note on its own if no folder has it, else the innermost one.
    pub(super) fn of(&mut self, document: &Document) -> Option<&mut Folder> {
        let of = |folder: &&mut Folder| folder.contains(&document.path);
        self.all.iter_mut().filter(of).max_by_key(|folder| folder.place.as_os_str().len())
    }

    /// Takes the text of `document`, which was opened or changed.
    pub(super) fn update(&mut self, document: &Document, documents: &Documents) {
        let Self { all, watcher, done, .. } = self;
        for folder in all {
            if folder.update(document) {
                folder.load(documents, watcher.clone(), done.clone());
            }
        }
        self.adopt(document, documents);
    }

    /// Opens `document`, a note, on its own if no folder has it: one that is ignored, outside of all, or not saved.
    fn adopt(&mut self, document: &Document, documents: &Documents) {
        if !disk::is_markdown(&document.path) {
            return;
        }
        let is_known = self.of(document).is_some_and(|folder| {
            let is_open = folder.is_note || document.is_file;
            is_open && (folder.is_loading() || folder.known().is_none_or(|known| known.knows(&document.path)))
        });
        if !is_known {
            self.begin(document.path.clone(), true, documents);
        }
    }

    /// Takes the contents of the files at the paths `contents`, which are not open any more or have changed on disk, and
    /// that there are or are no longer files or folders at `names`.
    pub(super) fn reload(&mut self, contents: &[PathBuf], names: &[PathBuf], documents: &Documents) {
        let Self { all, watcher, done, .. } = self;
        for folder in all {
            let mut is_outdated = false;
            for path in contents {
                is_outdated |= folder.reload(path);
            }
            for path in names {
                is_outdated |= folder.list(path);
            }
            if is_outdated {
                folder.load(documents, watcher.clone(), done.clone());
            }
        }
    }

    /// Forgets the note at `path` if it was open on its own.
    pub(super) fn forget(&mut self, path: &Path) {
        self.all.retain(|folder| !folder.is_note || folder.place != path);
    }

    /// Takes a folder that was read. Returns it; `None` if it is not open any more, or must be read again.
    pub(super) fn take(&mut self, loaded: Loaded, documents: &Documents) -> Option<PathBuf> {
        let mut loaded = Some(loaded);
        let Self { all, watcher, done, .. } = self;
        let taken = all.iter_mut().find_map(|folder| {
            let is_outdated = folder.take(&mut loaded, documents)?;
            if is_outdated {
                folder.load(documents, watcher.clone(), done.clone());
            }
            (!is_outdated).then(|| folder.place.clone())
        })?;
        self.release(documents);
        for document in documents.all() {
            self.adopt(document, documents);
        }
        Some(taken)
    }

    /// Forgets the notes that are open on their own and that a folder has by now.
    fn release(&mut self, documents: &Documents) {
        let mut known = Vec::new();
        for document in documents.all().filter(|document| document.is_file) {
            let has = |folder: &mut Folder| folder.known().is_some_and(|known| known.knows(&document.path));
            let mut folders =
                self.all.iter_mut().filter(|folder| !folder.is_note && folder.contains(&document.path));
            if folders.any(has) {
                known.push(document.path.clone());
            }
        }
        self.all.retain(|folder| !folder.is_note || !known.contains(&folder.place));
    }

    /// Returns all of them.
    pub(super) fn all(&mut self) -> &mut [Folder] {
        &mut self.all
    }
}

/// Returns the absolute path of the folder at `uri`.
pub(super) fn place(uri: &Uri) -> Option<PathBuf> {
    super::address::path(uri)
}
