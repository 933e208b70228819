//! Fixes one note and saves it.

use std::collections::BTreeMap;

use super::{checker, note_result::NoteResult, state::State};
use crate::{
    diagnostic::{Fault, RuleId, Safety},
    disk::{FileKind, FileSystem, text_hash},
    lint::{self, Located, NoteDiagnostics, NoteFindings, Repaired, Undone},
};

/// A note that was fixed.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Fixed {
    /// The text before.
    pub before: String,
    /// The text after; the same if all fixes were reverted.
    pub after: String,
    /// How many fixes of each rule were applied.
    pub applied: BTreeMap<RuleId, usize>,
    /// Why fixes were reverted, if some were.
    pub undone: Option<Undone>,
}

/// A note that was fixed, and what it came to on its own then, if it was changed.
pub(super) type Changed = (Fixed, Option<NoteResult>);

/// Whether `said` has a fix of `safety` or above.
pub(super) fn is_fixable(said: &NoteDiagnostics, safety: Safety) -> bool {
    let wanted = |located: &Located| located.diagnostic.fix.as_ref().is_some_and(|fix| fix.safety >= safety);
    said.diagnostics.iter().any(wanted)
}

/// Fixes the note numbered `at`, of which `said` is said, and saves it; `None` if there is nothing to
/// fix. Of a note that was changed, what it now came to on its own.
///
/// # Errors
/// A fault of the note if it cannot be read or saved; then it is as it was.
pub(super) fn fix(
    state: &State,
    at: usize,
    said: &NoteDiagnostics,
    safety: Safety,
) -> Result<Option<Changed>, Fault> {
    let catalog = state.catalog();
    let target = &catalog.targets()[at];
    let files: &dyn FileSystem = &**catalog.files();
    // A pipe has no text to replace.
    let is_pipe = || files.kind(target.path()).is_ok_and(|kind| kind == FileKind::Other);
    let (Some(findings), Some(settings)) = (&state.result(at).findings, catalog.settings(target)) else {
        return Ok(None);
    };
    if !is_fixable(said, safety) || is_pipe() {
        return Ok(None);
    }
    let before = catalog.text(target)?;
    let (linked, found) = state.in_collection(at);
    let facts_of = catalog.looks_at_collections().then(|| target.display_path());
    let settings = settings.of_note(&linked, facts_of);
    let repair = |findings: &NoteFindings, said: &NoteDiagnostics| {
        lint::fix(&before, findings, &said.diagnostics, safety, &settings)
    };
    let Repaired { text: after, applied, undone, checked } =
        if text_hash(&before) == state.result(at).text_hash {
            repair(findings, said)
        } else {
            // The note changed since: what is fixed is what is said of it now.
            let findings = settings.check(&before).findings;
            let text = || Ok::<_, Fault>(before.clone());
            let said = findings.conclude(&settings, found.as_ref(), text, &catalog.sources())?;
            repair(&findings, &said)
        };
    let result = match checked.filter(|_| after != before) {
        None => None,
        Some(checked) => {
            let in_note = |fault: Fault| fault.in_file(&**target.display_path());
            files.replace(target.path(), &before, &after).map_err(in_note)?;
            Some(checker::of_checked(checked, target, &after))
        }
    };
    Ok(Some((Fixed { before, after, applied, undone }, result)))
}
