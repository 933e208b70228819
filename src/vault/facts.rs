use std::{borrow::Cow, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    anchor::Anchors,
    anchor_places::AnchorPlaces,
    identity::is_same_id,
    link::LinkFact,
    mentions::{Kind, Mention, Mentions},
};
use crate::text::{Ranges, Span, nfc};

/// The facts about a note for rules that check it against its collection. They are packed, as they are
/// kept for every note during the whole run.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Facts {
    /// The note's path from the root of its collection, in NFC, with `/`. Not serialised: the cache entry
    /// knows the path.
    #[serde(skip)]
    pub path: Arc<str>,
    pub(super) mentions: Mentions,
    pub(super) places: AnchorPlaces,
    /// The note's anchors, if they are collected: most are not needed.
    pub(super) anchors: Option<Box<Anchors>>,
}

/// A mention of another note's id in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    /// The mention as written.
    pub text: &'a str,
    /// The id in it.
    pub id: &'a str,
    /// The span of the mention.
    pub span: Span,
}

impl Facts {
    /// Returns the facts with the path `path` from the root of the collection.
    #[must_use]
    pub fn of(self, path: &Arc<str>) -> Self {
        let path = match nfc(path) {
            Cow::Borrowed(_) => path.clone(),
            Cow::Owned(path) => path.into(),
        };
        Self { path, ..self }
    }

    /// Whether deserialised facts are valid for a note: each span `lies_in` it.
    pub fn are_sound(&self, lies_in: impl Fn(Span) -> bool) -> bool {
        self.mentions.are_sound(lies_in) && self.anchors.as_deref().is_none_or(Anchors::are_sound)
    }

    /// Returns the lines and columns of what the facts mention.
    pub fn ranges(&self) -> Ranges {
        self.mentions.ranges()
    }

    /// Returns the name of the note's type, if it has one.
    pub fn type_name(&self) -> Option<&str> {
        self.mentions.name(Kind::Type).map(|mention| mention.text)
    }

    /// Returns the note's id, with the title as its place if it is only in the path; `None` if there is none or the
    /// note has no type.
    pub fn id(&self) -> Option<Mention<'_>> {
        self.mentions.name(Kind::Id)
    }

    /// Returns all ids of the note, its own first: several if its sources do not agree.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        let ids = self.mentions.names().filter(|(kind, _)| matches!(kind, Kind::Id | Kind::OtherId));
        ids.map(|(_, mention)| mention.text)
    }

    /// Returns the note's title.
    pub fn title(&self) -> Option<Mention<'_>> {
        self.mentions.name(Kind::Title)
    }

    /// Returns the note's tags.
    pub fn tags(&self) -> impl Iterator<Item = Mention<'_>> {
        self.mentions.of(Kind::Tag)
    }

    /// Returns the note's links into the collection, not those to the web.
    pub fn links(&self) -> impl Iterator<Item = LinkFact<'_>> {
        let mut all = self.mentions.if_any(&Kind::LINKS).peekable();
        std::iter::from_fn(move || {
            let ((wiki, form), Mention { text: target, span }) =
                all.find_map(|(kind, mention)| Some((kind.link_form()?, mention)))?;
            let meant = all.next_if(|(kind, _)| *kind == Kind::Meant).map(|(_, mention)| mention.text);
            Some(LinkFact { target, span, wiki, form, meant })
        })
    }

    /// Returns the other names that its frontmatter gives the note.
    pub fn aliases(&self) -> impl Iterator<Item = Mention<'_>> {
        self.mentions.of(Kind::Alias)
    }

    /// Returns the ids of other notes in the text, each once.
    pub fn references(&self) -> impl Iterator<Item = Reference<'_>> {
        let mut all = self.mentions.if_any(&[Kind::Reference]).peekable();
        std::iter::from_fn(move || {
            let (_, Mention { text, span }) = all.find(|(kind, _)| *kind == Kind::Reference)?;
            let id = all.next_if(|(kind, _)| *kind == Kind::ReferenceId).map(|(_, mention)| mention.text);
            Some(Reference { text, id: id.unwrap_or(text), span })
        })
    }

    /// Returns the titles of a note whose type does not describe them: of its heading and of its frontmatter.
    pub fn other_titles(&self) -> impl Iterator<Item = &str> {
        self.mentions.names().filter(|(kind, _)| *kind == Kind::OtherTitle).map(|(_, mention)| mention.text)
    }

    /// Returns the value at `pointer` of the frontmatter of a note without a type, if it is short text or a number.
    pub(super) fn value(&self, pointer: &str) -> Option<&str> {
        let mut values = self.mentions.names().filter(|(kind, _)| *kind == Kind::Value);
        values.find_map(|(_, value)| value.text.strip_prefix(pointer)?.strip_prefix('\n'))
    }

    /// Whether it has the same names as an `other` note.
    pub(super) fn has_names_of(&self, other: &Self) -> bool {
        let names = self.mentions.names().map(|(kind, name)| (kind, name.text));
        names.eq(other.mentions.names().map(|(kind, name)| (kind, name.text)))
    }

    /// Whether `id` is an id of the note.
    pub(super) fn has_id(&self, id: &str) -> bool {
        self.ids().any(|own| is_same_id(own, id))
    }

    /// Whether the note's anchors are collected.
    pub fn has_anchors(&self) -> bool {
        self.anchors.is_some()
    }

    /// Returns where the note has its anchors.
    pub fn anchor_places(&self) -> &AnchorPlaces {
        &self.places
    }

    /// Whether `fragment` is an anchor of the note: by GitHub's rules, or by Obsidian's for a wiki link.
    /// `true` if the note's anchors are not collected.
    pub fn has_anchor(&self, fragment: &str, wiki: bool) -> bool {
        self.anchors.as_ref().is_none_or(|anchors| anchors.has(fragment, wiki))
    }
}
