//! Walks folders with `.gitignore`.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use ignore::WalkBuilder;

use super::{FileKind, FileSystem, MAX_BYTES, Repository, Visited, WalkError, describe_error};

/// Visits everything in `folder` that is neither hidden nor ignored. In a folder with a file of patterns
/// that is not to be read, nothing is ignored, as Git does with a `.gitignore` that is a link.
pub(super) fn walk<F: FileSystem + Copy + 'static>(
    files: F,
    folder: &Path,
    visit: &mut dyn FnMut(Result<Visited<'_>, WalkError>),
) {
    let real = (&files as &dyn FileSystem).canonicalize_or(folder);
    if !real.ancestors().all(|above| has_usual_ignore_files(&files, above, &real)) {
        return visit_all(WalkBuilder::new(folder).standard_filters(false).hidden(true), visit);
    }
    let unusual: Arc<Mutex<Vec<PathBuf>>> = Arc::default();
    let (others, root) = (unusual.clone(), folder.to_owned());
    let mut walk = WalkBuilder::new(folder);
    // A folder of notes may have a `.gitignore` without being a repository.
    walk.require_git(false).filter_entry(move |entry| {
        let is_usual = !entry.file_type().is_some_and(|kind| kind.is_dir())
            || has_usual_ignore_files(&files, entry.path(), &root);
        if !is_usual {
            others.lock().unwrap_or_else(PoisonError::into_inner).push(entry.path().to_owned());
        }
        is_usual
    });
    visit_all(&walk, visit);
    let unusual = std::mem::take(&mut *unusual.lock().unwrap_or_else(PoisonError::into_inner));
    for folder in unusual {
        visit_all(WalkBuilder::new(folder).standard_filters(false).hidden(true), visit);
    }
}

fn visit_all(walk: &WalkBuilder, visit: &mut dyn FnMut(Result<Visited<'_>, WalkError>)) {
    // Listing is a small part of the work, and the parallel walk of this crate hangs where a thread cannot
    // be started.
    for entry in walk.build() {
        match &entry {
            Ok(entry) => {
                let kind = entry.file_type().filter(|kind| !kind.is_symlink()).map(kind);
                visit(Ok(Visited { path: entry.path(), kind }));
            }
            Err(error) => visit(Err(walk_error(error))),
        }
    }
}

/// Whether the files with patterns in `folder` can be read: the crate `ignore` would wait for a pipe, read
/// a device to its end and follow a link anywhere. `root` is the folder that is walked.
fn has_usual_ignore_files(files: &dyn FileSystem, folder: &Path, root: &Path) -> bool {
    let is_usual = |metadata: &fs::Metadata| metadata.is_file() && metadata.len() <= MAX_BYTES;
    let is_inside = |file: &Path| {
        let repository = Repository::or_collection(files, folder);
        // Above what is walked, and in no repository, links are the user's own.
        let repository = repository.or_else(|| folder.starts_with(root).then(|| Repository::at(files, root)));
        repository.is_none_or(|repository| repository.resolve(files, file).is_ok())
            && fs::metadata(file).is_ok_and(|file| is_usual(&file))
    };
    let is_usual_file = |name: &str| {
        let file = folder.join(name);
        match fs::symlink_metadata(&file) {
            Ok(metadata) if metadata.is_symlink() => is_inside(&file),
            Ok(metadata) => is_usual(&metadata),
            Err(_) => true,
        }
    };
    let git = folder.join(".git");
    let is_git_usual = match fs::metadata(&git) {
        Ok(metadata) if metadata.is_dir() => is_usual_file(".git/info/exclude"),
        Ok(_) => is_usual_git_file(files, &git),
        Err(_) => true,
    };
    is_git_usual && is_usual_file(".gitignore") && is_usual_file(".ignore")
}

/// Whether the crate `ignore` can read what the `.git` of a worktree or submodule leads to.
fn is_usual_git_file(files: &dyn FileSystem, git: &Path) -> bool {
    let first_line = |file: &Path| Some(files.text(file).ok()?.lines().next()?.to_owned());
    let is_usual = |file: &Path| files.kind(file).map_or(true, |kind| kind == FileKind::File);
    let Some(line) = first_line(git) else { return false };
    let Some(folder) = line.strip_prefix("gitdir: ").map(Path::new) else { return true };
    let common = folder.join("commondir");
    is_usual(&common)
        && first_line(&common).is_none_or(|line| is_usual(&folder.join(line).join("info/exclude")))
}

fn walk_error(error: &ignore::Error) -> WalkError {
    let message = match error.io_error() {
        // What it wraps contains the path, too.
        Some(error) => {
            let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<walkdir::Error>()?.io_error());
            format!("cannot be read: {}", describe_error(inner.unwrap_or(error)))
        }
        None => error.to_string(),
    };
    WalkError { path: path_of(error).map(Path::to_owned), message }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

pub(super) fn kind(file_type: fs::FileType) -> FileKind {
    if file_type.is_file() {
        FileKind::File
    } else if file_type.is_dir() {
        FileKind::Folder
    } else {
        FileKind::Other
    }
}
