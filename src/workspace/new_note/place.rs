//! Where a new note will be.

use std::path::{Path, PathBuf};

use super::others::{Other, usual_folder};
use crate::{
    diagnostic::Fault,
    disk::{self, FileSystem, is_markdown},
    notetype::{PathError, PathTemplate, PathValues, SourcePlace, slug},
    workspace::ChosenType,
};

/// What was said of where a new note will be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// Nothing: where its type says.
    Proposed,
    /// In this folder, under the name that its type says.
    Folder(PathBuf),
    /// In this file.
    File(PathBuf),
    /// It is not written, but printed.
    Printed,
}

impl Destination {
    /// Reads the argument `path`, relative to the absolute folder `cwd`.
    pub(crate) fn read(path: Option<&Path>, files: &dyn FileSystem, cwd: &Path) -> Self {
        let Some(path) = path else { return Self::Proposed };
        if path.as_os_str() == "-" {
            return Self::Printed;
        }
        let absolute = disk::absolute(path, cwd);
        if is_markdown(&absolute) && !files.is_folder(&absolute) {
            return Self::File(absolute);
        }
        Self::Folder(absolute)
    }

    /// The folder whose configuration applies, if it is not that of the working directory.
    pub(super) fn folder(&self) -> Option<&Path> {
        match self {
            Self::Folder(folder) => Some(folder),
            Self::File(file) => file.parent(),
            Self::Proposed | Self::Printed => None,
        }
    }

    pub(super) fn file(&self) -> Option<&Path> {
        match self {
            Self::File(file) => Some(file),
            _ => None,
        }
    }
}

/// Returns the path of a note of the `chosen` type that is named by `values`: in `folder`, else where the type says, else
/// where its configuration or `others` have such notes.
///
/// # Errors
/// If nothing names the file, or `values` lack something that does.
pub(super) fn propose(
    chosen: &ChosenType,
    values: &PathValues<'_>,
    folder: Option<&Path>,
    others: &[Other],
) -> Result<PathBuf, Fault> {
    let (filled, fixed) = match &chosen.note_type().spec.file {
        Some(template) => {
            let filled = template.fill(values).map_err(|error| unfilled(template, error, values))?;
            (filled, template.fixed_folders())
        }
        None => (plain_name(chosen, values, folder.is_some() || !others.is_empty())?, 0),
    };
    let names: Vec<&str> = filled.split('/').collect();
    let own = names.get(fixed..).unwrap_or_default();
    if let Some(folder) = folder {
        return Ok(folder.join(own.join("/")));
    }
    let root = &chosen.loaded.root.folder;
    let proposed = root.join(&filled);
    let is_there = others.iter().any(|other| other.path.parent().is_some_and(|at| proposed.starts_with(at)));
    if let Some(folder) = usual_folder(others, own.len()).filter(|_| !is_there) {
        return Ok(folder.join(own.join("/")));
    }
    let globs = chosen.entry().and_then(|entry| entry.files.as_ref());
    if let Some(globs) = globs.filter(|globs| !globs.match_path(&filled)) {
        let moved = globs.globs().iter().map(|glob| [&fixed_part(glob)[..], own].concat().join("/"));
        if let Some(path) = moved.into_iter().find(|path| globs.match_path(path)) {
            return Ok(root.join(path));
        }
    }
    Ok(proposed)
}

/// Returns the name of a note whose type names no path: that of its title, if its id is not in the name and it is known
/// in which folder it is.
fn plain_name(chosen: &ChosenType, values: &PathValues<'_>, has_folder: bool) -> Result<String, Fault> {
    let sources = &chosen.note_type().spec.identity.sources;
    let has_id = sources.iter().any(|source| matches!(source.place, SourcePlace::File | SourcePlace::Path));
    let slug = slug(values.title);
    if has_folder && !has_id && !slug.is_empty() {
        return Ok(format!("{slug}.md"));
    }
    let message =
        format!("the type `{}` has no `file`, which names the files of notes", chosen.note_type().name);
    Err(Fault::new(message).help("give the path of the file, or `-` to print the note"))
}

/// Returns the folders that `glob` begins with.
fn fixed_part(glob: &str) -> Vec<&str> {
    let mut folders: Vec<&str> = glob.split('/').collect();
    folders.pop();
    folders.into_iter().take_while(|folder| !folder.contains(['*', '?', '[', '{', '!', '\\'])).collect()
}

fn unfilled(template: &PathTemplate, error: PathError, values: &PathValues<'_>) -> Fault {
    let error = match error {
        PathError::Wordless(name) if name == "title" && values.title.is_empty() => PathError::Missing(name),
        error => error,
    };
    let fault = Fault::new(format!("cannot name the file `{}`: {error}", template.text));
    match error {
        PathError::Missing(name) | PathError::Wordless(name) => {
            fault.help(format!("add `--set {name}=…`, or give the path of the file"))
        }
        _ => fault.help("give the path of the file"),
    }
}
