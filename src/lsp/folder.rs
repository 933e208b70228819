//! The notes of a folder that is open in the editor, or of one file outside of all folders.

use std::{
    collections::{BTreeMap, BTreeSet},
    mem,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
};

use crossbeam_channel::Sender;

use super::{
    client::Client,
    documents::{Document, Documents},
    progress::Progress,
};
use crate::{
    config,
    diagnostic::{Fault, Notice},
    disk::{self, FileSystem, OsFileSystem, Overlay},
    workspace::{ConfigChoice, NoteReport, Options, Workspace},
};

/// The stack of the thread that reads a folder, as large as that of a main thread usually is.
const STACK_BYTES: usize = 8 * 1024 * 1024;

/// Folders whose files come and go in thousands, to which no note links.
const APART: [&str; 2] = [".git", "node_modules"];

/// The number of readings that have begun, of all folders: one that is opened again does not take what was read before.
static READINGS: AtomicU64 = AtomicU64::new(0);

/// A folder that was read.
pub(super) struct Loaded {
    /// What was read, as [`Folder::place`] has it.
    place: PathBuf,
    /// Which reading it is.
    generation: u64,
    workspace: Result<Workspace, Vec<Fault>>,
    /// The texts that were open when it was read.
    texts: BTreeMap<PathBuf, Arc<str>>,
}

/// Notes that are checked together.
pub(super) struct Folder {
    /// The absolute path of a folder, or of the one note.
    pub(super) place: PathBuf,
    /// Whether it is one note.
    pub(super) is_note: bool,
    options: Options,
    /// The reading that has begun last.
    generation: u64,
    /// While notes are read, whether they must be read once more: there is one thread for a folder at a time.
    reading: Option<Arc<AtomicBool>>,
    /// All notes, once they have been read.
    known: Option<Workspace>,
    /// Until then, each open note on its own, checked by the rules that need no other.
    alone: BTreeMap<PathBuf, Workspace>,
    /// The names of the types, as they were last known: who edits a type breaks it on the way.
    type_names: Vec<String>,
    /// The files on disk that have changed while they were read.
    changed: BTreeSet<PathBuf>,
    /// The other files and folders that have come or gone meanwhile.
    listed: BTreeSet<PathBuf>,
    /// Why the notes cannot be checked.
    faults: Vec<Fault>,
}

impl Folder {
    /// Returns the folder at the absolute `place`, or the one note there, under the configuration file that is
    /// chosen, else the nearest one. Nothing is read yet.
    pub(super) fn new(place: PathBuf, is_note: bool, config: Option<&Path>) -> Self {
        let config = config.map_or(ConfigChoice::Nearest, |file| ConfigChoice::File(file.to_owned()));
        // To open a note is not to ask for it: what the configuration excludes stays excluded.
        let force_exclude = true;
        let options = Options { paths: vec![place.clone()], config, force_exclude, ..Options::default() };
        Self {
            place,
            is_note,
            options,
            generation: 0,
            reading: None,
            known: None,
            type_names: Vec::new(),
            alone: BTreeMap::new(),
            changed: BTreeSet::new(),
            listed: BTreeSet::new(),
            faults: Vec::new(),
        }
    }

    /// Whether the file at the absolute `path` is in it.
    pub(super) fn contains(&self, path: &Path) -> bool {
        if self.is_note { self.place == path } else { path.starts_with(&self.place) }
    }

    /// Whether its notes see `document`: no others see a buffer that has never been saved.
    fn shares(&self, document: &Document) -> bool {
        document.is_file || self.place == document.path
    }

    /// Whether its notes are being read.
    pub(super) fn is_loading(&self) -> bool {
        self.reading.is_some()
    }

    /// Reads the notes again, on a thread of its own, with the `documents` that are open in place of their files.
    /// The result is sent to `done`. If notes are being read, they are read once more when that ends.
    pub(super) fn load(&mut self, documents: &Documents, client: Option<Arc<Client>>, done: Sender<Loaded>) {
        if let Some(is_outdated) = &self.reading {
            return is_outdated.store(true, Ordering::Relaxed);
        }
        let is_outdated = Arc::new(AtomicBool::new(false));
        self.reading = Some(is_outdated.clone());
        self.generation = READINGS.fetch_add(1, Ordering::Relaxed);
        self.changed.clear();
        self.listed.clear();
        let own = documents.all().filter(|document| self.shares(document));
        let texts: BTreeMap<PathBuf, Arc<str>> =
            own.map(|document| (document.path.clone(), document.text.clone())).collect();
        let (place, generation, options) = (self.place.clone(), self.generation, self.options.clone());
        let progress = Progress::new(client, format!("notelint/{}/{generation}", place.display()));
        let read = move || {
            let files = overlay(&texts);
            let workspace = Workspace::open_over(options, files).map(|mut workspace| {
                if !is_outdated.load(Ordering::Relaxed) {
                    workspace.prepare(&progress);
                }
                workspace
            });
            done.send(Loaded { place, generation, workspace, texts }).ok();
        };
        let started = thread::Builder::new().stack_size(STACK_BYTES).spawn(read);
        if let Err(error) = started {
            self.reading = None;
            let why = disk::describe_error(&error);
            self.faults = vec![Fault::new(format!("the notes cannot be read: {why}"))];
        }
    }

    /// Takes what was read, if it is of this folder and nothing newer is being read. The `documents` that have changed
    /// meanwhile are updated. Returns whether the notes must be read again; `None` if it was not taken.
    pub(super) fn take(&mut self, loaded: &mut Option<Loaded>, documents: &Documents) -> Option<bool> {
        let is_own = |it: &mut Loaded| it.place == self.place && it.generation == self.generation;
        let Loaded { workspace, texts, .. } = loaded.take_if(is_own)?;
        let mut is_outdated = self.reading.take().is_some_and(|it| it.load(Ordering::Relaxed));
        if is_outdated {
            return Some(true);
        }
        self.alone.clear();
        match workspace {
            Ok(workspace) => {
                self.faults.clear();
                self.type_names = workspace.type_names().map(str::to_owned).collect();
                self.known = Some(workspace);
                for path in mem::take(&mut self.changed) {
                    is_outdated |= self.reload(&path);
                }
                for path in mem::take(&mut self.listed) {
                    is_outdated |= self.list(&path);
                }
                for document in documents.all() {
                    if self.shares(document) && texts.get(&document.path) != Some(&document.text) {
                        is_outdated |= self.update(document);
                    }
                }
            }
            Err(faults) => {
                self.known = None;
                self.faults = faults;
            }
        }
        Some(is_outdated)
    }

    /// Takes the text of `document`. Returns whether the notes must be read again: others depend on it.
    pub(super) fn update(&mut self, document: &Document) -> bool {
        let Document { path, text, .. } = document;
        if self.is_configuration(path) {
            return true;
        }
        if !disk::is_markdown(path) || !self.contains(path) || !self.shares(document) {
            return false;
        }
        if let Some(known) = &mut self.known {
            return known.update(path, text).map_err(|faults| self.faults = faults).is_err();
        }
        if let Some(alone) = self.alone.get_mut(path) {
            alone.update(path, text).map_err(|faults| self.faults = faults).ok();
        }
        false
    }

    /// Takes the content of the file at `path`, which is not open any more, or has changed on disk. Returns whether
    /// the notes must be read again.
    pub(super) fn reload(&mut self, path: &Path) -> bool {
        if self.is_configuration(path) {
            return true;
        }
        if !disk::is_markdown(path) || !self.contains(path) {
            return false;
        }
        self.alone.remove(path);
        if self.is_loading() {
            self.changed.insert(path.to_owned());
        }
        let is_there = (&OsFileSystem as &dyn FileSystem).is_file(path);
        match &mut self.known {
            // What is new may be ignored, and what is gone has left links.
            Some(known) => {
                let is_known = is_there && known.knows(path);
                !is_known || known.reload(path).map_err(|faults| self.faults = faults).is_err()
            }
            None => false,
        }
    }

    /// Takes that there is something at `path`, or no longer: links can lead to any file. Returns whether the notes must be
    /// read again: it is a folder with notes.
    pub(super) fn list(&mut self, path: &Path) -> bool {
        let is_apart = || path.components().any(|part| APART.iter().any(|name| part.as_os_str() == *name));
        if disk::is_markdown(path) || !self.contains(path) || is_apart() {
            return false;
        }
        if self.is_loading() {
            self.listed.insert(path.to_owned());
        }
        let Some(known) = &mut self.known else { return false };
        let files: &dyn FileSystem = &OsFileSystem;
        let mut has_notes = !files.is_folder(path) && known.has_notes_in(path);
        if files.is_folder(path) {
            files.walk(path, &mut |visited| {
                has_notes |= visited.is_ok_and(|it| disk::is_markdown(it.path) && !known.knows(it.path));
            });
        }
        known.list_files_again();
        has_notes
    }

    /// Whether what notes are checked by is in the file at `path`, as far as it is known.
    pub(super) fn is_configuration(&self, path: &Path) -> bool {
        if path.file_name().is_some_and(|name| name == config::FILE_NAME) {
            return self.place.starts_with(path.parent().unwrap_or(path)) || self.contains(path);
        }
        let is_broken = || self.known.is_none() && self.contains(path) && !disk::is_markdown(path);
        self.known.as_ref().is_some_and(|known| known.depends_on(path))
            || self.faults.iter().any(|fault| path_of(fault.path.as_deref()).as_deref() == Some(path))
            || is_broken() && !self.faults.is_empty()
    }

    /// Returns the notes to ask about `document`: all of them, or until they have been read that one alone. `None` if
    /// it cannot be checked.
    pub(super) fn workspace(&mut self, document: &Document) -> Option<&mut Workspace> {
        let Self { known, alone, faults, options, .. } = self;
        if let Some(known) = known {
            return Some(known);
        }
        if !faults.is_empty() || !disk::is_markdown(&document.path) {
            return None;
        }
        if !alone.contains_key(&document.path) {
            let options = Options {
                paths: vec![document.path.clone()],
                ignore: vec!["vault".to_owned(), "link/missing-target".to_owned()],
                ..options.clone()
            };
            let texts = [(document.path.clone(), document.text.clone())].into();
            let opened = Workspace::open_over(options, overlay(&texts)).map_err(|found| *faults = found);
            alone.insert(document.path.clone(), opened.ok()?);
        }
        alone.get_mut(&document.path)
    }

    /// Returns all notes, if they have been read.
    pub(super) fn known(&mut self) -> Option<&mut Workspace> {
        self.known.as_mut()
    }

    /// Returns what is reported of `document`; `None` if it is not checked.
    pub(super) fn check(&mut self, document: &Document) -> Option<NoteReport> {
        let path = document.path.clone();
        self.workspace(document)?.check(&path)
    }

    /// Returns what would be reported of `document` if it had the `text`.
    pub(super) fn check_as(&mut self, document: &Document, text: &str) -> Option<NoteReport> {
        let Document { path, text: own, .. } = document;
        let workspace = self.workspace(document)?;
        workspace.update(path, text).ok()?;
        let report = workspace.check(path);
        workspace.update(path, own).ok()?;
        report
    }

    /// The names of the types.
    pub(super) fn type_names(&self) -> &[String] {
        &self.type_names
    }

    /// Why the notes cannot be checked.
    pub(super) fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Notices about the configurations and types.
    pub(super) fn notices(&self) -> &[Notice] {
        self.known.as_ref().map_or(&[], Workspace::notices)
    }
}

/// Returns the absolute path of the file that is reported as `path`.
pub(super) fn path_of(path: Option<&str>) -> Option<PathBuf> {
    let files: &dyn FileSystem = &OsFileSystem;
    let folder = files.working_directory().ok()?;
    Some(files.reported(Path::new(path?), &folder))
}

/// Returns the disk with these `texts` in place of files.
fn overlay(texts: &BTreeMap<PathBuf, Arc<str>>) -> Arc<Overlay> {
    let files = Overlay::new(Arc::new(OsFileSystem));
    for (path, text) in texts {
        files.insert(path, text.as_bytes());
    }
    Arc::new(files)
}
