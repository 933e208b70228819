use std::sync::Arc;

use crate::{
    lint::{Anchor, NoteSettings},
    notetype::NoteType,
    rules::RuleSet,
};

/// What applies to some of the notes.
#[derive(Debug)]
pub(crate) struct Settings {
    /// Their type.
    pub(crate) note_type: Arc<NoteType>,
    /// The rules that run.
    pub(crate) rules: RuleSet,
    /// Everything that decides on the two.
    #[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "only the result cache asks for it"))]
    pub(crate) fingerprint: u128,
}

impl Settings {
    /// What applies to one of the notes, which other notes link to by `linked`, and
    /// whose facts are wanted if its path is given as `facts_of`.
    pub(crate) fn of_note<'a>(
        &'a self,
        linked: &'a [Anchor],
        facts_of: Option<&'a Arc<str>>,
    ) -> NoteSettings<'a> {
        NoteSettings { note_type: &self.note_type, rules: &self.rules, linked, facts_of }
    }
}

/// A note's resolved settings; kept small, as there is one per note.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Resolved {
    /// The number of its settings; `None` if no type takes it.
    pub(crate) settings: Option<u32>,
    /// The number of its collection.
    pub(crate) root: u32,
}

impl Resolved {
    /// No type takes the note, and it is in no collection.
    pub(crate) const NOTHING: Self = Self { settings: None, root: u32::MAX };
}
