use std::fmt::Debug;

use super::{
    items::{ParsedPoints, PointsSpec},
    template::ItemLine,
};
use crate::{
    note::HeadingId,
    notetype::{
        headings::Headings,
        names::{NameMatch, Names},
        place::{ItemsPlace, Place, SectionId},
        read::{Scope, lists::ListKind},
        schema::{Annotation, ContentKind, Declaring, Node},
    },
    text::{Span, Traced},
};

/// What a section is to contain, as its type declares it.
pub(crate) trait Spec: Debug {
    /// The names of its parts: of fields, axes, quadrants, columns.
    fn names(&self) -> Names {
        Names::default()
    }

    /// Whether a heading of the section's own level that names a part belongs to the section.
    fn has_parts_at_its_level(&self) -> bool {
        false
    }

    /// The place that the tokens of a JSON Pointer name in the section's value.
    fn place(&self, section: SectionId, inside: &[&str]) -> Place;

    /// The body of a new section whose heading has `level`, with LF. `None` if it would have more points than
    /// anybody fills in.
    fn template(&self, level: u8) -> Option<String>;

    /// The text of the template, which may be left in a note.
    fn placeholder(&self) -> Option<&str> {
        None
    }

    /// What a new section is to contain: `5 points`. Empty if nothing is known of it.
    fn contents(&self) -> String {
        String::new()
    }

    /// What the section is made of; `None` if that is not counted.
    fn noun(&self) -> Option<Noun> {
        None
    }

    /// What the items at `place` are.
    fn noun_at(&self, _place: ItemsPlace) -> Option<Noun> {
        self.noun()
    }

    /// How to write the items at `place` in a section whose heading has `level`: an advice.
    fn how_to_write_at(&self, _place: ItemsPlace, level: u8) -> String {
        self.how_to_write(level)
    }

    /// How to fill the section, whose heading has `level`: an advice.
    fn how_to_write(&self, _level: u8) -> String {
        "add text below the heading".to_owned()
    }
}

/// A content kind: how it is declared and read.
pub(crate) trait Kind: Spec + Sized {
    /// Its name and its keys in `x-note`.
    const KIND: ContentKind;

    /// What is parsed of a section.
    type Parsed;

    /// What the schema `node` declares, whose `x-note` `says` the rest.
    fn declare<'a>(declaring: &mut Declaring<'a, '_>, node: &Node<'a>, says: &Annotation) -> Self;

    /// Reads a section whose parts have `names`: what is there, and its JSON.
    fn read<'a>(&'a self, scope: &Scope<'a>, names: &Names) -> (Self::Parsed, Traced<'a>);

    /// The items at `place`, if they are projected there.
    fn items<'s>(&'s self, _parsed: &'s Self::Parsed, _place: ItemsPlace) -> Option<Items<'s>> {
        None
    }

    /// Gives `visit` the items of each list that is projected, in the order of the note.
    fn each_items<'s>(
        &'s self,
        _section: SectionId,
        _parsed: &'s Self::Parsed,
        _visit: &mut dyn FnMut(Items<'s>),
    ) {
    }

    /// Gives `visit` each part that is named on the page, repeated ones included.
    fn each_part<'s>(&'s self, _parsed: &'s Self::Parsed, _visit: &mut dyn FnMut(Part<'s>)) {}

    /// Gives `visit` each heading in the section that names a part of its value, with the JSON Pointer of that part
    /// in the value; of several pointers for a heading, the first one counts.
    fn each_heading(&self, _parsed: &Self::Parsed, _visit: &mut dyn FnMut(HeadingId, String)) {}
}

/// What things are called that are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noun {
    /// One of them.
    pub one: &'static str,
    /// Several.
    pub many: &'static str,
}

/// The items of a section, an entry or a quadrant.
#[derive(Clone, Copy, Debug)]
pub struct Items<'s> {
    /// Where they are in the projection.
    pub place: ItemsPlace,
    /// What they belong to.
    pub owner: ItemsOwner<'s>,
    /// What they are called.
    pub noun: Noun,
    /// The line of a new one.
    pub(super) line: ItemLine,
    /// What the type asks of them.
    pub spec: &'s PointsSpec,
    /// What the note has.
    pub parsed: &'s ParsedPoints,
}

impl Items<'_> {
    /// The line of a new one, the `number`th of a list of this kind.
    pub fn line(&self, list: Option<ListKind>, number: u64) -> String {
        (self.line)(self.spec, list, number)
    }
}

/// What items belong to.
#[derive(Clone, Copy, Debug)]
pub enum ItemsOwner<'s> {
    /// A section.
    Section,
    /// An entry.
    Entry {
        /// Its name as written.
        name: Span,
    },
    /// A quadrant.
    Quadrant {
        /// Its heading; of numbered points, the first one's.
        heading: HeadingId,
        /// The heading that it lacks, as its points are numbered sub-headings.
        lacks: Option<&'s str>,
    },
}

/// A part of a section that is named on the page.
#[derive(Clone, Copy, Debug)]
pub struct Part<'s> {
    /// From its name to its last character.
    pub span: Span,
    /// Its heading, if the type has words for that and the part is projected.
    pub heading: Option<SubHeading<'s>>,
}

/// A sub-heading that the type has words for.
#[derive(Clone, Copy, Debug)]
pub struct SubHeading<'s> {
    /// The heading.
    pub id: HeadingId,
    /// The canonical words.
    pub canonical: &'s Headings,
    /// Other words that count.
    pub aliases: &'s [String],
    /// The ones that it was recognised by.
    pub matched: NameMatch,
}
