use std::{path::PathBuf, sync::Arc};

use super::{root::Root, settings::Settings, target::Target};
use crate::{
    diagnostic::{Fault, RuleId, Severity},
    lint::{Located, NoteDiagnostics},
    notetype::NoteType,
};

/// What is said of a note.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct NoteReport {
    /// The note's path as reported: relative to the working directory if it is inside, with `/`.
    pub path: Arc<str>,
    /// Its type; `None` if no type takes it, and nothing is said of it.
    pub note_type: Option<Arc<NoteType>>,
    /// Its diagnostics, by offset and then by rule.
    pub diagnostics: Arc<Vec<Located>>,
    /// How many diagnostics comments in the note suppress.
    pub suppressed: usize,
    /// How many diagnostics were left out because a rule found too many.
    pub omitted: usize,
    /// Why it could not be checked.
    pub fault: Option<Fault>,
}

impl NoteReport {
    pub(super) fn new(
        target: &Target,
        settings: Option<&Settings>,
        said: NoteDiagnostics,
        fault: Option<Fault>,
    ) -> Self {
        let NoteDiagnostics { diagnostics, suppressed, omitted } = said;
        Self {
            path: target.display_path().clone(),
            note_type: settings.map(|settings| settings.note_type.clone()),
            diagnostics,
            suppressed,
            omitted,
            fault,
        }
    }
}

/// What applies to a note.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ResolvedNote {
    /// Its type; `None` if no type takes it.
    pub note_type: Option<Arc<NoteType>>,
    /// The rules that run, with their severities, in the order of the table.
    pub rules: Vec<(RuleId, Severity)>,
    /// The absolute folder of its collection; `None` if the collection is not open.
    pub collection: Option<PathBuf>,
}

impl ResolvedNote {
    pub(super) fn new(settings: Option<&Settings>, root: Option<&Root>) -> Self {
        let rules = settings.into_iter().flat_map(|settings| settings.rules.iter());
        Self {
            note_type: settings.map(|settings| settings.note_type.clone()),
            rules: rules.map(|(meta, severity)| (meta.id, severity)).collect(),
            collection: root.map(|root| root.folder.clone()),
        }
    }
}

/// Notes under one configuration.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Collection {
    /// The absolute folder.
    pub folder: PathBuf,
    /// Whether there is a configuration. Without one, the collection is what was named.
    pub is_configured: bool,
    /// Whether all of its notes are known.
    pub is_whole: bool,
    /// The paths of its notes as reported, sorted.
    pub notes: Vec<Arc<str>>,
}

impl Collection {
    pub(super) fn new(root: &Root, notes: Vec<Arc<str>>) -> Self {
        Self { folder: root.folder.clone(), is_configured: root.configured, is_whole: root.is_whole, notes }
    }
}
