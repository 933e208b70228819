//! What `notelint init` proposes for a collection: its kinds of notes, a type for each, and what is not reported.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    engine::Workspace,
    monitor::Monitor,
    options::{BaselineChoice, ConfigChoice, Options},
    request::{BaselineUse, Repair, Request},
    run::run,
    run_result::RunResult,
    survey::Survey,
    taken_over::{TakenOver, schema_file},
};
use crate::{
    config,
    diagnostic::{Fault, Severity},
    disk::{FileSystem, Overlay},
    infer::{
        self, ConfigDraft, InferredType, KindReport, KnownKind, NoteFacts, NoteReport, NotesDraft,
        OverrideDraft, TypeDraft,
    },
    lint::NoteOutcome,
};

/// The baseline that is written, beside the configuration.
pub(crate) const BASELINE: &str = "notelint-baseline.jsonl";

/// A proposal, which is changed until it fits the notes.
#[derive(Debug)]
pub(crate) struct Adoption {
    /// The absolute folder of the configuration.
    folder: PathBuf,
    files: Arc<dyn FileSystem>,
    survey: Survey,
    /// The notes of built-in types.
    recognised: Vec<KnownKind>,
    /// The types that the folder already has for other programs.
    pub(crate) taken_over: Vec<TakenOver>,
    /// The kinds of notes, in the order of the configuration.
    pub(crate) kinds: Vec<AdoptedKind>,
    /// Globs of files to leave out.
    exclude: Vec<String>,
    /// The number of notes that are of no kind.
    pub(crate) others: usize,
}

/// A kind of notes.
#[derive(Debug)]
pub(crate) struct AdoptedKind {
    /// The name of its type.
    pub(crate) name: String,
    /// Whether the folder or the file name gives that name.
    pub(crate) is_named: bool,
    /// The numbers of its notes in the survey.
    pub(crate) notes: Vec<usize>,
    /// Which notes they are, in the words of the configuration.
    pub(crate) selection: NotesDraft,
    /// The type that was inferred; `None` if it is a built-in one.
    pub(crate) inferred: Option<InferredType>,
    /// Whether notes that look like none of the others are left out.
    pub(crate) leaves_out_strays: bool,
    /// The rules that are off, each with the number of notes that they would report.
    off: BTreeMap<String, usize>,
}

/// What a check reported of the notes of each kind, and of the others.
#[derive(Debug)]
pub(crate) struct Checked {
    /// For each kind, what was reported.
    pub(crate) kinds: Vec<KindReport>,
    /// What the run found.
    pub(crate) result: RunResult,
}

/// A file to write.
#[derive(Debug)]
pub(crate) struct NewFile {
    /// Its path from the folder of the configuration, with `/`.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
}

impl Adoption {
    /// Looks at the notes in the absolute `folder`.
    ///
    /// # Errors
    /// The faults that keep them from being found.
    pub(crate) fn survey(
        folder: &Path,
        files: Arc<dyn FileSystem>,
        monitor: &dyn Monitor,
    ) -> Result<Self, Vec<Fault>> {
        let options = Options {
            paths: vec![folder.to_owned()],
            config: ConfigChoice::Isolated,
            select: Some(Vec::new()),
            ..Options::default()
        };
        let workspace = Workspace::open(options, files.clone())?;
        let survey = workspace.survey(folder, monitor)?;
        let mut recognised: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, note) in survey.notes.iter().enumerate() {
            if let Some(name) = &note.note_type {
                recognised.entry(name).or_default().push(number);
            }
        }
        let known = recognised.into_iter().map(|(name, notes)| KnownKind { name: name.to_owned(), notes });
        let taken_over = TakenOver::find(folder, &files)?;
        let mut adoption = Self {
            folder: folder.to_owned(),
            files,
            recognised: known.collect(),
            survey,
            taken_over,
            kinds: Vec::new(),
            exclude: Vec::new(),
            others: 0,
        };
        adoption.find_kinds();
        Ok(adoption)
    }

    /// Finds the kinds of the notes that no built-in type is for.
    fn find_kinds(&mut self) {
        let notes = &self.survey.notes;
        let is_open = |note: &usize| !self.taken_over.iter().any(|it| it.takes(&notes[*note].facts.path));
        let open: Vec<usize> = (0..notes.len()).filter(is_open).collect();
        let facts: Vec<&NoteFacts> = open.iter().map(|note| &notes[*note].facts).collect();
        let known = self.recognised.iter().map(|known| {
            let notes = known.notes.iter().filter_map(|note| open.binary_search(note).ok()).collect();
            KnownKind { name: known.name.clone(), notes }
        });
        let known: Vec<KnownKind> = known.filter(|known| !known.notes.is_empty()).collect();
        let found = infer::kinds(&facts, &known);
        let kinds = found.kinds.into_iter().map(|kind| {
            let is_known = known.iter().any(|known| known.name == kind.name);
            let notes: Vec<&NoteFacts> = kind.notes.iter().map(|note| facts[*note]).collect();
            AdoptedKind {
                inferred: (!is_known).then(|| infer::infer(&kind.name, &notes)),
                name: kind.name,
                is_named: kind.is_named,
                notes: kind.notes.iter().map(|note| open[*note]).collect(),
                selection: NotesDraft { files: kind.files, when: kind.when },
                leaves_out_strays: true,
                off: BTreeMap::new(),
            }
        });
        self.kinds = kinds.collect();
        self.name_by_folder();
        self.exclude = found.exclude;
        self.others = found.others.len();
        for taken in &mut self.taken_over {
            let has_notes = !taken.found.files.is_empty() || self.others > 0;
            taken.is_used = has_notes && !taken.found.schema.is_empty();
            if let Some(kind) = self.kinds.iter_mut().find(|kind| kind.name == taken.found.name) {
                kind.rename(&format!("{}-2", taken.found.name));
            }
        }
    }

    /// Names the only kind that nothing else names after the folder.
    fn name_by_folder(&mut self) {
        let [kind] = &mut *self.kinds else { return };
        let folder = self.folder.file_name().and_then(|name| infer::name_after(&name.to_string_lossy()));
        if let Some(name) = folder.filter(|_| !kind.is_named) {
            kind.rename(&name);
            kind.is_named = true;
        }
    }

    /// The number of notes that were read, without what is left out.
    pub(crate) fn notes(&self) -> usize {
        self.kinds.iter().map(|kind| kind.notes.len()).sum::<usize>() + self.others
    }

    /// Returns the paths of the notes of `kind`, as reported.
    pub(crate) fn paths(&self, kind: &AdoptedKind) -> HashSet<&str> {
        kind.notes.iter().map(|note| self.survey.notes[*note].path.as_str()).collect()
    }

    /// Whether notes could not be read.
    pub(crate) fn has_faults(&self) -> bool {
        !self.survey.faults.is_empty()
    }

    /// Checks the notes with the types as they are, in memory.
    ///
    /// # Errors
    /// The faults of the run.
    pub(crate) fn check(&self, monitor: &dyn Monitor) -> Result<Checked, Vec<Fault>> {
        let files = Overlay::new(self.files.clone()).keep_writes();
        for file in self.files_to_write() {
            files.insert(self.folder.join(&file.path), file.text);
        }
        let options = Options {
            paths: vec![self.folder.clone()],
            config: ConfigChoice::File(self.folder.join(config::FILE_NAME)),
            baseline: BaselineChoice::Off,
            ..Options::default()
        };
        let request = Request {
            files: Arc::new(files),
            options,
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
        Ok(Checked { kinds: self.reports(&result), result })
    }

    fn reports(&self, result: &RunResult) -> Vec<KindReport> {
        let outcomes = result.outcome.notes.iter();
        let reported: HashMap<&str, NoteReport> =
            outcomes.map(|note| (note.path.as_str(), note_report(note))).collect();
        let nothing = NoteReport::default();
        let report = |kind: &AdoptedKind| {
            let mut report = KindReport::default();
            for (at, note) in kind.notes.iter().enumerate() {
                if !kind.is_stray(at) {
                    report.add(reported.get(&*self.survey.notes[*note].path).unwrap_or(&nothing));
                }
            }
            report
        };
        self.kinds.iter().map(report).collect()
    }

    /// Changes what does not fit the notes, as they were `checked`. Returns whether anything was changed.
    pub(crate) fn calibrate(&mut self, checked: &Checked) -> bool {
        let reports = self.kinds.iter().zip(&checked.kinds);
        let misfits = reports.filter(|(kind, report)| kind.inferred.is_none() && report.is_misfit());
        let misfits: HashSet<String> = misfits.map(|(kind, _)| kind.name.clone()).collect();
        if !misfits.is_empty() {
            self.recognised.retain(|known| !misfits.contains(&known.name));
            self.find_kinds();
            return true;
        }
        let mut has_changed = false;
        for (kind, report) in self.kinds.iter_mut().zip(&checked.kinds) {
            has_changed |= kind.relax(report);
            for (rule, notes) in report.misfitting_rules() {
                has_changed |= kind.off.insert(rule.to_string(), notes).is_none();
            }
        }
        has_changed
    }

    /// Returns the files that are written, but for the baseline.
    pub(crate) fn files_to_write(&self) -> Vec<NewFile> {
        let taken_over = self.taken_over.iter().filter(|it| !it.found.schema.is_empty());
        let taken_over =
            taken_over.map(|it| NewFile { path: schema_file(&it.found.name), text: it.found.schema.clone() });
        let types = self.kinds.iter().filter_map(|kind| {
            let text = kind.inferred.as_ref()?.to_yaml();
            Some(NewFile { path: kind.schema(), text })
        });
        let config = NewFile { path: config::FILE_NAME.to_owned(), text: self.configuration().to_yaml() };
        std::iter::once(config).chain(taken_over).chain(types).collect()
    }

    fn configuration(&self) -> ConfigDraft {
        let types = self.kinds.iter().map(|kind| TypeDraft {
            name: kind.name.clone(),
            schema: kind.inferred.is_some().then(|| kind.schema()),
            notes: kind.selection.clone(),
            comment: counted(kind.notes.len()),
        });
        let (with_globs, without_globs): (Vec<_>, Vec<_>) =
            self.taken_over.iter().filter(|it| it.is_used).partition(|it| !it.found.files.is_empty());
        let with_globs = with_globs.into_iter().map(TakenOver::draft);
        // The first one takes all notes that are left.
        let without_globs = without_globs.into_iter().take(1).map(TakenOver::draft);
        let off = self.kinds.iter().filter(|kind| !kind.off.is_empty()).map(|kind| {
            let of = kind.notes.len();
            let off = kind.off.iter().map(|(rule, notes)| (rule.clone(), format!("{notes} of {of} notes")));
            OverrideDraft {
                notes: kind.selection.clone(),
                off: off.collect(),
                comment: format!("More than one in ten `{}` notes look otherwise.", kind.name),
            }
        });
        let strays = self.kinds.iter().filter_map(|kind| self.strays(kind));
        ConfigDraft {
            comment: vec![
                "Configuration of notelint, written by `notelint init`. Globs are relative to this folder."
                    .to_owned(),
            ],
            exclude: self.exclude.clone(),
            baseline: Some(BASELINE.to_owned()),
            types: with_globs.chain(types).chain(without_globs).collect(),
            overrides: off.chain(strays).collect(),
        }
    }

    /// Returns the override for notes of `kind` that look like none of the others.
    fn strays(&self, kind: &AdoptedKind) -> Option<OverrideDraft> {
        let files: Vec<String> =
            kind.strays().map(|at| infer::escaped(&self.survey.notes[kind.notes[at]].facts.path)).collect();
        let off = ["frontmatter", "rating", "structure", "swot"]
            .map(|group| (group.to_owned(), "not of this kind".to_owned()));
        (!files.is_empty()).then(|| OverrideDraft {
            comment: format!("{} that look like no other `{}`", counted(files.len()), kind.name),
            notes: NotesDraft { files, when: Vec::new() },
            off: off.into(),
        })
    }
}

impl AdoptedKind {
    /// The file of its type, from the folder of the configuration.
    fn schema(&self) -> String {
        schema_file(&self.name)
    }

    /// Whether its note at the index `at` looks like none of the others, and is left out.
    fn is_stray(&self, at: usize) -> bool {
        let strays = self.inferred.as_ref().map(InferredType::strays).unwrap_or_default();
        self.leaves_out_strays && strays.binary_search(&at).is_ok()
    }

    /// Requires no longer what many of its notes lack, as `report` tells. Returns whether anything was changed.
    fn relax(&mut self, report: &KindReport) -> bool {
        let Some(inferred) = &mut self.inferred else { return false };
        let why = |notes: usize| format!("{notes} of {} notes lack it", report.notes);
        let mut has_changed = false;
        for (parent, name, notes) in report.missing_sections() {
            if let Some(pointer) = inferred.section_at(parent, name) {
                inferred.set_required(&pointer, false, &why(notes));
                has_changed = true;
            }
        }
        for (swot, name, notes) in report.missing_quadrants() {
            if let Some(pointer) = inferred.quadrant_at(swot, name) {
                inferred.set_required(&pointer, false, &why(notes));
                has_changed = true;
            }
        }
        has_changed
    }

    /// Returns the indexes of its notes that look like none of the others, and are left out.
    pub(crate) fn strays(&self) -> impl Iterator<Item = usize> {
        (0..self.notes.len()).filter(|at| self.is_stray(*at))
    }

    /// Returns rules that are off for its notes, each with the number of notes that it would report.
    pub(crate) fn rules_off(&self) -> impl Iterator<Item = (&str, usize)> {
        self.off.iter().map(|(rule, notes)| (rule.as_str(), *notes))
    }

    /// Gives its type another `name`.
    pub(crate) fn rename(&mut self, name: &str) {
        name.clone_into(&mut self.name);
        if let Some(inferred) = &mut self.inferred {
            name.clone_into(&mut inferred.name);
        }
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

fn counted(notes: usize) -> String {
    if notes == 1 { "1 note".to_owned() } else { format!("{notes} notes") }
}
