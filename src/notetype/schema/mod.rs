//! The schema files of a note type: their text, their nodes, what `x-note` says in them, and what is
//! wrong with them. Knows no content kind.

mod declaring;
mod dialect;
mod documents;
mod faults;
mod graph;
mod keywords;
mod node;
mod reader;
mod source;

pub(crate) use declaring::Declaring;
pub use declaring::Named;
pub(crate) use dialect::{ALIASES, Annotation, Annotations, ContentKind, HEADING, Key, Role};
pub(crate) use documents::{Document, Documents, percent_decode, percent_encode};
pub(crate) use faults::Faults;
pub(crate) use graph::{Graph, REFERENCES, walk};
pub(crate) use keywords::{About, Holds, keyword, names, visit};
pub(crate) use node::Node;
pub(crate) use reader::Reader;
pub(crate) use source::parse;
pub use source::{Fetch, FetchError, TypeSource};
