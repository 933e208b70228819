use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use super::{
    buffer::{Buffer, MAX_BYTES, decode},
    paths::{absolute, display_path, unspelled},
};
use crate::diagnostic::Fault;

/// The kind of a file.
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

/// A file or folder that a walk visits.
#[derive(Clone, Copy, Debug)]
pub struct Visited<'a> {
    /// Its absolute path.
    pub path: &'a Path,
    /// Its kind; `None` for a symbolic link.
    pub kind: Option<FileKind>,
}

/// An error of a walk: a part of the folder could not be visited.
#[derive(Clone, Debug)]
pub struct WalkError {
    /// The path, if it is known.
    pub path: Option<PathBuf>,
    /// The reason, in one line.
    pub message: String,
}

/// The file system that notes, configurations and note types are read from: the disk, or an
/// editor's buffers over it. All paths are absolute. Symbolic links are followed unless a method
/// says otherwise.
pub trait FileSystem: fmt::Debug + Send + Sync {
    /// Returns the absolute working directory.
    ///
    /// # Errors
    /// A [`Fault`] if it no longer exists.
    fn working_directory(&self) -> Result<PathBuf, Fault>;

    /// Returns the absolute home folder of the user, if there is one.
    fn home(&self) -> Option<PathBuf> {
        None
    }

    /// Reads the regular file at `path` into `buffer`.
    ///
    /// # Errors
    /// A [`Fault`] without a path if it cannot be read, is too large or is not a regular file: a pipe
    /// could wait forever.
    fn read<'b>(&self, path: &Path, buffer: &'b mut Buffer) -> Result<&'b [u8], Fault>;

    /// Reads the file, pipe or device at `path` into `buffer`, and waits for what is written to it.
    ///
    /// # Errors
    /// A [`Fault`] without a path if it cannot be read or is too large.
    fn read_pipe<'b>(&self, path: &Path, buffer: &'b mut Buffer) -> Result<&'b [u8], Fault> {
        self.read(path, buffer)
    }

    /// Returns the kind of the file at `path`.
    ///
    /// # Errors
    /// If it does not exist, or its kind cannot be determined.
    fn kind(&self, path: &Path) -> io::Result<FileKind>;

    /// Returns what the symbolic link at `path` leads to, as it is written there; `None` if there is
    /// no link.
    fn link_target(&self, path: &Path) -> Option<PathBuf>;

    /// Returns `path` with its symbolic links resolved.
    ///
    /// # Errors
    /// If it does not exist.
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf>;

    /// Returns `paths` as the folders spell their names. On some systems and disks `A.MD` and `a.md` name
    /// one file, and on Windows `a.md.` does too.
    fn spelled(&self, paths: Vec<PathBuf>) -> Vec<PathBuf> {
        paths
    }

    /// Visits everything in `folder` that is neither hidden nor ignored by Git, in any order. Symbolic
    /// links to folders are not followed.
    fn walk(&self, folder: &Path, visit: &mut dyn FnMut(Result<Visited<'_>, WalkError>));

    /// Visits everything in `folder` that is not hidden, even if Git ignores it. Symbolic links to
    /// folders are not followed.
    fn list(&self, folder: &Path, visit: &mut dyn FnMut(Visited<'_>));

    /// Replaces the text of the file at `path` by `new`, unless it is no longer `old`.
    ///
    /// # Errors
    /// A [`Fault`] without a path if the file is no longer `old` or cannot be written. It is then
    /// unchanged.
    fn replace(&self, path: &Path, old: &str, new: &str) -> Result<(), Fault>;

    /// Removes the temporary files that killed runs left in `folder`.
    fn remove_leftovers(&self, _folder: &Path) {}

    /// Whether the text at `path` may differ from that on disk.
    fn is_overlaid(&self, _path: &Path) -> bool {
        false
    }
}

impl dyn FileSystem + '_ {
    /// Returns the text of the file at `path`.
    ///
    /// # Errors
    /// A [`Fault`] without a path if it cannot be read, is too large or is not UTF-8.
    pub fn text(&self, path: &Path) -> Result<String, Fault> {
        self.text_within(path, MAX_BYTES)
    }

    /// Returns the text of the file at `path`, which has at most `limit` bytes.
    ///
    /// # Errors
    /// A [`Fault`] without a path if it cannot be read, is too large or is not UTF-8.
    pub fn text_within(&self, path: &Path, limit: u64) -> Result<String, Fault> {
        let mut buffer = Buffer::with_limit(limit);
        let bytes = self.read(path, &mut buffer)?;
        decode(bytes, &self.shown(path)).map(str::to_owned)
    }

    /// Returns the text of the file, pipe or device at `path`, which has at most `limit` bytes.
    ///
    /// # Errors
    /// A [`Fault`] without a path if it cannot be read, is too large or is not UTF-8.
    pub fn pipe_text(&self, path: &Path, limit: u64) -> Result<String, Fault> {
        let mut buffer = Buffer::with_limit(limit);
        let bytes = self.read_pipe(path, &mut buffer)?;
        decode(bytes, &self.shown(path)).map(str::to_owned)
    }

    /// `path` as it is reported.
    fn shown(&self, path: &Path) -> String {
        self.working_directory().map(|folder| display_path(path, &folder)).unwrap_or_default()
    }

    /// Returns the absolute path of the file that [`display_path`] reports as `path`
    /// from the absolute `folder`: the one of that name, else the one whose bytes are spelled out in it.
    pub fn reported(&self, path: &Path, folder: &Path) -> PathBuf {
        let plain = absolute(path, folder);
        match path.to_str().and_then(unspelled) {
            Some(path) if self.kind(&plain).is_err() => absolute(&path, folder),
            _ => plain,
        }
    }

    /// Whether there is a symbolic link at `path`.
    pub fn is_link(&self, path: &Path) -> bool {
        self.link_target(path).is_some()
    }

    /// Whether there is a file at `path`.
    pub fn is_file(&self, path: &Path) -> bool {
        self.kind(path).is_ok_and(|kind| kind == FileKind::File)
    }

    /// Whether there is anything but a folder at `path`, even a symbolic link that leads nowhere.
    pub fn is_file_like(&self, path: &Path) -> bool {
        self.kind(path).map_or_else(|_| self.is_link(path), |kind| kind != FileKind::Folder)
    }

    /// Whether there is a folder at `path`.
    pub fn is_folder(&self, path: &Path) -> bool {
        self.kind(path).is_ok_and(|kind| kind == FileKind::Folder)
    }

    /// Returns `path` with its symbolic links resolved, or as it is if it does not exist.
    pub fn canonicalize_or(&self, path: &Path) -> PathBuf {
        self.canonicalize(path).unwrap_or_else(|_| path.to_owned())
    }
}
