use std::{path::PathBuf, sync::Arc};

use super::{root::Root, settings::Settings, target::Target};
use crate::{
    diagnostic::{Fault, RuleId, Severity},
    lint::{Located, NoteDiagnostics},
    notetype::NoteType,
};

/// The diagnostics of a note.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct NoteReport {
    /// The note's path as reported: relative to the working directory if it is inside, with `/`. Every
    /// method of [`Workspace`](super::Workspace) accepts it.
    pub path: Arc<str>,
    /// Its type; `None` if it has none: it is then checked by the rules that need no type if its configuration
    /// names no types, and otherwise not at all.
    pub note_type: Option<Arc<NoteType>>,
    /// Its diagnostics, sorted by offset, then by rule.
    pub diagnostics: Arc<Vec<Located>>,
    /// The number of diagnostics that comments in the note suppress.
    pub suppressed: usize,
    /// The number of diagnostics that the baseline of its configuration hides.
    pub baselined: usize,
    /// The number of diagnostics that were omitted because a rule reported too many.
    pub omitted: usize,
    /// Why it could not be checked, or not completely.
    pub fault: Option<Fault>,
}

impl NoteReport {
    pub(super) fn new(
        target: &Target,
        settings: Option<&Settings>,
        reported: NoteDiagnostics,
        baselined: usize,
        fault: Option<Fault>,
    ) -> Self {
        let NoteDiagnostics { diagnostics, suppressed, omitted } = reported;
        Self {
            path: target.display_path().clone(),
            note_type: settings.and_then(Settings::note_type).cloned(),
            diagnostics: diagnostics.get(),
            suppressed,
            baselined,
            omitted,
            fault,
        }
    }
}

/// The settings of a note.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ResolvedNote {
    /// Its type; `None` if it has none.
    pub note_type: Option<Arc<NoteType>>,
    /// The rules that run, with their severities, in the order of `notelint rules`.
    pub rules: Vec<(RuleId, Severity)>,
    /// The absolute folder of its collection; `None` if the collection is not open.
    pub collection: Option<PathBuf>,
}

impl ResolvedNote {
    pub(super) fn new(settings: Option<&Settings>, root: Option<&Root>) -> Self {
        let rules = settings.into_iter().flat_map(|settings| settings.rules.iter());
        Self {
            note_type: settings.and_then(Settings::note_type).cloned(),
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
    /// Whether it has a configuration.
    pub is_configured: bool,
    /// Whether `notes` lists all of its notes.
    pub is_whole: bool,
    /// The paths of its notes as reported, sorted.
    pub notes: Vec<Arc<str>>,
}

impl Collection {
    pub(super) fn new(root: &Root, notes: Vec<Arc<str>>) -> Self {
        Self { folder: root.folder.clone(), is_configured: root.configured, is_whole: root.is_whole, notes }
    }
}
