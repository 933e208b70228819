use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use walkdir::WalkDir;

use super::{
    Buffer, FileKind, FileSystem, Visited, WalkError,
    buffer::{cannot_read, describe_error},
    save,
    spelling::Spelling,
    walk::{self, kind},
};
use crate::diagnostic::Fault;

/// The file system of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsFileSystem;

impl FileSystem for OsFileSystem {
    fn working_directory(&self) -> Result<PathBuf, Fault> {
        let folder = std::env::current_dir().map_err(|error| {
            Fault::new(format!("cannot determine the working directory: {}", describe_error(&error)))
        })?;
        Ok(Spelling::default().spelled(folder))
    }

    fn home(&self) -> Option<PathBuf> {
        std::env::home_dir().filter(|home| home.is_absolute())
    }

    fn read<'b>(&self, path: &Path, buffer: &'b mut Buffer) -> Result<&'b [u8], Fault> {
        let (mut file, metadata) = open(path, true).map_err(|error| cannot_read(&error))?;
        if !metadata.is_file() {
            return Err(Fault::new("cannot be read: not a regular file"));
        }
        buffer.read(&mut file, metadata.len())
    }

    fn read_pipe<'b>(&self, path: &Path, buffer: &'b mut Buffer) -> Result<&'b [u8], Fault> {
        let (mut file, metadata) = open(path, false).map_err(|error| cannot_read(&error))?;
        buffer.read(&mut file, metadata.len())
    }

    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        fs::metadata(path).map(|metadata| kind(metadata.file_type()))
    }

    fn link_target(&self, path: &Path) -> Option<PathBuf> {
        fs::read_link(path).ok()
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn spelled(&self, paths: Vec<PathBuf>) -> Vec<PathBuf> {
        Spelling::default().all(paths)
    }

    fn walk(&self, folder: &Path, visit: &mut dyn FnMut(Result<Visited<'_>, WalkError>)) {
        walk::walk(*self, folder, visit);
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

/// Opens the file at `path`. If `at_once`, a pipe without a writer is not waited for.
fn open(path: &Path, at_once: bool) -> io::Result<(File, fs::Metadata)> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    if at_once {
        use std::os::unix::fs::OpenOptionsExt;

        options.custom_flags(i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or_default());
    }
    #[cfg(not(unix))]
    let _ = at_once;
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { Ok((file, metadata)) }
}
