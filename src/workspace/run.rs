//! One run of a command over the notes: from a [`Request`] to a [`RunResult`].

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use rayon::prelude::*;

use super::{
    baseline,
    caches::Caches,
    engine::Workspace,
    fixer::{self, Fixed},
    monitor::Monitor,
    note_result::{Memory, NoteResult, ResultStore},
    options::Options,
    outputs,
    request::{Repair, Request},
    result_cache::ResultCache,
    run_result::{Changed, RunResult},
    settings::Settings,
    sources::FileSources,
    state::State,
};
use crate::{
    diagnostic::{Fault, Notice, RuleId, Safety, Severity},
    disk::{self, FileSystem, Overlay},
    lint::{Baseline, Counts, NoteDiagnostics, NoteOutcome, Outcome, Undone},
    text::unified_diff,
};

/// Performs `request`. A fault of the configuration or of a note type stops the run; the outcome
/// then contains only faults.
pub(crate) fn run(request: &Request, monitor: &dyn Monitor) -> RunResult {
    let caches = request.cache.as_ref().map(Caches::new);
    let memory = caches.as_ref().map(|caches| caches as &dyn Memory);
    let files = Arc::new(Overlay::new(request.files.clone()));
    match Workspace::open_with(request.options.clone(), files, memory) {
        // Each change from one thread to another costs a run over few notes more than its work.
        Ok(mut workspace) => {
            let state = workspace.state_mut();
            let refused = outputs::check(request, state.catalog());
            if !refused.is_empty() {
                return RunResult::refused(refused, state.catalog().sources());
            }
            let baselines = match baseline::read(request, state.catalog()) {
                Ok(baselines) => baselines,
                Err(faults) => return stopped(faults, state.catalog().sources()),
            };
            let threads = state.threads().clone();
            let done = threads.install(|| Run::new(state, request, caches, monitor).finish(baselines));
            RunResult { threads, ..done }
        }
        Err(faults) => {
            let folder = request.files.working_directory().unwrap_or_default();
            let refused = outputs::check_stopped(request, &folder, &faults);
            let sources = FileSources::new(request.files.clone(), folder);
            if !refused.is_empty() {
                return RunResult::refused([faults, refused].concat(), sources);
            }
            stopped(faults, sources)
        }
    }
}

/// Returns the result of a run that `faults` kept from checking anything.
fn stopped(faults: Vec<Fault>, sources: FileSources) -> RunResult {
    RunResult::new(Outcome { faults, ..Outcome::default() }, sources)
}

struct Run<'a> {
    state: &'a mut State,
    request: &'a Request,
    /// The diagnostics of the notes, in the order of the targets; `None` for those that are not
    /// checked.
    reported: Vec<Option<NoteDiagnostics>>,
    done: RunResult,
}

impl<'a> Run<'a> {
    fn new(
        state: &'a mut State,
        request: &'a Request,
        caches: Option<Caches>,
        monitor: &dyn Monitor,
    ) -> Self {
        let mut done = RunResult::new(Outcome::default(), state.catalog().sources());
        done.outcome.faults.extend(state.catalog().faults().iter().cloned());
        done.outcome.notices.extend(state.catalog().notices().iter().cloned());
        check_notes(state, caches, monitor);
        let mut run = Self { state, request, reported: Vec::new(), done };
        run.conclude(monitor);
        if let Repair::Write(safety) | Repair::Diff(safety) = request.repair {
            run.fix(safety, monitor);
        }
        run.done.outcome.faults.extend(run.state.catalog().faults_of_sound().cloned());
        run
    }

    /// Computes the diagnostics of all notes.
    fn conclude(&mut self, monitor: &dyn Monitor) {
        let mut faults = Vec::new();
        let is_final = matches!(self.request.repair, Repair::None);
        let reported =
            if is_final { self.state.conclude_finally(monitor) } else { self.state.conclude_all(monitor) };
        let reported = reported.into_iter();
        self.reported =
            reported.map(|reported| reported?.map_err(|fault| faults.push(*fault)).ok()).collect();
        self.done.outcome.faults.append(&mut faults);
    }

    /// Fixes the notes and computes the diagnostics that remain.
    fn fix(&mut self, safety: Safety, monitor: &dyn Monitor) {
        let writes = matches!(self.request.repair, Repair::Write(_));
        if writes {
            remove_leftovers(self.state, &self.reported, safety);
            monitor.before_writing();
        }
        let mut changes = Changes::default();
        for _ in 0..MAX_PASSES {
            let fixed = fix_all(self.state, &self.reported, self.request.repair, &changes, monitor);
            let results = self.take(fixed, &mut changes);
            if results.is_empty() {
                break;
            }
            let numbers: Vec<usize> = results.iter().map(|(at, _)| *at).collect();
            self.state.replace_results(results);
            self.state.resolve_again(&numbers);
            self.conclude(monitor);
        }
        if writes {
            monitor.after_writing();
        }
        self.done.changed.extend(changes.notes.into_values());
        if let Some(path) = self.request.options.stdin.as_ref().filter(|_| writes) {
            let catalog = self.state.catalog();
            let files: &dyn FileSystem = &**catalog.files();
            self.done.stdout = files.text(&disk::absolute(path, catalog.folder())).ok();
        }
    }

    /// Adds what was `fixed` in one pass to `changes`. Returns the new results of the notes.
    fn take(
        &mut self,
        fixed: Vec<(usize, Result<NoteFixed, Fault>)>,
        changes: &mut Changes,
    ) -> Vec<(usize, NoteResult)> {
        let outcome = &mut self.done.outcome;
        let mut results = Vec::new();
        for (at, fixed) in fixed {
            let path = self.state.catalog().targets()[at].display_path();
            let NoteFixed { applied, undone, diff, result } = match fixed {
                Ok(fixed) => fixed,
                Err(fault) => {
                    outcome.faults.push(fault);
                    changes.stuck.insert(at);
                    continue;
                }
            };
            if let Some(undone) = &undone {
                outcome.notices.push(reverted(path, undone));
                changes.stuck.insert(at);
            }
            let Some(result) = result else { continue };
            results.push((at, result));
            outcome.summary.fixed += applied.values().sum::<usize>();
            let note = changes.notes.entry(at).or_default();
            note.path = path.to_string();
            for (rule, count) in applied {
                *note.applied.entry(rule).or_default() += count;
            }
            if let Some(Diff { before, text }) = diff {
                note.diff = Some(text);
                changes.before.entry(at).or_insert(before);
            }
        }
        results
    }

    /// Applies the baselines, which were read before, counts and sorts.
    fn finish(self, baselines: HashMap<PathBuf, Baseline>) -> RunResult {
        let Self { state, request, reported, mut done } = self;
        let outcome = &mut done.outcome;
        let results = state.take_results();
        let catalog = state.catalog();
        // What was found out of the notes is dropped before there is anything new of each.
        for (target, result) in catalog.targets().iter().zip(results) {
            outcome.faults.extend(result.fault.filter(|_| target.is_reported()).map(|fault| *fault));
        }
        let mut notes = Vec::with_capacity(reported.len());
        for (target, reported) in catalog.targets().iter().zip(reported) {
            if !target.is_reported() {
                continue;
            }
            let settings = catalog.settings(target);
            outcome.summary.skipped += usize::from(settings.is_none_or(Settings::is_skipped));
            let is_untyped = |settings: &Settings| settings.note_type().is_none() && !settings.is_skipped();
            outcome.untyped += usize::from(settings.is_some_and(is_untyped));
            if let Some(name) = settings.and_then(Settings::recognised_as) {
                *outcome.recognised.entry(name.to_owned()).or_default() += 1;
            }
            notes.extend(reported.map(|reported| (target, reported)));
        }
        state.install(|| baseline::apply(request, state, baselines, &mut notes, outcome));
        for (target, NoteDiagnostics { diagnostics, suppressed, omitted, .. }) in notes {
            let settings = catalog.settings(target);
            outcome.summary.files += usize::from(!settings.is_some_and(Settings::is_skipped));
            outcome.summary.suppressed += suppressed;
            if omitted > 0 {
                outcome.notices.push(too_many(target.display_path(), omitted));
            }
            let Counts { errors, warnings, infos, safe_fixes, .. } = diagnostics.counts();
            outcome.summary.errors += errors;
            outcome.summary.warnings += warnings;
            outcome.summary.infos += infos;
            outcome.summary.fixable += safe_fixes;
            if !diagnostics.is_empty() {
                let path = target.display_path().to_string();
                let note_type = settings.and_then(Settings::note_type).cloned();
                outcome.notes.push(NoteOutcome { path, note_type, diagnostics });
            }
        }
        let Options { paths, force_exclude, .. } = &request.options;
        if catalog.targets().is_empty() && outcome.faults.is_empty() && !force_exclude {
            outcome.notices.push(nothing_found(paths));
        }
        outcome.faults.sort_by(|a, b| (&a.path, a.range, &a.message).cmp(&(&b.path, b.range, &b.message)));
        done
    }
}

fn check_notes(state: &mut State, caches: Option<Caches>, monitor: &dyn Monitor) {
    let cache = caches.as_ref().and_then(|caches| ResultCache::open(state.catalog(), caches));
    let store = cache.as_ref().map(|cache| cache as &dyn ResultStore);
    let results = state.check_notes(store, monitor);
    let all_are_looked_up = cache.map(|cache| cache.looks_up_all());
    if let (Some(caches), Some(all_are_looked_up)) = (caches, all_are_looked_up) {
        caches.save(state.catalog(), all_are_looked_up);
    }
    state.set_results(results);
}

/// A fix may make another one possible in a note that links to the first, or where the rules about the collection
/// have to run in between. More passes mean that fixes undo each other.
const MAX_PASSES: usize = 10;

/// What several passes changed, by the number of the note.
#[derive(Default)]
struct Changes {
    notes: BTreeMap<usize, Changed>,
    /// The texts before, if diffs are made.
    before: HashMap<usize, String>,
    /// The notes that cannot be saved, or whose fixes do harm: no further pass fixes them.
    stuck: HashSet<usize>,
}

/// What is kept of a note that was fixed: its text only for a diff, as there may be many notes.
struct NoteFixed {
    applied: BTreeMap<RuleId, usize>,
    undone: Option<Undone>,
    diff: Option<Diff>,
    /// The new result, if the note was changed.
    result: Option<NoteResult>,
}

/// What would change in a note.
struct Diff {
    before: String,
    text: String,
}

/// Fixes the notes, whose diagnostics are `reported`, after the passes that made `changes`. Returns what happened
/// to those with fixes, by number.
fn fix_all(
    state: &State,
    reported: &[Option<NoteDiagnostics>],
    repair: Repair,
    changes: &Changes,
    monitor: &dyn Monitor,
) -> Vec<(usize, Result<NoteFixed, Fault>)> {
    let (Repair::Write(safety) | Repair::Diff(safety)) = repair else { return Vec::new() };
    let is_diff = matches!(repair, Repair::Diff(_));
    let phase = monitor.phase("fixing", reported.len());
    let fix = |at: usize| {
        if monitor.is_interrupted() || changes.stuck.contains(&at) {
            return None;
        }
        let fixed = fixer::fix(state, at, reported[at].as_ref()?, safety).transpose();
        phase.step();
        let catalog = state.catalog();
        let name = disk::display_bytes(catalog.targets()[at].path(), catalog.folder());
        let keep = |(Fixed { before, after, applied, undone }, mut result): fixer::Changed| {
            if let (Some(texts), Some(result)) = (state.texts(), &mut result) {
                result.pack(texts);
            }
            let diff = is_diff.then(|| {
                let first = changes.before.get(&at).unwrap_or(&before);
                Diff { text: unified_diff(&name, first, &after), before }
            });
            NoteFixed { applied, undone, diff, result }
        };
        Some((at, fixed?.map(keep)))
    };
    state.install(|| (0..reported.len()).into_par_iter().filter_map(fix).collect())
}

/// Removes temporary files of killed runs beside the notes, and beside the targets of those that
/// are symbolic links and have fixes: a note that a killed run was about to replace still has them.
fn remove_leftovers(state: &State, reported: &[Option<NoteDiagnostics>], safety: Safety) {
    let catalog = state.catalog();
    let files: &dyn FileSystem = &**catalog.files();
    let targets = catalog.targets().iter().zip(reported);
    let on_disk = targets.filter(|(target, _)| target.is_reported() && !files.is_overlaid(target.path()));
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    for (target, reported) in on_disk {
        let path = target.path();
        if let Some(folder) = path.parent().filter(|folder| !folders.contains(*folder)) {
            folders.insert(folder.to_owned());
        }
        if reported.as_ref().is_some_and(|reported| fixer::is_fixable(reported, safety)) {
            folders.extend(symlink_target_dir(files, path));
        }
    }
    for folder in &folders {
        files.remove_leftovers(folder);
    }
}

fn symlink_target_dir(files: &dyn FileSystem, path: &Path) -> Option<PathBuf> {
    files.canonicalize(path).ok()?.parent().map(Path::to_owned)
}

fn reverted(path: &str, undone: &Undone) -> Notice {
    let message = match undone {
        Undone::Gained(rule) => format!("some fixes were reverted: they would have introduced `{rule}`"),
        Undone::Frontmatter => {
            "some fixes were reverted: the frontmatter would have become unreadable".to_owned()
        }
        Undone::Circle => "the fixes were reverted: they undo each other".to_owned(),
    };
    Notice {
        path: Some(path.to_owned()),
        message,
        help: Some("fix it by hand, and please report it: a fix should do no harm".to_owned()),
        severity: Severity::Warning,
    }
}

fn nothing_found(paths: &[PathBuf]) -> Notice {
    let paths: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
    let place = if paths.is_empty() { "in `.`".to_owned() } else { format!("in {}", paths.join(", ")) };
    Notice {
        path: None,
        message: format!("no notes found {place}"),
        help: Some(
            "notes end in `.md` or `.markdown`; files that Git or `exclude` ignores are left out".to_owned(),
        ),
        severity: Severity::Warning,
    }
}

fn too_many(path: &str, omitted: usize) -> Notice {
    Notice {
        path: Some(path.to_owned()),
        message: format!("{omitted} more diagnostics not shown: limit per rule and note reached"),
        help: Some("fix what is shown, or turn the rule off for this note".to_owned()),
        severity: Severity::Warning,
    }
}
