use std::sync::Arc;

use super::Anchor;
use crate::{notetype::NoteType, rules::RuleSet};

/// What applies to a note.
#[derive(Clone, Copy, Debug)]
pub struct NoteSettings<'a> {
    /// Its type.
    pub note_type: &'a NoteType,
    /// The rules that run.
    pub rules: &'a RuleSet,
    /// What links of its collection call places in it.
    pub linked: &'a [Anchor],
    /// The path that the note is reported as, if its facts are wanted.
    pub facts_of: Option<&'a Arc<str>>,
}
