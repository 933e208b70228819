//! Which notes the values of a note name.

use super::{
    Destination, Existence, Facts, LinkFact, LinkForm, Meant, Vault,
    destination::{extension, is_note_path, percent_decoded, percent_encoded},
    follow::resolved,
    gather::{is_elsewhere, stands_alone},
    identity::folded_id,
    join,
    values::{NamingLink, NamingValue},
};
use crate::{diagnostic::Severity, notetype::NoteType, text::Span};

/// Files by which a folder is named.
const OF_FOLDER: [&str; 3] = ["README", "index", "_index"];

/// Whether the note in a file with the name `stem` is named by its folder.
#[cfg(feature = "cli")]
pub(super) fn names_folder(stem: &str) -> bool {
    OF_FOLDER.contains(&stem)
}

/// More are not reported.
const MAX_BROKEN: usize = 10_000;

/// After this number of names it is not searched what a broken one probably means: that takes long.
const MAX_SUGGESTIONS: usize = 100;

/// A name of a note that names none, or one of another type.
#[derive(Clone, Debug)]
pub struct BrokenReference<'f> {
    /// The name as written: an id, a path or the destination of a link.
    pub text: &'f str,
    /// Its span.
    pub span: Span,
    /// Whether it is in a link, and of which kind: a wiki link?
    pub wiki: Option<bool>,
    /// The names of the types of which the note must be; any, if there are none.
    pub types: Vec<&'f str>,
    /// What the type says of how bad it is.
    pub severity: Option<Severity>,
    /// What is wrong.
    pub cause: BrokenCause,
    /// The notes that are probably meant.
    pub meant: Vec<Meant>,
}

/// What is wrong with a name of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrokenCause {
    /// No note has this id.
    NoId(String),
    /// It names nothing.
    NoNote,
    /// It names something else than a note: a file of another kind, or a web address.
    NotANote,
    /// It names the note at this path, which has this other type.
    OtherType(String, String),
}

/// What a name leads to.
pub(super) enum Named {
    Note(usize),
    /// A file that is not known to be of another type.
    File,
    NotANote,
    Nothing,
}

/// What is right or wrong with a name.
type Checked = Result<(), BrokenCause>;

impl Vault<'_> {
    /// Returns the names in the values of the note `from` that name no note, or one of another type; none if the
    /// collection is known in part.
    pub fn broken_references<'f>(&self, from: &'f Facts) -> Vec<BrokenReference<'f>> {
        let mut broken = Vec::new();
        let own = self.types.iter().find(|own| Some(&*own.name) == from.type_name());
        if !self.is_whole || !own.is_some_and(|own| own.has_references()) {
            return broken;
        }
        for value in from.naming_values() {
            if broken.len() > MAX_BROKEN {
                break;
            }
            let search = Search { vault: self, from, types: &value.types, severity: value.severity };
            search.value(&value, &mut broken);
        }
        broken
    }

    /// Returns what the path `text`, from the note or from the root, leads to.
    pub(super) fn named(&self, from: &Facts, text: &str) -> Named {
        let path = text.trim_end_matches('/');
        if path.is_empty() || text.contains("://") {
            return if path.is_empty() { Named::Nothing } else { Named::NotANote };
        }
        let note = |path: &str| self.position(path).or_else(|| self.position(&format!("{path}.md")));
        let path = path.split_once(".md#").map_or(path, |(before, _)| &path[..before.len() + ".md".len()]);
        let paths = [resolved(from, path), join("", path.trim_start_matches('/'))];
        let of_folder = || {
            let mut files = paths.iter().flat_map(|path| OF_FOLDER.map(|file| format!("{path}/{file}.md")));
            files.find_map(|path| self.position(&path))
        };
        if let Some(found) = paths.iter().find_map(|path| note(path)).or_else(of_folder) {
            return Named::Note(found);
        }
        let is_file = |path: &String| self.files.at(path) == Existence::Exists;
        let exists = |path: &String| match self.file_at(path) {
            // Folders have no extension, and neither have names of notes.
            Existence::Exists if extension(path).is_none() && is_file(path) => Some(Named::NotANote),
            Existence::Exists if is_note_path(path) => Some(Named::File),
            Existence::Exists => Some(Named::NotANote),
            // Others may have it.
            Existence::Outside { is_known: false } if text.contains('/') => Some(Named::File),
            _ => None,
        };
        paths.iter().find_map(exists).unwrap_or(Named::Nothing)
    }
}

struct Search<'s, 'f> {
    vault: &'s Vault<'s>,
    from: &'f Facts,
    /// The types of which the notes must be.
    types: &'s [&'f str],
    severity: Option<Severity>,
}

impl<'s, 'f> Search<'s, 'f> {
    fn value(&self, value: &NamingValue<'f>, broken: &mut Vec<BrokenReference<'f>>) {
        let text = value.text.text;
        if value.links.is_empty() && self.whole(text).is_ok() {
            return;
        }
        let at = value.text.span;
        let is_plain = text.len() == at.len();
        let place = |start: usize, text: &str| {
            if is_plain { Span::new(at.start() + start, at.start() + start + text.len()) } else { at }
        };
        if !is_plain && !value.links.is_empty() {
            value.links.iter().for_each(|link| self.link(link, broken));
            return;
        }
        let mut links = value.links.iter().peekable();
        for (start, item) in items(value) {
            if broken.len() > MAX_BROKEN {
                break;
            }
            let end = at.start() + start + item.len();
            let mut rest = start;
            let mut has_link = false;
            while let Some(link) = links.next_if(|link| link.span.end() <= end) {
                has_link = true;
                self.link(link, broken);
                let before = text.get(rest..link.span.start() - at.start()).unwrap_or_default();
                self.mentions(before, |offset, id| place(rest + offset, id), broken);
                rest = link.span.end() - at.start();
            }
            if has_link {
                let after = text.get(rest..start + item.len()).unwrap_or_default();
                self.mentions(after, |offset, id| place(rest + offset, id), broken);
            } else {
                self.item(item, |offset, text| place(start + offset, text), broken);
            }
        }
    }

    /// Checks a text without links, whose parts are at `place`.
    fn item(
        &self,
        item: &'f str,
        place: impl Fn(usize, &str) -> Span,
        broken: &mut Vec<BrokenReference<'f>>,
    ) {
        let Err(cause) = self.whole(item) else { return };
        let is_path = || item.contains('/') || extension(item).is_some();
        let is_sentence = cause == BrokenCause::NoNote && (item.contains(char::is_whitespace) || !is_path());
        if !is_sentence || !self.mentions(item, &place, broken) {
            let may_be_meant = cause == BrokenCause::NoNote && broken.len() < MAX_SUGGESTIONS;
            let meant = if may_be_meant { self.meant(item) } else { Vec::new() };
            broken.push(self.broken(item, place(0, item), cause, meant));
        }
    }

    /// Checks the ids that `text` mentions; returns whether there are any.
    fn mentions(
        &self,
        text: &'f str,
        place: impl Fn(usize, &str) -> Span,
        broken: &mut Vec<BrokenReference<'f>>,
    ) -> bool {
        let mut seen: Vec<Span> = Vec::new();
        let types: Vec<&NoteType> = self.expected().collect();
        let found = types.iter().flat_map(|note_type| note_type.spec.identity.mentions(text));
        let mut found: Vec<(&str, Span)> =
            found.filter(|(id, span)| !id.is_empty() && stands_alone(text, *span)).collect();
        found.sort_by_key(|(_, span)| (span.start(), std::cmp::Reverse(span.end())));
        for (id, span) in found {
            if seen.last().is_some_and(|last| last.overlaps(span)) {
                continue;
            }
            seen.push(span);
            if let Err(cause) = self.id(id) {
                let cause =
                    if cause == BrokenCause::NoNote { BrokenCause::NoId(id.to_owned()) } else { cause };
                let written = span.of(text);
                broken.push(self.broken(written, place(span.start(), written), cause, Vec::new()));
            }
        }
        !seen.is_empty()
    }

    fn link(&self, link: &NamingLink<'f>, broken: &mut Vec<BrokenReference<'f>>) {
        let NamingLink { target, wiki, destination, .. } = *link;
        let fact = LinkFact { target, span: destination, wiki, form: LinkForm::Plain, meant: None };
        let path = Destination::of(&fact).path;
        let named = if path.is_empty() {
            self.vault.position(&self.from.path).map_or(Named::File, Named::Note)
        } else if let Some(note) = self.vault.linked_note(self.from, &path, wiki) {
            Named::Note(note)
        } else if !wiki && is_elsewhere(target) {
            Named::NotANote
        } else if !wiki {
            self.vault.named(self.from, &path)
        } else {
            match self.vault.file(self.from, &path, true) {
                Existence::Exists if is_note_path(&path) => Named::File,
                Existence::Exists => Named::NotANote,
                _ => Named::Nothing,
            }
        };
        if let Err(cause) = self.checked(&named) {
            let meant = match cause {
                BrokenCause::NoNote if broken.len() < MAX_SUGGESTIONS => {
                    self.of_type(self.vault.meant(self.from, &fact))
                }
                _ => Vec::new(),
            };
            let broken_link = self.broken(target, destination, cause, meant);
            broken.push(BrokenReference { wiki: Some(wiki), ..broken_link });
        }
    }

    /// Checks `text` as one name: an id, what mentions one, or a path.
    fn whole(&self, text: &str) -> Checked {
        let by_id = self.id(text);
        if by_id.is_ok() {
            return by_id;
        }
        let mentioned = self.expected().find_map(|note_type| mentioned_by(note_type, text));
        let by_mention = mentioned.map(|id| (id, self.id(id)));
        if let Some((_, Ok(()))) = by_mention {
            return Ok(());
        }
        let by_path = self.checked(&self.vault.named(self.from, text));
        if by_path != Err(BrokenCause::NoNote) {
            return by_path;
        }
        let is_number = || !text.is_empty() && text.chars().all(char::is_numeric);
        match (by_mention, by_id) {
            (Some((_, Err(other @ BrokenCause::OtherType(..)))), _)
            | (_, Err(other @ BrokenCause::OtherType(..))) => Err(other),
            (Some((id, _)), _) => Err(BrokenCause::NoId(id.to_owned())),
            _ if is_number() => Err(BrokenCause::NoId(text.to_owned())),
            _ => Err(self.of_other_type(text).unwrap_or(BrokenCause::NoNote)),
        }
    }

    /// Returns which note of another type has the id `text`, or the one that it mentions; `None` if none has it.
    fn of_other_type(&self, text: &str) -> Option<BrokenCause> {
        let types = self.vault.types.iter().filter(|known| !self.is_expected(known));
        let mut notes = types.flat_map(|other| {
            let ids = [Some(text), mentioned_by(other, text)];
            ids.into_iter().flatten().flat_map(|id| self.vault.having_id(id, other))
        });
        notes.find_map(|at| self.checked(&Named::Note(at)).err())
    }

    /// Checks `id` as the id of a note.
    fn id(&self, id: &str) -> Checked {
        if folded_id(id).is_empty() {
            return Err(BrokenCause::NoNote);
        }
        let mut other = None;
        for note_type in self.expected() {
            for at in self.vault.having_id(id, note_type) {
                match self.checked(&Named::Note(at)) {
                    Ok(()) => return Ok(()),
                    Err(cause) => other = other.or(Some(cause)),
                }
            }
        }
        Err(other.unwrap_or(BrokenCause::NoNote))
    }

    /// Whether what is `named` is a note of the right type.
    fn checked(&self, named: &Named) -> Checked {
        match named {
            Named::Note(at) => {
                let Some(note) = self.vault.note(*at) else { return Ok(()) };
                // A note that is excluded, or that no type takes, may be right.
                match note.type_name().filter(|_| !self.types.is_empty()) {
                    Some(name) if !self.types.contains(&name) => {
                        Err(BrokenCause::OtherType(note.path.to_string(), name.to_owned()))
                    }
                    _ => Ok(()),
                }
            }
            Named::File => Ok(()),
            Named::NotANote => Err(BrokenCause::NotANote),
            Named::Nothing => Err(BrokenCause::NoNote),
        }
    }

    /// Returns what the text `written`, which names nothing, probably means.
    fn meant(&self, written: &str) -> Vec<Meant> {
        let target = percent_encoded(written, false);
        let fact = LinkFact {
            target: &target,
            span: Span::empty(0),
            wiki: false,
            form: LinkForm::Plain,
            meant: None,
        };
        let meant = self.of_type(self.vault.meant_by(self.from, &fact, true));
        let decoded = meant.into_iter().map(|meant| {
            let written = percent_decoded(&meant.destination);
            Meant { target: written.clone(), destination: written, ..meant }
        });
        decoded.collect()
    }

    /// Returns those of `meant` that are notes of the right type.
    fn of_type(&self, mut meant: Vec<Meant>) -> Vec<Meant> {
        meant.retain(|meant| {
            let note = self.vault.position(&meant.path);
            note.is_some_and(|at| self.checked(&Named::Note(at)).is_ok())
        });
        meant
    }

    /// Returns the types of which the notes must be; all of them, if it does not matter.
    fn expected(&self) -> impl Iterator<Item = &'s NoteType> {
        let types = self.vault.types.iter().map(|note_type| &**note_type);
        types.filter(|known| self.is_expected(known))
    }

    fn is_expected(&self, note_type: &NoteType) -> bool {
        self.types.is_empty() || self.types.contains(&&*note_type.name)
    }

    fn broken(
        &self,
        text: &'f str,
        span: Span,
        cause: BrokenCause,
        meant: Vec<Meant>,
    ) -> BrokenReference<'f> {
        let (types, severity) = (self.types.to_vec(), self.severity);
        BrokenReference { text, span, wiki: None, types, severity, cause, meant }
    }
}

/// Returns the id that the whole of `text` mentions as one of `note_type`.
pub(super) fn mentioned_by<'t>(note_type: &'t NoteType, text: &'t str) -> Option<&'t str> {
    let whole = Span::new(0, text.len());
    note_type.spec.identity.mentions(text).find(|(_, span)| *span == whole).map(|(id, _)| id)
}

/// Returns what is between the commas of `value` outside its links, trimmed, with its offset in the text.
pub(super) fn items<'f>(value: &NamingValue<'f>) -> Vec<(usize, &'f str)> {
    let text = value.text.text;
    let is_linked = |at: usize| {
        let at = value.text.span.start() + at;
        let next = value.links.partition_point(|link| link.span.end() <= at);
        value.links.get(next).is_some_and(|link| link.span.start() <= at)
    };
    let mut items = Vec::new();
    let mut from = 0;
    let cuts = text.char_indices().filter(|(at, c)| matches!(c, ',' | '、' | '，') && !is_linked(*at));
    for (end, next) in cuts.map(|(at, c)| (at, at + c.len_utf8())).chain([(text.len(), text.len())]) {
        let item = &text[from..end];
        let trimmed = item.trim();
        if !trimmed.is_empty() {
            items.push((from + (item.len() - item.trim_start().len()), trimmed));
        }
        from = next;
    }
    items
}
