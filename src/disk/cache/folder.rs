use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{
    super::{Fingerprint, OsFileSystem, Repository, describe_error, save},
    layout::MAGIC,
    store::Cache,
    tag::{TAG, TAG_TEXT},
};
use crate::diagnostic::Fault;

/// The name of notelint's folder in the user's cache folder.
const NAME: &str = "notelint";

/// The suffix of the file name of a cache.
const SUFFIX: &str = ".cache";

/// notelint's folder in the user's cache folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CacheFolder {
    path: PathBuf,
}

/// What [`CacheFolder::clear`] removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// The number of caches, one per collection and per configuration with many types.
    pub caches: usize,
    /// Their size in bytes, with temporary files of killed runs.
    pub bytes: u64,
}

impl CacheFolder {
    /// Returns the folder in the absolute folder `caches`.
    ///
    /// # Errors
    /// A [`Fault`] if that is in a repository whose symbolic links lead out of it.
    pub fn below(caches: &Path) -> Result<Self, Fault> {
        let path = caches.join(NAME);
        if let Some(Err(outside)) = Repository::around(&OsFileSystem, caches)
            .map(|repository| repository.resolve(&OsFileSystem, &path))
        {
            let fault = Fault::new(format!("cannot be the cache folder: {outside}"));
            return Err(fault
                .help("delete the link, or name another folder in `NOTELINT_CACHE_DIR`")
                .in_file(path.to_string_lossy()));
        }
        Ok(Self { path })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens the cache of the collection in the absolute folder `of`, or of the types of the configuration in that
    /// file, for the build `build` of notelint. `expected` is about the number of records that will be looked up.
    pub fn open(&self, of: &Path, build: u128, expected: usize) -> Cache {
        let mut name = Fingerprint::default();
        name.add(of.as_os_str().as_encoded_bytes());
        let file = self.path.join(format!("{:032x}{SUFFIX}", name.finish()));
        Cache::open(self.path.clone(), file, build, expected)
    }

    /// Removes all caches, and the folder if nothing else is in it. Other files stay.
    ///
    /// # Errors
    /// A [`Fault`] of the folder, or of the first file that cannot be removed.
    pub fn clear(&self) -> Result<Removed, Fault> {
        let fault = |what: &str, error: &io::Error, path: &Path| {
            Fault::new(format!("cannot be {what}: {}", describe_error(error))).in_file(path.to_string_lossy())
        };
        let entries = match fs::read_dir(&self.path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Removed::default()),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(Fault::new("not a directory").in_file(self.path.to_string_lossy()));
            }
            Err(error) => return Err(fault("read", &error, &self.path)),
        };
        let mut removed = Removed::default();
        for entry in entries {
            let path = entry.map_err(|error| fault("read", &error, &self.path))?.path();
            let is_cache = is_cache(&path);
            if !is_cache && !is_left(&path) {
                continue;
            }
            let size = fs::symlink_metadata(&path).map_or(0, |metadata| metadata.len());
            match fs::remove_file(&path) {
                Ok(()) => {
                    removed.caches += usize::from(is_cache);
                    removed.bytes += size;
                }
                // Another run has removed it.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(fault("removed", &error, &path)),
            }
        }
        self.remove_if_empty();
        Ok(removed)
    }

    fn remove_if_empty(&self) {
        let tag = self.path.join(TAG);
        let names = fs::read_dir(&self.path).into_iter().flatten().flatten().map(|entry| entry.file_name());
        let is_own = is_file_with(&tag, |bytes| bytes == TAG_TEXT.as_bytes(), TAG_TEXT.len() + 1);
        if names.into_iter().all(|name| name == TAG) && is_own {
            // An empty folder does no harm.
            fs::remove_file(&tag).and_then(|()| fs::remove_dir(&self.path)).ok();
        }
    }
}

/// Whether the file at `path` is a cache, by its name and its first bytes.
fn is_cache(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(SUFFIX));
    let is_hash = |name: &str| name.len() == 32 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.is_some_and(is_hash) && is_file_with(path, |bytes| bytes == MAGIC, MAGIC.len())
}

/// Whether the file at `path` is the temporary file of a killed run, which may be empty.
fn is_left(path: &Path) -> bool {
    path.file_name().is_some_and(save::is_temporary)
        && is_file_with(path, |bytes| MAGIC.starts_with(bytes), MAGIC.len())
}

/// Whether there is a file, not a link, at `path` whose first bytes `is_it` accepts.
fn is_file_with(path: &Path, is_it: impl FnOnce(&[u8]) -> bool, first: usize) -> bool {
    let mut bytes = Vec::new();
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file())
        && File::open(path).is_ok_and(|file| file.take(first as u64).read_to_end(&mut bytes).is_ok())
        && is_it(&bytes)
}
