use std::sync::Arc;

use super::{assignment::CheckedAs, config_loader::Loaded, target::Target};
use crate::{
    lint::{Anchor, NoteSettings},
    notetype::NoteType,
    rules::RuleSet,
};

/// What applies to some of the notes.
#[derive(Debug)]
pub(crate) struct Settings {
    /// What the notes are read as; a type without a name if they have none.
    pub(super) read_as: Arc<NoteType>,
    /// What the notes are checked as, in terms of the configuration.
    pub(super) checked_as: CheckedAs,
    /// The numbers of the overrides that apply.
    #[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "only `--show-settings` tells them"))]
    pub(crate) overrides: Box<[usize]>,
    /// The configuration, which has the type.
    pub(crate) config: Arc<Loaded>,
    /// The rules that run.
    pub(crate) rules: RuleSet,
    /// The fingerprint of all that determines these.
    #[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "only the result cache uses it"))]
    pub(crate) fingerprint: u128,
}

impl Settings {
    /// The type of the notes; `None` if they have none.
    pub(crate) fn note_type(&self) -> Option<&Arc<NoteType>> {
        Some(&self.read_as).filter(|_| self.checked_as != CheckedAs::Untyped)
    }

    /// Whether each folder has ids and titles of its own.
    pub(super) fn is_by_folder(&self) -> bool {
        let CheckedAs::Type(number) = self.checked_as else { return false };
        self.config.recognisers.get(number).is_some_and(|recogniser| recogniser.is_by_folder)
    }

    /// The name of the built-in type that recognises the notes, if no configuration names their type.
    #[cfg(feature = "cli")]
    pub(super) fn recognised_as(&self) -> Option<&str> {
        let CheckedAs::Type(number) = self.checked_as else { return None };
        self.config.recognisers.get(number).map(|recogniser| recogniser.name)
    }

    /// The number of the type in its configuration; `None` if the notes have none.
    #[cfg(feature = "cli")]
    pub(crate) fn type_number(&self) -> Option<usize> {
        match self.checked_as {
            CheckedAs::Type(number) => Some(number),
            CheckedAs::Untyped => None,
        }
    }

    /// Whether `named` names the type of the notes: by its name, or by the file of its schema, which is found from the
    /// absolute `cwd`.
    #[cfg(feature = "cli")]
    pub(super) fn is_of_type(&self, named: &str, cwd: &std::path::Path) -> bool {
        self.type_number().is_some_and(|number| {
            self.read_as.name == named || self.config.position(named, cwd) == Some(number)
        })
    }

    /// Whether the notes are passed over, although some rules run: the types of the configuration are not theirs.
    #[cfg(feature = "cli")]
    pub(crate) fn is_skipped(&self) -> bool {
        self.checked_as == CheckedAs::Untyped && self.config.config.types.is_some()
    }

    /// Returns what applies to the note at `target`, which links elsewhere refer to by the anchors `linked`.
    pub(crate) fn of_note<'a>(
        &'a self,
        linked: &'a [Anchor],
        target: &'a Target,
        gathers_facts: bool,
    ) -> NoteSettings<'a> {
        let (note_type, note_types, rules) = (&*self.read_as, &*self.config.types, &self.rules);
        let facts_of = gathers_facts.then_some(target.inner_path());
        NoteSettings { note_type, note_types, rules, linked, path: target.note_path(), facts_of }
    }
}
