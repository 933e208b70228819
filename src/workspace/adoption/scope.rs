//! Which notes a proposal is for.

use std::{
    collections::{BTreeSet, HashMap},
    path::{Path, PathBuf},
};

use crate::{
    config,
    disk::{self, FileSystem},
    tree::Patterns,
    workspace::{ConfigChoice, Options, Target},
};

/// The notes in a folder that have no configuration of their own.
#[derive(Debug)]
pub(super) struct Scope {
    /// The folder, or each of its notes if others have a configuration of their own.
    paths: Vec<PathBuf>,
    /// The folders below that have a configuration, from the folder, with `/`.
    pub(super) configured: Vec<String>,
}

impl Scope {
    /// Finds such notes in the absolute `folder`, which has the notes at `targets`.
    pub(super) fn of(folder: &Path, targets: &[Target], files: &dyn FileSystem) -> Self {
        let mut nearest: HashMap<PathBuf, Option<PathBuf>> = HashMap::new();
        let mut own = Vec::new();
        let mut configured = BTreeSet::new();
        for target in targets {
            match target.path().parent().and_then(|parent| outermost(parent, folder, files, &mut nearest)) {
                Some(other) => drop(configured.insert(disk::display_path(&other, folder))),
                None => own.push(target.path().to_owned()),
            }
        }
        let paths = if configured.is_empty() { vec![folder.to_owned()] } else { own };
        Self { paths, configured: configured.into_iter().collect() }
    }

    /// Whether no note is left.
    pub(super) fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// Returns options that open these notes under `config` but for those that it excludes, as `exclude` says of paths
    /// from the folder.
    pub(super) fn options(&self, folder: &Path, config: ConfigChoice, exclude: Option<&Patterns>) -> Options {
        // A note that is named would be checked although it is excluded.
        let is_excluded = |path: &Path| {
            exclude.is_some_and(|exclude| exclude.match_path_or_parent(&disk::display_path(path, folder)))
        };
        let mut paths = self.paths.clone();
        if !self.configured.is_empty() {
            paths.retain(|path| !is_excluded(path));
        }
        // Without paths, the working directory would be opened.
        let paths = if paths.is_empty() { self.paths.clone() } else { paths };
        Options { paths, config, ..Options::default() }
    }
}

/// Returns the outermost folder with a configuration that `inner` is, or is in, below `folder`. `known` are those of
/// other folders.
fn outermost(
    inner: &Path,
    folder: &Path,
    files: &dyn FileSystem,
    known: &mut HashMap<PathBuf, Option<PathBuf>>,
) -> Option<PathBuf> {
    if inner == folder || !inner.starts_with(folder) {
        return None;
    }
    if let Some(known) = known.get(inner) {
        return known.clone();
    }
    let above = inner.parent().and_then(|parent| outermost(parent, folder, files, known));
    let is_one = || files.is_file_like(&inner.join(config::FILE_NAME));
    let found = above.or_else(|| is_one().then(|| inner.to_owned()));
    known.insert(inner.to_owned(), found.clone());
    found
}
