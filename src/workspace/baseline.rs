//! The baseline of a run: read, used to hide what is known, written anew.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use rayon::prelude::*;

use super::{catalog::Catalog, target::Target};
use crate::{
    diagnostic::{Fault, Severity},
    disk::{self, FileSystem},
    lint::{Baseline, Entry, NoteDiagnostics, Notice, Outcome, lines_of},
    text::nfc,
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

/// Removes from `said` what the baseline knows, and reports in `outcome` what of it no longer occurs;
/// or records all of it first.
pub(super) fn apply(
    choice: &BaselineChoice,
    catalog: &Catalog,
    said: &mut [(&Target, NoteDiagnostics)],
    outcome: &mut Outcome,
) {
    let files: &dyn FileSystem = &**catalog.files();
    let file = disk::absolute(&choice.file, catalog.folder());
    let folder = file.parent().unwrap_or(&file);
    let display_path = disk::display_path(&file, catalog.folder());
    let in_file = |fault: Fault| fault.in_file(&display_path);
    let old = match read(files, &file, choice.write) {
        Ok(old) => old,
        Err(faults) => return outcome.faults.extend(faults.into_iter().map(in_file)),
    };
    let entries: Vec<Vec<Entry>> =
        said.par_iter().map(|(target, said)| entries(catalog, folder, target, said)).collect();
    // Notes that were not checked, or could not be, keep their entries as long as they exist.
    let checked: HashSet<String> = said.iter().map(|(target, _)| relative(target, folder)).collect();
    let is_judged = |path: &str| checked.contains(path) || !files.is_file(&folder.join(path));
    let mut baseline = old;
    if choice.write {
        baseline = record(&baseline, &entries, is_judged);
        match write(files, &baseline, &file) {
            Ok(is_new) => outcome.notices.push(written(&baseline, is_new, &display_path)),
            Err(fault) => return outcome.faults.push(in_file(fault)),
        }
    }
    for ((_, said), entries) in said.iter_mut().zip(entries) {
        outcome.summary.baselined += hide(&mut baseline, said, &entries);
    }
    let severity = if choice.strict { Severity::Error } else { Severity::Warning };
    for (entry, count) in baseline.entries_of(is_judged) {
        outcome.notices.push(stale(entry, count, &display_path, severity));
    }
}

/// A baseline of the found `entries`, and of the old ones of notes that are not judged.
fn record(old: &Baseline, entries: &[Vec<Entry>], is_judged: impl Fn(&str) -> bool) -> Baseline {
    let kept = old.entries_of(|path| !is_judged(path));
    let kept = kept.flat_map(|(entry, count)| std::iter::repeat_n(entry.clone(), count));
    Baseline::new(kept.chain(entries.iter().flatten().cloned()))
}

/// Removes from `said`, whose diagnostics have the `entries`, what `baseline` knows; how much that is.
fn hide(baseline: &mut Baseline, said: &mut NoteDiagnostics, entries: &[Entry]) -> usize {
    let hidden: Vec<bool> = entries.iter().map(|entry| baseline.take(entry)).collect();
    let count = hidden.iter().filter(|is_hidden| **is_hidden).count();
    if count > 0 {
        let mut hidden = hidden.into_iter();
        Arc::make_mut(&mut said.diagnostics).retain(|_| !hidden.next().unwrap_or_default());
    }
    count
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
    nfc(&disk::display_path(target.path(), folder)).into_owned()
}

/// The entries of the diagnostics of the note at `target`, in their order.
fn entries(catalog: &Catalog, folder: &Path, target: &Target, said: &NoteDiagnostics) -> Vec<Entry> {
    if said.diagnostics.is_empty() {
        return Vec::new();
    }
    let path = relative(target, folder);
    let lines = lines_of(&said.diagnostics, &catalog.text(target).unwrap_or_default());
    let located = said.diagnostics.iter().zip(&lines);
    located.map(|(located, line)| Entry::new(&path, located.diagnostic.rule, line)).collect()
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
