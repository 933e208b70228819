//! The spanned tree that frontmatter, configuration and schemas are read into. Knows nothing of
//! the syntax that a text is written in, beyond how its scalars are quoted.

mod error;
mod limits;
mod node;
mod read;

pub use error::SyntaxError;
pub use limits::Limits;
pub use node::{Data, Document, Duplicate, Entry, Node, ScalarStyle};
pub use read::{NodeRef, Problem, ReadFault, Reading, Spanned, items, read, read_entries};
