use super::{
    code::{CodeSpec, ParsedCode},
    entries::{EntriesSpec, ParsedEntries},
    fields::{FieldsSpec, ParsedFields},
    items::{ParsedPoints, PointsSpec},
    kind::{Items, Kind, Noun, Part, Spec},
    nested::NestedSpec,
    parts::{ParsedParts, PartContent, PartsSpec},
    prose::{ParsedProse, ProseSpec},
    rating::{ParsedRating, RatingSpec},
    swot::{ParsedSwot, SwotSpec},
    table::{ParsedTable, TableSpec},
    tasks::{ParsedTasks, TasksSpec},
    text::TextSpec,
};
use crate::{
    note::HeadingId,
    notetype::{
        names::Names,
        place::{ItemsPlace, Place, SectionId},
        read::Scope,
        schema::{Annotation, ContentKind, Declaring, Node},
    },
    text::{Span, Traced},
};

/// Makes of the list of content kinds, each with its spec and with what is parsed of it, the two
/// enums and all that is to be done for each kind.
macro_rules! content_kinds {
    ($($(#[$doc:meta])* $kind:ident($spec:ty, $parsed:ty),)*) => {
        /// What a section is to contain.
        #[derive(Clone, Debug)]
        pub enum Content {
            $($(#[$doc])* $kind($spec),)*
        }

        /// What a section contains.
        #[derive(Clone, Debug)]
        pub enum Section<'a> {
            $(
                $(#[$doc])*
                $kind {
                    /// What the type declares.
                    spec: &'a $spec,
                    /// What the note has.
                    parsed: $parsed,
                },
            )*
        }

        /// The content kinds.
        pub(crate) const KINDS: &[ContentKind] = &[$(<$spec as Kind>::KIND),*];

        type Declare = for<'a> fn(&mut Declaring<'a, '_>, &Node<'a>, &Annotation) -> Content;

        const DECLARE: &[Declare] =
            &[$(|declaring, node, says| Content::$kind(<$spec as Kind>::declare(declaring, node, says))),*];

        impl Content {
            fn spec(&self) -> &dyn Spec {
                match self {
                    $(Self::$kind(spec) => spec,)*
                }
            }

            /// Reads a section whose parts have `names`: what is there, and its JSON.
            pub(crate) fn read<'a>(&'a self, scope: &Scope<'a>, names: &Names) -> (Section<'a>, Traced<'a>) {
                match self {
                    $(Self::$kind(spec) => {
                        let (parsed, json) = spec.read(scope, names);
                        (Section::$kind { spec, parsed }, json)
                    })*
                }
            }
        }

        impl Section<'_> {
            /// The items at `place`, if they are projected there.
            pub fn items(&self, place: ItemsPlace) -> Option<Items<'_>> {
                match self {
                    $(Self::$kind { spec, parsed } => spec.items(parsed, place),)*
                }
            }

            /// Gives `visit` the items of each list that is projected, in the order of the note.
            pub fn each_items<'s>(&'s self, section: SectionId, visit: &mut dyn FnMut(Items<'s>)) {
                match self {
                    $(Self::$kind { spec, parsed } => spec.each_items(section, parsed, visit),)*
                }
            }

            /// Gives `visit` each part that is named on the page, repeated ones included.
            pub fn each_part<'s>(&'s self, visit: &mut dyn FnMut(Part<'s>)) {
                match self {
                    $(Self::$kind { spec, parsed } => spec.each_part(parsed, visit),)*
                }
            }

            /// Gives `visit` each heading in the section that names a part of its value, with the JSON Pointer of
            /// that part in the value; of several pointers for a heading, the first one counts.
            pub(crate) fn each_heading(&self, visit: &mut dyn FnMut(HeadingId, String)) {
                match self {
                    $(Self::$kind { spec, parsed } => spec.each_heading(parsed, visit),)*
                }
            }
        }
    };
}

content_kinds! {
    /// Free text: its trimmed span.
    Text(TextSpec, Span),
    /// Points with a lead.
    Points(PointsSpec, ParsedPoints),
    /// Named entries, each with points and fields.
    Entries(EntriesSpec, ParsedEntries),
    /// Scores on named axes.
    Rating(RatingSpec, ParsedRating),
    /// Quadrants of points.
    Swot(SwotSpec, ParsedSwot),
    /// The first table, if there is one.
    Table(TableSpec, Option<ParsedTable>),
    /// Items with a checkbox.
    Tasks(TasksSpec, ParsedTasks),
    /// Names with values.
    Fields(FieldsSpec, ParsedFields),
    /// Code blocks.
    Code(CodeSpec, ParsedCode),
    /// Text as readers see it.
    Prose(ProseSpec, ParsedProse),
    /// Sections.
    Sections(NestedSpec, Span),
    /// Several readings of one text.
    Parts(PartsSpec, ParsedParts),
}

impl Content {
    /// What a section of the kind at `index` of [`KINDS`] declares; any text if there is no such
    /// kind.
    pub(crate) fn declare<'a>(
        index: usize,
        declaring: &mut Declaring<'a, '_>,
        node: &Node<'a>,
        says: &Annotation,
    ) -> Self {
        DECLARE
            .get(index)
            .map_or_else(|| Self::Text(TextSpec::default()), |declare| declare(declaring, node, says))
    }

    /// What is read as fields, if anything is.
    pub fn fields(&self) -> Option<&FieldsSpec> {
        match self {
            Self::Fields(spec) => Some(spec),
            Self::Parts(spec) => spec.parts.iter().find_map(|part| match &part.content {
                PartContent::Fields(spec) => Some(spec),
                _ => None,
            }),
            _ => None,
        }
    }

    /// The names of the section's parts.
    pub(crate) fn names(&self) -> Names {
        self.spec().names()
    }

    /// Whether a heading of the section's own level that names a part belongs to the section.
    pub(crate) fn has_parts_at_its_level(&self) -> bool {
        self.spec().has_parts_at_its_level()
    }

    /// The place that the tokens of a JSON Pointer name in the section's value.
    pub(crate) fn place(&self, section: SectionId, inside: &[&str]) -> Place {
        self.spec().place(section, inside)
    }

    /// The body of a new section whose heading has `level`, with LF. `None` if it would have more points than
    /// anybody fills in.
    pub fn template(&self, level: u8) -> Option<String> {
        self.spec().template(level)
    }

    /// The text of the template, which may be left in a note.
    pub fn placeholder(&self) -> Option<&str> {
        self.spec().placeholder()
    }

    /// What a new section is to contain: `5 points`. Empty if nothing is known of it.
    pub fn contents(&self) -> String {
        self.spec().contents()
    }

    /// What the section is made of; `None` if that is not counted.
    pub fn noun(&self) -> Option<Noun> {
        self.spec().noun()
    }

    /// What the items at `place` are called.
    pub fn noun_at(&self, place: ItemsPlace) -> Option<Noun> {
        self.spec().noun_at(place)
    }

    /// How to write the items at `place` in a section whose heading has `level`: an advice.
    pub fn how_to_write_at(&self, place: ItemsPlace, level: u8) -> String {
        self.spec().how_to_write_at(place, level)
    }

    /// How to fill the section, whose heading has `level`: an advice.
    pub fn how_to_write(&self, level: u8) -> String {
        self.spec().how_to_write(level)
    }
}
