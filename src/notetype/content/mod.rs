//! The content kinds: what a section may contain. One file each, with its spec, what is parsed of
//! it, its keys of `x-note`, its JSON and the places in it, its template and how it is described.
//! A new one is its file and its line in `kinds.rs`.

mod code;
mod entries;
mod fields;
mod items;
mod kind;
mod kinds;
mod nested;
mod parts;
mod points;
mod prose;
mod rating;
mod swot;
mod table;
mod tasks;
mod template;
mod text;

pub use code::{CodeSpec, ParsedCode, ParsedCodeBlock};
pub use entries::{EntriesSpec, FieldId, ParsedEntries, ParsedEntry, ParsedField};
pub use fields::{FieldsSpec, ParsedFields, ParsedValue, ValueForm};
pub use items::{ParsedPoint, ParsedPoints, PointForm, PointsSpec};
pub use kind::{Items, ItemsOwner, Noun, Part, SubHeading};
pub(crate) use kinds::KINDS;
pub use kinds::{Content, Section};
pub use nested::NestedSpec;
pub use parts::{ParsedPart, ParsedParts, PartContent, PartSpec, PartsSpec};
pub use prose::{ParsedProse, ProseSpec};
pub use rating::{
    Axis, AxisId, OVERALL, ParsedNumber, ParsedRating, ParsedScore, ParsedStars, RatingSpec, ScoreForm,
    Symbols, is_overall,
};
pub use swot::{ParsedQuadrant, ParsedSwot, QuadrantSpec, SwotSpec};
pub use table::{ParsedTable, TableSpec};
pub use tasks::{Checkbox, ParsedTasks, TasksSpec};
pub use template::{PLACEHOLDER, SECTION_LEVEL, heading_line};
pub use text::TextSpec;
