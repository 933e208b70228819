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
    shard::Shard,
    state::State,
    target::Target,
};
use crate::{
    diagnostic::{Fault, Notice, Severity},
    disk::{self, FileSystem},
    lint::{Baseline, Entry, NoteDiagnostics, Outcome},
    text::{count, quote},
};

/// The baseline that is written for notes that have none.
pub(crate) const DEFAULT_BASELINE: &str = "notelint-baseline.jsonl";

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
        request.baseline.write.then(|| BaselineFile::chosen(Path::new(DEFAULT_BASELINE), catalog.folder()))
    })
}

/// Reads the baselines of the notes that are reported, by their paths.
///
/// # Errors
/// The faults of all of them: nothing is checked then, as what they hide would be reported as new.
pub(super) fn read(request: &Request, catalog: &Catalog) -> Result<HashMap<PathBuf, Baseline>, Vec<Fault>> {
    let mut wanted: BTreeMap<PathBuf, BaselineFile> = BTreeMap::new();
    let mut add = |file: BaselineFile| {
        // What a configuration names may be in fewer places.
        if file.is_configured() || !wanted.contains_key(&file.path) {
            wanted.insert(file.path.clone(), file);
        }
    };
    if let BaselineChoice::File(chosen) = &request.options.baseline {
        add(BaselineFile::chosen(chosen, catalog.folder()));
    }
    let reported = catalog.targets().iter().filter(|target| target.is_reported());
    let settings: BTreeSet<usize> = reported.filter_map(Target::settings).collect();
    let settings = settings.into_iter().filter_map(|number| catalog.numbered_settings(number));
    settings.filter_map(|settings| file(request, catalog, settings)).for_each(add);
    let (mut read, mut faults) = (HashMap::new(), Vec::new());
    for (path, file) in wanted {
        match file.read(&**catalog.files(), request.baseline.write) {
            // To be written, it is needed for what is not checked only.
            Ok(baseline) if baseline.is_outdated() && !request.baseline.write => faults.push(file.outdated()),
            Ok(baseline) => drop(read.insert(path, baseline)),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(read) } else { Err(faults) }
}

/// Removes from `reported` what is in the baselines, which were `read`, and adds a notice to `outcome` for each stale
/// entry. If `request` is to write them, records all of `reported` first.
pub(super) fn apply(
    request: &Request,
    state: &State,
    mut read: HashMap<PathBuf, Baseline>,
    reported: &mut [Reported<'_>],
    outcome: &mut Outcome,
) {
    let catalog = state.catalog();
    let all: HashSet<PathBuf> = reported.iter().map(|(target, _)| target.path().to_owned()).collect();
    let (groups, unrecorded) = groups(request, catalog, reported);
    if request.baseline.strict && groups.is_empty() && !all.is_empty() {
        outcome.faults.push(
            Fault::new("--strict-baseline: no baseline is used")
                .help("name one with `--baseline`, or as `baseline` in `notelint.yaml`"),
        );
    }
    let is_mixed = groups.values().any(|(file, _)| file.is_configured());
    for (path, (file, notes)) in groups {
        let group = Group { file, notes, all: &all, state, is_mixed, shard: request.options.shard };
        if let Err(faults) = group.apply(request.baseline, read.remove(&path), outcome) {
            outcome.faults.extend(faults);
        }
    }
    outcome.notices.extend(unrecorded.iter().map(|config| said_unrecorded(config.as_deref())));
}

/// The notes of each baseline, by its path.
type Groups<'r, 't> = BTreeMap<PathBuf, (BaselineFile, Vec<&'r mut Reported<'t>>)>;

/// Returns the `reported` notes by their baselines, and the configurations whose notes are not recorded: they name no
/// baseline, and that of another configuration has the default name. It would never be read for them.
fn groups<'r, 't>(
    request: &Request,
    catalog: &Catalog,
    reported: &'r mut [Reported<'t>],
) -> (Groups<'r, 't>, BTreeSet<Option<String>>) {
    let mut groups: Groups<'r, 't> = BTreeMap::new();
    if let BaselineChoice::File(chosen) = &request.options.baseline {
        let file = BaselineFile::chosen(chosen, catalog.folder());
        groups.insert(file.path.clone(), (file, Vec::new()));
    }
    let mut of_settings: HashMap<Option<usize>, Option<BaselineFile>> = HashMap::new();
    for (target, _) in &*reported {
        let file = || file(request, catalog, catalog.settings(target)?);
        of_settings.entry(target.settings()).or_insert_with(file);
    }
    let configured: HashSet<PathBuf> = of_settings
        .values()
        .flatten()
        .filter(|file| file.is_configured())
        .map(|file| file.path.clone())
        .collect();
    let mut unrecorded = BTreeSet::new();
    for reported in reported {
        let Some(file) = of_settings.get(&reported.0.settings()).and_then(Option::as_ref) else { continue };
        if !file.is_configured() && configured.contains(&file.path) {
            unrecorded.extend(catalog.settings(reported.0).map(|settings| settings.config.file.clone()));
            continue;
        }
        let group = groups.entry(file.path.clone()).or_insert_with(|| (file.clone(), Vec::new()));
        group.1.push(reported);
    }
    (groups, unrecorded)
}

/// The notes of one baseline.
struct Group<'g, 't> {
    file: BaselineFile,
    notes: Vec<&'g mut Reported<'t>>,
    /// The paths of the notes of all baselines.
    all: &'g HashSet<PathBuf>,
    state: &'g State,
    /// Whether configurations name baselines of this run.
    is_mixed: bool,
    shard: Option<Shard>,
}

impl Group<'_, '_> {
    /// Applies the baseline, which was `read` unless a fix changed which notes have one.
    fn apply(
        mut self,
        wanted: BaselineUse,
        read: Option<Baseline>,
        outcome: &mut Outcome,
    ) -> Result<(), Vec<Fault>> {
        let catalog = self.state.catalog();
        let files: &dyn FileSystem = &**catalog.files();
        let old = read.map_or_else(|| self.file.read(files, wanted.write), Ok)?;
        let entries: Vec<Vec<Vec<Entry>>> = self
            .notes
            .par_iter()
            .map(|(target, reported)| {
                let text = || catalog.text(target).unwrap_or_default();
                self.file.entries(text, target, reported)
            })
            .collect();
        let checked: HashMap<String, &Target> =
            self.notes.iter().map(|reported| (self.file.note(reported.0), reported.0)).collect();
        // What was not checked, or could not be, keeps its entries as long as the note exists.
        let folder = self.file.path.parent().unwrap_or(&self.file.path);
        let is_other =
            |shard: Shard, path: &Path| !shard.contains(&disk::display_path(path, catalog.folder()));
        let is_left = |path: &Path| {
            let is_others = self.shard.is_some_and(|shard| is_other(shard, path));
            !is_others && (self.all.contains(path) || !files.is_file(path))
        };
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
            outcome.notices.push(written(&baseline, is_new, &self.file, self.is_mixed));
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

fn written(baseline: &Baseline, is_new: bool, file: &BaselineFile, is_mixed: bool) -> Notice {
    let number: usize = baseline.entries_of(|_| true).map(|(_, count)| count).sum();
    let entries = count(number as u64, "entry", "entries");
    let message =
        if is_new { format!("recorded {entries}") } else { format!("already up to date with {entries}") };
    let shown = &file.shown;
    // On the command line, it would replace the others.
    let how = if is_mixed { String::new() } else { format!("with `--baseline {shown}`, or ") };
    let help = format!("use it in later runs {how}as `baseline` in `notelint.yaml`");
    Notice {
        path: Some(shown.clone()),
        message,
        help: (!file.is_configured()).then_some(help),
        severity: Severity::Info,
    }
}

/// Returns a notice that the notes of `config` are not recorded.
fn said_unrecorded(config: Option<&str>) -> Notice {
    Notice {
        path: config.map(str::to_owned),
        message: format!(
            "its notes are not recorded: `{DEFAULT_BASELINE}` is the baseline of another configuration"
        ),
        help: Some("name a baseline of their own: `baseline: notelint-baseline.jsonl`".to_owned()),
        severity: Severity::Warning,
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
