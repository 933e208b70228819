use std::sync::{Arc, OnceLock};

use super::{
    Anchors, Existence, Facts, Files, LinkFact, TagSpellings, file_name, file_stem,
    identity::{folded_id, is_same_id},
    index::{Index, ends_of},
    join, parent,
    tags::Tags,
};
use crate::{notetype::NoteType, text::nfc};

/// The facts of a whole collection. What it tells depends on its notes alone: neither on the working
/// directory nor on which of them are reported.
pub struct Vault<'a> {
    is_whole: bool,
    notes: Vec<Arc<Facts>>,
    files: Arc<dyn Files + 'a>,
    paths: OnceLock<Index>,
    stems: OnceLock<Index>,
    /// Keyed by each end of a path that has a folder: thousands of notes of a collection may be named
    /// `index.md`.
    ends: OnceLock<Index>,
    /// Keyed by the folded ids in titles.
    ids: Index,
    file_ids: Index,
    types: Vec<Arc<NoteType>>,
    /// Keyed by the folded ids that the types of other notes would find in titles and file names.
    foreign_ids: OnceLock<Index>,
    titles: Index,
    tags: OnceLock<Tags>,
}

/// The parts of a link's destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The path before `#` and `?`, with percent-encoding resolved; empty for the note itself.
    pub path: String,
    /// The text after the first `#`.
    pub fragment: Option<String>,
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The target exists.
    Found,
    /// The note at this path has no such anchor.
    NoAnchor(String),
    /// The file does not exist, but one of the same name does, at this path.
    Elsewhere(String),
    /// The target does not exist.
    Missing,
    /// The target is outside the repository, or if there is none, the collection.
    Outside {
        /// Whether there is a repository.
        of_repository: bool,
        /// The path of a note of the same name inside.
        namesake: Option<String>,
    },
}

impl Destination {
    /// Splits the destination of `link` (RFC 3986, section 3; for a wiki link, the text before `|`).
    pub fn of(link: &LinkFact<'_>) -> Self {
        let target = if link.wiki { link.target.split('|').next().unwrap_or_default() } else { link.target };
        let (path, fragment) = match target.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (target, None),
        };
        if link.wiki {
            return Self {
                path: path.trim().to_owned(),
                fragment: fragment.map(|part| part.trim().to_owned()),
            };
        }
        let path = path.split('?').next().unwrap_or_default();
        Self { path: percent_decoded(path), fragment: fragment.map(percent_decoded) }
    }
}

fn percent_decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

impl<'a> Vault<'a> {
    /// Creates the collection of `notes`, which have the `types`, with all its `files`.
    pub fn new(mut notes: Vec<Arc<Facts>>, types: Vec<Arc<NoteType>>, files: Arc<dyn Files + 'a>) -> Self {
        notes.sort_by(|a, b| a.path.cmp(&b.path));
        let numbered = || notes.iter().enumerate();
        let ids = || {
            let ids = Index::new(numbered().filter_map(|(at, note)| Some((folded_id(note.id()?.text), at))));
            (ids, Index::new(numbered().filter_map(|(at, note)| Some((folded_id(note.file_id()?), at)))))
        };
        let titles = || Index::new(numbered().filter_map(|(at, note)| Some((title_of(note)?, at))));
        let (((ids, file_ids), titles), tags) =
            rayon::join(|| rayon::join(ids, titles), || Tags::new(&notes));
        let tags = OnceLock::from(tags);
        let (paths, stems, ends, foreign_ids) = Default::default();
        let is_whole = true;
        Self { is_whole, files, paths, stems, ends, ids, file_ids, types, foreign_ids, titles, tags, notes }
    }

    fn note(&self, at: usize) -> Option<&Facts> {
        self.notes.get(at).map(AsRef::as_ref)
    }

    fn paths(&self) -> &Index {
        let notes = || self.notes.iter().enumerate();
        self.paths.get_or_init(|| Index::new(notes().map(|(at, note)| (&*note.path, at))))
    }

    /// Built when an id is not found: most collections are of one type, and all ids are there.
    fn foreign_ids(&self) -> &Index {
        self.foreign_ids.get_or_init(|| {
            let of = |(at, note): (usize, &'_ Arc<Facts>)| {
                let types = self.types.iter().filter(|other| Some(&*other.name) != note.type_name());
                let ids = types.flat_map(|other| names_of(note).filter_map(|name| other.spec.find_id(name)));
                ids.map(|id| (folded_id(id).into_owned(), at)).collect::<Vec<_>>()
            };
            Index::new(self.notes.iter().enumerate().flat_map(of))
        })
    }

    fn stems(&self) -> &Index {
        let notes = || self.notes.iter().enumerate();
        self.stems.get_or_init(|| Index::new(notes().map(|(at, note)| (folded_stem(&note.path), at))))
    }

    fn ends(&self) -> &Index {
        let notes = || self.notes.iter().enumerate();
        let ends = |(at, note): (usize, &Arc<Facts>)| {
            ends_of(&wiki_path(&note.path)).into_iter().map(move |end| (end, at))
        };
        let ends = || Index::of_hashes(notes().flat_map(ends));
        self.ends.get_or_init(ends)
    }

    /// Marks the collection as partial: nothing is known about notes that are not in it.
    #[must_use]
    pub fn partial(self) -> Self {
        Self { is_whole: false, ..self }
    }

    /// Whether the collection is complete.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Returns the notes, sorted by path.
    pub fn notes(&self) -> &[Arc<Facts>] {
        &self.notes
    }

    /// Whether the title or file name of a note contains the id `id` of a note of the type named `type_name`.
    /// The note may have another type or none: it is there, and the text does not say which type it means.
    pub fn has_id(&self, id: &str, type_name: Option<&str>) -> bool {
        let folded = folded_id(id);
        let own = self.ids.candidates(&folded).chain(self.file_ids.candidates(&folded));
        let is_own = |note: &Facts| note.type_name() == type_name && note.has_id(id);
        if own.filter_map(|at| self.note(at)).any(is_own) {
            return true;
        }
        let Some(note_type) = self.types.iter().find(|known| Some(&*known.name) == type_name) else {
            return false;
        };
        let foreign = self.foreign_ids().candidates(&folded).filter_map(|at| self.note(at));
        foreign.filter(|note| note.type_name() != type_name).any(|note| {
            let mut found = names_of(note).filter_map(|name| note_type.spec.find_id(name));
            found.any(|found| is_same_id(found, id))
        })
    }

    /// Returns the notes of the type named `type_name` with the id `id` in their title, in their order.
    pub fn with_id<'v>(&'v self, id: &'v str, type_name: Option<&'v str>) -> impl Iterator<Item = &'v Facts> {
        let notes = self.ids.candidates(&folded_id(id)).filter_map(|at| self.note(at));
        notes.filter(move |note| {
            note.type_name() == type_name && note.id().is_some_and(|own| is_same_id(own.text, id))
        })
    }

    /// Returns the notes with the title `title`, in their order. Titles are compared in NFC, without
    /// whitespace at the ends.
    pub fn with_title<'v>(&'v self, title: &'v str) -> impl Iterator<Item = &'v Facts> {
        let title = folded_title(title);
        let notes = self.titles.candidates(&title).filter_map(|at| self.note(at));
        notes.filter(move |note| note.title().is_some_and(|own| folded_title(own.text) == title))
    }

    /// Returns how the notes spell `tag` if there are several spellings that differ in case, width or
    /// punctuation.
    pub fn tag_spellings(&self, tag: &str) -> Option<TagSpellings<'_>> {
        self.tags.get_or_init(|| Tags::new(&self.notes)).spellings(tag, &self.notes)
    }

    /// Returns the target of a link of the note `from`.
    pub fn follow(&self, from: &Facts, link: &LinkFact<'_>) -> Target {
        let destination = Destination::of(link);
        if destination.path.is_empty() {
            return match &destination.fragment {
                Some(fragment) => anchor(from, fragment, link.wiki),
                None => Target::Missing,
            };
        }
        let found = if link.wiki {
            self.wiki_note(&destination.path)
        } else {
            self.linked_note(from, &destination.path)
        };
        match (found.and_then(|at| self.note(at)), destination.fragment) {
            (Some(note), Some(fragment)) => anchor(note, &fragment, link.wiki),
            (Some(_), None) => Target::Found,
            (None, _) => match self.file(from, &destination.path, link.wiki) {
                Existence::Exists => Target::Found,
                Existence::Missing => {
                    self.namesake(&destination.path).map_or(Target::Missing, Target::Elsewhere)
                }
                Existence::Outside { is_known } => match self.namesake(&destination.path) {
                    None if !is_known => Target::Found,
                    namesake => Target::Outside { of_repository: is_known, namesake },
                },
            },
        }
    }

    /// Records the anchors of the note at `index` of [`Vault::notes`].
    pub fn set_anchors(&mut self, index: usize, anchors: Anchors) {
        if let Some(note) = self.notes.get_mut(index) {
            Arc::make_mut(note).anchors = Some(anchors);
        }
    }

    /// Returns the links of the note `from` that lead to a heading or mark of a note: the index of that note
    /// in [`Self::notes`], the fragment, and whether the link is `[[…]]`.
    pub fn linked_places(&self, from: &Facts) -> Vec<(usize, String, bool)> {
        let links = from.links().filter(|link| link.target.contains('#'));
        let places = links.filter_map(|link| {
            let Destination { path, fragment } = Destination::of(&link);
            let at = match path.as_str() {
                "" => self.position(&from.path)?,
                path if link.wiki => self.wiki_note(path)?,
                path => self.linked_note(from, path)?,
            };
            Some((at, fragment?, link.wiki))
        });
        places.collect()
    }

    /// Replaces the facts of the note at `index` of [`Self::notes`] by newer ones of the same note.
    pub fn update(&mut self, index: usize, facts: Arc<Facts>) {
        let Some(old) = self.notes.get(index).cloned() else { return };
        if !old.tags().map(|tag| tag.text).eq(facts.tags().map(|tag| tag.text)) {
            self.tags = OnceLock::new();
        }
        if !names_of(&old).eq(names_of(&facts)) {
            self.foreign_ids = OnceLock::new();
        }
        for (note, is_old) in [(&old, true), (&facts, false)] {
            if let Some(id) = note.id() {
                self.ids.change(&folded_id(id.text), index, is_old);
            }
            if let Some(id) = note.file_id() {
                self.file_ids.change(&folded_id(id), index, is_old);
            }
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

    fn linked_note(&self, from: &Facts, path: &str) -> Option<usize> {
        let path = resolved(from, path);
        self.position(&path).or_else(|| self.position(&format!("{path}.md")))
    }

    /// Returns the note that Obsidian finds for a name: any note whose path ends with it.
    fn wiki_note(&self, name: &str) -> Option<usize> {
        let name = name.trim_start_matches('/');
        let wanted = wiki_path(name);
        let is_wanted = |at: &usize| {
            let path = self.note(*at).map(|note| wiki_path(&note.path)).unwrap_or_default();
            path.strip_suffix(&wanted).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        };
        if let Some(whole) = ends_of(&wanted).pop() {
            self.ends().under(whole).find(is_wanted)
        } else {
            let file = format!("{}.md", name.strip_suffix(".md").unwrap_or(name));
            self.stems().candidates(&folded_stem(&file)).find(is_wanted)
        }
    }

    fn file(&self, from: &Facts, path: &str, wiki: bool) -> Existence {
        if wiki {
            // The file of a note that is not in this collection.
            let unseen =
                || !self.is_whole && !path.contains('/') && self.files.has_name(&format!("{path}.md"));
            let exists = self.files.has_name(file_name(path)) || unseen();
            return if exists { Existence::Exists } else { Existence::Missing };
        }
        let resolved = resolved(from, path);
        match self.files.at(&resolved) {
            Existence::Missing => self.files.at(&format!("{resolved}.md")),
            other => other,
        }
    }

    /// Returns the path of a note with the same file name in any folder, ignoring case.
    fn namesake(&self, path: &str) -> Option<String> {
        let stem = folded_stem(path);
        let notes = self.stems().candidates(&stem).filter_map(|at| self.note(at));
        let mut paths = notes.map(|note| &note.path);
        paths.find(|path| folded_stem(path) == stem).map(ToString::to_string)
    }
}

/// Returns where `link` of the note `from` leads, from the collection's root: a link is relative to the root
/// if it starts with `/`, else to the note.
fn resolved(from: &Facts, link: &str) -> String {
    match link.strip_prefix('/') {
        Some(inside) => join("", inside),
        None => join(parent(&from.path), link),
    }
}

/// Returns the texts of a note that may contain its id: its titles and its file name.
fn names_of(note: &Facts) -> impl Iterator<Item = &str> {
    note.title().map(|title| title.text).into_iter().chain(note.other_titles()).chain([file_stem(&note.path)])
}

fn title_of(note: &Facts) -> Option<String> {
    note.title().map(|title| folded_title(title.text))
}

fn anchor(note: &Facts, fragment: &str, wiki: bool) -> Target {
    let top = fragment.is_empty() || fragment.eq_ignore_ascii_case("top");
    if top || note.has_anchor(fragment, wiki) {
        Target::Found
    } else {
        Target::NoAnchor(note.path.to_string())
    }
}

fn folded_stem(path: &str) -> String {
    nfc(file_stem(path)).to_lowercase()
}

fn wiki_path(path: &str) -> String {
    nfc(path.strip_suffix(".md").unwrap_or(path)).to_lowercase()
}

fn folded_title(title: &str) -> String {
    nfc(title.trim()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Disk(&'static [&'static str]);

    impl Files for Disk {
        fn at(&self, path: &str) -> Existence {
            if self.0.contains(&path) { Existence::Exists } else { Existence::Missing }
        }
        fn has_name(&self, name: &str) -> bool {
            self.0.iter().any(|path| file_name(path) == name)
        }
    }

    fn facts(path: &str, text: &str) -> Arc<Facts> {
        let note = crate::note::Note::parse(text);
        Arc::new(Facts { anchors: Some(Anchors::of(&note)), ..Facts::gather(&path.into(), &note, None) })
    }

    fn link(target: &str, wiki: bool) -> LinkFact<'_> {
        LinkFact { target, span: crate::text::Span::empty(0), wiki, meant: None }
    }

    fn follow(target: &str, wiki: bool) -> Target {
        let disk = Arc::new(Disk(&["notes/図.png", "other/data.csv"]));
        let notes = vec![
            facts("notes/a.md", "# A\n\n## 評価 (5段階)\n\n## Twice\n\n## Twice\n"),
            facts("notes/deep/日本 語.md", "# 日本語\n\nText ^mark\n"),
        ];
        let vault = Vault::new(notes, Vec::new(), disk);
        vault.follow(&vault.notes()[0], &link(target, wiki))
    }

    #[test]
    fn a_relative_link_is_followed_from_its_note() {
        assert_eq!(follow("deep/%E6%97%A5%E6%9C%AC%20%E8%AA%9E.md", false), Target::Found);
        assert_eq!(follow("/notes/a.md", false), Target::Found);
        assert_eq!(follow("../other/data.csv?x=1", false), Target::Found);
        assert_eq!(follow("図.png", false), Target::Found);
        assert_eq!(follow("A.md", false), Target::Elsewhere("notes/a.md".to_owned()));
        assert_eq!(follow("gone.md", false), Target::Missing);
        assert_eq!(follow("", false), Target::Missing);
    }

    #[test]
    fn an_anchor_is_one_of_github_or_of_obsidian() {
        assert_eq!(follow("#評価-5段階", false), Target::Found);
        assert_eq!(follow("#twice-1", false), Target::Found);
        assert_eq!(follow("#twice-2", false), Target::NoAnchor("notes/a.md".to_owned()));
        assert_eq!(follow("#評価 (5段階)", true), Target::Found);
        assert_eq!(follow("日本 語#^mark", true), Target::Found);
        assert_eq!(follow("日本 語#^other", true), Target::NoAnchor("notes/deep/日本 語.md".to_owned()));
    }

    #[test]
    fn a_wiki_link_finds_a_note_by_name_in_any_folder() {
        assert_eq!(follow("日本 語|label", true), Target::Found);
        assert_eq!(follow("deep/日本 語", true), Target::Found);
        assert_eq!(follow("DEEP/日本 語.md", true), Target::Found);
        assert_eq!(follow("図.png", true), Target::Found);
        assert_eq!(follow("elsewhere/日本 語", true), Target::Elsewhere("notes/deep/日本 語.md".to_owned()));
    }
}
