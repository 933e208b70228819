use std::{
    collections::{HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
};

use ignore::{DirEntry, WalkBuilder, WalkState};
use unicode_normalization::UnicodeNormalization;

use super::{absolute, read::words, real, shown};
use crate::diagnostic::Fault;

/// A note on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteFile {
    /// Its absolute path.
    pub path: Box<Path>,
    /// The path as it is reported.
    pub shown: Arc<str>,
    /// Whether the file itself was named, not a folder that it is in.
    pub named: bool,
    /// The absolute folder from which on it was found: the one that was named; of a named file,
    /// the working directory, or its own folder where it is elsewhere.
    pub root: Arc<Path>,
}

impl NoteFile {
    /// The file at the absolute `path`, which was named in the absolute working directory
    /// `folder`.
    pub fn named(path: PathBuf, folder: &Path) -> Self {
        let root = if path.starts_with(folder) { folder } else { path.parent().unwrap_or(folder) };
        Self { shown: shown(&path, folder).into(), root: root.into(), path: path.into(), named: true }
    }
}

/// What was found on disk.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The notes by the path that is reported, compared in NFC; each file once.
    pub notes: Vec<NoteFile>,
    /// What could not be looked at.
    pub faults: Vec<Fault>,
}

/// Finds the notes at `paths`: each named file, whatever it is called, and in each named folder
/// every Markdown file that is neither hidden nor ignored by Git. Symbolic links to files are
/// followed, those to folders only where they are named. `folder` is the absolute working
/// directory.
pub fn find(paths: &[PathBuf], folder: &Path) -> Found {
    let mut found = Found::default();
    let mut links = HashSet::new();
    for path in paths {
        let path = absolute(path, folder);
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() => walk(&path, folder, &mut found, &mut links),
            Ok(_) => {
                if path.is_symlink() {
                    links.insert(path.clone());
                }
                found.notes.push(NoteFile::named(path, folder));
            }
            Err(error) => {
                found.faults.push(
                    Fault::new(format!("cannot be read: {}", words(&error))).in_file(shown(&path, folder)),
                );
            }
        }
    }
    // A walk of one folder meets each file once, unless by a link.
    if paths.len() > 1 || !links.is_empty() {
        keep_one_of_each(&mut found.notes, &links);
    }
    sort(&mut found.notes);
    found.faults.sort_by(|a, b| (&a.path, &a.message).cmp(&(&b.path, &b.message)));
    found.faults.dedup();
    found
}

/// The deepest folder that all of `paths` are in, those that are folders included. `folder` is the
/// absolute working directory, which it is where there are no paths.
pub fn common_folder(paths: &[PathBuf], folder: &Path) -> PathBuf {
    let folders = paths.iter().map(|path| {
        let path = absolute(path, folder);
        if path.is_dir() { path } else { path.parent().unwrap_or(folder).to_owned() }
    });
    let shared = |a: PathBuf, b: PathBuf| {
        a.components().zip(b.components()).take_while(|(a, b)| a == b).map(|(part, _)| part).collect()
    };
    folders.reduce(shared).unwrap_or_else(|| folder.to_owned())
}

/// Sorts notes by the path that is reported, compared in NFC.
fn sort(notes: &mut [NoteFile]) {
    if notes.iter().all(|note| note.shown.is_ascii()) {
        notes.sort_unstable_by(|a, b| a.shown.cmp(&b.shown));
    } else {
        notes.sort_by_cached_key(|note| (note.shown.nfc().collect::<String>(), note.shown.clone()));
    }
}

/// Keeps one note of each file: best one that is named, and no link.
fn keep_one_of_each(notes: &mut Vec<NoteFile>, links: &HashSet<PathBuf>) {
    notes.sort_by(|a, b| {
        let key = |note: &NoteFile| (!note.named, links.contains(&*note.path));
        key(a).cmp(&key(b)).then_with(|| a.path.cmp(&b.path))
    });
    let mut folders: HashMap<PathBuf, PathBuf> = HashMap::new();
    let mut seen: HashSet<PathBuf> = HashSet::with_capacity(notes.len());
    notes.retain(|note| {
        let (Some(parent), Some(name)) = (note.path.parent(), note.path.file_name()) else { return true };
        if links.contains(&*note.path) {
            return seen.insert(real(&note.path));
        }
        if !folders.contains_key(parent) {
            folders.insert(parent.to_owned(), real(parent));
        }
        seen.insert(folders.get(parent).map_or_else(|| note.path.to_path_buf(), |folder| folder.join(name)))
    });
}

fn walk(root: &Path, folder: &Path, found: &mut Found, links: &mut HashSet<PathBuf>) {
    let from: Arc<Path> = root.into();
    let (sender, met) = mpsc::channel();
    // Notes in a folder that is no repository may have a `.gitignore` all the same.
    WalkBuilder::new(root).require_git(false).build_parallel().run(|| {
        let (sender, from) = (sender.clone(), from.clone());
        Box::new(move |entry| {
            let met = match entry {
                Ok(entry) => note(&entry, &from, folder).map(Ok),
                Err(error) => Some(Err(fault(&error, folder))),
            };
            let is_heard = met.is_none_or(|met| sender.send(met).is_ok());
            if is_heard { WalkState::Continue } else { WalkState::Quit }
        })
    });
    drop(sender);
    for met in met {
        match met {
            Ok((note, is_link)) => {
                if is_link {
                    links.insert(note.path.to_path_buf());
                }
                found.notes.push(note);
            }
            Err(fault) => found.faults.push(fault),
        }
    }
}

/// The note that `entry` is, met on the walk from `root`, and whether by a link.
fn note(entry: &DirEntry, root: &Arc<Path>, folder: &Path) -> Option<(NoteFile, bool)> {
    let kind = entry.file_type().filter(|_| is_markdown(entry.path()))?;
    let is_link = kind.is_symlink();
    (kind.is_file() || is_link && !entry.path().is_dir()).then(|| {
        // A copy takes no more room than its bytes.
        let path: Box<Path> = entry.path().into();
        let shown = shown(&path, folder).into();
        (NoteFile { shown, path, named: false, root: root.clone() }, is_link)
    })
}

fn is_markdown(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    ["md", "markdown"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

fn fault(error: &ignore::Error, folder: &Path) -> Fault {
    let message = match error.io_error() {
        Some(error) => format!("cannot be read: {}", words(error)),
        None => error.to_string(),
    };
    let fault = Fault::new(message);
    match path_of(error) {
        Some(path) => fault.in_file(shown(path, folder)),
        None => fault,
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}
