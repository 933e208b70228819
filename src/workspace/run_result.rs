use std::collections::BTreeMap;

use super::sources::FileSources;
use crate::{diagnostic::RuleId, lint::Outcome};

/// What was done.
#[derive(Debug)]
pub(crate) struct RunResult {
    /// What is said; after a repair, what remains.
    pub(crate) outcome: Outcome,
    /// The notes that were repaired, or would be, in the order of the outcome.
    pub(crate) changed: Vec<Changed>,
    /// With [`Repair::Write`] and standard input, its repaired text, changed or not.
    pub(crate) stdout: Option<String>,
    /// The texts that the places of the outcome are in.
    pub(crate) sources: FileSources,
}

impl RunResult {
    /// Nothing but `outcome`.
    pub(crate) fn new(outcome: Outcome, sources: FileSources) -> Self {
        Self { outcome, changed: Vec::new(), stdout: None, sources }
    }
}

/// A repaired note.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changed {
    /// The note, as reported.
    pub(crate) path: String,
    /// How many fixes of each rule were applied.
    pub(crate) applied: BTreeMap<RuleId, usize>,
    /// With [`Repair::Diff`], the unified diff for `git apply`.
    pub(crate) diff: Option<String>,
}
