//! The names of files as their folders list them, where letters of either case name one file: on Windows
//! and macOS, and on Linux for disks of theirs.

use std::{
    collections::HashMap,
    ffi::{OsStr, OsString},
    fs,
    path::{Component, Path, PathBuf},
};

/// Spells paths. Each folder is listed once.
#[derive(Debug, Default)]
pub(super) struct Spelling {
    /// The names in a folder by their lower-case letters; empty where two names are one in them, as in a
    /// folder that tells the cases apart.
    folders: HashMap<PathBuf, HashMap<String, OsString>>,
}

impl Spelling {
    /// Returns the absolute `paths`, each like [`Self::spelled`].
    pub(super) fn all(mut self, paths: Vec<PathBuf>) -> Vec<PathBuf> {
        paths.into_iter().map(|path| self.spelled(path)).collect()
    }

    /// Returns the absolute `path` as the folders list its names.
    pub(super) fn spelled(&mut self, path: PathBuf) -> PathBuf {
        if cfg!(any(windows, target_os = "macos")) {
            return fs::canonicalize(&path).map(|real| spelled_as(&path, &real)).unwrap_or(path);
        }
        // Other systems resolve a path to the names that were given.
        let mut spelled = PathBuf::new();
        for part in path.components() {
            let listed = self.listed(&spelled, part.as_os_str());
            spelled.push(listed.as_deref().unwrap_or(part.as_os_str()));
        }
        spelled
    }

    /// Returns how `folder` lists what is called `name`, if it ignores the case of letters.
    fn listed(&mut self, folder: &Path, name: &OsStr) -> Option<OsString> {
        let name = name.to_str()?;
        // A folder that tells the cases apart is not listed.
        for name in [&*other_case(name)?, name] {
            fs::symlink_metadata(folder.join(name)).ok()?;
        }
        let names = self.folders.entry(folder.to_owned()).or_insert_with(|| {
            let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
            by_lower_case(entries.map(|entry| entry.file_name()))
        });
        names.get(&name.to_lowercase()).cloned()
    }
}

/// Returns `name` with its ASCII letters in the other case; `None` if it has none.
fn other_case(name: &str) -> Option<String> {
    let other =
        |c: char| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() };
    name.contains(|c: char| c.is_ascii_alphabetic()).then(|| name.chars().map(other).collect())
}

fn by_lower_case(names: impl Iterator<Item = OsString>) -> HashMap<String, OsString> {
    let mut by_lower_case = HashMap::new();
    for name in names {
        let Some(lower) = name.to_str().map(str::to_lowercase) else { continue };
        if by_lower_case.insert(lower, name).is_some() {
            return HashMap::new();
        }
    }
    by_lower_case
}

/// Returns `path` with the names of `real`, which is the same file with its symbolic links resolved,
/// as far as the two differ only in what Windows ignores: case, and dots and blanks at the end.
fn spelled_as(path: &Path, real: &Path) -> PathBuf {
    let folded = |name: &OsStr| name.to_string_lossy().trim_end_matches(['.', ' ']).to_lowercase();
    let is_same = |(own, real): &(Component<'_>, Component<'_>)| match (own, real) {
        (Component::Normal(own), Component::Normal(real)) => folded(own) == folded(real),
        _ => false,
    };
    let pairs = path.components().rev().zip(real.components().rev());
    let names: Vec<_> = pairs.take_while(is_same).map(|(_, real)| real).collect();
    let kept = path.components().count() - names.len();
    path.components().take(kept).chain(names.into_iter().rev()).collect()
}

#[cfg(test)]
mod tests;
