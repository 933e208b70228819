//! Names of kinds.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap},
};

use super::paths::{NotePath, common_folder, words};
use crate::{
    infer::slug::ascii_slug,
    notetype::{self, BUILT_IN},
    text::file_name,
};

/// Names that a type cannot have: commands mean something else by them, or no file can be named so everywhere.
const RESERVED: &[&str] = &["config", "note-type", "aux", "con", "nul", "prn"];

/// Returns the name of a type of the notes in a folder that is called `folder`; `None` if no type can be called so.
pub fn name_after(folder: &str) -> Option<String> {
    slug(folder).filter(|name| !BUILT_IN.iter().chain(RESERVED).any(|taken| *taken == name))
}

/// The number of characters of a name.
const MAX_CHARS: usize = 40;

/// The name of a kind that nothing gives a name.
const ANY: &str = "note";

/// A kind without a name.
pub(super) struct Unnamed<'a> {
    /// The paths of its notes.
    pub(super) notes: Vec<NotePath<'a>>,
    /// The values of the frontmatter key that tells them apart, if one does.
    pub(super) values: &'a [String],
}

/// Returns a name for each of `kinds`, and whether something gives it. None is one of `taken` or built in.
pub(super) fn of(kinds: &[Unnamed<'_>], taken: &[&str]) -> Vec<(String, bool)> {
    let folders: Vec<&str> = kinds.iter().map(|kind| common_folder(kind.notes.iter().copied())).collect();
    let mut in_folder: HashMap<&str, usize> = HashMap::new();
    for (folder, _) in folders.iter().zip(kinds).filter(|(_, kind)| kind.values.is_empty()) {
        *in_folder.entry(folder).or_default() += 1;
    }
    let mut names: Vec<(String, bool)> = kinds
        .iter()
        .zip(&folders)
        .map(|(kind, &folder)| {
            let is_alone = in_folder.get(folder).is_none_or(|&count| count < 2);
            match kind.name(folder, is_alone) {
                Some(name) => (name, true),
                None => (kind.folder_of_most().and_then(slug).unwrap_or_else(|| ANY.to_owned()), false),
            }
        })
        .collect();
    let mut used: BTreeSet<String> = BUILT_IN.iter().chain(RESERVED).map(|&name| name.to_owned()).collect();
    used.extend(taken.iter().map(|name| name.to_lowercase()));
    let mut by_size: Vec<usize> = (0..kinds.len()).collect();
    by_size.sort_by_key(|&at| Reverse(kinds[at].notes.len()));
    for at in by_size {
        let (name, is_named) = &mut names[at];
        let mut numbered =
            std::iter::once(name.clone()).chain((2..).map(|number| format!("{name}-{number}")));
        if let Some(free) = numbered.find(|name| !used.contains(name)) {
            *is_named &= free == *name;
            used.insert(free.clone());
            *name = free;
        }
    }
    names
}

impl Unnamed<'_> {
    /// Returns the folder at the root that more than half of the notes are in.
    fn folder_of_most(&self) -> Option<&str> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for path in &self.notes {
            *counts.entry(path.top()).or_default() += 1;
        }
        let most = counts.into_iter().find(|(_, count)| count * 2 > self.notes.len());
        most.map(|(folder, _)| folder).filter(|folder| !folder.is_empty())
    }

    /// Returns the name that the folder gives if no other kind is in it, else file names.
    fn name(&self, folder: &str, is_alone: bool) -> Option<String> {
        let of_files = || {
            let first = self.notes.first()?;
            if self.notes.iter().all(|path| path.name == first.name) {
                return slug(first.stem);
            }
            let word = |path: &NotePath<'_>| words(path.beginnings()[0].unwrap_or_default()).next();
            let shared = word(first)
                .filter(|shared| self.notes.iter().all(|path| word(path).as_ref() == Some(shared)));
            shared.as_deref().and_then(slug).filter(|slug| slug.contains(|c: char| c.is_alphabetic()))
        };
        let of_folder = || {
            let mut outer =
                std::iter::successors(Some(folder), |folder| folder.rfind('/').map(|at| &folder[..at]));
            let named = outer.find(|folder| file_name(folder).contains(char::is_alphabetic));
            slug(file_name(named.unwrap_or(folder)))
        };
        let name = if is_alone { of_folder().or_else(of_files) } else { of_files().or_else(of_folder) }?;
        let value = if let [value] = self.values { slug(value) } else { None };
        Some(value.map_or_else(|| name.clone(), |value| format!("{name}-{value}")))
    }
}

/// Returns `text` in lower case with hyphens between its words: the ASCII in it if it has letters, else all letters and
/// digits.
fn slug(text: &str) -> Option<String> {
    let ascii = ascii_slug(text);
    let slug = if ascii.contains(char::is_alphabetic) { ascii } else { notetype::slug(text) };
    let cut: String = slug.chars().take(MAX_CHARS).collect();
    let cut = cut.trim_end_matches('-');
    (!cut.is_empty()).then(|| cut.to_owned())
}
