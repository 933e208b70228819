//! Parses TOML into the spanned tree, and quotes keys and values for it. Independent of notes.

mod compose;
mod explain;
mod quote;
mod scalar;
mod tables;
#[cfg(test)]
mod tests;

pub use compose::parse;
pub use quote::{key, quote};
