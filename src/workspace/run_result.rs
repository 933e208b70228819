use std::collections::BTreeMap;

use rayon::ThreadPool;

use super::{sources::FileSources, threads::Threads};
use crate::{
    diagnostic::{Fault, RuleId},
    lint::Outcome,
};

/// The result of a run.
#[derive(Debug)]
pub(crate) struct RunResult {
    /// The diagnostics; after fixing, those that remain.
    pub(crate) outcome: Outcome,
    /// The notes that were fixed, or would be, in the order of the outcome.
    pub(crate) changed: Vec<Changed>,
    /// With [`Repair::Write`](super::Repair::Write) and standard input, its fixed text, changed or not.
    pub(crate) stdout: Option<String>,
    /// The texts of the notes in the outcome.
    pub(crate) sources: FileSources,
    /// The threads of the run.
    pub(super) threads: Threads,
    /// Whether reports are kept from their files, which are notes or other files of the run. The outcome
    /// has the faults.
    pub(crate) outputs_refused: bool,
}

impl RunResult {
    /// A result that consists of faults only, without writing any file.
    pub(super) fn refused(faults: Vec<Fault>, sources: FileSources) -> Self {
        let outcome = Outcome { faults, ..Outcome::default() };
        Self { outputs_refused: true, ..Self::new(outcome, sources) }
    }

    /// A result that consists of `outcome` only.
    pub(crate) fn new(outcome: Outcome, sources: FileSources) -> Self {
        let threads = Threads::default();
        Self { outcome, changed: Vec::new(), stdout: None, sources, threads, outputs_refused: false }
    }

    /// The threads of the run; `None` if there is one alone.
    pub(crate) fn pool(&self) -> Option<&ThreadPool> {
        self.threads.pool()
    }
}

/// A note that was fixed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changed {
    /// The path of the note, as reported.
    pub(crate) path: String,
    /// The number of applied fixes of each rule.
    pub(crate) applied: BTreeMap<RuleId, usize>,
    /// With [`Repair::Diff`](super::Repair::Diff), the unified diff for `git apply`.
    pub(crate) diff: Option<String>,
}
