//! Note types: one JSON Schema each, with the `x-note` dialect beside it. Loading a type,
//! projecting a note to JSON, validating the projection. Knows nothing of messages and disk.

mod annotated;
mod asked;
mod breach;
mod built_in;
mod bundle;
mod condition;
mod content;
mod cutting;
mod declared;
mod deprecated;
mod described;
mod draft;
mod engine;
mod engine_files;
mod failure;
mod fold;
mod heading_pointers;
mod headings;
mod instance;
mod lazy_type;
mod load;
mod names;
mod note_type;
mod place;
mod positions;
mod project;
mod projection;
mod read;
mod recognition;
mod references;
mod schema;
mod shape;
mod spec;
mod unnamed;
mod validate;
mod words;

pub use breach::{Breach, Keyword, SchemaLocation, Size, Words};
pub use built_in::{BUILT_IN, DIALECT, SCHEMA_TEXT, TECH_NOTE, built_in, load_built_in, untyped};
pub use condition::Condition;
pub use content::{
    Axis, AxisId, Checkbox, CodeSpec, Content, EntriesSpec, FieldId, FieldsSpec, Items, ItemsOwner,
    NestedSpec, Noun, OVERALL, PLACEHOLDER, ParsedCode, ParsedCodeBlock, ParsedEntries, ParsedEntry,
    ParsedField, ParsedFields, ParsedNumber, ParsedPart, ParsedParts, ParsedPoint, ParsedPoints, ParsedProse,
    ParsedQuadrant, ParsedRating, ParsedScore, ParsedStars, ParsedSwot, ParsedTable, ParsedTasks,
    ParsedValue, Part, PartContent, PartSpec, PartsSpec, PointForm, PointsSpec, ProseSpec, QuadrantSpec,
    RatingSpec, SECTION_LEVEL, ScoreForm, Section, SubHeading, SwotSpec, Symbols, TableSpec, TasksSpec,
    TextSpec, ValueForm, heading_line, is_overall,
};

pub use draft::{Given, example, section_lines};
pub use engine::{Format, first_match, has_format};
pub use fold::{fold, fold_key, plain_nfkc};
pub use headings::Headings;
pub use lazy_type::{LazyType, TypeFiles};
pub use load::{load, load_condition, load_known};
pub use names::{HeadingMatch, NameMatch, Wording};
pub use note_type::NoteType;
pub use place::{
    GroupId, ItemsPlace, NestedId, PartId, Place, QuadrantId, ROOT, SectionId, SectionSpecId, TextId,
};
pub use project::{count_required, project, project_at, text_of};
pub use projection::{
    FoundId, MeantHeading, NotePath, ParsedSection, ParsedTitle, Projection, SectionGroup, SimilarHeading,
    TitleSource,
};
pub use read::lists::{ListKind, ParsedItem, ParsedList};
pub use read::prose::ProsePart;
pub use recognition::{Candidate, Index, RECOGNISERS, Recogniser};
pub use references::ReferenceValue;
pub use schema::{Fetch, FetchError, Named, ScalarType, TypeSource, ValueType};
pub use shape::{Asked, Shape};
pub use spec::{
    FrontmatterSpec, HeadingPattern, IdSource, IdentitySpec, KeySpec, Numbering, Order, OrderItem, PathError,
    PathTemplate, PathValues, SectionSpec, SectionsSpec, Sequence, SourcePlace, TitleSpec, TypeSpec, slug,
};
pub use unnamed::{Extent, Unnamed, heading_key, is_numbered_heading, shortened_heading_key};
pub use validate::Validator;
