use std::sync::Arc;

use super::{config_loader::Loaded, target::Target};
use crate::{
    lint::{Anchor, NoteSettings},
    notetype::NoteType,
    rules::RuleSet,
};

/// What applies to some of the notes.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) note_type: Arc<NoteType>,
    /// The configuration, which has the type.
    pub(super) config: Arc<Loaded>,
    /// The rules that run.
    pub(crate) rules: RuleSet,
    /// The fingerprint of all that determines the three.
    #[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "only the result cache uses it"))]
    pub(crate) fingerprint: u128,
}

impl Settings {
    /// Returns what applies to the note at `target`, which links elsewhere refer to by the anchors `linked`.
    pub(crate) fn of_note<'a>(
        &'a self,
        linked: &'a [Anchor],
        target: &'a Target,
        gathers_facts: bool,
    ) -> NoteSettings<'a> {
        let (note_type, note_types, rules) = (&*self.note_type, &*self.config.types, &self.rules);
        let facts_of = gathers_facts.then_some(target.inner_path());
        NoteSettings { note_type, note_types, rules, linked, path: target.note_path(), facts_of }
    }
}
