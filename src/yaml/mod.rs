//! Reads YAML 1.2 (core schema) into the spanned tree, and quotes values for it. Knows nothing of
//! notes.

mod compose;
mod explain;
mod line;
mod quote;
mod scalar;
mod seek;
#[cfg(test)]
mod tests;

pub use compose::parse;
pub use quote::{quote, quote_if_needed};
