//! What the linter says of the notes under the types that are proposed.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
    sync::Arc,
};

use rayon::prelude::*;

use super::{AdoptedKind, Adoption};
use crate::{
    diagnostic::{Fault, Severity},
    disk::Overlay,
    infer::{KindReport, NoteReport},
    lint::{Baseline, Entry, IndexedText, NoteOutcome, Sources},
    workspace::{
        BaselineChoice, BaselineUse, ConfigChoice, Monitor, Options, Repair, Request, RunResult, run,
        taken_over::patterns,
    },
};

/// How many notes are in a sample, about.
const SAMPLE: usize = 3_000;

/// How many of a kind are, at least: they tell what one in ten of its notes do.
const MIN_OF_KIND: usize = 60;

/// How many of a kind are, at most: more change nothing.
const MAX_OF_KIND: usize = 400;

/// Which notes are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Some of each kind, by the rules that need no other notes.
    Sample,
    /// All.
    All,
}

/// What a check reported of the notes of each kind, and of the others.
#[derive(Debug)]
pub(crate) struct Checked {
    /// For each kind, what was reported.
    pub(crate) kinds: Vec<KindReport>,
    /// What the run found.
    pub(crate) result: RunResult,
}

impl Adoption {
    /// Whether a sample is less than all notes.
    pub(crate) fn has_sample(&self) -> bool {
        self.kinds.iter().any(|kind| kind.notes.len() > self.sample())
    }

    /// The number of notes of each kind in a sample.
    fn sample(&self) -> usize {
        (SAMPLE / self.kinds.len().max(1)).clamp(MIN_OF_KIND, MAX_OF_KIND)
    }

    /// Returns the indexes of the notes of `kind` that are checked, spread evenly over all.
    fn checked(&self, kind: &AdoptedKind, extent: Extent) -> impl Iterator<Item = usize> + use<> {
        let all = kind.notes.len();
        let checked = if extent == Extent::All { all } else { all.min(self.sample()) };
        (0..checked).map(move |number| number * all / checked)
    }

    /// Checks the notes of `extent` with the types as they are, in memory.
    ///
    /// # Errors
    /// The faults of the run.
    pub(crate) fn check(&self, extent: Extent, monitor: &dyn Monitor) -> Result<Checked, Vec<Fault>> {
        let files = Overlay::new(self.files.clone()).keep_writes();
        for file in self.files_to_write() {
            files.insert(self.folder.join(&file.path), file.text);
        }
        let extent = if self.has_sample() { extent } else { Extent::All };
        let request = Request {
            files: Arc::new(files),
            options: Options { baseline: BaselineChoice::Off, ..self.options(extent) },
            repair: Repair::None,
            outputs: Vec::new(),
            baseline: BaselineUse::default(),
            cache: None,
        };
        let result = run(&request, monitor);
        // Notes that cannot be read are no fault of the types.
        let unread = |fault: &Fault| self.survey.faults.iter().any(|known| known.path == fault.path);
        let faults: Vec<Fault> =
            result.outcome.faults.iter().filter(|fault| !unread(fault)).cloned().collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Checked { kinds: self.reports(extent, &result), result })
    }

    fn options(&self, extent: Extent) -> Options {
        let exclude = patterns(&self.exclude);
        let options = self.scope.options(&self.folder, ConfigChoice::Nearest, exclude.as_ref());
        if extent == Extent::All {
            return options;
        }
        let file = |note: usize| {
            let path = Path::new(&self.survey.notes[note].facts.path);
            self.files.reported(path, &self.folder)
        };
        let notes = self.kinds.iter().flat_map(|kind| self.checked(kind, extent).map(|at| kind.notes[at]));
        Options {
            paths: notes.map(file).collect(),
            ignore: vec!["vault".to_owned(), "link/missing-target".to_owned()],
            ..options
        }
    }

    fn reports(&self, extent: Extent, result: &RunResult) -> Vec<KindReport> {
        let outcomes = result.outcome.notes.iter();
        let reported: HashMap<&str, NoteReport> =
            outcomes.map(|note| (note.path.as_str(), note_report(note))).collect();
        let nothing = NoteReport::default();
        let report = |kind: &AdoptedKind| {
            let mut report = KindReport::default();
            for at in self.checked(kind, extent).filter(|at| !kind.is_stray(*at)) {
                let path = &*self.survey.notes[kind.notes[at]].path;
                report.add(reported.get(path).unwrap_or(&nothing));
            }
            report
        };
        self.kinds.iter().map(report).collect()
    }

    /// Returns the baseline of what was reported of all notes.
    pub(crate) fn baseline(&self, checked: &Checked) -> Baseline {
        let reported = &checked.result.outcome.notes;
        let reported_paths: HashSet<&str> = reported.iter().map(|note| note.path.as_str()).collect();
        let notes = self.survey.notes.iter().filter(|note| reported_paths.contains(&*note.path));
        let from_folder: HashMap<&str, &str> = notes.map(|note| (&*note.path, &*note.facts.path)).collect();
        let entries = |note: &NoteOutcome| -> Vec<Entry> {
            let Some(path) = from_folder.get(&*note.path) else { return Vec::new() };
            let text = IndexedText::from(checked.result.sources.text(&note.path).unwrap_or_default());
            let located = note.diagnostics.get();
            located.iter().flat_map(|located| Entry::of(path, located, &text.text, &text.index)).collect()
        };
        let entries: Vec<Vec<Entry>> = reported.par_iter().map(entries).collect();
        Baseline::new(entries.into_iter().flatten())
    }
}

fn note_report(note: &NoteOutcome) -> NoteReport {
    let mut report = NoteReport::default();
    for located in note.diagnostics.get().iter() {
        let diagnostic = &located.diagnostic;
        report.diagnostics += 1;
        if diagnostic.severity != Severity::Error {
            report.rules.insert(diagnostic.rule);
            continue;
        }
        let Some(breach) = &diagnostic.breach else { continue };
        report.is_broken = true;
        let missing = diagnostic.members.iter().filter(|member| member.is_missing);
        report.missing.extend(missing.map(|member| (breach.pointer.clone(), member.name.clone())));
    }
    report
}
