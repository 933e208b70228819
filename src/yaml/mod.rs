//! Parses YAML 1.2 (core schema) into the spanned tree, quotes values for it, and writes it. Independent of
//! notes.

mod compose;
mod explain;
mod json_only;
mod line;
mod marker;
mod older;
mod parser;
mod plain;
mod quote;
mod scalar;
mod seek;
mod tabs;
#[cfg(test)]
mod tests;
mod write;

pub use compose::parse;
pub use marker::marked_item;
pub use older::{Older, differently_read};
pub use plain::quote_if_needed;
pub use quote::quote;
pub use write::write;
