use std::sync::Arc;

use super::Anchor;
use crate::{
    notetype::{LazyType, NotePath, NoteType},
    rules::RuleSet,
};

/// What applies to a note.
#[derive(Clone, Copy, Debug)]
pub struct NoteSettings<'a> {
    pub note_type: &'a NoteType,
    /// The types that a note of its collection may have.
    pub note_types: &'a [LazyType],
    /// The rules that run.
    pub rules: &'a RuleSet,
    /// The anchors that links in its collection name.
    pub linked: &'a [Anchor],
    /// Where the note is; none of standard input.
    pub path: Option<NotePath<'a>>,
    /// The same, if its facts are to be gathered.
    pub facts_of: Option<&'a Arc<str>>,
}
