//! What content kinds read with: the text below a heading, lists, labels, leads, plain words.

pub(crate) mod code;
pub(crate) mod counts;
pub(crate) mod label;
pub(crate) mod lead;
pub(crate) mod lists;
pub(crate) mod plain_text;
pub(crate) mod prose;
mod scope;
pub(crate) mod typed;

pub(crate) use scope::{Scope, bare_words};
