//! Links after files have moved.

use std::collections::HashSet;

use rayon::prelude::*;

use super::{
    Destination, Facts, LinkFact, Vault,
    destination::{extension, is_note_path},
    file_name,
    follow::is_relative,
    meant::path_like,
    parent,
    resolve::{folded_stem, wiki_path},
};

/// Files and folders that move, each with its old and its new path from the root of the collection.
#[derive(Clone, Debug, Default)]
pub struct Moves(Vec<(String, String)>);

/// A link that must be written in another way.
#[derive(Clone, Debug)]
pub struct MovedLink<'v> {
    /// The index of the note that it is in, in [`Vault::notes`].
    pub from: usize,
    /// The link.
    pub link: LinkFact<'v>,
    /// The path that it must have, not encoded.
    pub path: String,
}

impl Moves {
    /// Returns these moves.
    pub fn new(all: Vec<(String, String)>) -> Self {
        Self(all)
    }

    /// Returns where the file at `path` is after them.
    fn new_path(&self, path: &str) -> String {
        let moved = self.0.iter().find_map(|(old, new)| {
            let rest = path.strip_prefix(old.as_str())?;
            (rest.is_empty() || rest.starts_with('/')).then(|| format!("{new}{rest}"))
        });
        moved.unwrap_or_else(|| path.to_owned())
    }
}

impl Vault<'_> {
    /// Returns the links that must be written in another way, so that they lead to the same files after `moves`.
    pub fn moved_links(&self, moves: &Moves) -> Vec<MovedLink<'_>> {
        let stems = self.moved_stems(moves);
        let notes = self.notes().par_iter().enumerate();
        let links = notes.flat_map_iter(|(from, note)| {
            let folder = parent(&moves.new_path(&note.path)).to_owned();
            let stems = stems.as_ref().filter(|_| *folder == *parent(&note.path));
            let may_lead = move |link: &LinkFact<'_>| stems.is_none_or(|stems| may_lead(link, stems));
            note.links().filter(may_lead).filter_map(move |link| {
                let path = self.moved_link(note, &link, (&folder, moves))?;
                Some(MovedLink { from, link, path })
            })
        });
        links.collect()
    }

    /// Returns the names of the files that move, in lower case, if all of them are notes: no other link leads to one.
    fn moved_stems(&self, moves: &Moves) -> Option<HashSet<String>> {
        let stem = |(old, _): &(String, String)| self.position(old).map(|_| folded_stem(old));
        moves.0.iter().map(stem).collect()
    }

    /// Returns the path that `link` of the note `from`, which is in `folder` after the moves, must have then; `None` if it
    /// stays as it is.
    fn moved_link(
        &self,
        from: &Facts,
        link: &LinkFact<'_>,
        (folder, moves): (&str, &Moves),
    ) -> Option<String> {
        let path = Destination::of(link).path;
        if path.is_empty() {
            return None;
        }
        let note = self.lead(from, link).and_then(|(at, _)| self.note(at));
        let old = note.map_or_else(|| self.linked_file(from, link), |note| Some(note.path.to_string()))?;
        let new = moves.new_path(&old);
        let is_by_name = link.wiki && !is_relative(&path);
        if new == old && (is_by_name || folder == parent(&from.path)) {
            return None;
        }
        let written = if is_by_name {
            self.moved_name(&path, (&old, &new), moves)
        } else {
            path_like(&path, folder, &new)
        };
        let has_extension = extension(&path).is_some();
        let written = match written.strip_suffix(".md") {
            Some(stem) if !has_extension && is_note_path(&path) => stem.to_owned(),
            _ => written,
        };
        (written != path).then_some(written)
    }

    /// Returns how a wiki link to `path` names the file that moves from `old` to `new`: with as many folders, but with all
    /// if another note would be meant.
    fn moved_name(&self, path: &str, (old, new): (&str, &str), moves: &Moves) -> String {
        let folders = path.trim_start_matches('/').matches('/').count();
        if !is_note_path(path) {
            return file_name(new).to_owned();
        }
        let is_whole = wiki_path(path.trim_start_matches('/')) == wiki_path(old) && folders > 0;
        let start = new.rmatch_indices('/').nth(folders).map_or(0, |(at, _)| at + 1);
        let name = if is_whole { new } else { &new[start..] };
        let wanted = wiki_path(name);
        let is_meant = |other: &str| {
            let rest = wiki_path(other);
            rest.strip_suffix(&wanted).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        };
        let others = self.stems().candidates(&folded_stem(new)).filter_map(|at| self.note(at));
        let mut others =
            others.filter(|other| *other.path != *old && moves.new_path(&other.path) == *other.path);
        let is_taken = others.any(|other| is_meant(&other.path))
            || moves.0.iter().any(|(from, to)| from != old && is_meant(to));
        if is_taken { new.to_owned() } else { name.to_owned() }
    }
}

/// Whether the file that `link` leads to may have one of the names `stems`.
fn may_lead(link: &LinkFact<'_>, stems: &HashSet<String>) -> bool {
    let path = Destination::of(link).path;
    stems.contains(&folded_stem(&path)) || stems.contains(&folded_stem(&format!("{path}.md")))
}

#[cfg(test)]
mod tests;
