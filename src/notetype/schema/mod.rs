//! The schema files of a note type: their text, their nodes, what `x-note` says in them, and what is
//! wrong with them. Knows no content kind.

mod declaring;
mod dialect;
mod documents;
mod faults;
mod form;
mod graph;
mod key;
mod keywords;
mod member;
mod names;
mod node;
mod order;
mod reader;
mod reference;
mod remarks;
mod source;
mod sources;
mod uri;
mod value_type;
mod walk;

pub(crate) use declaring::Declaring;
pub use declaring::Named;
pub(crate) use dialect::{
    ALIASES, Annotation, Annotations, ContentKind, FRONTMATTER, FRONTMATTER_KEY, HEADING, KEY_ORDER, ORDER,
    REPEAT, SECTIONS,
};
pub(crate) use documents::{Document, Documents};
pub(crate) use faults::{Contradiction, Faults};
pub(crate) use form::Form;
pub(crate) use graph::Graph;
pub(crate) use key::{Key, Role};
pub(crate) use keywords::{
    About, ERROR_MESSAGE, Holds, REFERENCES, holders, inside, is_keyword, keyword, misspelt, restricts,
    subschemas, visit, works_in,
};
pub(crate) use names::{metaschema_of, version};
pub(crate) use node::{Node, Position};
pub(crate) use order::{KeyOrdering, OrderBy, Ordering};
pub(crate) use reader::{Property, Reader};
pub(crate) use reference::{REF, RefersTo};
pub(crate) use remarks::{Remark, Remarks};
pub use source::{Fetch, FetchError, TypeSource};
pub(crate) use source::{Parsed, parse};
pub(crate) use uri::{percent_decode, percent_encode};
pub use value_type::{ScalarType, ValueType};
pub(crate) use walk::walk;
