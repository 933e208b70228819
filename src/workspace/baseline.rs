//! The baseline of a run: reads it, hides what it contains, and writes it.

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
    pub(crate) file: PathBuf,
    /// Whether to replace it by the current diagnostics.
    pub(crate) write: bool,
    /// Whether a stale entry is an error.
    pub(crate) strict: bool,
}

/// Removes from `reported` what is in the baseline, and adds a notice to `outcome` for each stale
/// entry. If the choice is to write, records all of `reported` first.
pub(super) fn apply(
    choice: &BaselineChoice,
    catalog: &Catalog,
    reported: &mut [(&Target, NoteDiagnostics)],
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
        reported.par_iter().map(|(target, reported)| entries(catalog, folder, target, reported)).collect();
    // Notes that were not checked, or could not be, keep their entries as long as they exist.
    let checked: HashSet<String> = reported.iter().map(|(target, _)| relative(target, folder)).collect();
    let is_judged = |path: &str| checked.contains(path) || !files.is_file(&folder.join(path));
    let mut baseline = old;
    if choice.write {
        baseline = record(&baseline, &entries, is_judged);
        match write(files, &baseline, &file) {
            Ok(is_new) => outcome.notices.push(written(&baseline, is_new, &display_path)),
            Err(fault) => return outcome.faults.push(in_file(fault)),
        }
    }
    for ((_, reported), entries) in reported.iter_mut().zip(entries) {
        outcome.summary.baselined += hide(&mut baseline, reported, &entries);
    }
    let severity = if choice.strict { Severity::Error } else { Severity::Warning };
    for (entry, count) in baseline.entries_of(is_judged) {
        outcome.notices.push(stale(entry, count, &display_path, severity));
    }
}

/// Returns a baseline of `entries`, and of the old entries of notes that are not judged.
fn record(old: &Baseline, entries: &[Vec<Entry>], is_judged: impl Fn(&str) -> bool) -> Baseline {
    let kept = old.entries_of(|path| !is_judged(path));
    let kept = kept.flat_map(|(entry, count)| std::iter::repeat_n(entry.clone(), count));
    Baseline::new(kept.chain(entries.iter().flatten().cloned()))
}

/// Removes from `reported` the diagnostics whose entry, in `entries`, is in `baseline`; returns how
/// many.
fn hide(baseline: &mut Baseline, reported: &mut NoteDiagnostics, entries: &[Entry]) -> usize {
    let hidden: Vec<bool> = entries.iter().map(|entry| baseline.take(entry)).collect();
    let count = hidden.iter().filter(|is_hidden| **is_hidden).count();
    if count > 0 {
        let mut hidden = hidden.into_iter();
        Arc::make_mut(&mut reported.diagnostics).retain(|_| !hidden.next().unwrap_or_default());
    }
    count
}

fn read(files: &dyn FileSystem, file: &Path, may_be_missing: bool) -> Result<Baseline, Vec<Fault>> {
    if may_be_missing && !files.is_file(file) && !files.is_link(file) {
        return Ok(Baseline::default());
    }
    Baseline::read(&files.chosen_text(file).map_err(|fault| vec![fault])?)
}

/// Writes `baseline` to `file` unless the file already contains it; returns whether it wrote.
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

/// Returns the entries of the diagnostics of the note at `target`, in their order.
fn entries(catalog: &Catalog, folder: &Path, target: &Target, reported: &NoteDiagnostics) -> Vec<Entry> {
    if reported.diagnostics.is_empty() {
        return Vec::new();
    }
    let path = relative(target, folder);
    let lines = lines_of(&reported.diagnostics, &catalog.text(target).unwrap_or_default());
    let located = reported.diagnostics.iter().zip(&lines);
    located.map(|(located, line)| Entry::new(&path, located.diagnostic.rule, line)).collect()
}

fn written(baseline: &Baseline, is_new: bool, file: &str) -> Notice {
    let number: usize = baseline.entries_of(|_| true).map(|(_, count)| count).sum();
    let diagnostics = if number == 1 { "1 diagnostic".to_owned() } else { format!("{number} diagnostics") };
    let message = if is_new {
        format!("recorded {diagnostics}")
    } else {
        format!("already up to date with {diagnostics}")
    };
    Notice {
        path: Some(file.to_owned()),
        message,
        help: Some(format!("use it in later runs with `--baseline {file}`")),
        severity: Severity::Info,
    }
}

fn stale(entry: &Entry, count: usize, file: &str, severity: Severity) -> Notice {
    let times = if count == 1 { String::new() } else { format!(" (×{count})") };
    Notice {
        path: Some(file.to_owned()),
        message: format!(
            "stale baseline entry: `{}` no longer occurs in `{}`{times}",
            entry.rule, entry.path
        ),
        help: Some("remove it with `--write-baseline`".to_owned()),
        severity,
    }
}
