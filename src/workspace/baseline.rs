//! The baseline of a run: reads it, hides what it contains, and writes it.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use rayon::prelude::*;

use super::{catalog::Catalog, state::State, target::Target};
use crate::{
    diagnostic::{Fault, Notice, Severity},
    disk::{self, FileSystem},
    lint::{Baseline, Entry, NoteDiagnostics, Outcome},
    text::{LineIndex, nfc, quote},
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
    state: &State,
    reported: &mut [(&Target, NoteDiagnostics)],
    outcome: &mut Outcome,
) {
    let catalog = state.catalog();
    let files: &dyn FileSystem = &**catalog.files();
    let file = disk::absolute(&choice.file, catalog.folder());
    let folder = file.parent().unwrap_or(&file);
    let display_path = disk::display_path(&file, catalog.folder());
    let in_file = |fault: Fault| fault.in_file(&display_path);
    let old = match read(files, &file, choice.write) {
        Ok(old) => old,
        Err(faults) => return outcome.faults.extend(faults.into_iter().map(in_file)),
    };
    let entries: Vec<Vec<Vec<Entry>>> =
        reported.par_iter().map(|(target, reported)| entries(catalog, folder, target, reported)).collect();
    // What was not checked, or could not be, keeps its entries as long as the note exists.
    let checked: HashMap<String, &Target> =
        reported.iter().map(|(target, _)| (relative(target, folder), *target)).collect();
    let is_judged = |entry: &Entry| match checked.get(&entry.path) {
        Some(target) => catalog.judges(target, &entry.rule),
        None => !files.is_file(&folder.join(&entry.path)),
    };
    if old.is_outdated() && (!choice.write || old.entries_of(|entry| !is_judged(entry)).next().is_some()) {
        return outcome.faults.push(in_file(outdated()));
    }
    let mut baseline = old;
    if choice.write {
        baseline = record(&baseline, &entries, is_judged);
        match write(files, &baseline, &file) {
            Ok(is_new) => outcome.notices.push(written(&baseline, is_new, &display_path)),
            Err(fault) => return outcome.faults.push(in_file(fault)),
        }
    }
    for ((target, reported), entries) in reported.iter_mut().zip(entries).filter(|(_, of)| !of.is_empty()) {
        let mut list = reported.diagnostics.get();
        outcome.summary.baselined += baseline.hide(Arc::make_mut(&mut list), &entries, |rule, known, new| {
            let (Some(settings), Ok(text)) = (catalog.settings(target), catalog.text(target)) else {
                return Vec::new();
            };
            settings.of_note(&[], target, false).report_new(&text, rule, known, new)
        });
        reported.diagnostics = list.into();
        if let Some(texts) = state.texts() {
            reported.diagnostics.pack(texts);
        }
    }
    let severity = if choice.strict { Severity::Error } else { Severity::Warning };
    for (entry, count) in baseline.entries_of(is_judged) {
        outcome.notices.push(stale(entry, count, &display_path, severity));
    }
}

/// Returns a baseline of `entries`, and of the old entries that are not judged.
fn record(old: &Baseline, entries: &[Vec<Vec<Entry>>], is_judged: impl Fn(&Entry) -> bool) -> Baseline {
    let kept = old.entries_of(|entry| !is_judged(entry));
    let kept = kept.flat_map(|(entry, count)| std::iter::repeat_n(entry.clone(), count));
    Baseline::new(kept.chain(entries.iter().flatten().flatten().cloned()))
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

/// Returns the entries of each diagnostic of the note at `target`.
fn entries(catalog: &Catalog, folder: &Path, target: &Target, reported: &NoteDiagnostics) -> Vec<Vec<Entry>> {
    if reported.diagnostics.is_empty() {
        return Vec::new();
    }
    let path = relative(target, folder);
    let text = catalog.text(target).unwrap_or_default();
    let index = LineIndex::new(&text);
    reported.diagnostics.get().iter().map(|located| Entry::of(&path, located, &text, &index)).collect()
}

fn outdated() -> Fault {
    Fault::new("is of an earlier version, whose entries do not tell what diagnostics report together")
        .help("write the baseline again, over all notes, with `--write-baseline`")
}

fn written(baseline: &Baseline, is_new: bool, file: &str) -> Notice {
    let number: usize = baseline.entries_of(|_| true).map(|(_, count)| count).sum();
    let entries = if number == 1 { "1 entry".to_owned() } else { format!("{number} entries") };
    let message =
        if is_new { format!("recorded {entries}") } else { format!("already up to date with {entries}") };
    Notice {
        path: Some(file.to_owned()),
        message,
        help: Some(format!("use it in later runs with `--baseline {file}`")),
        severity: Severity::Info,
    }
}

fn stale(entry: &Entry, count: usize, file: &str, severity: Severity) -> Notice {
    let times = if count == 1 { String::new() } else { format!(" (×{count})") };
    let Entry { path, rule, missing, .. } = entry;
    let member = missing.as_ref().map_or_else(String::new, |name| format!(" for {}", quote(name)));
    Notice {
        path: Some(file.to_owned()),
        message: format!("stale baseline entry: `{rule}`{member} no longer occurs in `{path}`{times}"),
        help: Some("remove it with `--write-baseline`".to_owned()),
        severity,
    }
}
