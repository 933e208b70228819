//! What a link that leads nowhere probably means.

use super::{
    Destination, Facts, LinkFact, Vault,
    destination::{extension, is_note_path, note_name, percent_encoded},
    file_name,
    follow::{is_relative, resolved},
    identity::{folded_id, is_same_id},
    names::ids_in_names,
    near::{distance, folded_name},
    parent, relative,
    resolve::{folded_alias, folded_stem},
};
use crate::notetype::NoteType;

/// Files that every folder may have: one in another folder is not the one that was meant.
const IN_EVERY_FOLDER: [&str; 3] = ["index", "_index", "readme"];

/// No more notes of one name are compared, which would take long.
const MAX_NAMESAKES: usize = 64;

/// If more could be meant, nobody can tell which one is.
const MAX_MEANT: usize = 3;

/// Why a link probably means a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Its file has the name that the link has, or a near one.
    Name,
    /// It has the name that the link has among the `aliases` of its frontmatter.
    Alias,
    /// It has the id that the link's name contains.
    Id(String),
}

/// A note or file that a link probably means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// Why.
    pub reason: Reason,
    /// Its path from the root of the collection.
    pub path: String,
    /// The destination that leads to it, as it must be written in the link.
    pub destination: String,
    /// The destination with the fragment of the link.
    pub target: String,
    /// Whether the whole destination leads there: its fragment, too.
    pub is_whole: bool,
}

impl Vault<'_> {
    /// Returns what the `link` of the note `from`, which leads nowhere, probably means: several if that cannot be
    /// told, none if it is not known.
    pub fn meant(&self, from: &Facts, link: &LinkFact<'_>) -> Vec<Meant> {
        self.meant_by(from, link, link.wiki)
    }

    /// The same of a `link` that may have one of the `aliases` of a note as its name.
    pub(super) fn meant_by(&self, from: &Facts, link: &LinkFact<'_>, has_aliases: bool) -> Vec<Meant> {
        let destination = Destination::of(link);
        let path = destination.path.trim();
        if !is_note_path(path) {
            return self.file_meant(from, link, path).into_iter().collect();
        }
        let name = note_name(path);
        let candidates = || {
            let namesakes = (Reason::Name, self.namesakes(from, path));
            if !namesakes.1.is_empty() || is_in_every_folder(name) {
                return namesakes;
            }
            let aliases = if has_aliases { self.with_alias(path) } else { Vec::new() };
            if !aliases.is_empty() {
                return (Reason::Alias, aliases);
            }
            match self.with_id_in(name) {
                Some((id, notes)) => (Reason::Id(id), notes),
                None => (Reason::Name, self.near().nearest(name)),
            }
        };
        let (reason, mut notes) = candidates();
        notes.retain(|at| self.note(*at).is_some_and(|note| note.path != from.path));
        if notes.len() > MAX_MEANT {
            return Vec::new();
        }
        let meant = notes.into_iter().filter_map(|at| {
            let note = self.note(at)?;
            let written = self.written(from, link, path, at)?;
            let fragment = destination.fragment.as_deref();
            let is_there = |fragment| note.has_anchors() && note.has_anchor(fragment, link.wiki);
            let is_whole = fragment.is_none_or(is_there);
            let target = format!("{written}{}", suffix(link));
            let (reason, path) = (reason.clone(), note.path.to_string());
            Some(Meant { reason, path, destination: written, target, is_whole })
        });
        meant.collect()
    }

    /// Returns the only file of the name that `path` has, if it is not a note.
    fn file_meant(&self, from: &Facts, link: &LinkFact<'_>, path: &str) -> Option<Meant> {
        let to = self.files.named(file_name(path))?;
        let destination = if link.wiki {
            file_name(&to).to_owned()
        } else {
            encoded_like(link, &path_like(path, parent(&from.path), &to))
        };
        let target = format!("{destination}{}", suffix(link));
        Some(Meant { reason: Reason::Name, path: to, destination, target, is_whole: true })
    }

    /// Returns the notes with the file name of `path` in other folders: the one whose path is nearest, else all.
    fn namesakes(&self, from: &Facts, path: &str) -> Vec<usize> {
        let name = format!("{}.md", note_name(path));
        let stem = folded_stem(&name);
        let candidates = self.stems().candidates(&stem).take(MAX_NAMESAKES + 1);
        let is_namesake = |at: &usize| self.note(*at).is_some_and(|note| folded_stem(&note.path) == stem);
        let mut notes: Vec<usize> = candidates.filter(is_namesake).collect();
        if notes.len() > MAX_NAMESAKES {
            return Vec::new();
        }
        let is_common = is_in_every_folder(&stem);
        if notes.len() == 1 && !is_common {
            return notes;
        }
        let folded = |path: &str| folded_name(path.rsplit_once('.').map_or(path, |(stem, _)| stem));
        let whole = folded(&resolved(from, &format!("{}{name}", folder(path))));
        let far = |at: &usize| {
            let other = folded(&self.note(*at)?.path);
            let is_as_deep = other.matches('/').count() == whole.matches('/').count();
            is_as_deep.then(|| distance(&whole, &other)).flatten()
        };
        let distances: Vec<Option<usize>> = notes.iter().map(far).collect();
        let nearest = distances.iter().flatten().min().copied();
        if nearest.is_some() {
            let mut distances = distances.into_iter();
            notes.retain(|_| distances.next() == Some(nearest));
        } else if is_common {
            notes.clear();
        }
        notes
    }

    fn with_alias(&self, name: &str) -> Vec<usize> {
        let known = self.aliases().get(&folded_alias(name)).map(Vec::as_slice).unwrap_or_default();
        let mut notes: Vec<usize> = known.iter().copied().take(MAX_NAMESAKES).collect();
        notes.dedup();
        notes
    }

    /// Returns the id in the name of a note, and the notes that have it.
    fn with_id_in(&self, name: &str) -> Option<(String, Vec<usize>)> {
        self.types.iter().find_map(|note_type| {
            let id = note_type.spec.identity.find(name)?;
            let notes = self.having_id(id, note_type);
            (!notes.is_empty()).then(|| (id.to_owned(), notes))
        })
    }

    /// Returns the notes of `note_type` that have the id `id`; if there are none, those of other types whose title or
    /// file name contains it as an id of that type.
    pub(super) fn having_id(&self, id: &str, note_type: &NoteType) -> Vec<usize> {
        let folded = folded_id(id);
        let type_name = Some(&*note_type.name);
        let own = self.ids.candidates(&folded);
        let is_own =
            |at: &usize| self.note(*at).is_some_and(|note| note.type_name() == type_name && note.has_id(id));
        let mut notes: Vec<usize> = own.filter(is_own).take(MAX_NAMESAKES).collect();
        notes.sort_unstable();
        notes.dedup();
        if notes.is_empty() {
            let ids = |note| ids_in_names(&note_type.spec.identity, note);
            let is_named =
                |at: &usize| self.note(*at).into_iter().flat_map(ids).any(|found| is_same_id(found, id));
            notes = self.foreign_ids().candidates(&folded).filter(is_named).take(MAX_NAMESAKES).collect();
            notes.dedup();
        }
        notes
    }

    /// Returns how a `link` to `path` must be written to lead to the note at the index `to`; `None` if it cannot.
    fn written(&self, from: &Facts, link: &LinkFact<'_>, path: &str, to: usize) -> Option<String> {
        let note = self.note(to)?;
        let keeps_extension = extension(path).is_some();
        let without = |path: &'_ str| match path.strip_suffix(".md") {
            Some(stem) if !keeps_extension => stem.to_owned(),
            _ => path.to_owned(),
        };
        let (written, leads) = if !link.wiki {
            let written = without(&path_like(path, parent(&from.path), &note.path));
            (encoded_like(link, &written), written)
        } else if is_relative(path) {
            let written = without(&path_like(path, parent(&from.path), &note.path));
            (written.clone(), written)
        } else {
            let stem = folded_stem(&note.path);
            let is_only = self.stems().candidates(&stem).nth(1).is_none();
            let from_root = without(if is_only { file_name(&note.path) } else { &note.path });
            let leads_there = self.linked_note(from, &from_root, true) == Some(to);
            let relative = || without(&relative(parent(&from.path), &note.path));
            let written = if leads_there { from_root } else { relative() };
            (written.clone(), written)
        };
        let is_possible = !link.wiki || !written.contains(['#', '|', '^', '[', ']', '\\']);
        (is_possible && self.linked_note(from, &leads, link.wiki) == Some(to)).then_some(written)
    }
}

fn is_in_every_folder(name: &str) -> bool {
    IN_EVERY_FOLDER.iter().any(|common| name.eq_ignore_ascii_case(common))
}

/// Returns the folder of `path` with its `/`.
fn folder(path: &str) -> &str {
    &path[..path.len() - file_name(path).len()]
}

/// Returns what follows the path in the destination.
fn suffix<'l>(link: &LinkFact<'l>) -> &'l str {
    let end = if link.wiki { link.target.find('#') } else { link.target.find(['?', '#']) };
    end.map_or("", |at| &link.target[at..])
}

/// Returns the path from `folder` to `to`, in the form of the path `like`.
pub(super) fn path_like(like: &str, folder: &str, to: &str) -> String {
    if like.starts_with('/') {
        return format!("/{to}");
    }
    let path = relative(folder, to);
    if like.starts_with("./") && !path.starts_with("../") { format!("./{path}") } else { path }
}

/// Encodes `path` as the destination of `link` is.
pub(super) fn encoded_like(link: &LinkFact<'_>, path: &str) -> String {
    let is_letter = |code: &str| code.starts_with(|c: char| c > '7' && c.is_ascii_hexdigit());
    percent_encoded(path, link.target.is_ascii() && link.target.split('%').skip(1).any(is_letter))
}
