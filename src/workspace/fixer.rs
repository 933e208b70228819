//! Repairs the notes of a checker: saves them, or shows what would be saved.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use super::{
    checker::Checker,
    note_result::NoteResult,
    request::Repair,
    run_result::{Changed, RunResult},
    target::Target,
};
use crate::{
    diagnostic::{Fault, Safety, Severity},
    disk::{FileKind, FileSystem},
    lint::{Located, Notice, Repaired, Undone, fix, unified_diff},
};

/// Repairs the notes of `checker` as far as `repair` allows, and looks at them again.
pub(super) fn repair(checker: &mut Checker<'_>, repair: Repair, done: &mut RunResult) {
    let (Repair::Write(safety) | Repair::Diff(safety)) = repair else { return };
    let targets = checker.workspace.targets();
    if matches!(repair, Repair::Write(_)) {
        clean(checker, safety);
        checker.monitor.before_writing();
    }
    let phase = checker.monitor.phase("repairing", targets.len());
    let results: Vec<Option<RepairedNote>> = (0..targets.len())
        .into_par_iter()
        .map(|at| {
            if checker.monitor.is_interrupted() {
                return None;
            }
            let result = repair_one(checker, at, safety).map(|result| save(checker, at, result));
            phase.step();
            result
        })
        .collect();
    drop(phase);
    if matches!(repair, Repair::Write(_)) {
        checker.monitor.after_writing();
    }

    let mut any = false;
    for (at, result) in results.into_iter().enumerate() {
        let path = &**targets[at].display_path();
        let Some(RepairedNote { before, repaired, fault, again }) = result else { continue };
        done.outcome.notices.extend(repaired.undone.as_ref().map(|undone| notice(path, undone)));
        if fault.is_some() {
            checker.notes[at].fault = fault.map(Box::new);
            continue;
        }
        let Some(again) = again else { continue };
        any = true;
        checker.notes[at] = again;
        done.outcome.summary.fixed += repaired.applied.values().sum::<usize>();
        let is_diff = matches!(repair, Repair::Diff(_));
        let diff = is_diff.then(|| unified_diff(path, &before, &repaired.text));
        done.changed.push(Changed { path: path.to_owned(), applied: repaired.applied, diff });
    }
    if any {
        checker.check_collections();
    }
}

/// Removes what killed runs left beside the notes, and beside the targets of those that are links.
/// A note whose temporary file was left is as it was: it is still to be repaired.
fn clean(checker: &Checker<'_>, safety: Safety) {
    let files: &dyn FileSystem = &**checker.workspace.files();
    let targets = checker.workspace.targets();
    let is_on_disk = |target: &Target| target.is_reported() && !files.is_overlaid(target.path());
    let reported = targets.iter().enumerate().filter(|(_, target)| is_on_disk(target));
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    for (at, target) in reported {
        let path = target.path();
        if let Some(folder) = path.parent().filter(|folder| !folders.contains(*folder)) {
            folders.insert(folder.to_owned());
        }
        if is_repairable(checker, at, safety) {
            folders.extend(symlink_target_dir(files, path));
        }
    }
    for folder in &folders {
        files.remove_leftovers(folder);
    }
}

/// Whether something of `safety` can be repaired in the note numbered `at`.
fn is_repairable(checker: &Checker<'_>, at: usize, safety: Safety) -> bool {
    let wanted = |located: &Located| located.diagnostic.fix.as_ref().is_some_and(|fix| fix.safety >= safety);
    checker.notes[at].said.as_ref().is_some_and(|said| said.diagnostics.iter().any(wanted))
}

/// A note after its repair.
#[derive(Default)]
struct RepairedNote {
    before: String,
    repaired: Repaired,
    /// Why it could not be saved.
    fault: Option<Fault>,
    /// What it came to, where it was changed.
    again: Option<NoteResult>,
}

/// Repairs the note numbered `at`; none where there is nothing to repair.
fn repair_one(checker: &Checker<'_>, at: usize, safety: Safety) -> Option<RepairedNote> {
    let note = &checker.notes[at];
    if !is_repairable(checker, at, safety) {
        return None;
    }
    let target = &checker.workspace.targets()[at];
    let files: &dyn FileSystem = &**checker.workspace.files();
    // A pipe has no text to replace.
    if files.kind(target.path()).is_ok_and(|kind| kind == FileKind::Other) {
        return None;
    }
    let before = match checker.workspace.text(target) {
        Ok(text) => text,
        Err(fault) => return Some(RepairedNote { fault: Some(fault), ..RepairedNote::default() }),
    };
    let settings = checker.workspace.settings(target)?.of_note(note.linked());
    // The note may have changed since: what is repaired is what is said of it now.
    let among = checker.workspace.looks_at_collections().then(|| note.collection_found());
    let diagnostics = settings.check(&before, among).diagnostics;
    let repaired = fix(&before, &diagnostics, safety, &settings);
    Some(RepairedNote { before, repaired, fault: None, again: None })
}

fn save(checker: &Checker<'_>, at: usize, mut result: RepairedNote) -> RepairedNote {
    if result.repaired.text == result.before {
        return result;
    }
    let target = &checker.workspace.targets()[at];
    let files = checker.workspace.files();
    if let Err(fault) = files.replace(target.path(), &result.before, &result.repaired.text) {
        result.fault = Some(fault.in_file(&**target.display_path()));
        return result;
    }
    result.again = Some(checker.recheck(at, &result.repaired.text));
    result
}

/// The folder of the file that the symbolic link at `path` leads to.
fn symlink_target_dir(files: &dyn FileSystem, path: &Path) -> Option<PathBuf> {
    files.canonicalize(path).ok()?.parent().map(Path::to_owned)
}

fn notice(path: &str, undone: &Undone) -> Notice {
    let why = match undone {
        Undone::Gained(rule) => format!("some fixes were taken back: they would have led to `{rule}`"),
        Undone::Frontmatter => {
            "some fixes were taken back: the frontmatter would no longer have been readable".to_owned()
        }
        Undone::Circle => "the fixes were taken back: they undo each other".to_owned(),
    };
    let help = "repair it by hand, and please report it: a fix should do no harm";
    Notice {
        path: Some(path.to_owned()),
        message: why,
        help: Some(help.to_owned()),
        severity: Severity::Warning,
    }
}
