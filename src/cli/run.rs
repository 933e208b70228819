//! The driver: joins configuration, disk and lint. What commands ask for comes in as a
//! [`Request`]; what is said comes out as [`Done`].

use std::{collections::BTreeMap, path::PathBuf};

use super::{
    known::{self, BaselineChoice},
    progress::Progress,
    recall::Recall,
    repair,
    survey::{Keep, Survey},
    texts::Texts,
    workspace::{Inputs, Workspace},
};
use crate::{
    diagnostic::{RuleId, Safety, Severity},
    disk::{self, CacheFolder},
    lint::{Located, NoteOutcome, Notice, Outcome, Summary},
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
    /// Where it is kept what runs find out; none where each finds it out anew.
    pub(super) cache: Option<CacheFolder>,
    /// Whether somebody watches who wants to see how far the work is.
    pub(super) watched: bool,
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

/// What was done.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// What is said; after a repair, what remains.
    pub(super) outcome: Outcome,
    /// The notes that were repaired, or would be, in the order of the outcome.
    pub(super) changed: Vec<Changed>,
    /// With [`Repair::Write`] and standard input, its repaired text, changed or not.
    pub(super) stdout: Option<String>,
    /// The texts that the places of the outcome are in.
    pub(super) texts: Texts,
}

/// A repaired note.
#[derive(Clone, Debug, Default)]
pub(super) struct Changed {
    /// The note, as reported.
    pub(super) path: String,
    /// How many fixes of each rule were applied.
    pub(super) applied: BTreeMap<RuleId, usize>,
    /// With [`Repair::Diff`], the unified diff for `git apply`.
    pub(super) diff: Option<String>,
}

/// Does what `request` asks for. A fault of the configuration or of a note type stops the run:
/// then the outcome holds nothing but faults.
pub(super) fn run(request: &Request) -> Done {
    match Workspace::open(&request.inputs) {
        Ok(workspace) => workspace.install(|| run_in(&workspace, request)),
        Err(faults) => {
            let texts = Texts::new(disk::working_directory().unwrap_or_default());
            Done { outcome: Outcome { faults, ..Outcome::default() }, texts, ..Done::default() }
        }
    }
}

fn run_in(workspace: &Workspace, request: &Request) -> Done {
    let mut done = Done { texts: Texts::new(workspace.folder().to_owned()), ..Done::default() };
    let keep = Keep { lines: request.baseline.is_some() };
    let progress = Progress::new(request.watched);
    let recall = request.cache.as_ref().and_then(|folder| Recall::open(workspace, folder));
    let mut survey = Survey::new(workspace, &mut done.texts, keep, recall, progress);
    if request.repair != Repair::None {
        repair::repair(&mut survey, request.repair, &mut done);
    }
    let Survey { notes, .. } = survey;
    let outcome = &mut done.outcome;
    outcome.faults.splice(0..0, workspace.faults().iter().cloned());
    outcome.notices.splice(0..0, workspace.notices().iter().cloned());
    let mut said = Vec::new();
    for (target, note) in workspace.targets().iter().zip(notes).filter(|(target, _)| target.is_reported()) {
        outcome.faults.extend(note.fault.map(|fault| *fault));
        match note.said {
            Some(found) => said.push((target, found)),
            None => outcome.summary.skipped += usize::from(note.skipped),
        }
    }
    if let Some(choice) = &request.baseline {
        known::hide(choice, workspace, &mut said, outcome);
    }
    for (target, found) in said {
        outcome.summary.files += 1;
        outcome.summary.suppressed += found.suppressed;
        if found.omitted > 0 {
            outcome.notices.push(too_many(target.shown(), found.omitted));
        }
        count(&mut outcome.summary, &found.diagnostics);
        if !found.diagnostics.is_empty() {
            let path = target.shown().to_owned();
            outcome.notes.push(NoteOutcome { path, diagnostics: found.diagnostics });
        }
    }
    let Inputs { paths, force_exclude, .. } = &request.inputs;
    if workspace.targets().is_empty() && outcome.faults.is_empty() && !force_exclude {
        outcome.notices.push(nothing_found(paths));
    }
    outcome.faults.sort_by(|a, b| (&a.path, a.range, &a.message).cmp(&(&b.path, b.range, &b.message)));
    done
}

fn nothing_found(paths: &[PathBuf]) -> Notice {
    let paths: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
    let place = if paths.is_empty() { "here".to_owned() } else { format!("in {}", paths.join(", ")) };
    Notice {
        path: None,
        message: format!("there are no notes {place}"),
        help: Some(
            "notes end in `.md` or `.markdown`; what Git ignores and `exclude` names is left out".to_owned(),
        ),
        severity: Severity::Warning,
    }
}

fn too_many(path: &str, omitted: usize) -> Notice {
    Notice {
        path: Some(path.to_owned()),
        message: format!("{omitted} findings are left out: one rule finds too much here"),
        help: Some("repair what is shown, or switch the rule off for this note".to_owned()),
        severity: Severity::Warning,
    }
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
