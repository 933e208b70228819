//! The schema files of a note type: their text, their nodes, what `x-note` says in them, and what is
//! wrong with them. Knows no content kind.

mod declaring;
mod dialect;
mod documents;
mod faults;
mod keywords;
mod node;
mod reader;
mod source;

pub(crate) use declaring::Declaring;
pub use declaring::Named;
pub(crate) use dialect::{ALIASES, Annotation, Annotations, ContentKind, HEADING, Key, Role};
pub(crate) use documents::{Document, Documents, percent_decode};
pub(crate) use faults::Faults;
pub(crate) use keywords::{About, names, subschemas, visit};
pub(crate) use node::{Node, Position};
pub(crate) use reader::Reader;
pub(crate) use source::parse;
pub use source::{Fetch, FetchError, TypeSource};
