//! Fixes one note and saves it.

use std::collections::BTreeMap;

use super::{checker, note_result::NoteResult, state::State};
use crate::{
    diagnostic::{Fault, RuleId, Safety},
    disk::{FileKind, FileSystem, text_hash},
    lint::{self, InCollection, NoteDiagnostics, NoteFindings, Repaired, Undone},
};

/// A note that was fixed.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Fixed {
    /// The text before.
    pub before: String,
    /// The text after; equal to `before` if all fixes were reverted.
    pub after: String,
    /// The number of applied fixes of each rule.
    pub applied: BTreeMap<RuleId, usize>,
    /// Why fixes were reverted, if some were.
    pub undone: Option<Undone>,
}

/// A note that was fixed, and its new result if it was changed.
pub(super) type Changed = (Fixed, Option<NoteResult>);

/// Whether one of `reported` has a fix of at least `safety`.
pub(super) fn is_fixable(reported: &NoteDiagnostics, safety: Safety) -> bool {
    reported.diagnostics.counts().fixes(safety) > 0
}

/// Fixes the note numbered `at`, whose diagnostics are `reported`, and saves it. Returns `None` if
/// there is nothing to fix.
///
/// # Errors
/// A fault of the note if it cannot be read or saved. The note is then unchanged.
pub(super) fn fix(
    state: &State,
    at: usize,
    reported: &NoteDiagnostics,
    safety: Safety,
) -> Result<Option<Changed>, Fault> {
    let Some((before, repaired)) = repair(state, at, reported, safety)? else { return Ok(None) };
    let Repaired { text: after, applied, undone, checked } = repaired;
    let catalog = state.catalog();
    let target = &catalog.targets()[at];
    let result = match checked.filter(|_| after != before) {
        None => None,
        Some(checked) => {
            let in_note = |fault: Fault| fault.in_file(&**target.display_path());
            catalog.files().replace(target.path(), &before, &after).map_err(in_note)?;
            Some(checker::of_checked(checked, target, &after))
        }
    };
    Ok(Some((Fixed { before, after, applied, undone }, result)))
}

/// Returns the text of the note numbered `at`, whose diagnostics are `reported`, and what fixes make of it. `None` if
/// there is nothing to fix.
///
/// # Errors
/// A fault of the note if it cannot be read.
pub(super) fn repair(
    state: &State,
    at: usize,
    reported: &NoteDiagnostics,
    safety: Safety,
) -> Result<Option<(String, Repaired)>, Fault> {
    let catalog = state.catalog();
    let target = &catalog.targets()[at];
    let files: &dyn FileSystem = &**catalog.files();
    // A pipe cannot be written back.
    let is_pipe = || files.kind(target.path()).is_ok_and(|kind| kind == FileKind::Other);
    let (Some(findings), Some(settings)) = (&state.result(at).findings, catalog.settings(target)) else {
        return Ok(None);
    };
    if !is_fixable(reported, safety) || is_pipe() {
        return Ok(None);
    }
    let before = catalog.text(target)?;
    let (linked, found) = state.in_collection(at);
    let settings = settings.of_note(&linked, target, catalog.checks_collections());
    let repair = |findings: &NoteFindings, reported: &NoteDiagnostics| {
        lint::fix(&before, findings, &reported.diagnostics.get(), safety, &settings)
    };
    let repaired = if text_hash(&before) == state.result(at).text_hash {
        repair(findings, reported)
    } else {
        // The note has changed since it was checked.
        let findings = settings.check(&before).findings;
        let text = || Ok::<_, Fault>(before.clone());
        let found = found.as_ref().map(|found| InCollection { found, facts: None });
        let reported = findings.conclude(&settings, found, text, &catalog.sources())?;
        repair(&findings, &reported)
    };
    Ok(Some((before, repaired)))
}
