//! The parts of a projection, as a type names them.

use crate::text::ids;

ids! {
    /// A section of a note.
    SectionId;
    /// A text of a note that has no heading of its own.
    TextId;
    /// The sections of a note, or those of one of its sections.
    GroupId;
    /// A section that a type declares, among those of one object.
    SectionSpecId;
    /// An object of sections inside a section that a type declares.
    NestedId;
    /// A quadrant of a SWOT.
    QuadrantId;
    /// A reading of a text.
    PartId;
}

/// The sections of the note itself.
pub const ROOT: GroupId = GroupId(0);

/// The part of a projection that a JSON Pointer names. Plain indexes are those of the projection's
/// arrays, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The projection itself, its `path`, `type`, `id` or `title`.
    Root,
    /// The frontmatter.
    Frontmatter,
    /// A value of the frontmatter, or something inside it.
    FrontmatterValue {
        /// The key at top level.
        key: String,
    },
    /// An object of sections.
    Sections {
        /// The sections.
        group: GroupId,
    },
    /// A section that consists of sections, or something in it beside these.
    Nested {
        /// The section.
        section: SectionId,
    },
    /// The array of a section that may be repeated.
    Repeated {
        /// The first of these sections.
        section: SectionId,
    },
    /// The text of a text section.
    Text {
        /// The section.
        section: SectionId,
    },
    /// An array of items that are counted: points, entries, tasks.
    Items(ItemsPlace),
    /// A point or a task.
    Item(ItemsPlace, usize),
    /// A part of it, such as its `lead` or `text`.
    ItemPart(ItemsPlace, usize),
    /// An entry, or its `name`.
    Entry {
        /// The section.
        section: SectionId,
        /// The entry.
        entry: usize,
    },
    /// The fields of an entry or a section.
    Fields {
        /// The section.
        section: SectionId,
        /// The entry, if they are an entry's.
        entry: Option<usize>,
    },
    /// The value of a field.
    Field {
        /// The section.
        section: SectionId,
        /// The entry, if it is an entry's.
        entry: Option<usize>,
        /// The field's name.
        name: String,
    },
    /// The object of all axes.
    Rating {
        /// The section.
        section: SectionId,
    },
    /// One axis with score, scale and reason.
    Axis {
        /// The section.
        section: SectionId,
        /// The axis's name; `overall` is the reserved one.
        axis: String,
    },
    /// A score, or its scale.
    Score {
        /// The section.
        section: SectionId,
        /// The axis's name.
        axis: String,
    },
    /// A score's reason.
    Reason {
        /// The section.
        section: SectionId,
        /// The axis's name.
        axis: String,
    },
    /// The object of all quadrants.
    Swot {
        /// The section.
        section: SectionId,
    },
    /// A row of a table, or something inside it.
    Table {
        /// The section.
        section: SectionId,
    },
    /// The object of all readings of a text.
    Parts {
        /// The section.
        section: SectionId,
    },
    /// A number of words, lines or paragraphs.
    Count {
        /// The section.
        section: SectionId,
        /// The reading.
        part: PartId,
    },
    /// A section that the type does not know, or anything else.
    Other,
}

/// What the items belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemsPlace {
    /// The section's.
    Section {
        /// The section.
        section: SectionId,
    },
    /// An entry's.
    Entry {
        /// The section.
        section: SectionId,
        /// The entry.
        entry: usize,
    },
    /// Those of one reading of a section.
    Part {
        /// The section.
        section: SectionId,
        /// The reading.
        part: PartId,
    },
    /// A quadrant's.
    Quadrant {
        /// The section.
        section: SectionId,
        /// The quadrant.
        quadrant: QuadrantId,
    },
}

impl ItemsPlace {
    /// The section that they are in.
    pub fn section(self) -> SectionId {
        match self {
            Self::Section { section }
            | Self::Entry { section, .. }
            | Self::Part { section, .. }
            | Self::Quadrant { section, .. } => section,
        }
    }
}

impl Place {
    /// The section that it is in, if it is in one that the type knows.
    pub fn section(&self) -> Option<SectionId> {
        match *self {
            Self::Items(place) | Self::Item(place, _) | Self::ItemPart(place, _) => Some(place.section()),
            Self::Text { section }
            | Self::Entry { section, .. }
            | Self::Fields { section, .. }
            | Self::Field { section, .. }
            | Self::Rating { section }
            | Self::Axis { section, .. }
            | Self::Score { section, .. }
            | Self::Reason { section, .. }
            | Self::Swot { section }
            | Self::Nested { section }
            | Self::Repeated { section }
            | Self::Parts { section }
            | Self::Count { section, .. }
            | Self::Table { section } => Some(section),
            Self::Root
            | Self::Frontmatter
            | Self::FrontmatterValue { .. }
            | Self::Sections { .. }
            | Self::Other => None,
        }
    }

    /// The place of the items at `whose` that the tokens `inside` of a JSON Pointer name.
    pub(super) fn in_items(whose: ItemsPlace, inside: &[&str]) -> Self {
        match inside {
            [] => Self::Items(whose),
            [item, inside @ ..] => match item.parse() {
                Ok(item) if inside.is_empty() => Self::Item(whose, item),
                Ok(item) => Self::ItemPart(whose, item),
                Err(_) => Self::Other,
            },
        }
    }
}
