//! Parses JSON (RFC 8259) into the spanned tree. Independent of notes.

mod parse;
mod reader;
#[cfg(test)]
mod tests;

pub use parse::parse;
