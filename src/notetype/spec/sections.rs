use std::sync::OnceLock;

use regex::Regex;

use crate::{
    notetype::{
        content::Content,
        headings::Headings,
        names::{Names, SectionNames},
        place::{NestedId, SectionSpecId},
        positions::Positions,
    },
    text::{Id, IndexVec},
};

/// An object of sections: those of a note, or those of one of its sections.
#[derive(Clone, Debug, Default)]
pub struct SectionsSpec {
    /// The sections in the schema's order: those with a heading of their own, then those by pattern.
    pub all: IndexVec<SectionSpecId, SectionSpec>,
    /// Whether other sections are forbidden.
    pub is_closed: bool,
    /// In which order they are.
    pub order: Order,
    /// Where the key of each section is in `all`.
    pub(in crate::notetype) positions: Positions,
    /// The names of the sections and their parts, folded once: at the first note.
    pub(in crate::notetype) names: OnceLock<SectionNames>,
}

impl SectionsSpec {
    /// Returns the section whose property, or pattern, is `key`.
    pub fn section(&self, key: &str) -> Option<SectionSpecId> {
        self.positions.of(key, self.all.iter().map(|section| &*section.key)).map(SectionSpecId::new)
    }

    /// The sections with a heading of their own, in the schema's order.
    pub fn named(&self) -> impl Iterator<Item = &SectionSpec> {
        self.all.iter().take_while(|section| section.pattern.is_none())
    }

    /// Whether a section is recognised by a pattern.
    pub(in crate::notetype) fn has_patterns(&self) -> bool {
        self.all.iter().next_back().is_some_and(|section| section.pattern.is_some())
    }

    /// The names of the sections and their parts, ready for comparison.
    pub(in crate::notetype) fn names(&self) -> &SectionNames {
        self.names.get_or_init(|| SectionNames {
            sections: Names::of(self.named().map(|part| (part.heading.all(), &*part.aliases))),
            parts: self.all.iter().map(|section| section.content.names()).collect(),
        })
    }
}

/// One section.
#[derive(Clone, Debug)]
pub struct SectionSpec {
    /// The property's name in the projection; of a section by pattern, the pattern.
    pub key: String,
    /// The canonical heading, or several that are equally good; of a section by pattern, the pattern.
    pub heading: Headings,
    /// Other words that count as the heading.
    pub aliases: Vec<String>,
    /// What its heading matches, if it has none of its own.
    pub pattern: Option<HeadingPattern>,
    /// Whether it is in `required`.
    pub required: bool,
    /// Whether it may be repeated, so that its value is an array.
    pub repeats: bool,
    /// Whether a `---` is above the section.
    pub break_before: bool,
    /// What it contains.
    pub content: Content,
    /// The text between its heading and the next one, if it consists of sections and the type says anything of that
    /// text.
    pub intro: Option<Box<SectionSpec>>,
    /// The sections that it consists of, if it does.
    pub inside: Option<NestedId>,
}

/// What the headings of sections by pattern match.
#[derive(Clone, Debug)]
pub struct HeadingPattern {
    /// The pattern.
    pub regex: Regex,
    /// The sequence that they are in.
    pub sequence: Option<Sequence>,
}

/// The sequence of sections by pattern (`x-note: order`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequence {
    /// Its direction.
    pub numbering: Numbering,
    /// The named group of the pattern that is compared; otherwise the first group, else the heading.
    pub group: Option<String>,
}

/// How sections by pattern follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// The smallest is first.
    Ascending,
    /// The greatest is first.
    Descending,
    /// Each is greater by one than the one before.
    Consecutive,
}

/// In which order the sections of an object are (`x-note: order`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// In that of the type. Sections by pattern may be anywhere.
    #[default]
    Type,
    /// In any.
    Free,
    /// In that of a list.
    Listed(Vec<OrderItem>),
}

/// An item of a list of sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderItem {
    /// A section.
    Section(SectionSpecId),
    /// All sections that are not in the list, in any order.
    Others,
}
