use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
};

use unicode_normalization::UnicodeNormalization;

use super::{
    FileKind, FileSystem, Visited, WalkError,
    buffer::describe_error,
    paths::{absolute, display_path},
};
use crate::diagnostic::Fault;

/// A note that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteFile {
    /// Its absolute path.
    pub path: Box<Path>,
    /// The path as reported.
    pub display_path: Arc<str>,
    /// Whether the file itself was named, not a folder that it is in.
    pub named: bool,
    /// The absolute folder that it was found from: the named folder; for a named file, the working
    /// directory, or its own folder if it is outside.
    pub root: Arc<Path>,
}

impl NoteFile {
    /// Returns the file at the absolute `path`, which was named in the absolute working directory
    /// `folder`.
    pub fn named(path: PathBuf, folder: &Path) -> Self {
        let root = if path.starts_with(folder) { folder } else { path.parent().unwrap_or(folder) };
        Self {
            display_path: display_path(&path, folder).into(),
            root: root.into(),
            path: path.into(),
            named: true,
        }
    }
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The notes, sorted by reported path in NFC; each file once.
    pub notes: Vec<NoteFile>,
    /// Why paths could not be read.
    pub faults: Vec<Fault>,
}

/// The file system in which notes are found, and the absolute working directory, which their paths
/// are reported from.
#[derive(Clone, Copy)]
struct Place<'a> {
    files: &'a dyn FileSystem,
    folder: &'a Path,
}

/// Finds the notes at `paths`: each named file, whatever its name, and in each named folder every
/// Markdown file that is neither hidden nor ignored by Git. Symbolic links to files are followed,
/// those to folders only if they are named. `folder` is the absolute working directory.
pub fn find(files: &dyn FileSystem, paths: &[PathBuf], folder: &Path) -> Found {
    let place = Place { files, folder };
    let mut found = Found::default();
    let mut links = HashSet::new();
    for path in paths {
        let path = absolute(path, folder);
        match files.kind(&path) {
            Ok(FileKind::Folder) => walk(&path, place, &mut found, &mut links),
            Ok(_) => {
                if files.is_link(&path) {
                    links.insert(path.clone());
                }
                found.notes.push(NoteFile::named(path, folder));
            }
            Err(error) => {
                found.faults.push(
                    Fault::new(format!("cannot be read: {}", describe_error(&error)))
                        .in_file(display_path(&path, folder)),
                );
            }
        }
    }
    // A walk of one folder visits each file once, except through links.
    if paths.len() > 1 || !links.is_empty() {
        keep_one_of_each(files, &mut found.notes, &links);
    }
    sort(&mut found.notes);
    found.faults.sort_by(|a, b| (&a.path, &a.message).cmp(&(&b.path, &b.message)));
    found.faults.dedup();
    found
}

/// Returns the deepest folder that contains all of `paths`; without paths, `folder`, the absolute
/// working directory.
pub fn common_folder(files: &dyn FileSystem, paths: &[PathBuf], folder: &Path) -> PathBuf {
    let folders = paths.iter().map(|path| {
        let path = absolute(path, folder);
        if files.is_folder(&path) { path } else { path.parent().unwrap_or(folder).to_owned() }
    });
    let shared = |a: PathBuf, b: PathBuf| {
        a.components().zip(b.components()).take_while(|(a, b)| a == b).map(|(part, _)| part).collect()
    };
    folders.reduce(shared).unwrap_or_else(|| folder.to_owned())
}

/// Sorts notes by reported path in NFC.
fn sort(notes: &mut [NoteFile]) {
    if notes.iter().all(|note| note.display_path.is_ascii()) {
        notes.sort_unstable_by(|a, b| a.display_path.cmp(&b.display_path));
    } else {
        notes.sort_by_cached_key(|note| {
            (note.display_path.nfc().collect::<String>(), note.display_path.clone())
        });
    }
}

/// Keeps one note per file, preferably one that is named and not a link.
fn keep_one_of_each(files: &dyn FileSystem, notes: &mut Vec<NoteFile>, links: &HashSet<PathBuf>) {
    notes.sort_by(|a, b| {
        let key = |note: &NoteFile| (!note.named, links.contains(&*note.path));
        key(a).cmp(&key(b)).then_with(|| a.path.cmp(&b.path))
    });
    let mut folders: HashMap<PathBuf, PathBuf> = HashMap::new();
    let mut seen: HashSet<PathBuf> = HashSet::with_capacity(notes.len());
    notes.retain(|note| {
        let (Some(parent), Some(name)) = (note.path.parent(), note.path.file_name()) else { return true };
        if links.contains(&*note.path) {
            return seen.insert(files.canonicalize_or(&note.path));
        }
        if !folders.contains_key(parent) {
            folders.insert(parent.to_owned(), files.canonicalize_or(parent));
        }
        seen.insert(folders.get(parent).map_or_else(|| note.path.to_path_buf(), |folder| folder.join(name)))
    });
}

fn walk(root: &Path, place: Place<'_>, found: &mut Found, links: &mut HashSet<PathBuf>) {
    let from: Arc<Path> = root.into();
    let (sender, met) = mpsc::channel();
    place.files.walk(root, &|visited| {
        let met = match visited {
            Ok(visited) => note(visited, &from, place).map(Ok),
            Err(error) => Some(Err(error)),
        };
        // The receiver lives as long as this function runs.
        if let Some(met) = met {
            sender.send(met).ok();
        }
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
            Err(WalkError { path, message }) => {
                let fault = Fault::new(message);
                found.faults.push(match path {
                    Some(path) => fault.in_file(display_path(&path, place.folder)),
                    None => fault,
                });
            }
        }
    }
}

/// Returns the note that was `visited` on the walk from `root`, and whether it is a link.
fn note(visited: Visited<'_>, root: &Arc<Path>, place: Place<'_>) -> Option<(NoteFile, bool)> {
    let Visited { path, kind } = visited;
    let is_link = kind.is_none();
    (is_markdown(path) && (kind == Some(FileKind::File) || is_link && !place.files.is_folder(path))).then(
        || {
            // A copy does not keep spare capacity.
            let display_path = display_path(path, place.folder).into();
            (NoteFile { display_path, path: path.into(), named: false, root: root.clone() }, is_link)
        },
    )
}

/// Whether the file at `path` has the name of a Markdown file.
pub fn is_markdown(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    ["md", "markdown"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}
