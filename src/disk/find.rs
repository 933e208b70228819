use std::{
    cmp::Ordering,
    collections::{HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use ignore::WalkBuilder;
use unicode_normalization::UnicodeNormalization;

use super::{absolute, read::words, real, shown};
use crate::diagnostic::Fault;

/// A note on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteFile {
    /// Its absolute path.
    pub path: PathBuf,
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
        Self { shown: shown(&path, folder).into(), root: root.into(), path, named: true }
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
    found.notes.sort_by(|a, b| compare(&a.shown, &b.shown));
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

/// Compares paths in NFC.
fn compare(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.nfc().cmp(b.nfc()).then_with(|| a.cmp(b)) }
}

/// Keeps one note of each file: best one that is named, and no link.
fn keep_one_of_each(notes: &mut Vec<NoteFile>, links: &HashSet<PathBuf>) {
    notes.sort_by(|a, b| {
        let key = |note: &NoteFile| (!note.named, links.contains(&note.path));
        key(a).cmp(&key(b)).then_with(|| a.path.cmp(&b.path))
    });
    let mut folders: HashMap<PathBuf, PathBuf> = HashMap::new();
    let mut seen: HashSet<PathBuf> = HashSet::with_capacity(notes.len());
    notes.retain(|note| {
        let (Some(parent), Some(name)) = (note.path.parent(), note.path.file_name()) else { return true };
        if links.contains(&note.path) {
            return seen.insert(real(&note.path));
        }
        if !folders.contains_key(parent) {
            folders.insert(parent.to_owned(), real(parent));
        }
        seen.insert(folders.get(parent).map_or_else(|| note.path.clone(), |folder| folder.join(name)))
    });
}

fn walk(root: &Path, folder: &Path, found: &mut Found, links: &mut HashSet<PathBuf>) {
    let from: Arc<Path> = root.into();
    // Notes in a folder that is no repository may have a `.gitignore` all the same.
    for entry in WalkBuilder::new(root).require_git(false).build() {
        match entry {
            Ok(entry) => {
                let Some(kind) = entry.file_type().filter(|_| is_markdown(entry.path())) else { continue };
                let is_link = kind.is_symlink();
                if kind.is_file() || is_link && !entry.path().is_dir() {
                    let path = entry.into_path();
                    if is_link {
                        links.insert(path.clone());
                    }
                    let root = from.clone();
                    found.notes.push(NoteFile {
                        shown: shown(&path, folder).into(),
                        path,
                        named: false,
                        root,
                    });
                }
            }
            Err(error) => found.faults.push(fault(&error, folder)),
        }
    }
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
