//! Files that a run writes beside the notes: reports, baselines, a new configuration.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    FileSystem, OsFileSystem, Repository, absolute,
    save::{cannot_save, ensure_one_name, refused, write},
};
use crate::diagnostic::Fault;

/// Writes `text` to the file at `path`, whether it exists or not. In a repository, a symbolic link does not
/// lead out of it, and what is not a regular file is not written to.
///
/// # Errors
/// A [`Fault`] without a path if it cannot be written. It is then unchanged.
pub fn save(path: &Path, text: &str) -> Result<(), Fault> {
    let inside = place_in_repository(path)?;
    let target = match fs::metadata(inside.as_deref().unwrap_or(path)) {
        Ok(metadata) if !metadata.is_file() && inside.is_some() => {
            return Err(refused("not a regular file").help("delete it, or write to another file"));
        }
        // A pipe or a terminal is written to, not replaced.
        Ok(metadata) if !metadata.is_file() => {
            return fs::write(path, text).map_err(|error| cannot_save(&error));
        }
        Ok(_) => inside.map_or_else(|| fs::canonicalize(path), Ok).map_err(|error| cannot_save(&error))?,
        Err(_) if path.is_symlink() => {
            return Err(
                refused("the symbolic link leads nowhere").help("delete it, or write to another file")
            );
        }
        Err(_) => inside.unwrap_or_else(|| path.to_owned()),
    };
    let metadata = fs::metadata(&target).ok();
    metadata.as_ref().map_or(Ok(()), ensure_one_name)?;
    let temporary =
        write(&target, text.as_bytes(), metadata.as_ref()).map_err(|error| cannot_save(&error))?;
    temporary.persist(&target).map_err(|error| cannot_save(&error.error))?;
    Ok(())
}

/// Creates the file at `path` with `text`, and the folders above it. In a repository, no symbolic link leads out of it.
///
/// # Errors
/// A [`Fault`] without a path if there is something already, or it cannot be written.
pub fn create(path: &Path, text: &str) -> Result<(), Fault> {
    let exists = || Fault::new("already exists").help("choose another path, or edit the file");
    if path.symlink_metadata().is_ok() {
        return Err(exists());
    }
    let target = place_in_repository(path)?.unwrap_or_else(|| path.to_owned());
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).map_err(|error| cannot_save(&error))?;
    }
    let temporary = write(&target, text.as_bytes(), None).map_err(|error| cannot_save(&error))?;
    // Somebody else may have created it meanwhile.
    temporary.persist_noclobber(&target).map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => exists(),
        _ => cannot_save(&error.error),
    })?;
    Ok(())
}

/// Returns where `path` leads to in the repository that it is in; `None` if it is in none.
///
/// # Errors
/// If a symbolic link leads out of the repository.
fn place_in_repository(path: &Path) -> Result<Option<PathBuf>, Fault> {
    let path = absolute(path, &OsFileSystem.working_directory()?);
    let Some(repository) = path.parent().and_then(|folder| Repository::around(&OsFileSystem, folder)) else {
        return Ok(None);
    };
    match repository.resolve(&OsFileSystem, &path) {
        Ok(inside) => Ok(Some(inside)),
        Err(outside) => {
            Err(refused(&outside.to_string()).help("write to another file, or to the one that it leads to"))
        }
    }
}
