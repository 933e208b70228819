use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use super::{
    Anchors, Facts, Files, Mention, TagSpellings, file_stem,
    identity::{folded_id, is_same_id},
    index::{Hash, Index, ends_of},
    names::ids_in_names,
    near::Near,
    path::parent,
    tags::Tags,
    values::UniqueValue,
};
use crate::{diagnostic::Severity, notetype::NoteType, text::nfc};

/// The facts of a whole collection. What it tells depends on its notes alone: neither on the working
/// directory nor on which of them are reported.
pub struct Vault<'a> {
    pub(super) is_whole: bool,
    notes: Vec<Arc<Facts>>,
    pub(super) files: Arc<dyn Files + 'a>,
    paths: OnceLock<Index>,
    stems: OnceLock<Index>,
    /// Keyed by each end of a path that has a folder: thousands of notes of a collection may be named
    /// `index.md`.
    ends: OnceLock<Index>,
    /// Keyed by the folded ids of notes.
    pub(super) ids: Index,
    pub(super) types: Vec<Arc<NoteType>>,
    /// Those of them of which each folder has ids and titles of its own.
    by_folder: Vec<Arc<NoteType>>,
    /// Keyed by the folded ids that the types of other notes would find in titles and paths.
    foreign_ids: OnceLock<Index>,
    titles: Index,
    tags: OnceLock<Tags>,
    /// The notes, by the folded names in their `aliases`: one may have thousands.
    aliases: OnceLock<HashMap<String, Vec<usize>>>,
    near: OnceLock<Near>,
    /// Keyed by the types, keys and folded values that must be unique.
    unique: OnceLock<Index>,
    /// The headings that links to the missing ones of a note probably mean, by its index.
    near_anchors: HashMap<usize, Vec<NearAnchor>>,
}

/// The anchor that links to a missing one of a note probably mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearAnchor {
    /// The missing anchor.
    pub fragment: String,
    /// Whether the link is `[[…]]`.
    pub wiki: bool,
    /// The anchor that is there, if one is near.
    pub meant: Option<String>,
}

/// A value of a unique key that two notes have.
#[derive(Clone, Copy, Debug)]
pub struct DuplicateValue<'v> {
    /// The key.
    pub key: &'v str,
    /// The value in the later note.
    pub here: Mention<'v>,
    /// The first note that has it.
    pub first: &'v Facts,
    /// The value in that note.
    pub there: Mention<'v>,
    /// What the type says of how bad it is.
    pub severity: Option<Severity>,
}

impl<'a> Vault<'a> {
    /// Creates the collection of `notes`, which have the `types`, with all its `files`.
    pub fn new(mut notes: Vec<Arc<Facts>>, types: Vec<Arc<NoteType>>, files: Arc<dyn Files + 'a>) -> Self {
        notes.sort_by(|a, b| a.path.cmp(&b.path));
        let numbered = || notes.iter().enumerate();
        let hash = |id: &str| Hash::of(&folded_id(id));
        let hashes = || numbered().flat_map(|(at, note)| note.ids().map(move |id| (hash(id), at)));
        let ids = || Index::of_hashes(notes.len(), hashes());
        let titles = || Index::new(numbered().filter_map(|(at, note)| Some((title_of(note)?, at))));
        let ((ids, titles), tags) = rayon::join(|| rayon::join(ids, titles), || Tags::new(&notes));
        let tags = OnceLock::from(tags);
        let (paths, stems, ends, foreign_ids, aliases, near, unique, near_anchors) = Default::default();
        Self {
            is_whole: true,
            notes,
            files,
            paths,
            stems,
            ends,
            ids,
            types,
            by_folder: Vec::new(),
            foreign_ids,
            titles,
            tags,
            aliases,
            near,
            unique,
            near_anchors,
        }
    }

    pub(super) fn note(&self, at: usize) -> Option<&Facts> {
        self.notes.get(at).map(AsRef::as_ref)
    }

    fn paths(&self) -> &Index {
        let notes = || self.notes.iter().enumerate();
        self.paths.get_or_init(|| Index::new(notes().map(|(at, note)| (&*note.path, at))))
    }

    /// Built when an id is not found: most collections are of one type, and all ids are there.
    pub(super) fn foreign_ids(&self) -> &Index {
        self.foreign_ids.get_or_init(|| {
            let of = |(at, note): (usize, &'_ Arc<Facts>)| {
                let types = self.types.iter().filter(|other| Some(&*other.name) != note.type_name());
                let ids = types.flat_map(|other| ids_in_names(&other.spec.identity, note));
                ids.map(|id| (folded_id(id).into_owned(), at)).collect::<Vec<_>>()
            };
            Index::new(self.notes.iter().enumerate().flat_map(of))
        })
    }

    pub(super) fn aliases(&self) -> &HashMap<String, Vec<usize>> {
        let notes = || self.notes.iter().enumerate();
        let names =
            || notes().flat_map(|(at, note)| note.aliases().map(move |name| (folded_alias(name.text), at)));
        self.aliases.get_or_init(|| {
            let mut aliases: HashMap<String, Vec<usize>> = HashMap::new();
            names().for_each(|(name, at)| aliases.entry(name).or_default().push(at));
            aliases
        })
    }

    fn unique(&self) -> &Index {
        let notes = || self.notes.iter().enumerate();
        let values = || {
            notes().flat_map(|(at, note)| {
                note.unique_values().map(move |unique| (unique_name(note, &unique), at))
            })
        };
        self.unique.get_or_init(|| Index::new(values()))
    }

    pub(super) fn near(&self) -> &Near {
        let notes = || self.notes.iter().enumerate();
        self.near.get_or_init(|| Near::new(notes().map(|(at, note)| (file_stem(&note.path), at))))
    }

    pub(super) fn stems(&self) -> &Index {
        let notes = || self.notes.iter().enumerate();
        self.stems.get_or_init(|| Index::new(notes().map(|(at, note)| (folded_stem(&note.path), at))))
    }

    pub(super) fn ends(&self) -> &Index {
        let notes = || self.notes.iter().enumerate();
        let ends = |(at, note): (usize, &Arc<Facts>)| {
            ends_of(&wiki_path(&note.path)).into_iter().map(move |end| (end, at))
        };
        let ends = || Index::of_hashes(self.notes.len(), notes().flat_map(ends));
        self.ends.get_or_init(ends)
    }

    /// Marks the collection as partial: nothing is known about notes that are not in it.
    #[must_use]
    pub fn partial(self) -> Self {
        Self { is_whole: false, ..self }
    }

    /// Sets the `types` of which each folder has ids and titles of its own.
    #[must_use]
    pub fn by_folder(self, types: Vec<Arc<NoteType>>) -> Self {
        Self { by_folder: types, ..self }
    }

    /// Whether the collection is complete.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Returns the notes, sorted by path.
    pub fn notes(&self) -> &[Arc<Facts>] {
        &self.notes
    }

    /// Whether a note has the id `id` of a note of the type named `type_name`.
    /// The note may have another type or none: it is there, and the text does not say which type it means.
    pub fn has_id(&self, id: &str, type_name: Option<&str>) -> bool {
        let folded = folded_id(id);
        let own = self.ids.candidates(&folded);
        let is_own = |note: &Facts| note.type_name() == type_name && note.has_id(id);
        if own.filter_map(|at| self.note(at)).any(is_own) {
            return true;
        }
        let Some(note_type) = self.types.iter().find(|known| Some(&*known.name) == type_name) else {
            return false;
        };
        let foreign = self.foreign_ids().candidates(&folded).filter_map(|at| self.note(at));
        foreign
            .filter(|note| note.type_name() != type_name)
            .any(|note| ids_in_names(&note_type.spec.identity, note).any(|found| is_same_id(found, id)))
    }

    /// Returns the first note of the type of `note` with its id.
    pub fn first_with_id_of<'v>(&'v self, note: &'v Facts) -> Option<&'v Facts> {
        let id = note.id()?.text;
        let mut notes = self.compared_with(note, self.ids.candidates(&folded_id(id)));
        notes.find(|other| {
            other.type_name() == note.type_name() && other.id().is_some_and(|own| is_same_id(own.text, id))
        })
    }

    /// Returns the first note with the title of `note`. Titles are compared in NFC, without whitespace at the ends.
    pub fn first_with_title_of<'v>(&'v self, note: &'v Facts) -> Option<&'v Facts> {
        let title = title_of(note)?;
        let mut notes = self.compared_with(note, self.titles.candidates(&title));
        notes.find(|other| std::ptr::eq(*other, note) || title_of(other).as_ref() == Some(&title))
    }

    /// Returns those of the `candidates`, sorted indexes of notes, whose ids and titles `note` may not have.
    fn compared_with<'v>(
        &'v self,
        note: &'v Facts,
        candidates: impl Iterator<Item = usize> + 'v,
    ) -> impl Iterator<Item = &'v Facts> {
        let is_by_folder =
            |note: &Facts| self.by_folder.iter().any(|known| Some(&*known.name) == note.type_name());
        let (folder, is_of_folder) = (parent(&note.path), is_by_folder(note));
        // Many folders may have the same id: comparing the paths of those before this one would be quadratic.
        let start = if is_of_folder { self.notes.partition_point(|other| *other.path < *folder) } else { 0 };
        let notes = candidates.skip_while(move |at| *at < start).filter_map(|at| self.note(at));
        notes.filter(move |other| !is_of_folder && !is_by_folder(other) || parent(&other.path) == folder)
    }

    /// Returns the values of unique keys that `note` has and another note of its type has before it.
    pub fn duplicate_values<'v>(&'v self, note: &'v Facts) -> Vec<DuplicateValue<'v>> {
        // A note may have thousands of values: those of another one are read once.
        let mut known: HashMap<usize, HashMap<String, Mention<'v>>> = HashMap::new();
        let mut find = |unique: UniqueValue<'v>| {
            let name = unique_name(note, &unique);
            let UniqueValue { key, value: here, severity } = unique;
            for at in self.unique().candidates(&name) {
                let first = self.note(at).filter(|first| first.path != note.path)?;
                let values = known.entry(at).or_insert_with(|| values_of(first));
                if let Some(there) = values.get(&name) {
                    return Some(DuplicateValue { key, here, first, there: *there, severity });
                }
            }
            None
        };
        note.unique_values().filter_map(&mut find).collect()
    }

    /// Returns how the notes spell `tag` if there are several spellings that differ in case, width or
    /// punctuation.
    pub fn tag_spellings(&self, tag: &str) -> Option<TagSpellings<'_>> {
        self.tags.get_or_init(|| Tags::new(&self.notes)).spellings(tag, &self.notes)
    }

    /// Records the anchors of the note at `index` of [`Vault::notes`].
    pub fn set_anchors(&mut self, index: usize, anchors: Anchors) {
        if let Some(note) = self.notes.get_mut(index) {
            Arc::make_mut(note).anchors = Some(Box::new(anchors));
        }
    }

    /// Records what links to missing anchors of the note at `index` of [`Vault::notes`] probably mean.
    pub fn set_near_anchors(&mut self, index: usize, near: Vec<NearAnchor>) {
        self.near_anchors.insert(index, near);
    }

    /// Returns what a link to the missing anchor `fragment` of the note at `index` probably means; the outer
    /// `None` if that is not recorded.
    pub fn near_anchor(&self, index: usize, fragment: &str, wiki: bool) -> Option<Option<&str>> {
        let near = self.near_anchors.get(&index)?;
        let near = near.iter().find(|near| near.fragment == fragment && near.wiki == wiki)?;
        Some(near.meant.as_deref())
    }

    /// Replaces the facts of the note at `index` of [`Self::notes`] by newer ones of the same note.
    pub fn update(&mut self, index: usize, facts: Arc<Facts>) {
        let Some(old) = self.notes.get(index).cloned() else { return };
        if !old.tags().map(|tag| tag.text).eq(facts.tags().map(|tag| tag.text)) {
            self.tags = OnceLock::new();
        }
        self.near_anchors.remove(&index);
        if !old.aliases().map(|alias| alias.text).eq(facts.aliases().map(|alias| alias.text)) {
            self.aliases = OnceLock::new();
        }
        let values = |note: &Facts| -> Vec<String> {
            note.unique_values().map(|unique| unique_name(note, &unique)).collect()
        };
        if values(&old) != values(&facts) {
            self.unique = OnceLock::new();
        }
        if !old.has_names_of(&facts) {
            self.foreign_ids = OnceLock::new();
        }
        for (note, is_old) in [(&old, true), (&facts, false)] {
            note.ids().for_each(|id| self.ids.change(&folded_id(id), index, is_old));
            if let Some(title) = title_of(note) {
                self.titles.change(&title, index, is_old);
            }
        }
        self.notes[index] = facts;
    }

    /// Returns the index in [`Self::notes`] of the note at `path`, from the collection's root.
    pub fn position(&self, path: &str) -> Option<usize> {
        let path = nfc(path);
        let is_there = |at: &usize| self.note(*at).is_some_and(|note| *note.path == *path);
        self.paths().candidates(&path).find(is_there)
    }
}

/// Returns the values of the unique keys of `note`, each at its first occurrence, by what tells them from others.
fn values_of(note: &Facts) -> HashMap<String, Mention<'_>> {
    let mut values = HashMap::new();
    for unique in note.unique_values() {
        values.entry(unique_name(note, &unique)).or_insert(unique.value);
    }
    values
}

/// Returns what tells the value of `unique` from those of other types and keys.
fn unique_name(note: &Facts, unique: &UniqueValue<'_>) -> String {
    [note.type_name().unwrap_or_default(), unique.key, &folded_id(unique.value.text)].join("\0")
}

fn title_of(note: &Facts) -> Option<String> {
    note.title().map(|title| folded_title(title.text))
}

pub(super) fn folded_stem(path: &str) -> String {
    nfc(file_stem(path)).to_lowercase()
}

pub(super) fn wiki_path(path: &str) -> String {
    nfc(path.strip_suffix(".md").unwrap_or(path)).to_lowercase()
}

/// Returns `alias` as links are compared with it: in NFC and lower case.
pub(super) fn folded_alias(alias: &str) -> String {
    nfc(alias.trim()).to_lowercase()
}

fn folded_title(title: &str) -> String {
    nfc(title.trim()).into_owned()
}
