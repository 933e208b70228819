use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use ignore::WalkBuilder;
use unicode_normalization::UnicodeNormalization;

use super::{absolute, read::words, shown};
use crate::diagnostic::Fault;

/// A note on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteFile {
    /// Its absolute path.
    pub path: PathBuf,
    /// The path as it is reported.
    pub shown: String,
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
        Self { shown: shown(&path, folder), root: root.into(), path, named: true }
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
    for path in paths {
        let path = absolute(path, folder);
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() => walk(&path, folder, &mut found),
            Ok(_) => found.notes.push(NoteFile::named(path, folder)),
            Err(error) => {
                found.faults.push(
                    Fault::new(format!("cannot be read: {}", words(&error))).in_file(shown(&path, folder)),
                );
            }
        }
    }
    // A named file comes first, so that of two mentions the one that is named stays.
    found.notes.sort_by_cached_key(|note| (note.shown.nfc().collect::<String>(), !note.named));
    found.notes.dedup_by(|later, first| later.path == first.path);
    found.faults.dedup();
    found
}

fn walk(root: &Path, folder: &Path, found: &mut Found) {
    let from: Arc<Path> = root.into();
    // Notes in a folder that is no repository may have a `.gitignore` all the same.
    for entry in WalkBuilder::new(root).require_git(false).build() {
        match entry {
            Ok(entry) => {
                let kind = entry.file_type();
                let file = kind.is_some_and(|kind| kind.is_file())
                    || kind.is_some_and(|kind| kind.is_symlink()) && !entry.path().is_dir();
                if file && is_markdown(entry.path()) {
                    let path = entry.into_path();
                    let root = from.clone();
                    found.notes.push(NoteFile { shown: shown(&path, folder), path, named: false, root });
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
