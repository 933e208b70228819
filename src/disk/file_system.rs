use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use super::buffer::{Buffer, decode};
use crate::diagnostic::Fault;

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A pipe, a device or a socket, which cannot be read twice.
    Other,
}

/// A file or folder that a walk meets.
#[derive(Clone, Copy, Debug)]
pub struct Visited<'a> {
    /// Its absolute path.
    pub path: &'a Path,
    /// What it is, links not followed; `None` for a symbolic link.
    pub kind: Option<FileKind>,
}

/// Why a part of a folder could not be walked.
#[derive(Clone, Debug)]
pub struct WalkError {
    /// Where, if that is known.
    pub path: Option<PathBuf>,
    /// Why; one line.
    pub message: String,
}

/// What notes, configurations and note types are read through: the disk, or what an editor knows
/// better. All paths are absolute. Symbolic links are followed unless a method says otherwise.
pub trait FileSystem: fmt::Debug + Send + Sync {
    /// The absolute working directory.
    ///
    /// # Errors
    /// A [`Fault`] if there is none any more.
    fn working_directory(&self) -> Result<PathBuf, Fault>;

    /// Reads the file at `path` into `buffer`.
    ///
    /// # Errors
    /// A [`Fault`], of no file yet, if it cannot be read or is too large.
    fn read<'b>(&self, path: &Path, buffer: &'b mut Buffer) -> Result<&'b [u8], Fault>;

    /// What is at `path`.
    ///
    /// # Errors
    /// If there is nothing, or it cannot be looked at.
    fn kind(&self, path: &Path) -> io::Result<FileKind>;

    /// Whether there is a symbolic link at `path`.
    fn is_link(&self, path: &Path) -> bool;

    /// `path` without symbolic links.
    ///
    /// # Errors
    /// If there is nothing.
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf>;

    /// Visits everything in `folder` that is neither hidden nor ignored by Git, in any order and
    /// from any thread. Links to folders are not followed.
    fn walk(&self, folder: &Path, visit: &(dyn Fn(Result<Visited<'_>, WalkError>) + Sync));

    /// Visits everything in `folder` that is not hidden, ignored by Git or not. Links to folders
    /// are not followed.
    fn list(&self, folder: &Path, visit: &mut dyn FnMut(Visited<'_>));

    /// Replaces the text of the file at `path`, which was `old` when it was read, with `new`.
    ///
    /// # Errors
    /// A [`Fault`], of no file yet, if the file is no longer `old` or cannot be written; then it is
    /// as it was.
    fn replace(&self, path: &Path, old: &str, new: &str) -> Result<(), Fault>;

    /// Removes what killed runs left in `folder` while they replaced files.
    fn remove_leftovers(&self, _folder: &Path) {}

    /// Whether the text at `path` is not, or not only, on disk.
    fn is_overlaid(&self, _path: &Path) -> bool {
        false
    }
}

impl dyn FileSystem + '_ {
    /// The text of the file at `path`.
    ///
    /// # Errors
    /// A [`Fault`], of no file yet, if it cannot be read, is too large or is not UTF-8.
    pub fn text(&self, path: &Path) -> Result<String, Fault> {
        self.read(path, &mut Buffer::default()).and_then(decode).map(str::to_owned)
    }

    /// Whether there is a file at `path`.
    pub fn is_file(&self, path: &Path) -> bool {
        self.kind(path).is_ok_and(|kind| kind == FileKind::File)
    }

    /// Whether there is a file at `path`, or a link that leads nowhere.
    pub fn is_file_or_dangling_link(&self, path: &Path) -> bool {
        self.kind(path).map_or_else(|_| self.is_link(path), |kind| kind == FileKind::File)
    }

    /// Whether there is a folder at `path`.
    pub fn is_folder(&self, path: &Path) -> bool {
        self.kind(path).is_ok_and(|kind| kind == FileKind::Folder)
    }

    /// `path` without symbolic links, if there is something.
    pub fn canonicalize_or(&self, path: &Path) -> PathBuf {
        self.canonicalize(path).unwrap_or_else(|_| path.to_owned())
    }
}
