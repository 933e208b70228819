//! The driver: joins configuration, disk and lint. What commands ask for comes in as a
//! [`Request`]; what is said comes out as [`RunResult`].

use std::path::PathBuf;

use super::{
    baseline,
    checker::Checker,
    fixer,
    monitor::Monitor,
    note_result::CheckOptions,
    open::Workspace,
    options::Options,
    request::{Repair, Request},
    result_cache::ResultCache,
    run_result::RunResult,
    sources::FileSources,
};
use crate::{
    diagnostic::{Safety, Severity},
    disk::{self, FileSystem},
    lint::{Located, NoteOutcome, Notice, Outcome, Summary},
};

/// Does what `request` asks for. A fault of the configuration or of a note type stops the run:
/// then the outcome holds nothing but faults.
pub(crate) fn run(request: &Request, monitor: &dyn Monitor) -> RunResult {
    match Workspace::open(&request.options, request.files.clone()) {
        Ok(workspace) => workspace.install(|| run_in(&workspace, request, monitor)),
        Err(faults) => {
            let folder = request.files.working_directory().unwrap_or_default();
            let sources = FileSources::new(request.files.clone(), folder);
            RunResult::new(Outcome { faults, ..Outcome::default() }, sources)
        }
    }
}

fn run_in(workspace: &Workspace, request: &Request, monitor: &dyn Monitor) -> RunResult {
    let mut done = RunResult::new(Outcome::default(), workspace.sources());
    let options = CheckOptions { lines: request.baseline.is_some() };
    let cache = request.cache.as_ref().and_then(|folder| ResultCache::open(workspace, folder));
    let mut checker = Checker::new(workspace, options, cache, monitor);
    if request.repair != Repair::None {
        fixer::repair(&mut checker, request.repair, &mut done);
    }
    if let (Repair::Write(_), Some(path)) = (request.repair, &request.options.stdin) {
        let files: &dyn FileSystem = &**workspace.files();
        done.stdout = files.text(&disk::absolute(path, workspace.folder())).ok();
    }
    let Checker { notes, .. } = checker;
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
        baseline::hide(choice, workspace, &mut said, outcome);
    }
    for (target, found) in said {
        outcome.summary.files += 1;
        outcome.summary.suppressed += found.suppressed;
        if found.omitted > 0 {
            outcome.notices.push(too_many(target.display_path(), found.omitted));
        }
        count(&mut outcome.summary, &found.diagnostics);
        if !found.diagnostics.is_empty() {
            let path = target.display_path().to_string();
            let note_type = workspace.settings(target).map(|settings| settings.note_type.clone());
            outcome.notes.push(NoteOutcome { path, note_type, diagnostics: found.diagnostics });
        }
    }
    let Options { paths, force_exclude, .. } = &request.options;
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
