//! The baseline of a run: read, used to hide what is known, written anew.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use super::{note_result::NoteDiagnostics, open::Workspace, target::Target};
use crate::{
    diagnostic::{Fault, Severity},
    disk::{self, FileSystem},
    lint::{Baseline, Entry, Notice, Outcome},
    vault::normalize,
};

/// The baseline of `--baseline`, `--write-baseline` and `--strict-baseline`.
#[derive(Clone, Debug)]
pub(crate) struct BaselineChoice {
    /// Its file.
    pub(crate) file: PathBuf,
    /// Whether it is written anew from what is found.
    pub(crate) write: bool,
    /// Whether an entry that no longer occurs is an error.
    pub(crate) strict: bool,
}

/// Hides from `said` what the baseline knows, and reports in `outcome` what of it no longer
/// occurs; or writes it anew and hides all.
pub(super) fn hide(
    choice: &BaselineChoice,
    workspace: &Workspace,
    said: &mut [(&Target, NoteDiagnostics)],
    outcome: &mut Outcome,
) {
    let files: &dyn FileSystem = &**workspace.files();
    let file = disk::absolute(&choice.file, workspace.folder());
    let folder = file.parent().unwrap_or(&file);
    let shown = disk::display_path(&file, workspace.folder());
    let old = match read(files, &file, choice.write) {
        Ok(old) => old,
        Err(faults) => {
            outcome.faults.extend(faults.into_iter().map(|fault| fault.in_file(&shown)));
            return;
        }
    };
    // Notes that were not looked at, or could not be, keep their entries as long as they exist.
    let looked_at: HashSet<String> = said.iter().map(|(target, _)| relative(target, folder)).collect();
    let is_judged = |path: &str| looked_at.contains(path) || !files.is_file(&folder.join(path));
    let mut baseline = old.clone();
    if choice.write {
        let kept = old.entries_of(|path| !is_judged(path));
        let kept = kept.flat_map(|(entry, count)| std::iter::repeat_n(entry.clone(), count));
        let found = said.iter().flat_map(|(target, said)| entries(&relative(target, folder), said));
        baseline = Baseline::new(kept.chain(found));
        match write(files, &baseline, &file) {
            Ok(is_new) => outcome.notices.push(written(&baseline, is_new, &shown)),
            Err(fault) => {
                outcome.faults.push(fault.in_file(&shown));
                return;
            }
        }
    }
    for (target, said) in said {
        let path = relative(target, folder);
        let hidden: Vec<bool> = entries(&path, said).iter().map(|entry| baseline.take(entry)).collect();
        let mut hidden = hidden.into_iter();
        let before = said.diagnostics.len();
        said.diagnostics.retain(|_| !hidden.next().unwrap_or_default());
        outcome.summary.baselined += before - said.diagnostics.len();
    }
    let severity = if choice.strict { Severity::Error } else { Severity::Warning };
    for (entry, count) in baseline.entries_of(is_judged) {
        outcome.notices.push(stale(entry, count, &shown, severity));
    }
}

fn read(files: &dyn FileSystem, file: &Path, may_be_missing: bool) -> Result<Baseline, Vec<Fault>> {
    if may_be_missing && !files.is_file(file) {
        return Ok(Baseline::default());
    }
    Baseline::read(&files.text(file).map_err(|fault| vec![fault])?)
}

/// Writes `baseline` to `file`, unless it is what stands there; whether it was written.
fn write(files: &dyn FileSystem, baseline: &Baseline, file: &Path) -> Result<bool, Fault> {
    let text = baseline.to_text();
    if files.text(file).is_ok_and(|old| old == text) {
        return Ok(false);
    }
    disk::save(file, &text).map(|()| true)
}

fn relative(target: &Target, folder: &Path) -> String {
    normalize(&disk::display_path(target.path(), folder)).into_owned()
}

fn entries(path: &str, said: &NoteDiagnostics) -> Vec<Entry> {
    let located = said.diagnostics.iter().zip(&said.lines);
    located.map(|(located, line)| Entry::new(path, located.diagnostic.rule, line)).collect()
}

fn written(baseline: &Baseline, is_new: bool, file: &str) -> Notice {
    let known: usize = baseline.entries_of(|_| true).map(|(_, count)| count).sum();
    let findings = if known == 1 { "finding" } else { "findings" };
    let what = if is_new { "the baseline is written" } else { "the baseline is up to date" };
    Notice {
        path: Some(file.to_owned()),
        message: format!("{what} and holds {known} {findings}"),
        help: Some(format!("use it in later runs with `--baseline {file}`")),
        severity: Severity::Info,
    }
}

fn stale(entry: &Entry, count: usize, file: &str, severity: Severity) -> Notice {
    let times = if count == 1 { String::new() } else { format!(" {count} times") };
    Notice {
        path: Some(file.to_owned()),
        message: format!("`{}` is known{times} in `{}`, but no longer occurs", entry.rule, entry.path),
        help: Some("take it out of the baseline with `--write-baseline`".to_owned()),
        severity,
    }
}
