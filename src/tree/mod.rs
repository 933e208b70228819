//! The spanned tree that frontmatter, configuration and schemas are parsed into. Independent of
//! their syntax, except for the styles of scalars.

mod error;
mod limits;
mod node;
mod patterns;
mod read;
mod syntax;

pub use error::SyntaxError;
pub use limits::Limits;
pub use node::{Data, Document, Duplicate, Entry, Node, ScalarStyle};
pub use patterns::Patterns;
pub use read::{NodeRef, Problem, ReadFault, Reading, Spanned, items, read, read_entries};
pub use syntax::Syntax;
