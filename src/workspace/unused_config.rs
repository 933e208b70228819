//! Parts of a configuration that have no effect: types and overrides that match no notes, a file
//! with the wrong name.

use std::{collections::BTreeSet, path::Path};

use super::config_loader::Loaded;
use crate::{
    config::{self, NoteTypeEntry, Patterns, When},
    diagnostic::{Notice, Severity},
    disk::{self, FileSystem},
    tree::Spanned,
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
    let types = loaded.config.types.as_deref().unwrap_or_default();
    let takes_rest = |entry: &NoteTypeEntry| entry.files.is_none() && entry.when.is_none();
    let rest = types.iter().position(takes_rest);
    let of_types =
        types.iter().enumerate().filter(|(at, _)| !used.types.contains(at)).filter_map(|(at, entry)| {
            let name = &entry.name.value;
            let (message, help) = match rest.filter(|rest| *rest < at).and_then(|rest| types.get(rest)) {
                Some(rest) => (
                    format!("type `{name}` takes no notes: `{}` takes all that are left", rest.name.value),
                    format!("move it above `{}`, or give that `files` or `when`", rest.name.value),
                ),
                None => unmatched(&format!("type `{name}`"), entry.files.as_ref(), entry.when.as_ref())?,
            };
            Some(hint(loaded.file.clone(), message, help))
        });
    let overrides = loaded.config.overrides.iter().enumerate();
    let overrides = overrides.filter(|(at, _)| !used.overrides.contains(at)).filter_map(|(at, entry)| {
        let what = format!("override {}", at + 1);
        let (message, help) = unmatched(&what, entry.files.as_ref(), entry.when.as_ref())?;
        Some(hint(loaded.file.clone(), message, help))
    });
    of_types.chain(overrides).collect()
}

/// Returns the message and the help about `what`, whose `files` and `when` match no notes; `None` if it
/// has neither.
fn unmatched(what: &str, files: Option<&Patterns>, when: Option<&Spanned<When>>) -> Option<(String, String)> {
    Some(match (files, when) {
        (Some(files), None) => (format!("`files` of {what} matches no notes"), glob_help(files)),
        (None, Some(_)) => (format!("`when` of {what} matches no notes"), WHEN_HELP.to_owned()),
        (Some(_), Some(_)) => {
            (format!("`files` and `when` of {what} match no notes together"), WHEN_HELP.to_owned())
        }
        (None, None) => return None,
    })
}

const WHEN_HELP: &str =
    "values of the frontmatter are compared as YAML reads them: `1` is not `\"1\"`, and case matters";

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
