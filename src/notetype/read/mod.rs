//! What content kinds read with: the text below a heading, lists, labels, leads, plain words.

pub(crate) mod label;
pub(crate) mod lead;
pub(crate) mod lists;
pub(crate) mod plain_text;
mod scope;

pub(crate) use scope::{Scope, bare_words};
