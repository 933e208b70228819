//! What content kinds read with: the text below a heading, lists, labels, leads, plain words.

pub(crate) mod label;
pub(crate) mod lead;
pub(crate) mod lists;
mod scope;
pub(crate) mod words;

pub(crate) use scope::{Scope, words as bare_words};
