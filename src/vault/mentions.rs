//! The texts of a note that the collection needs, packed into one string and offsets.

use serde::{Deserialize, Serialize};

use super::LinkForm;
use crate::text::{Position, Range, Ranges, Span, packed_bytes, short};

/// A text of a note with its span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention<'a> {
    /// The text.
    pub text: &'a str,
    /// The span in the note.
    pub span: Span,
}

/// The role of a text in its note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Kind {
    /// The name of its type, which has no span.
    Type,
    /// Its id.
    Id,
    /// Another id of it: its sources do not agree.
    OtherId,
    /// The title.
    Title,
    /// A title that the note's type does not name, or of a note without a type.
    OtherTitle,
    /// A value of the frontmatter of a note without a type, behind its JSON Pointer and a line feed.
    Value,
    /// A tag.
    Tag,
    /// The target of a link.
    Link,
    /// The target of a wiki link with a text: `[[note|text]]`.
    LabelledWikiLink,
    /// The target of a wiki link.
    WikiLink,
    /// The target of a wiki link in a table.
    WikiLinkInCell,
    /// Another name of the note.
    Alias,
    /// The anchor that the link before it probably means.
    Meant,
    /// A mention of another note's id.
    Reference,
    /// The id in the mention before it, if that contains more.
    ReferenceId,
    /// How bad it is if the next value names no note, or if another note has one of those of the next key: a word,
    /// which has no span. Without it, the rule decides.
    Severity,
    /// The key of the values after it that no other note of the type may have, which has no span.
    UniqueKey,
    /// One of these values.
    UniqueValue,
    /// The name of a type of which the notes must be that the next value names, which has no span.
    ExpectedType,
    /// A value that names other notes.
    NamingValue,
    /// The destination of a link in that value.
    NamingLink,
    /// The same of a wiki link.
    NamingWikiLink,
    /// The whole of the link before it, without a text.
    NamingLinkSpan,
}

impl Kind {
    /// Those of the targets of links.
    pub(super) const LINKS: [Self; 4] =
        [Self::Link, Self::LabelledWikiLink, Self::WikiLink, Self::WikiLinkInCell];

    /// For the target of a link, whether it is a wiki link, and how its text is written.
    pub(super) fn link_form(self) -> Option<(bool, LinkForm)> {
        match self {
            Self::Link => Some((false, LinkForm::Plain)),
            Self::LabelledWikiLink => Some((true, LinkForm::Plain)),
            Self::WikiLink => Some((true, LinkForm::Wiki)),
            Self::WikiLinkInCell => Some((true, LinkForm::WikiInCell)),
            _ => None,
        }
    }

    /// The bit of the role among others.
    const fn bit(self) -> u32 {
        1 << self as u32
    }

    /// Whether it names the note itself.
    fn is_name(self) -> bool {
        matches!(self, Self::Type | Self::Id | Self::OtherId | Self::Title | Self::OtherTitle | Self::Value)
    }
}

/// Texts of a note in the order in which they were added: its names, then the others.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Mentions {
    words: Box<str>,
    /// The roles that occur, one bit each: most of them are asked for in notes that do not have them.
    roles: u32,
    /// An [`Entry`] for each text, and a [`Place`] for each of those that have a span.
    #[serde(with = "packed_bytes")]
    packed: Box<[u8]>,
}

/// A text: its role, its length, and the start and length of its span.
type Entry = (Kind, u32, u32, u32);

fn span_of((.., start, len): &Entry) -> Span {
    let start = *start as usize;
    Span::new(start, start.saturating_add(*len as usize))
}

/// A line and a column, and those of the end: how many lines further, and its column.
type Place = (u32, u32, u32, u32);

/// Whether a text is at `span`, and not only somewhere in the note.
fn has_place(span: Span) -> bool {
    span != Span::empty(0)
}

/// Unpacks texts with their roles, one after another.
struct Unpacker<'a> {
    words: &'a str,
    packed: &'a [u8],
    /// How many more texts there are.
    left: u32,
}

impl<'a> Iterator for Unpacker<'a> {
    type Item = (Kind, Mention<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.left == 0 {
            return None;
        }
        let (entry, packed) = postcard::take_from_bytes::<Entry>(self.packed).ok()?;
        let (kind, len, ..) = entry;
        let (text, words) = self.words.split_at_checked(len as usize)?;
        *self = Self { words, packed, left: self.left - 1 };
        Some((kind, Mention { text, span: span_of(&entry) }))
    }
}

impl Mentions {
    /// Returns all texts with their roles, or none if no text has one of `roles`.
    pub(super) fn if_any<'m>(
        &'m self,
        roles: &[Kind],
    ) -> impl Iterator<Item = (Kind, Mention<'m>)> + use<'m> {
        let is_any = roles.iter().any(|role| self.roles & role.bit() != 0);
        is_any.then(|| self.unpacker()).into_iter().flatten()
    }

    fn unpacker(&self) -> Unpacker<'_> {
        let (left, packed) = postcard::take_from_bytes(&self.packed).unwrap_or_default();
        Unpacker { words: &self.words, packed, left }
    }

    /// Returns the lines and columns of the spans.
    pub(super) fn ranges(&self) -> Ranges {
        let mut texts = self.unpacker();
        let spans: Vec<Span> =
            texts.by_ref().map(|(_, mention)| mention.span).filter(|span| has_place(*span)).collect();
        let places: Vec<Place> = postcard::from_bytes(texts.packed).unwrap_or_default();
        let range = |(span, (line, column, lines, end)): (Span, Place)| {
            let position = |line: u32, column: u32, offset| {
                let [line, column] = [line, column].map(|number| number as usize);
                // Each line and each column takes a byte at least.
                let is_sound = |number| (1..=offset + 1).contains(&number);
                (is_sound(line) && is_sound(column)).then_some(Position { line, column, offset })
            };
            let start = position(line, column, span.start())?;
            let end = position(line.saturating_add(lines), end, span.end())?;
            Some((span, Range { start, end }))
        };
        spans.into_iter().zip(places).filter_map(range).collect()
    }

    /// Whether the texts can be unpacked and each span `lies_in` the note.
    pub(super) fn are_sound(&self, lies_in: impl Fn(Span) -> bool) -> bool {
        let mut texts = self.unpacker();
        let mut roles = 0;
        let is_sound = |(kind, mention): (Kind, Mention<'_>)| {
            roles |= kind.bit();
            lies_in(mention.span)
        };
        texts.by_ref().all(is_sound) && texts.left == 0 && roles == self.roles
    }

    /// Returns the names of the note, which come before all else, of which there may be much.
    pub(super) fn names(&self) -> impl Iterator<Item = (Kind, Mention<'_>)> {
        self.unpacker().take_while(|(kind, _)| kind.is_name())
    }

    /// Returns the first name of `kind`.
    pub(super) fn name(&self, kind: Kind) -> Option<Mention<'_>> {
        self.of(kind).next()
    }

    /// Returns the texts of `kind`.
    pub(super) fn of(&self, kind: Kind) -> impl Iterator<Item = Mention<'_>> {
        self.if_any(&[kind]).filter(move |(other, _)| *other == kind).map(|(_, mention)| mention)
    }
}

/// Collects [`Mentions`].
#[derive(Debug, Default)]
pub(super) struct Collector {
    words: String,
    entries: Vec<Entry>,
}

impl Collector {
    /// Adds `text`, which is of `kind` and at `span`.
    pub(super) fn add(&mut self, kind: Kind, text: &str, span: Span) {
        self.words.push_str(text);
        self.entries.push((kind, short(text.len()), short(span.start()), short(span.len())));
    }

    /// Returns the texts that were added, of the note `text`.
    pub(super) fn finish(self, text: &str) -> Mentions {
        let spans = self.entries.iter().map(span_of).filter(|span| has_place(*span));
        let ranges = Ranges::of(text, spans.clone());
        let place = |Range { start, end }: Range| -> Place {
            (short(start.line), short(start.column), short(end.line - start.line), short(end.column))
        };
        let places: Vec<Place> = spans.filter_map(|span| ranges.get(span)).map(place).collect();
        let roles = self.entries.iter().fold(0, |roles, (kind, ..)| roles | kind.bit());
        let packed = postcard::to_allocvec(&(self.entries, places)).unwrap_or_default();
        Mentions { words: self.words.into_boxed_str(), roles, packed: packed.into_boxed_slice() }
    }
}
