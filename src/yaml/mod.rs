//! Parses YAML 1.2 (core schema) into the spanned tree, and quotes values for it. Independent of
//! notes.

mod compose;
mod explain;
mod line;
mod marker;
mod parser;
mod plain;
mod quote;
mod scalar;
mod seek;
mod tabs;
#[cfg(test)]
mod tests;

pub use compose::parse;
pub use marker::marked_item;
pub use plain::quote_if_needed;
pub use quote::quote;
