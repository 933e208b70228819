use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use super::options::Options;
use crate::disk::{self, FileSystem};

/// The absolute paths that were named: the working directory if none was.
#[derive(Debug)]
pub(super) struct Named(HashSet<PathBuf>);

impl Named {
    /// Returns the paths that `options` name from `folder`, as they are spelled in `files`.
    pub(super) fn new(files: &dyn FileSystem, options: &Options, folder: &Path) -> Self {
        Self(match options.paths.as_slice() {
            [] if options.stdin.is_none() => HashSet::from([folder.to_owned()]),
            paths => {
                let paths = paths.iter().map(|path| disk::absolute(path, folder)).collect();
                files.spelled(paths).into_iter().collect()
            }
        })
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns them, sorted.
    pub(super) fn paths(&self) -> Vec<&Path> {
        let mut paths: Vec<&Path> = self.0.iter().map(PathBuf::as_path).collect();
        paths.sort_unstable();
        paths
    }

    /// Whether the file or folder at `path`, or a folder above it, was named.
    pub(super) fn covers(&self, path: &Path) -> bool {
        path.ancestors().any(|above| self.0.contains(above))
    }
}
