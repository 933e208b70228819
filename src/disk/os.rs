use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use ignore::WalkBuilder;
use walkdir::WalkDir;

use super::{
    Buffer, FileKind, FileSystem, Visited, WalkError,
    buffer::{cannot_read, describe_error},
    save,
};
use crate::diagnostic::Fault;

/// The file system of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsFileSystem;

impl FileSystem for OsFileSystem {
    fn working_directory(&self) -> Result<PathBuf, Fault> {
        std::env::current_dir().map_err(|error| {
            Fault::new(format!("cannot determine the working directory: {}", describe_error(&error)))
        })
    }

    fn home(&self) -> Option<PathBuf> {
        std::env::home_dir().filter(|home| home.is_absolute())
    }

    fn read<'b>(&self, path: &Path, buffer: &'b mut Buffer) -> Result<&'b [u8], Fault> {
        let mut file = File::open(path).map_err(|error| cannot_read(&error))?;
        let metadata = file.metadata().map_err(|error| cannot_read(&error))?;
        if metadata.is_dir() {
            return Err(cannot_read(&io::ErrorKind::IsADirectory.into()));
        }
        buffer.read(&mut file, metadata.len())
    }

    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        fs::metadata(path).map(|metadata| kind(metadata.file_type()))
    }

    fn is_link(&self, path: &Path) -> bool {
        path.is_symlink()
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn walk(&self, folder: &Path, visit: &(dyn Fn(Result<Visited<'_>, WalkError>) + Sync)) {
        // A folder of notes may have a `.gitignore` without being a repository. Listing is a small part
        // of the work, and the parallel walk of this crate hangs where a thread cannot be started.
        for entry in WalkBuilder::new(folder).require_git(false).build() {
            match &entry {
                Ok(entry) => {
                    let kind = entry.file_type().filter(|kind| !kind.is_symlink()).map(kind);
                    visit(Ok(Visited { path: entry.path(), kind }));
                }
                Err(error) => visit(Err(walk_error(error))),
            }
        }
    }

    fn list(&self, folder: &Path, visit: &mut dyn FnMut(Visited<'_>)) {
        let is_visible = |name: &str| !name.starts_with('.');
        let walk = WalkDir::new(folder).max_open(1).into_iter();
        let entries = walk
            .filter_entry(|entry| entry.depth() == 0 || entry.file_name().to_str().is_none_or(is_visible));
        for entry in entries.filter_map(Result::ok) {
            let kind = Some(entry.file_type()).filter(|kind| !kind.is_symlink()).map(kind);
            visit(Visited { path: entry.path(), kind });
        }
    }

    fn replace(&self, path: &Path, old: &str, new: &str) -> Result<(), Fault> {
        save::replace(path, old, new)
    }

    fn remove_leftovers(&self, folder: &Path) {
        save::remove_leftovers(folder);
    }
}

fn kind(file_type: fs::FileType) -> FileKind {
    if file_type.is_file() {
        FileKind::File
    } else if file_type.is_dir() {
        FileKind::Folder
    } else {
        FileKind::Other
    }
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
