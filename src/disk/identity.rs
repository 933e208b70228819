use std::{
    fs,
    path::{Path, PathBuf},
};

/// What file a path leads to, whatever it is called: by symbolic links, in another case on systems that
/// ignore it, or by a second hard link.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FileId {
    /// The numbers of the device and of the file.
    Numbers(u64, u64),
    /// The path without symbolic links, for a file that does not exist yet.
    Path(PathBuf),
}

impl FileId {
    /// Returns the id of the regular file at the absolute `path`, or of the one that would be created
    /// there; `None` if something else is there.
    pub fn of(path: &Path) -> Option<Self> {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_file() => Some(Self::of_file(path, &metadata)),
            Ok(_) => None,
            Err(_) => {
                let folder = path.parent()?;
                let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
                Some(Self::Path(folder.join(path.file_name()?)))
            }
        }
    }

    #[cfg(unix)]
    fn of_file(_: &Path, metadata: &fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;

        Self::Numbers(metadata.dev(), metadata.ino())
    }

    #[cfg(not(unix))]
    fn of_file(path: &Path, _: &fs::Metadata) -> Self {
        Self::Path(fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()))
    }
}
