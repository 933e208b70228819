use std::sync::{Arc, OnceLock};

use super::{
    Anchors, Facts, LinkFact, UsualTag, file_name, file_stem, index::Index, join, normalize, parent,
    tags::Tags,
};

/// Tells which files of the collection are there, notes or not.
pub trait Files: Sync {
    /// Whether there is a file or folder at `path`, as paths are reported.
    fn exists(&self, path: &str) -> bool;
    /// Whether a file of this name is anywhere below the collection's root.
    fn has_name(&self, name: &str) -> bool;
}

/// The facts of a whole collection.
pub struct Vault<'a> {
    root: String,
    is_whole: bool,
    notes: Vec<Arc<Facts>>,
    files: &'a dyn Files,
    paths: OnceLock<Index>,
    stems: OnceLock<Index>,
    /// Under the last folder and the stem: a collection may call thousands of notes `index.md`.
    ends: OnceLock<Index>,
    ids: Index,
    titles: Index,
    tags: Tags,
}

/// A link's destination, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The path in front of `#` and `?`, percent-encoding resolved; empty for the note itself.
    pub path: String,
    /// What stands behind the first `#`.
    pub fragment: Option<String>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a place that is there.
    Found,
    /// To a note that has no such heading or mark: the note's path.
    NoAnchor(String),
    /// To a file that is not there, but one of the same name is: its path.
    Elsewhere(String),
    /// Nowhere.
    Missing,
}

impl Destination {
    /// Takes `link` apart (RFC 3986, 3; of a wiki link, what is in front of `|`).
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
    /// The collection below `root` (as paths are reported; empty for the working directory) that
    /// `notes` describe.
    pub fn new(root: &str, mut notes: Vec<Arc<Facts>>, files: &'a dyn Files) -> Self {
        notes.sort_by(|a, b| a.compare(b));
        let numbered = || notes.iter().enumerate();
        let ids = || {
            Index::new(numbered().flat_map(|(at, note)| {
                let title = note.id().map(|id| id.text);
                let file = note.file_id().filter(|id| Some(*id) != title);
                title.into_iter().chain(file).map(move |id| (id, at))
            }))
        };
        let titles =
            || Index::new(numbered().filter_map(|(at, note)| Some((folded_title(note.title()?.text), at))));
        let ((ids, titles), tags) = rayon::join(|| rayon::join(ids, titles), || Tags::new(&notes));
        let (paths, stems, ends) = Default::default();
        Self { root: root.to_owned(), is_whole: true, files, paths, stems, ends, ids, titles, tags, notes }
    }

    fn note(&self, at: usize) -> Option<&Facts> {
        self.notes.get(at).map(AsRef::as_ref)
    }

    fn paths(&self) -> &Index {
        let notes = || self.notes.iter().enumerate();
        self.paths.get_or_init(|| Index::new(notes().map(|(at, note)| (&*note.path, at))))
    }

    fn stems(&self) -> &Index {
        let notes = || self.by_path().into_iter();
        self.stems.get_or_init(|| Index::new(notes().map(|(at, note)| (folded_stem(&note.path), at))))
    }

    fn ends(&self) -> &Index {
        let notes = || self.by_path().into_iter();
        let ends = || Index::new(notes().filter_map(|(at, note)| Some((folded_end(&note.path)?, at))));
        self.ends.get_or_init(ends)
    }

    /// The notes by path, whatever is said of which: a link leads to the same one.
    fn by_path(&self) -> Vec<(usize, &Facts)> {
        let mut notes: Vec<(usize, &Facts)> = self.notes.iter().map(AsRef::as_ref).enumerate().collect();
        notes.sort_by_key(|(_, note)| &note.path);
        notes
    }

    /// The same notes, of a collection that may have more: nothing can be said of what is not
    /// among them.
    #[must_use]
    pub fn in_part(self) -> Self {
        Self { is_whole: false, ..self }
    }

    /// Whether these are all notes of the collection.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// The notes, in their order ([`Facts::compare`]).
    pub fn notes(&self) -> &[Arc<Facts>] {
        &self.notes
    }

    /// The folder of the collection, as paths are reported; empty for the working directory.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// Whether some note's title or file name holds the id `id`.
    pub fn has_id(&self, id: &str) -> bool {
        let mut notes = self.ids.candidates(id).filter_map(|at| self.note(at));
        notes.any(|note| note.has_id(id))
    }

    /// The notes with the id `id` in their title, in their order.
    pub fn with_id<'v>(&'v self, id: &'v str) -> impl Iterator<Item = &'v Facts> {
        let notes = self.ids.candidates(id).filter_map(|at| self.note(at));
        notes.filter(move |note| note.id().is_some_and(|own| own.text == id))
    }

    /// The notes with the title `title`, in their order; NFC, white space at the ends off.
    pub fn with_title<'v>(&'v self, title: &'v str) -> impl Iterator<Item = &'v Facts> {
        let title = folded_title(title);
        let notes = self.titles.candidates(&title).filter_map(|at| self.note(at));
        notes.filter(move |note| note.title().is_some_and(|own| folded_title(own.text) == title))
    }

    /// How most notes write `tag`, where they differ by case, width or punctuation.
    pub fn usual_tag(&self, tag: &str) -> Option<UsualTag<'_>> {
        self.tags.usual(tag, &self.notes)
    }

    /// Where a link of the note at `from` leads.
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
        match (found, destination.fragment) {
            (Some(note), Some(fragment)) => anchor(note, &fragment, link.wiki),
            (Some(_), None) => Target::Found,
            (None, _) if self.is_file(from, &destination.path, link.wiki) => Target::Found,
            (None, _) => self.namesake(&destination.path).map_or(Target::Missing, Target::Elsewhere),
        }
    }

    /// Takes note of what links can call places of the note at `index` of [`Vault::notes`].
    pub fn know_places(&mut self, index: usize, anchors: Anchors) {
        if let Some(note) = self.notes.get_mut(index) {
            Arc::make_mut(note).anchors = Some(anchors);
        }
    }

    /// The links of the collection that lead to a note and call a place in it, each with that
    /// note and what it calls the place.
    pub fn links_to_places(&self) -> impl Iterator<Item = (LinkFact<'_>, &Facts, String)> {
        let links = self.notes.iter().flat_map(|note| note.links().map(move |link| (note, link)));
        links.filter(|(_, link)| link.target.contains('#')).filter_map(|(from, link)| {
            let Destination { path, fragment } = Destination::of(&link);
            let note = match path.as_str() {
                "" => Some(from.as_ref()),
                path if link.wiki => self.wiki_note(path),
                path => self.linked_note(from, path),
            };
            Some((link, note?, fragment?))
        })
    }

    fn note_at(&self, path: &str) -> Option<&Facts> {
        let path = normalize(path);
        let mut notes = self.paths().candidates(&path).filter_map(|at| self.note(at));
        notes.find(|note| *note.path == *path)
    }

    fn linked_note(&self, from: &Facts, path: &str) -> Option<&Facts> {
        let path = self.resolved(from, path);
        self.note_at(&path).or_else(|| self.note_at(&format!("{path}.md")))
    }

    /// The path of `link` as reported: from the root where it begins with `/`, else from the note.
    fn resolved(&self, from: &Facts, link: &str) -> String {
        match link.strip_prefix('/') {
            Some(inside) => join(&self.root, inside),
            None => join(parent(&from.path), link),
        }
    }

    /// The note that Obsidian finds for a name: any note whose path ends with it.
    fn wiki_note(&self, name: &str) -> Option<&Facts> {
        let name = name.trim_start_matches('/');
        let file = format!("{}.md", name.strip_suffix(".md").unwrap_or(name));
        let wanted = wiki_path(name);
        let is_wanted = |at: usize| {
            let note = self.note(at)?;
            let path = wiki_path(&note.path);
            let is_end =
                path.strip_suffix(&wanted).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
            is_end.then_some(note)
        };
        match folded_end(&file) {
            Some(end) => self.ends().candidates(&end).find_map(is_wanted),
            None => self.stems().candidates(&folded_stem(&file)).find_map(is_wanted),
        }
    }

    fn is_file(&self, from: &Facts, path: &str, wiki: bool) -> bool {
        if wiki {
            // The file of a note that is not among these.
            let unseen =
                || !self.is_whole && !path.contains('/') && self.files.has_name(&format!("{path}.md"));
            return self.files.has_name(file_name(path)) || unseen();
        }
        let resolved = self.resolved(from, path);
        self.files.exists(&resolved) || self.files.exists(&format!("{resolved}.md"))
    }

    /// A note of the same file name, case aside, in whatever folder.
    fn namesake(&self, path: &str) -> Option<String> {
        let stem = folded_stem(path);
        let notes = self.stems().candidates(&stem).filter_map(|at| self.note(at));
        let paths = notes.map(|note| &note.path).filter(|path| folded_stem(path) == stem);
        paths.min().map(ToString::to_string)
    }
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
    normalize(file_stem(path)).to_lowercase()
}

/// The last folder of `path` and the stem behind it; none where it has no folder.
fn folded_end(path: &str) -> Option<String> {
    let folder = Some(parent(path)).filter(|folder| !folder.is_empty())?;
    Some(format!("{}/{}", normalize(file_name(folder)).to_lowercase(), folded_stem(path)))
}

fn wiki_path(path: &str) -> String {
    normalize(path.strip_suffix(".md").unwrap_or(path)).to_lowercase()
}

fn folded_title(title: &str) -> String {
    normalize(title.trim()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Disk(&'static [&'static str]);

    impl Files for Disk {
        fn exists(&self, path: &str) -> bool {
            self.0.contains(&path)
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
        let disk = Disk(&["notes/図.png", "other/data.csv"]);
        let notes = vec![
            facts("notes/a.md", "# A\n\n## 評価 (5段階)\n\n## Twice\n\n## Twice\n"),
            facts("notes/deep/日本 語.md", "# 日本語\n\nText ^mark\n"),
        ];
        let vault = Vault::new("", notes, &disk);
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
