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
mod shape;
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
    Axis, ContentReading, EntriesReading, EntryReading, FieldReading, ItemReading, ListReading,
    NumberReading, PointForm, PointReading, PointsReading, Projection, QuadrantReading, RatingReading,
    ScoreForm, ScoreReading, SectionReading, SimilarHeading, StarsReading, SwotReading, TableReading,
    TitleReading, TitleSource,
};
pub use shape::{
    AxisShape, ColumnShape, Content, EntriesShape, FieldShape, FrontmatterShape, KeyShape, ListKind,
    PointsShape, QuadrantShape, RatingShape, SectionShape, Shape, SwotShape, Symbols, TableShape, TextShape,
};
pub use validate::Validator;
