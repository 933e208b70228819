//! Where links lead.

use super::{
    Destination, Existence, Facts, LinkFact, Vault, file_name,
    index::ends_of,
    join, parent,
    resolve::{folded_stem, wiki_path},
};

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The target exists.
    Found,
    /// The note at this path has no such anchor.
    NoAnchor(String),
    /// The target does not exist.
    Missing,
    /// The target is outside the repository, or if there is none, the collection.
    Outside {
        /// Whether there is a repository.
        of_repository: bool,
    },
}

impl Vault<'_> {
    /// Returns the target of a link of the note `from`. A link that leads nowhere from there, or from the root of the
    /// collection if it starts with `/`, may lead to a file below one of the folders `roots`.
    pub fn follow(&self, from: &Facts, link: &LinkFact<'_>, roots: &[String]) -> Target {
        let destination = Destination::of(link);
        if destination.path.is_empty() {
            return match &destination.fragment {
                Some(fragment) => anchor(from, fragment, link.wiki),
                // The query of the page itself.
                None if link.target.starts_with('?') && !link.wiki => Target::Found,
                None => Target::Missing,
            };
        }
        let found = self.linked_note(from, &destination.path, link.wiki);
        match (found.and_then(|at| self.note(at)), destination.fragment) {
            (Some(note), Some(fragment)) => anchor(note, &fragment, link.wiki),
            (Some(_), None) => Target::Found,
            (None, _) => match self.file(from, &destination.path, link.wiki) {
                Existence::Exists => Target::Found,
                _ if (!link.wiki || destination.path.starts_with('/'))
                    && self.is_below(roots, &destination.path) =>
                {
                    Target::Found
                }
                Existence::Missing => Target::Missing,
                // Others may have it.
                Existence::Outside { is_known: false } if !self.has_namesake(&destination.path) => {
                    Target::Found
                }
                Existence::Outside { is_known } => Target::Outside { of_repository: is_known },
            },
        }
    }

    /// Returns the links of the note `from` that lead to a heading or mark of a note: the index of that note
    /// in [`Self::notes`], the fragment, and whether the link is `[[…]]`.
    pub fn linked_places(&self, from: &Facts) -> Vec<(usize, String, bool)> {
        let links = from.links().filter(|link| link.target.contains('#'));
        let places = links.filter_map(|link| {
            let (at, fragment) = self.lead(from, &link)?;
            Some((at, fragment?, link.wiki))
        });
        places.collect()
    }

    /// Returns the note that `link` of the note `from` leads to, by its index in [`Self::notes`], and the fragment.
    pub fn lead(&self, from: &Facts, link: &LinkFact<'_>) -> Option<(usize, Option<String>)> {
        let Destination { path, fragment } = Destination::of(link);
        let at = match path.as_str() {
            "" => self.position(&from.path)?,
            path => self.linked_note(from, path, link.wiki)?,
        };
        Some((at, fragment))
    }

    /// Returns the path from the root of the file, other than a note, that `link` of the note `from` leads to.
    #[cfg(feature = "cli")]
    pub fn linked_file(&self, from: &Facts, link: &LinkFact<'_>) -> Option<String> {
        let path = Destination::of(link).path;
        if link.wiki && !is_relative(&path) {
            return self.files.named(file_name(&path));
        }
        let resolved = resolved(from, &path);
        (!path.is_empty() && self.files.at(&resolved) == Existence::Exists).then_some(resolved)
    }

    /// Returns the note that a link of `from` to `path` leads to.
    pub fn linked_note(&self, from: &Facts, path: &str, wiki: bool) -> Option<usize> {
        if wiki && !is_relative(path) {
            return self.wiki_note(path, false);
        }
        let resolved = resolved(from, path);
        if wiki {
            return self.wiki_note(&resolved, true);
        }
        self.position(&resolved).or_else(|| self.position(&format!("{resolved}.md")))
    }

    /// Returns the note that Obsidian finds for a name: any note whose path ends with it, or `is_whole`, the one
    /// whose path it is.
    fn wiki_note(&self, name: &str, is_whole: bool) -> Option<usize> {
        let name = name.trim_start_matches('/');
        let wanted = wiki_path(name);
        let is_wanted = |at: &usize| {
            let path = self.note(*at).map(|note| wiki_path(&note.path)).unwrap_or_default();
            let rest = path.strip_suffix(&wanted);
            rest.is_some_and(|rest| rest.is_empty() || !is_whole && rest.ends_with('/'))
        };
        if let Some(whole) = ends_of(&wanted).pop() {
            self.ends().under(whole).find(is_wanted)
        } else {
            let file = format!("{}.md", name.strip_suffix(".md").unwrap_or(name));
            self.stems().candidates(&folded_stem(&file)).find(is_wanted)
        }
    }

    pub(super) fn file(&self, from: &Facts, path: &str, wiki: bool) -> Existence {
        if wiki && !is_relative(path) {
            // The file of a note that is not in this collection.
            let unseen =
                || !self.is_whole && !path.contains('/') && self.files.has_name(&format!("{path}.md"));
            let exists = self.files.has_name(file_name(path)) || unseen();
            return if exists { Existence::Exists } else { Existence::Missing };
        }
        self.file_at(&resolved(from, path))
    }

    pub(super) fn file_at(&self, path: &str) -> Existence {
        match self.files.at(path) {
            Existence::Missing => self.files.at(&format!("{path}.md")),
            other => other,
        }
    }

    /// Whether `path` is that of a file below one of the folders `roots`.
    fn is_below(&self, roots: &[String], path: &str) -> bool {
        // A path out of its folder is one from its note.
        let inside = join("", path.trim_start_matches('/'));
        let is_there = |root: &String| {
            let path = join(root.trim_start_matches('/'), &inside);
            self.file_at(&path) == Existence::Exists
        };
        !inside.starts_with("..") && roots.iter().any(is_there)
    }

    /// Whether a note has the same file name in any folder, ignoring case.
    fn has_namesake(&self, path: &str) -> bool {
        let stem = folded_stem(path);
        let mut notes = self.stems().candidates(&stem).filter_map(|at| self.note(at));
        notes.any(|note| folded_stem(&note.path) == stem)
    }
}

/// Whether a wiki link to `path` starts at its note.
pub(super) fn is_relative(path: &str) -> bool {
    path.starts_with("./") || path.starts_with("../")
}

/// Returns where `link` of the note `from` leads, from the collection's root: a link is relative to the root
/// if it starts with `/`, else to the note.
pub fn resolved(from: &Facts, link: &str) -> String {
    match link.strip_prefix('/') {
        Some(inside) => join("", inside),
        None => join(parent(&from.path), link),
    }
}

fn anchor(note: &Facts, fragment: &str, wiki: bool) -> Target {
    let top = fragment.is_empty() || fragment.eq_ignore_ascii_case("top");
    if top || !wiki && are_lines(fragment) || note.has_anchor(fragment, wiki) {
        Target::Found
    } else {
        Target::NoAnchor(note.path.to_string())
    }
}

/// Whether `fragment` names lines of a file, as on GitHub: `L3`, `L3-L5`, `L3C1-L5C2`.
fn are_lines(fragment: &str) -> bool {
    let is_place = |place: &str| {
        let (line, column) = place.split_once('C').unwrap_or((place, "1"));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        line.strip_prefix('L').is_some_and(is_number) && is_number(column)
    };
    let (from, to) = fragment.split_once('-').unwrap_or((fragment, "L1"));
    is_place(from) && is_place(to)
}

#[cfg(test)]
mod tests;
