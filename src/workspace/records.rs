//! Checks and extracts records: notes that come one after another without end, each alone. For them, nothing but
//! configurations and note types is read from the disk.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use rayon::prelude::*;

use super::{
    baseline_file::{self, BaselineFile},
    catalog,
    config_loader::Loaded,
    extractor::{self, Form},
    options::{BaselineChoice, Options},
    record::{Record, RecordLine},
    resolver::Resolver,
    settings::Settings,
    target::{Resolved, Target},
    threads::Threads,
};
use crate::{
    diagnostic::Fault,
    disk::{self, FileSystem, NoteFile},
    lint::{Baseline, Counts, NoteDiagnostics, NoteOutcome, unread_fault},
    notetype::Index,
    report::{self, Checkout, ExtractFormat, RecordHead, RecordStatus},
    rules::Selection,
};

/// What applies to records.
pub(crate) struct Records {
    files: Arc<dyn FileSystem>,
    options: Arc<Options>,
    /// The absolute working directory.
    folder: PathBuf,
    selection: Selection,
    resolver: Resolver,
    threads: Threads,
    /// The baselines by their paths, each read once.
    baselines: HashMap<PathBuf, Result<Baseline, Vec<Fault>>>,
}

/// What is answered to a record.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    /// A line of JSON, with its line feed.
    pub(crate) line: Vec<u8>,
    /// How many diagnostics it has.
    pub(crate) counts: Counts,
    /// Whether the record could not be read or checked.
    pub(crate) is_failed: bool,
}

/// A record with what applies to it.
struct Pending {
    record: Record,
    /// `None` if the record has no path.
    target: Option<Target>,
    state: State,
}

enum State {
    Known,
    Excluded,
    Failed(Vec<Fault>),
}

impl Pending {
    /// Returns the record with the `status` that it has if it is neither excluded nor failed.
    fn head<'p>(&'p self, status: RecordStatus, faults: &'p [Fault]) -> RecordHead<'p> {
        let path = self.target.as_ref().map(|target| &**target.display_path());
        RecordHead { passed: self.record.passed(), path, status, faults }
    }
}

impl Records {
    /// Loads the configuration of the working directory, or the one that is chosen.
    ///
    /// # Errors
    /// All faults of arguments, of this configuration, its note types and a baseline that is chosen.
    pub(crate) fn open(options: Options, files: Arc<dyn FileSystem>) -> Result<Self, Vec<Fault>> {
        let folder = files.working_directory().map_err(|fault| vec![fault])?;
        let threads = Threads::new(options.jobs);
        let options = Arc::new(options);
        let selection = catalog::selection(&options)?;
        let mut resolver = Resolver::new(files.clone(), &options, &folder, selection.clone(), None);
        resolver.load(&folder);
        let faults = resolver.take_faults();
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut records =
            Self { files, options, folder, selection, resolver, threads, baselines: HashMap::new() };
        if let BaselineChoice::File(chosen) = &records.options.baseline {
            let file = BaselineFile::chosen(chosen, &records.folder);
            records.read_baseline(&file)?;
        }
        Ok(records)
    }

    /// Checks the records in `lines`. Returns an answer to each, in their order.
    pub(crate) fn check(&mut self, lines: &[RecordLine<'_>], checkout: &Checkout) -> Vec<Answer> {
        self.answer(lines, |records, pending| records.check_one(pending, checkout))
    }

    /// Extracts the notes in `lines`, with their outlines if that is wanted. Returns an answer to each record, in
    /// their order.
    pub(crate) fn extract(&mut self, lines: &[RecordLine<'_>], with_outline: bool) -> Vec<Answer> {
        self.answer(lines, |records, pending| records.extract_one(pending, with_outline))
    }

    fn answer(
        &mut self,
        lines: &[RecordLine<'_>],
        answer: impl Fn(&Self, &Pending) -> Answer + Sync,
    ) -> Vec<Answer> {
        if self.resolver.is_full() {
            self.resolver =
                Resolver::new(self.files.clone(), &self.options, &self.folder, self.selection.clone(), None);
        }
        let threads = self.threads.clone();
        let read: Vec<_> = threads.install(|| lines.par_iter().map(|line| Record::read(*line)).collect());
        let located: Vec<_> = read.into_iter().map(|(record, fault)| self.locate(record, fault)).collect();
        let assign = |(pending, loaded): &(Pending, Option<Arc<Loaded>>)| {
            let file = &pending.target.as_ref()?.file;
            Some(loaded.as_ref()?.assign_text(&file.path, &pending.record.text, Index::default()))
        };
        let assigned: Vec<_> = threads.install(|| located.par_iter().map(assign).collect());
        let mut pending = Vec::with_capacity(located.len());
        for ((mut record, loaded), assigned) in located.into_iter().zip(assigned) {
            if let Some((loaded, assigned)) = loaded.zip(assigned)
                && let Some(target) = record.target.take()
            {
                let resolved = self.resolver.resolve_record(&target.file, &loaded, assigned);
                let root = self.resolver.roots().get(resolved.root as usize);
                let target = Target::new(target.file, resolved, root);
                if let Err(faults) = self.prepare(&target) {
                    record.state = State::Failed(faults);
                }
                record.target = Some(target);
            }
            pending.push(record);
        }
        let records = &*self;
        threads.install(|| pending.par_iter().map(|pending| answer(records, pending)).collect())
    }

    /// Finds the configuration of `record`, whose reading had the fault `fault`.
    fn locate(&mut self, record: Record, fault: Option<Fault>) -> (Pending, Option<Arc<Loaded>>) {
        let file = record.path.as_ref().map(|path| {
            let file = NoteFile::named(disk::absolute(Path::new(path), &self.folder), &self.folder);
            // It counts as found in the working directory: `exclude` applies to it.
            NoteFile { named: self.options.force_exclude, ..file }
        });
        let (loaded, state) = match (&file, fault) {
            (_, Some(fault)) => (None, State::Failed(vec![fault])),
            (None, None) => (None, State::Excluded),
            (Some(file), None) => match self.resolver.config_of_record(file) {
                Ok(Some(loaded)) => (Some(loaded), State::Known),
                Ok(None) => (None, State::Excluded),
                Err(faults) => (None, State::Failed(faults)),
            },
        };
        let target = file.map(|file| Target::new(file, Resolved::NOTHING, None));
        (Pending { record, target, state }, loaded)
    }

    fn settings(&self, target: &Target) -> Option<&Settings> {
        self.resolver.settings().get(target.settings()?)
    }

    /// Reads the baseline of the note at `target`.
    fn prepare(&mut self, target: &Target) -> Result<(), Vec<Fault>> {
        match self.settings(target).and_then(|settings| self.baseline_file(settings)) {
            Some(file) => self.read_baseline(&file),
            None => Ok(()),
        }
    }

    fn baseline_file(&self, settings: &Settings) -> Option<BaselineFile> {
        BaselineFile::of(&self.options.baseline, &settings.config, &self.folder)
    }

    fn read_baseline(&mut self, file: &BaselineFile) -> Result<(), Vec<Fault>> {
        let read =
            self.baselines.entry(file.path.clone()).or_insert_with(|| match file.read(&*self.files, false) {
                Ok(read) if read.is_outdated() => Err(vec![file.outdated()]),
                read => read,
            });
        read.as_ref().map(drop).map_err(Clone::clone)
    }

    fn check_one(&self, pending: &Pending, checkout: &Checkout) -> Answer {
        let target = pending.target.as_ref();
        let settings = target.and_then(|target| self.settings(target));
        let mut said = NoteDiagnostics::default();
        let (status, faults) = match &pending.state {
            State::Excluded => (RecordStatus::Excluded, Vec::new()),
            State::Failed(faults) => (RecordStatus::Failed, faults.clone()),
            State::Known => {
                match target.zip(settings).map(|(target, settings)| self.find(pending, target, settings)) {
                    None => (RecordStatus::Skipped, Vec::new()),
                    Some(Err(fault)) => (RecordStatus::Failed, vec![fault]),
                    Some(Ok(found)) => {
                        said = found;
                        let is_skipped = settings.is_none_or(Settings::is_skipped);
                        (if is_skipped { RecordStatus::Skipped } else { RecordStatus::Checked }, Vec::new())
                    }
                }
            }
        };
        let counts = said.diagnostics.counts();
        let note = NoteOutcome {
            path: target.map(|target| target.display_path().to_string()).unwrap_or_default(),
            note_type: settings.and_then(Settings::note_type).cloned(),
            diagnostics: said.diagnostics,
        };
        let line = report::checked_record(&pending.head(status, &faults), &note, said.omitted, checkout);
        Answer { line: line.unwrap_or_default(), counts, is_failed: status == RecordStatus::Failed }
    }

    /// Returns the diagnostics of the note at `target`.
    ///
    /// # Errors
    /// A fault of the note if it cannot be read.
    fn find(
        &self,
        pending: &Pending,
        target: &Target,
        settings: &Settings,
    ) -> Result<NoteDiagnostics, Fault> {
        let text = decoded(pending, target)?;
        let applies = settings.of_note(&[], target, false);
        let findings = applies.check(text).findings;
        if let Some(unread) = findings.unread {
            return Err(unread_fault(text, unread).in_file(&**target.display_path()));
        }
        let mut said = findings.conclude_alone(&applies, text);
        let Some(file) = self.baseline_file(settings) else { return Ok(said) };
        if let Some(Ok(baseline)) = self.baselines.get(&file.path) {
            let entries = file.entries(|| text.to_owned(), target, &said);
            let mut own = baseline.of_note(&file.note(target));
            baseline_file::hide_known(&mut own, &entries, &mut said, |rule, known, new| {
                applies.report_new(text, rule, known, new)
            });
        }
        Ok(said)
    }

    fn extract_one(&self, pending: &Pending, with_outline: bool) -> Answer {
        let target = pending.target.as_ref();
        let note_type = target.and_then(|target| self.settings(target)?.note_type());
        let (status, faults) = match &pending.state {
            State::Excluded => (RecordStatus::Excluded, Vec::new()),
            State::Failed(faults) => (RecordStatus::Failed, faults.clone()),
            State::Known => match target.zip(note_type) {
                None => (RecordStatus::Skipped, Vec::new()),
                Some((target, note_type)) => {
                    let record = pending.record.passed();
                    let form = Form { format: ExtractFormat::LINE, with_outline, record };
                    let line = decoded(pending, target)
                        .and_then(|text| extractor::extract_text(text, note_type, target, form));
                    match line {
                        Ok(line) => return Answer { line, ..Answer::default() },
                        Err(fault) => (RecordStatus::Failed, vec![fault]),
                    }
                }
            },
        };
        let line = report::unextracted_record(&pending.head(status, &faults)).unwrap_or_default();
        Answer { line, is_failed: status == RecordStatus::Failed, ..Answer::default() }
    }
}

/// Returns the text of the note at `target`.
///
/// # Errors
/// A fault of the note if it is not a text.
fn decoded<'p>(pending: &'p Pending, target: &Target) -> Result<&'p str, Fault> {
    let path = target.display_path();
    disk::undisguised(&pending.record.text, path).map_err(|fault| fault.in_file(&**path))
}
