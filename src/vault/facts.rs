use std::{borrow::Cow, cmp::Ordering, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    anchor::Anchors,
    mentions::{Kind, Mentions},
    normalize,
};
use crate::text::Span;

/// What a note leaves behind for the rules that look at the whole collection. It is packed: there
/// is one for each note as long as the run lasts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Facts {
    /// The note's path as reported, in NFC. Whoever writes facts down knows it.
    #[serde(skip)]
    pub path: Arc<str>,
    /// Whether it is only there for others of its collection, and nothing is said of it.
    pub is_neighbour: bool,
    pub(super) mentions: Mentions,
    /// What links can call its places, where that is known.
    pub(super) anchors: Option<Anchors>,
}

/// A word of a note, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention<'a> {
    /// The word.
    pub text: &'a str,
    /// Where.
    pub span: Span,
}

/// A link into the collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkFact<'a> {
    /// The destination as meant, percent-encoding included.
    pub target: &'a str,
    /// The destination as written.
    pub span: Span,
    /// Whether it is `[[…]]`.
    pub wiki: bool,
    /// Of a link that calls a place of its own note which is not there: what the place that seems
    /// to be meant is called.
    pub meant: Option<&'a str>,
}

impl Facts {
    /// The same facts, of the note that is reported as `path`.
    #[must_use]
    pub fn of(self, path: &Arc<str>) -> Self {
        let path = match normalize(path) {
            Cow::Borrowed(_) => path.clone(),
            Cow::Owned(path) => path.into(),
        };
        Self { path, ..self }
    }

    /// Whether facts that were written down can be of a note: each place `lies_in` it.
    pub fn are_sound(&self, lies_in: impl Fn(Span) -> bool) -> bool {
        self.mentions.are_sound(lies_in) && self.anchors.as_ref().is_none_or(Anchors::are_sound)
    }

    /// Its id; none where its type finds none, or no type takes the note.
    pub fn id(&self) -> Option<Mention<'_>> {
        self.mentions.of(Kind::Id).next()
    }

    /// The id that its file name holds.
    pub fn file_id(&self) -> Option<&str> {
        self.mentions.of(Kind::FileId).next().map(|mention| mention.text)
    }

    /// Its title.
    pub fn title(&self) -> Option<Mention<'_>> {
        self.mentions.of(Kind::Title).next()
    }

    /// Its tags.
    pub fn tags(&self) -> impl Iterator<Item = Mention<'_>> {
        self.mentions.of(Kind::Tag)
    }

    /// Its links into the collection. Links to the network are not among them.
    pub fn links(&self) -> impl Iterator<Item = LinkFact<'_>> {
        let mut all = self.mentions.iter().peekable();
        std::iter::from_fn(move || {
            let (kind, Mention { text: target, span }) =
                all.find(|(kind, _)| matches!(kind, Kind::Link | Kind::WikiLink))?;
            let meant = all.next_if(|(kind, _)| *kind == Kind::Meant).map(|(_, mention)| mention.text);
            Some(LinkFact { target, span, wiki: kind == Kind::WikiLink, meant })
        })
    }

    /// The ids of notes in its text, each once, its own left out.
    pub fn references(&self) -> impl Iterator<Item = Mention<'_>> {
        self.mentions.of(Kind::Reference)
    }

    /// Whether the note's title or its file name holds the id `id`.
    pub(super) fn has_id(&self, id: &str) -> bool {
        self.id().is_some_and(|own| own.text == id) || self.file_id() == Some(id)
    }

    /// The order of a collection's notes. Those of which nothing is said come first: of two notes
    /// with one id, the one of which something is said is the later one.
    pub fn compare(&self, other: &Self) -> Ordering {
        (!self.is_neighbour, &self.path).cmp(&(!other.is_neighbour, &other.path))
    }

    /// Whether it is known what links can call places of the note.
    pub fn knows_places(&self) -> bool {
        self.anchors.is_some()
    }

    /// Whether a link can call a heading or a mark of the note `fragment`: by GitHub's rules, or
    /// by Obsidian's where the link is `[[…]]`. Of a note whose places are not known, any.
    pub fn has_anchor(&self, fragment: &str, wiki: bool) -> bool {
        self.anchors.as_ref().is_none_or(|anchors| anchors.has(fragment, wiki))
    }
}
