//! Saving: a file is whole at any moment, old or new.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use super::describe_error;
use crate::diagnostic::Fault;

/// How the names of temporary files begin and end: hidden, and recognised when a run was killed.
const PREFIX: &str = ".notelint-";
const SUFFIX: &str = ".tmp";

/// Replaces the file at `path`, whose text was `old` when it was read, by `new`: its mode and,
/// where the system allows, its owner stay. A symbolic link stays too; its target is replaced.
///
/// # Errors
/// A [`Fault`], of no file yet, where the file is no longer `old` or cannot be written; then it is
/// as it was.
pub fn replace(path: &Path, old: &str, new: &str) -> Result<(), Fault> {
    let target = fs::canonicalize(path).map_err(|error| cannot_save(&error))?;
    ensure_unchanged(&target, old)?;
    if old == new {
        return Ok(());
    }
    // A read-only file says that it is not to be changed, although its folder, or being the
    // superuser, would allow it.
    let metadata = File::options().write(true).open(&target).and_then(|file| file.metadata());
    let metadata = metadata.map_err(|error| cannot_save(&error))?;
    if metadata.permissions().readonly() {
        return Err(cannot_save(&io::ErrorKind::PermissionDenied.into()));
    }
    let temporary = write(&target, new.as_bytes(), Some(&metadata)).map_err(|error| cannot_save(&error))?;
    // Writing takes its time, in which somebody else may have saved the file.
    ensure_unchanged(&target, old)?;
    temporary.persist(&target).map_err(|error| cannot_save(&error.error))?;
    Ok(())
}

/// # Errors
/// Where the file at `target` is no longer `old`.
fn ensure_unchanged(target: &Path, old: &str) -> Result<(), Fault> {
    if fs::read(target).map_err(|error| cannot_save(&error))? == old.as_bytes() {
        return Ok(());
    }
    let message = "changed while it was being repaired; its newer content stays";
    Err(Fault::new(message).help("run notelint again"))
}

/// Writes `text` to the file at `path`, whether it is there already or not.
///
/// # Errors
/// A [`Fault`], of no file yet, where it cannot be written; then it is as it was.
pub fn save(path: &Path, text: &str) -> Result<(), Fault> {
    // What is no file, such as a pipe or a terminal, is written to and not replaced.
    let target = match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => {
            return fs::write(path, text).map_err(|error| cannot_save(&error));
        }
        Ok(_) => fs::canonicalize(path).map_err(|error| cannot_save(&error))?,
        Err(_) => path.to_owned(),
    };
    let metadata = fs::metadata(&target).ok();
    let temporary =
        write(&target, text.as_bytes(), metadata.as_ref()).map_err(|error| cannot_save(&error))?;
    temporary.persist(&target).map_err(|error| cannot_save(&error.error))?;
    Ok(())
}

/// Removes what killed runs left in `folder`. A run that is still going on holds a lock on its
/// temporary file.
pub fn remove_leftovers(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_file = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_file());
    for entry in entries.filter(|entry| is_temporary(&entry.file_name()) && is_file(entry)) {
        let abandoned = File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
        if abandoned {
            // Whoever else removed it did the same work.
            fs::remove_file(entry.path()).ok();
        }
    }
}

/// Whether a file of this name is a temporary one of notelint.
pub(super) fn is_temporary(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX))
}

/// Writes `bytes` to a temporary file beside `target`, which it is to replace, to the disk itself.
fn write(target: &Path, bytes: &[u8], like: Option<&fs::Metadata>) -> io::Result<NamedTempFile> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder: PathBuf = folder.map_or_else(|| PathBuf::from("."), Path::to_owned);
    let mut temporary = create(&folder, like.is_none())?;
    // File systems without locks have no guard against another run, and need none.
    temporary.as_file().lock().ok();
    // Errors of the file itself do not name the temporary one.
    temporary.as_file_mut().write_all(bytes)?;
    if let Some(like) = like {
        copy_metadata(temporary.as_file(), like)?;
    }
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

/// A private temporary file in `folder`, locked as long as it is open: see [`remove_leftovers`].
pub(super) fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    let temporary = create(folder, false)?;
    temporary.as_file().lock().ok();
    Ok(temporary)
}

/// Creates a temporary file in `folder`: with the mode that a new file has, or private as long as
/// it has not got that of the file that it will replace.
#[cfg(unix)]
fn create(folder: &Path, new: bool) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;

    let mode = if new { 0o666 } else { 0o600 };
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX).permissions(fs::Permissions::from_mode(mode)).tempfile_in(folder)
}

#[cfg(not(unix))]
fn create(folder: &Path, _new: bool) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder)
}

/// Gives `file` the owner and the mode of `like`.
#[cfg(unix)]
fn copy_metadata(file: &File, like: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};

    let own = file.metadata()?;
    if (own.uid(), own.gid()) != (like.uid(), like.gid()) {
        let words = |error: io::Error| {
            io::Error::new(error.kind(), format!("its owner and group cannot be kept: {error}"))
        };
        fchown(file, Some(like.uid()), Some(like.gid())).map_err(words)?;
    }
    // The mode comes last, as a change of owner takes bits of it away.
    file.set_permissions(like.permissions())
}

#[cfg(not(unix))]
fn copy_metadata(file: &File, like: &fs::Metadata) -> io::Result<()> {
    file.set_permissions(like.permissions())
}

fn cannot_save(error: &io::Error) -> Fault {
    Fault::new(format!("cannot be saved: {}", describe_error(error)))
}
