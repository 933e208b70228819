//! Atomic saving: at any moment, a file has its old content or the new one.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use super::{attributes, describe_error};
use crate::diagnostic::Fault;

/// The prefix and suffix of the names of temporary files: hidden, and recognised after a run was
/// killed.
const PREFIX: &str = ".notelint-";
const SUFFIX: &str = ".tmp";

/// Replaces the text `old` of the file at `path` by `new`. The file keeps its owner, its extended
/// attributes and its mode. A symbolic link stays one; its target is replaced.
///
/// # Errors
/// A [`Fault`] without a path if the file is no longer `old` or cannot be written. It is then
/// unchanged.
pub fn replace(path: &Path, old: &str, new: &str) -> Result<(), Fault> {
    let target = fs::canonicalize(path).map_err(|error| cannot_save(&error))?;
    ensure_unchanged(&target, old)?;
    if old == new {
        return Ok(());
    }
    // A read-only file must not be changed, even if its folder, or being the superuser, would allow
    // it.
    let metadata = File::options().write(true).open(&target).and_then(|file| file.metadata());
    let metadata = metadata.map_err(|error| cannot_save(&error))?;
    if metadata.permissions().readonly() {
        return Err(cannot_save(&io::ErrorKind::PermissionDenied.into()));
    }
    ensure_one_name(&metadata)?;
    let temporary = write(&target, new.as_bytes(), Some(&metadata)).map_err(|error| cannot_save(&error))?;
    // Somebody else may have saved the file meanwhile.
    ensure_unchanged(&target, old)?;
    temporary.persist(&target).map_err(|error| cannot_save(&error.error))?;
    Ok(())
}

/// # Errors
/// If the file at `target` is no longer `old`.
fn ensure_unchanged(target: &Path, old: &str) -> Result<(), Fault> {
    if fs::read(target).map_err(|error| cannot_save(&error))? == old.as_bytes() {
        return Ok(());
    }
    let message = "file changed while being fixed; left unmodified";
    Err(Fault::new(message).help("run notelint again"))
}

/// # Errors
/// If the file with `metadata` has other names: hard links, which would keep the old text.
pub(super) fn ensure_one_name(metadata: &fs::Metadata) -> Result<(), Fault> {
    match attributes::hard_links(metadata) {
        0 | 1 => Ok(()),
        names => {
            let message =
                format!("cannot be saved: it has {names} hard links, and only this one would change");
            Err(Fault::new(message).help("replace it with a copy of itself, which is a file of its own"))
        }
    }
}

/// Removes the temporary files of killed runs in `folder`. A run that is still active has its
/// temporary file locked.
pub fn remove_leftovers(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_file = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_file());
    for entry in entries.filter(|entry| is_temporary(&entry.file_name()) && is_file(entry)) {
        let abandoned = File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
        if abandoned {
            // Another run may have removed it.
            fs::remove_file(entry.path()).ok();
        }
    }
}

/// Whether `name` is that of a temporary file of notelint.
pub(super) fn is_temporary(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX))
}

/// Writes `bytes` to a temporary file beside `target`, which it will replace, and syncs it to the
/// disk.
pub(super) fn write(target: &Path, bytes: &[u8], like: Option<&fs::Metadata>) -> io::Result<NamedTempFile> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder: PathBuf = folder.map_or_else(|| PathBuf::from("."), Path::to_owned);
    let mut temporary = create(&folder, like.is_none())?;
    // Not every file system supports locks.
    temporary.as_file().lock().ok();
    // Written to the `File`, as errors of `NamedTempFile` contain the name of the temporary file.
    temporary.as_file_mut().write_all(bytes)?;
    if let Some(like) = like {
        attributes::copy(target, like, temporary.as_file())?;
    }
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

/// Creates a private temporary file in `folder`, locked while it is open: see [`remove_leftovers`].
pub(super) fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    let temporary = create(folder, false)?;
    temporary.as_file().lock().ok();
    Ok(temporary)
}

/// Creates a temporary file in `folder`: with the mode of a new file, or private until it gets the
/// mode of the file it replaces.
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

pub(super) fn cannot_save(error: &io::Error) -> Fault {
    refused(&describe_error(error))
}

pub(super) fn refused(reason: &str) -> Fault {
    Fault::new(format!("cannot be saved: {reason}"))
}
