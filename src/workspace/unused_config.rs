//! Parts of a configuration that have no effect: types and overrides that match no notes, a file
//! with the wrong name.

use std::{collections::BTreeSet, path::Path};

use super::config_loader::Loaded;
use crate::{
    config::{self, Patterns},
    diagnostic::{Notice, Severity},
    disk::{self, FileSystem},
};

/// Names that are mistaken for that of a configuration.
const OTHER_NAMES: [&str; 3] = ["notelint.yml", ".notelint.yaml", ".notelint.yml"];

/// The types and overrides of a configuration that apply to a note, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Used {
    pub(super) types: BTreeSet<usize>,
    pub(super) overrides: BTreeSet<usize>,
}

/// Returns a notice for each type and override of `loaded` that is not in `used`.
pub(super) fn unused(loaded: &Loaded, used: &Used) -> Vec<Notice> {
    let types = loaded.config.types.iter().flatten().enumerate();
    let types = types.filter(|(at, _)| !used.types.contains(at)).filter_map(|(_, entry)| {
        let files = entry.files.as_ref()?;
        Some(hint(
            loaded.file.clone(),
            format!("`files` of type `{}` matches no notes", entry.name.value),
            glob_help(files),
        ))
    });
    let overrides = loaded.config.overrides.iter().enumerate();
    let overrides = overrides.filter(|(at, _)| !used.overrides.contains(at)).map(|(at, entry)| {
        hint(
            loaded.file.clone(),
            format!("`files` of override {} matches no notes", at + 1),
            glob_help(&entry.files),
        )
    });
    types.chain(overrides).collect()
}

/// Returns a notice about a file in the absolute `folder`, reported from `cwd`, that is meant as a
/// configuration but has the wrong name.
pub(super) fn other_name(files: &dyn FileSystem, folder: &Path, cwd: &Path) -> Option<Notice> {
    if files.is_file_like(&folder.join(config::FILE_NAME)) {
        return None;
    }
    let other = OTHER_NAMES.map(|name| folder.join(name)).into_iter().find(|file| files.is_file(file))?;
    let message = format!("ignored: the configuration file must be named `{}`", config::FILE_NAME);
    let help = format!("rename it to `{}`", config::FILE_NAME);
    Some(hint(Some(disk::display_path(&other, cwd)), message, help))
}

fn hint(path: Option<String>, message: String, help: String) -> Notice {
    Notice { path, message, help: Some(help), severity: Severity::Warning }
}

/// Returns the help for `files`, which match nothing.
fn glob_help(files: &Patterns) -> String {
    let is_folder =
        |glob: &&String| !glob.contains(['*', '?', '[', '{']) && Path::new(glob).extension().is_none();
    match files.globs().iter().find(is_folder) {
        Some(folder) => {
            format!("to match all notes in a folder, write `{}/**`", folder.trim_end_matches('/'))
        }
        None => "globs are relative to the folder of the configuration, and `*` stops at a `/`".to_owned(),
    }
}
