//! Note types: one JSON Schema each, with the `x-note` dialect beside it. Loading a type,
//! projecting a note to JSON, validating the projection. Knows nothing of messages and disk.

mod breach;
mod built_in;
mod failure;
mod fold;
mod heading;
mod instance;
mod load;
mod note_type;
mod place;
mod project;
mod reading;
mod spec;
mod validate;

pub use breach::{Breach, Keyword, SchemaLocation};
pub use built_in::{BUILT_IN, built_in, load_built_in};
pub use fold::{fold, is_star};
pub use heading::{HeadingMatch, NameMatch, Wording};
pub use load::{Fetch, FetchError, TypeSource, load};
pub use note_type::NoteType;
pub use place::{Place, PointPlace};
pub use project::project;
pub use reading::{
    Axis, ContentReading, ParsedEntries, ParsedEntry, ParsedField, ParsedItem, ParsedList, ParsedNumber,
    ParsedPoint, ParsedPoints, ParsedQuadrant, ParsedRating, ParsedScore, ParsedSection, ParsedStars,
    ParsedSwot, ParsedTable, ParsedTitle, PointForm, Projection, ScoreForm, SimilarHeading, TitleSource,
};
pub use spec::{
    AxisSpec, ColumnSpec, Content, EntriesSpec, FieldSpec, FrontmatterSpec, KeySpec, ListKind, PointsSpec,
    QuadrantSpec, RatingSpec, SectionSpec, SwotSpec, Symbols, TableSpec, TextSpec, TypeSpec,
};
pub use validate::Validator;
