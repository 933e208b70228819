use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use unicode_normalization::UnicodeNormalization;

use super::{
    FileKind, FileSystem, Outside, Repository, Visited, WalkError,
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
    pub root: Arc<PathBuf>,
}

impl NoteFile {
    /// Returns the file at the absolute `path`, which was named in the absolute working directory
    /// `folder`.
    pub fn named(path: PathBuf, folder: &Path) -> Self {
        let root = if path.starts_with(folder) { folder } else { path.parent().unwrap_or(folder) };
        Self {
            display_path: display_path(&path, folder).into(),
            root: Arc::new(root.to_owned()),
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
    /// The symbolic links that were passed over, by path.
    pub links_out: Vec<LinkOut>,
}

/// A symbolic link with the name of a note that leads out of what it is in.
#[derive(Clone, Debug)]
pub struct LinkOut {
    /// The link.
    pub file: NoteFile,
    /// What it leads out of: `repository` or `collection`.
    pub place: &'static str,
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
/// those to folders only if they are named, and none out of the repository that it is in: a hook
/// names whatever is in a commit. `folder` is the absolute working directory.
pub fn find(files: &dyn FileSystem, paths: &[PathBuf], folder: &Path) -> Found {
    let place = Place { files, folder };
    let mut found = Found::default();
    let mut links = HashSet::new();
    let mut named = HashSet::new();
    let mut repositories = HashMap::new();
    for path in files.spelled(paths.iter().map(|path| absolute(path, folder)).collect()) {
        if !named.insert(path.clone()) {
            continue;
        }
        if let Err(outside) = follow_named(files, &path, &mut repositories) {
            let fault = outside.fault().help("name the file or folder that it leads to");
            found.faults.push(fault.in_file(display_path(&path, folder)));
            continue;
        }
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
    found.links_out.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    found.links_out.dedup_by(|a, b| a.file.path == b.file.path);
    found
}

/// Whether the `path` that was named leads to where it may. `repositories` are those of the folders of
/// earlier paths.
fn follow_named(
    files: &dyn FileSystem,
    path: &Path,
    repositories: &mut HashMap<PathBuf, Option<Repository>>,
) -> Result<(), Outside> {
    // What the system has there are links out of the folder: `/dev/stdin`, `/dev/fd/63`. Everybody may write
    // to `/dev/shm`.
    let is_of_system =
        ["/dev", "/proc"].iter().any(|folder| path.starts_with(folder)) && !path.starts_with("/dev/shm");
    let Some(parent) = path.parent() else { return Ok(()) };
    let found = || Repository::or_collection(files, parent);
    match repositories.entry(parent.to_owned()).or_insert_with(found) {
        Some(repository) => repository.resolve(files, path).map(drop),
        // A folder that is in no collection is one when it is named.
        None if is_of_system || files.is_folder(path) => Ok(()),
        None => Repository::at(files, parent).resolve(files, path).map(drop),
    }
}

/// Returns the deepest folder that contains all of `paths`; without paths, `folder`, the absolute
/// working directory.
pub fn common_folder(files: &dyn FileSystem, paths: &[PathBuf], folder: &Path) -> PathBuf {
    let paths = files.spelled(paths.iter().map(|path| absolute(path, folder)).collect());
    let folders = paths
        .into_iter()
        .map(|path| if files.is_folder(&path) { path } else { path.parent().unwrap_or(folder).to_owned() });
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

/// Keeps one note per file, preferably one that is named and not a link, with the innermost of the folders that
/// were named.
fn keep_one_of_each(files: &dyn FileSystem, notes: &mut Vec<NoteFile>, links: &HashSet<PathBuf>) {
    notes.sort_by(|a, b| {
        let key = |note: &NoteFile| {
            (!note.named, links.contains(&*note.path), Reverse(note.root.as_os_str().len()))
        };
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
    let from = Arc::new(root.to_owned());
    place.files.walk(root, &mut |visited| match visited.map(|visited| note(visited, &from, place)) {
        Ok(Some(Met::Note(note))) => found.notes.push(note),
        Ok(Some(Met::Link(note))) => {
            links.insert(note.path.to_path_buf());
            found.notes.push(note);
        }
        Ok(Some(Met::LinkOut(link))) => found.links_out.push(link),
        Ok(None) => {}
        Err(WalkError { path, message }) => {
            let fault = Fault::new(message);
            found.faults.push(match path {
                Some(path) => fault.in_file(display_path(&path, place.folder)),
                None => fault,
            });
        }
    });
}

/// What a walk meets.
enum Met {
    Note(NoteFile),
    /// A symbolic link to a note, or one that leads nowhere.
    Link(NoteFile),
    LinkOut(LinkOut),
}

/// Returns what was `visited` on the walk from `root`; `None` if it has the name or the kind of
/// something else than a note.
fn note(visited: Visited<'_>, root: &Arc<PathBuf>, place: Place<'_>) -> Option<Met> {
    let Place { files, folder } = place;
    let Visited { path, kind } = visited;
    if !is_markdown(path) {
        return None;
    }
    let note = || {
        // A copy does not keep spare capacity.
        let display_path = display_path(path, folder).into();
        NoteFile { display_path, path: path.into(), named: false, root: root.clone() }
    };
    let Some(kind) = kind else {
        let repository = Repository::or_at(files, path.parent().unwrap_or(root), root);
        return match repository.resolve(files, path) {
            Err(Outside::Circle) => Some(Met::Link(note())),
            Err(outside) => Some(Met::LinkOut(LinkOut { file: note(), place: outside.place() })),
            Ok(_) => {
                // One that leads nowhere is a fault when it is read.
                files.kind(path).map_or(true, |kind| kind == FileKind::File).then(|| Met::Link(note()))
            }
        };
    };
    (kind == FileKind::File).then(|| Met::Note(note()))
}

/// Whether the file at `path` has the name of a Markdown file.
pub fn is_markdown(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    ["md", "markdown"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}
