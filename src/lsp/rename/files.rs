//! Other paths for files.

use std::path::{Path, PathBuf};

use super::edits::{Edits, sorted};
use crate::{
    disk::{self, FileSystem, OsFileSystem},
    lsp::locations::Locations,
    text::nfc,
    vault::{Moves, join, parent},
    workspace::Neighbors,
};

/// Returns the move of the note at `index` in the vault to `name`, which is a path from its folder, or from the root if it
/// begins with `/`, and the absolute path that it then has.
///
/// # Errors
/// Why it cannot have that name.
pub(super) fn new_path(index: usize, name: &str, others: &Neighbors<'_>) -> Result<(Moves, PathBuf), String> {
    let gone = || "the note is not known".to_owned();
    let old = &others.vault().notes().get(index).ok_or_else(gone)?.path;
    if name.is_empty() || name.ends_with('/') || name.contains(['\\', ':', '\0', '\n', '\r']) {
        return Err("that is no name of a file".to_owned());
    }
    if name.contains(['#', '^', '|', '[', ']']) {
        return Err("wiki links cannot lead to a file with one of `# ^ | [ ]` in its name".to_owned());
    }
    let is_note = disk::is_markdown(Path::new(name));
    let name = if is_note { name.to_owned() } else { format!("{name}.md") };
    let new = join(parent(old), &name);
    let new = new.trim_start_matches('/');
    if new.starts_with("..") {
        return Err("it is outside of the collection".to_owned());
    }
    let path = others.root().ok_or_else(gone)?.join(new);
    // A change of case leads to the same file on some systems.
    if (&OsFileSystem as &dyn FileSystem).is_file(&path) && !new.eq_ignore_ascii_case(old) {
        return Err("there is such a file".to_owned());
    }
    Ok((Moves::new(vec![(old.to_string(), new.to_owned())]), path))
}

/// Returns those of the files and folders `moved`, with their old and new absolute paths, that stay in the collection of
/// `others`.
pub(super) fn within(moved: &[(PathBuf, PathBuf)], others: &Neighbors<'_>) -> Moves {
    let inside = |path: &Path| {
        let path = path.strip_prefix(others.root()?).ok()?;
        Some(nfc(&path.to_string_lossy().replace('\\', "/")).into_owned())
    };
    Moves::new(moved.iter().filter_map(|(old, new)| Some((inside(old)?, inside(new)?))).collect())
}

/// Returns the edits after which links lead to the same files as before the `moves`.
pub(super) fn edits(moves: &Moves, others: &Neighbors<'_>, locations: &mut Locations<'_>) -> Edits {
    let mut edits = Edits::new();
    let links = others.vault().moved_links(moves);
    locations.read_all(links.iter().map(|moved| moved.from));
    for moved in links {
        let edit = locations.text(moved.from).and_then(|text| moved.link.with_path(text, &moved.path));
        edits.entry(moved.from).or_default().extend(edit);
    }
    sorted(edits)
}
