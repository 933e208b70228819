//! The driver: joins configuration, disk and lint. What commands ask for comes in as a
//! [`Request`]; what is said comes out as [`Done`].

use rayon::prelude::*;

use super::workspace::{Inputs, Target, Workspace};
use crate::{
    diagnostic::{Fault, Safety, Severity},
    lint::{self, Located, NoteOutcome, Outcome, Sources, Summary},
};

/// What is to be done with the notes.
#[derive(Clone, Debug, Default)]
pub(super) struct Request {
    /// Which notes, and under which configuration.
    pub(super) inputs: Inputs,
    /// What becomes of fixes.
    pub(super) repair: Repair,
    /// What is known and to be hidden.
    pub(super) baseline: Option<BaselineChoice>,
}

/// What becomes of fixes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Repair {
    /// They are only reported.
    #[default]
    None,
    /// Those of this safety or above are applied and the notes are saved.
    Write(Safety),
    /// Those of this safety or above are applied, and shown as a diff.
    Diff(Safety),
}

/// The baseline of `--baseline`, `--write-baseline` and `--strict-baseline`.
#[derive(Clone, Debug)]
pub(super) struct BaselineChoice {
    /// Its file.
    pub(super) file: std::path::PathBuf,
    /// Whether it is written anew from what is found.
    pub(super) write: bool,
    /// Whether an entry that no longer occurs is an error.
    pub(super) strict: bool,
}

/// What was done.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// What is said; after a repair, what remains.
    pub(super) outcome: Outcome,
    /// With [`Repair::Diff`], the unified diffs by path, for `git apply`.
    pub(super) diffs: Vec<String>,
    /// With [`Repair::Write`] and standard input, its repaired text, changed or not.
    pub(super) stdout: Option<String>,
    /// With [`Repair::Write`], the notes that were changed, by path.
    pub(super) changed: Vec<String>,
}

/// Does what `request` asks for. A fault of the configuration or of a note type stops the run:
/// then the outcome holds nothing but faults.
pub(super) fn run(request: &Request) -> Done {
    match Workspace::open(&request.inputs) {
        Ok(workspace) => workspace.install(|| check(&workspace)),
        Err(faults) => Done { outcome: Outcome { faults, ..Outcome::default() }, ..Done::default() },
    }
}

/// What one note came to.
type Result = std::result::Result<(Vec<Located>, usize), Fault>;

fn check(workspace: &Workspace) -> Done {
    let results: Vec<Option<Result>> =
        workspace.targets().par_iter().map(|target| check_one(workspace, target)).collect();
    let mut outcome = Outcome { faults: workspace.faults().to_vec(), ..Outcome::default() };
    for (target, result) in workspace.targets().iter().zip(results) {
        match result {
            None => outcome.summary.skipped += 1,
            Some(Err(fault)) => outcome.faults.push(fault),
            Some(Ok((diagnostics, suppressed))) => {
                outcome.summary.files += 1;
                outcome.summary.suppressed += suppressed;
                count(&mut outcome.summary, &diagnostics);
                if !diagnostics.is_empty() {
                    outcome.notes.push(NoteOutcome { path: target.shown().to_owned(), diagnostics });
                }
            }
        }
    }
    Done { outcome, ..Done::default() }
}

fn check_one(workspace: &Workspace, target: &Target) -> Option<Result> {
    let settings = workspace.settings(target)?;
    let checked = workspace.text(target).map(|text| {
        let checked = settings.of_note().check(&text, None);
        (lint::locate(checked.diagnostics, &text, workspace), checked.suppressed)
    });
    Some(checked)
}

fn count(summary: &mut Summary, diagnostics: &[Located]) {
    for Located { diagnostic, .. } in diagnostics {
        match diagnostic.severity {
            Severity::Error => summary.errors += 1,
            Severity::Warning => summary.warnings += 1,
            Severity::Info => summary.infos += 1,
        }
        if diagnostic.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe) {
            summary.fixable += 1;
        }
    }
}

impl Sources for Workspace {
    fn text(&self, path: &str) -> Option<String> {
        let target = self.targets().iter().find(|target| target.shown() == path)?;
        self.text(target).ok()
    }
}
