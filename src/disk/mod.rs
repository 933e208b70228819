//! The only file system calls: finding notes, reading, saving.

mod cache;
mod collection;
mod find;
mod read;
mod save;
mod schemas;

pub use cache::{Cache, CacheFolder, Fingerprint, Key, Removed};
pub use collection::CollectionFiles;
pub use find::{Found, NoteFile, common_folder, find};
pub use read::{Buffer, MAX_BYTES, decode, read, words};
pub use save::{clean, home, replace, save};
pub use schemas::SchemaFolder;

use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};

use crate::diagnostic::Fault;

/// The absolute working directory.
///
/// # Errors
/// A [`Fault`] where there is none any more.
pub fn working_directory() -> Result<PathBuf, Fault> {
    std::env::current_dir()
        .map_err(|error| Fault::new(format!("the working directory cannot be used: {}", words(&error))))
}

/// `path` without symbolic links, where it is there.
pub fn real(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Whether there is a file at `path`.
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Whether there is a file at `path`, or a link that leads to none.
pub fn is_file_or_lost(path: &Path) -> bool {
    path.metadata().map_or_else(|_| path.is_symlink(), |metadata| metadata.is_file())
}

/// `path` made absolute from the absolute `folder`, without `.` and, as far as names alone tell,
/// without `..`.
pub fn absolute(path: &Path, folder: &Path) -> PathBuf {
    let mut absolute = PathBuf::new();
    for component in folder.join(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                absolute.pop();
            }
            other => absolute.push(other),
        }
    }
    absolute
}

/// The absolute `path` as it is reported: relative to the absolute `folder` where it is inside,
/// with `/`.
pub fn shown(path: &Path, folder: &Path) -> String {
    if let Some(inside) = plainly_inside(path, folder) {
        return inside.to_owned();
    }
    let shown = path.strip_prefix(folder).unwrap_or(path);
    let shown = if shown.as_os_str().is_empty() { Path::new(".") } else { shown };
    let shown = shown.to_string_lossy();
    if MAIN_SEPARATOR == '/' { shown.into_owned() } else { shown.replace('\\', "/") }
}

/// What follows `folder` in `path`, where the two are written alike and one separator parts them:
/// taking paths apart costs as much as listing them.
fn plainly_inside<'p>(path: &'p Path, folder: &Path) -> Option<&'p str> {
    let folder = folder.to_str().filter(|folder| MAIN_SEPARATOR == '/' && !folder.is_empty())?;
    let inside = path.to_str()?.strip_prefix(folder)?.strip_prefix('/')?;
    let is_name = |name: &str| !name.is_empty() && !name.starts_with('.');
    inside.split('/').all(is_name).then_some(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_shown_from_the_folder_that_it_is_in() {
        let shown = |path: &str, folder: &str| shown(Path::new(path), Path::new(folder));
        assert_eq!(shown("/a/b/c.md", "/a"), "b/c.md");
        assert_eq!(shown("/a/b//./c.md", "/a"), "b//./c.md");
        assert_eq!(shown("/a/.b/c.md", "/a"), ".b/c.md");
        assert_eq!(shown("/ab/c.md", "/a"), "/ab/c.md");
        assert_eq!(shown("/a/", "/a"), ".");
        assert_eq!(shown("/a/b/", "/a"), "b");
        assert_eq!(shown("/c.md", "/"), "c.md");
        assert_eq!(shown("/a/b", ""), "/a/b");
    }
}
