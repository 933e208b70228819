//! The baselines of a run: reads them, hides what they contain, and writes them.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use super::{
    baseline_file::{self, BaselineFile},
    catalog::Catalog,
    options::BaselineChoice,
    request::{BaselineUse, Request},
    settings::Settings,
    state::State,
    target::Target,
};
use crate::{
    diagnostic::{Fault, Notice, Severity},
    disk::{self, FileSystem},
    lint::{Baseline, Entry, NoteDiagnostics, Outcome},
    text::quote,
};

/// The baseline that is written for notes that have none.
const DEFAULT: &str = "notelint-baseline.jsonl";

/// A note and its diagnostics.
type Reported<'a> = (&'a Target, NoteDiagnostics);

/// Returns the absolute paths of the baselines that `request` reads or writes.
pub(super) fn files(request: &Request, catalog: &Catalog) -> Vec<PathBuf> {
    let mut files: BTreeSet<PathBuf> =
        catalog.all_settings().iter().filter_map(|it| file(request, catalog, it)).map(|it| it.path).collect();
    if let BaselineChoice::File(chosen) = &request.options.baseline {
        files.insert(disk::absolute(chosen, catalog.folder()));
    }
    files.into_iter().collect()
}

/// Returns the baseline of notes with `settings`, if `request` reads or writes one for them.
fn file(request: &Request, catalog: &Catalog, settings: &Settings) -> Option<BaselineFile> {
    let file = BaselineFile::of(&request.options.baseline, &settings.config, catalog.folder());
    file.or_else(|| {
        request.baseline.write.then(|| BaselineFile::chosen(Path::new(DEFAULT), catalog.folder()))
    })
}

/// Removes from `reported` what is in the baselines, and adds a notice to `outcome` for each stale
/// entry. If `request` is to write them, records all of `reported` first.
pub(super) fn apply(request: &Request, state: &State, reported: &mut [Reported<'_>], outcome: &mut Outcome) {
    let catalog = state.catalog();
    let all: HashSet<PathBuf> = reported.iter().map(|(target, _)| target.path().to_owned()).collect();
    let mut groups: BTreeMap<PathBuf, (BaselineFile, Vec<&mut Reported<'_>>)> = BTreeMap::new();
    if let BaselineChoice::File(chosen) = &request.options.baseline {
        let file = BaselineFile::chosen(chosen, catalog.folder());
        groups.insert(file.path.clone(), (file, Vec::new()));
    }
    let mut of_settings: HashMap<Option<usize>, Option<BaselineFile>> = HashMap::new();
    for reported in reported {
        let known = of_settings.entry(reported.0.settings());
        let file = known.or_insert_with(|| file(request, catalog, catalog.settings(reported.0)?));
        let Some(file) = file else { continue };
        let group = groups.entry(file.path.clone()).or_insert_with(|| (file.clone(), Vec::new()));
        group.1.push(reported);
    }
    if request.baseline.strict && groups.is_empty() && !all.is_empty() {
        outcome.faults.push(
            Fault::new("--strict-baseline: no baseline is used")
                .help("name one with `--baseline`, or as `baseline` in `notelint.yaml`"),
        );
    }
    for (file, notes) in groups.into_values() {
        let group = Group { file, notes, all: &all, state };
        if let Err(faults) = group.apply(request.baseline, outcome) {
            outcome.faults.extend(faults);
        }
    }
}

/// The notes of one baseline.
struct Group<'g, 't> {
    file: BaselineFile,
    notes: Vec<&'g mut Reported<'t>>,
    /// The paths of the notes of all baselines.
    all: &'g HashSet<PathBuf>,
    state: &'g State,
}

impl Group<'_, '_> {
    fn apply(mut self, wanted: BaselineUse, outcome: &mut Outcome) -> Result<(), Vec<Fault>> {
        let catalog = self.state.catalog();
        let files: &dyn FileSystem = &**catalog.files();
        let old = self.file.read(files, wanted.write)?;
        let entries: Vec<Vec<Vec<Entry>>> = self
            .notes
            .par_iter()
            .map(|reported| self.file.entries(catalog, reported.0, &reported.1))
            .collect();
        let checked: HashMap<String, &Target> =
            self.notes.iter().map(|reported| (self.file.note(reported.0), reported.0)).collect();
        // What was not checked, or could not be, keeps its entries as long as the note exists.
        let folder = self.file.path.parent().unwrap_or(&self.file.path);
        let is_left = |path: &Path| self.all.contains(path) || !files.is_file(path);
        let is_judged = |entry: &Entry| match checked.get(&entry.path) {
            Some(target) => catalog.judges(target, &entry.rule),
            None => is_left(&disk::absolute(Path::new(&entry.path), folder)),
        };
        if old.is_outdated() && (!wanted.write || old.entries_of(|entry| !is_judged(entry)).next().is_some())
        {
            return Err(vec![self.file.outdated()]);
        }
        let mut baseline = old;
        if wanted.write {
            baseline = record(&baseline, &entries, is_judged);
            let is_new = write(files, &baseline, &self.file.path)
                .map_err(|fault| vec![fault.in_file(&self.file.shown)])?;
            outcome.notices.push(written(&baseline, is_new, &self.file));
        }
        for (reported, entries) in self.notes.iter_mut().zip(entries).filter(|(_, of)| !of.is_empty()) {
            let (target, reported) = &mut **reported;
            let hidden = baseline_file::hide(&mut baseline, &entries, self.state, target, reported);
            outcome.summary.baselined += hidden;
        }
        let severity = if wanted.strict { Severity::Error } else { Severity::Warning };
        let stale = baseline.entries_of(is_judged);
        outcome.notices.extend(stale.map(|(entry, count)| said_stale(entry, count, &self.file, severity)));
        Ok(())
    }
}

/// Returns a baseline of `entries`, and of the old entries that are not judged.
fn record(old: &Baseline, entries: &[Vec<Vec<Entry>>], is_judged: impl Fn(&Entry) -> bool) -> Baseline {
    let kept = old.entries_of(|entry| !is_judged(entry));
    let kept = kept.flat_map(|(entry, count)| std::iter::repeat_n(entry.clone(), count));
    Baseline::new(kept.chain(entries.iter().flatten().flatten().cloned()))
}

/// Writes `baseline` to `file` unless the file already contains it; returns whether it wrote.
fn write(files: &dyn FileSystem, baseline: &Baseline, file: &Path) -> Result<bool, Fault> {
    let text = baseline.to_text();
    if files.text_within(file, baseline_file::MAX_BYTES).is_ok_and(|old| old == text) {
        return Ok(false);
    }
    disk::save(file, &text).map(|()| true)
}

fn written(baseline: &Baseline, is_new: bool, file: &BaselineFile) -> Notice {
    let number: usize = baseline.entries_of(|_| true).map(|(_, count)| count).sum();
    let entries = if number == 1 { "1 entry".to_owned() } else { format!("{number} entries") };
    let message =
        if is_new { format!("recorded {entries}") } else { format!("already up to date with {entries}") };
    let shown = &file.shown;
    let help = format!("use it in later runs with `--baseline {shown}`, or as `baseline` in `notelint.yaml`");
    Notice {
        path: Some(shown.clone()),
        message,
        help: (!file.is_configured()).then_some(help),
        severity: Severity::Info,
    }
}

fn said_stale(entry: &Entry, count: usize, file: &BaselineFile, severity: Severity) -> Notice {
    let times = if count == 1 { String::new() } else { format!(" (×{count})") };
    let Entry { path, rule, missing, .. } = entry;
    let member = missing.as_ref().map_or_else(String::new, |name| format!(" for {}", quote(name)));
    Notice {
        path: Some(file.shown.clone()),
        message: format!("stale baseline entry: `{rule}`{member} no longer occurs in `{path}`{times}"),
        help: Some("remove it with `--write-baseline`".to_owned()),
        severity,
    }
}
