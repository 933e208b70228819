//! YAML 1.2 (core schema) to a tree with byte spans. Knows nothing of notes: frontmatter,
//! configuration and note types in YAML are all read by it.

mod compose;
mod error;
mod explain;
mod line;
mod node;
mod quote;
mod scalar;
mod seek;
#[cfg(test)]
mod tests;

pub use compose::{Limits, parse};
pub use error::YamlError;
pub use node::{Data, Document, Duplicate, Entry, Node, ScalarStyle};
pub use quote::{quote, quote_if_needed};
