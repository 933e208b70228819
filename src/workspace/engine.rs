use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

#[cfg(feature = "cli")]
use super::{baseline_file::BaselineFile, root::Root, settings::Settings};
use super::{
    baseline_file::Baselines,
    catalog::Catalog,
    extractor,
    fixer::{self, Fixed},
    monitor::{Monitor, Unwatched},
    note_report::{Collection, NoteReport, ResolvedNote},
    note_result::Memory,
    options::Options,
    state::{Concluded, State},
    target::Target,
    threads::Threads,
};
#[cfg(feature = "cli")]
use crate::notetype::NoteType;
use crate::{
    config,
    diagnostic::{Fault, Notice, Safety},
    disk::{self, FileSystem, Overlay},
    lint::NoteDiagnostics,
    report::ExtractFormat,
};

/// An open set of notes. Results are kept: when a note changes, only that note is checked again,
/// and the diagnostics of the others are updated.
///
/// # Examples
///
/// ```
/// use std::{path::Path, sync::Arc};
///
/// use notelint::{Options, Overlay, Workspace};
///
/// let files = Overlay::in_memory("/notes");
/// files.insert("/notes/a.md", "# A\n\n[b](b.md)\n");
/// let mut options = Options::default();
/// options.select = Some(vec!["link".to_owned()]);
/// let mut workspace = Workspace::open(options, Arc::new(files)).unwrap();
///
/// let report = workspace.check(Path::new("a.md")).unwrap();
/// assert_eq!(report.diagnostics[0].diagnostic.rule.as_str(), "link/missing-target");
///
/// workspace.update(Path::new("b.md"), "# B\n").unwrap();
/// assert!(workspace.check(Path::new("a.md")).unwrap().diagnostics.is_empty());
/// ```
pub struct Workspace {
    pub(super) options: Arc<Options>,
    pub(super) files: Arc<Overlay>,
    pub(super) state: State,
    baselines: Baselines,
    /// The number of each note, by its absolute path.
    numbers: HashMap<PathBuf, usize>,
}

impl std::fmt::Debug for Workspace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workspace").field("options", &self.options).finish_non_exhaustive()
    }
}

impl Workspace {
    /// Finds the notes in `files` and loads their configurations and types. Nothing is checked yet.
    /// A file or folder in [`Options::paths`] that cannot be read is one of [`Workspace::faults`].
    ///
    /// # Errors
    /// All faults of the options, configurations and note types. Nothing can be checked then.
    pub fn open(options: Options, files: Arc<dyn FileSystem>) -> Result<Self, Vec<Fault>> {
        Self::open_over(options, Arc::new(Overlay::new(files)))
    }

    /// Like [`open`](Self::open), but texts that are updated become files of the overlay `files`.
    pub(crate) fn open_over(options: Options, files: Arc<Overlay>) -> Result<Self, Vec<Fault>> {
        Self::open_with(options, files, None)
    }

    /// Like [`open_over`](Self::open_over). What `memory` has of notes need not be found out again.
    pub(super) fn open_with(
        options: Options,
        files: Arc<Overlay>,
        memory: Option<&dyn Memory>,
    ) -> Result<Self, Vec<Fault>> {
        let threads = Threads::new(options.jobs);
        let options = Arc::new(options);
        let catalog = threads.install(|| Catalog::open(&options, files.clone(), memory))?;
        let (state, baselines) = (State::new(catalog, threads), Baselines::default());
        Ok(Self { options, files, state, baselines, numbers: HashMap::new() })
    }

    /// Returns what applies to the note at `path`, which need not be among those that were found;
    /// `None` if it is excluded. A relative path is relative to the working directory.
    ///
    /// # Errors
    /// The faults of its configuration and note types.
    pub fn resolve(&mut self, path: &Path) -> Result<Option<ResolvedNote>, Vec<Fault>> {
        let path = self.absolute(path);
        let resolved = match self.number(&path) {
            Some(at) if self.catalog().targets()[at].is_excluded => None,
            Some(at) => Some(self.catalog().targets()[at].resolved),
            None => self.state.catalog_mut().resolve(&path)?.map(|(_, resolved)| resolved),
        };
        Ok(resolved.map(|resolved| {
            let settings =
                resolved.settings.and_then(|number| self.catalog().numbered_settings(number as usize));
            ResolvedNote::new(settings, self.catalog().roots().get(resolved.root as usize))
        }))
    }

    /// Checks the note at `path`; `None` if it is not one of the notes that were found or updated.
    pub fn check(&mut self, path: &Path) -> Option<NoteReport> {
        let at = self.number(&self.absolute(path))?;
        if self.catalog().targets()[at].is_excluded {
            return None;
        }
        self.ask(at);
        self.state.ensure_checked(&Unwatched);
        let said = self.state.conclude(at);
        Some(self.report(at, said))
    }

    /// Checks all notes that `Options::paths` names, sorted by path.
    pub fn check_all(&mut self) -> Vec<NoteReport> {
        self.check_all_watched(&Unwatched)
    }

    /// Like [`check_all`](Self::check_all), with progress reported to `monitor`.
    pub fn check_all_watched(&mut self, monitor: &dyn Monitor) -> Vec<NoteReport> {
        self.state.ensure_checked(monitor);
        let mut reports: Vec<NoteReport> = Vec::new();
        for (at, said) in self.state.conclude_all(monitor).into_iter().enumerate() {
            if self.catalog().targets()[at].is_reported() {
                reports.push(self.report(at, said));
            }
        }
        reports.sort_by(|a, b| a.path.cmp(&b.path));
        reports
    }

    /// Replaces the content of `path` by `text`, whatever is on disk: of a note, or of a
    /// configuration or note type that notes depend on. The results of other notes are kept.
    ///
    /// # Errors
    /// The faults of configurations and note types. The workspace is then unchanged, except for the
    /// text.
    pub fn update(&mut self, path: &Path, text: &str) -> Result<(), Vec<Fault>> {
        let path = self.absolute(path);
        self.files.insert(&path, text.as_bytes());
        self.changed(&path)
    }

    /// Reads `path` from disk again, in place of the text that it was given.
    ///
    /// # Errors
    /// The faults of configurations and note types. The workspace is then unchanged.
    pub fn reload(&mut self, path: &Path) -> Result<(), Vec<Fault>> {
        let path = self.absolute(path);
        self.files.remove(&path);
        self.changed(&path)
    }

    /// Applies the fixes of at least `safety` to the note at `path`: to its file, or to the text
    /// that it was given. Returns `None` if there is nothing to fix.
    ///
    /// # Errors
    /// A fault of the note if it cannot be read or written. The note is then unchanged.
    pub fn fix(&mut self, path: &Path, safety: Safety) -> Result<Option<Fixed>, Fault> {
        let Some(at) = self.number(&self.absolute(path)) else { return Ok(None) };
        self.ask(at);
        self.state.ensure_checked(&Unwatched);
        let Ok(said) = self.state.conclude(at).transpose() else { return Ok(None) };
        let Some(said) = said else { return Ok(None) };
        let Some((fixed, result)) = fixer::fix(&self.state, at, &said, safety)? else { return Ok(None) };
        if let Some(result) = result {
            self.state.replace_result(at, result);
            self.state.resolve_again(&[at]);
        }
        Ok(Some(fixed))
    }

    /// Returns the text of the file at `path`: the one that it was given, else the one on disk.
    ///
    /// # Errors
    /// A fault if the file cannot be read.
    pub fn text(&self, path: &Path) -> Result<String, Fault> {
        let files: &dyn FileSystem = &*self.files;
        let path = self.absolute(path);
        files.text(&path).map_err(|fault| fault.in_file(disk::display_path(&path, self.catalog().folder())))
    }

    /// Returns the note at `path` as its type reads it: one line of JSON, as `notelint extract
    /// --format jsonl` prints it. `None` if it is not among the notes that were found, or has no
    /// type.
    ///
    /// # Errors
    /// A fault if the note cannot be read.
    pub fn extract(&mut self, path: &Path) -> Result<Option<String>, Fault> {
        self.extract_line(path, false)
    }

    /// Returns what [`extract`](Self::extract) returns, with all of the note in its member `outline`, as `notelint
    /// extract --outline` prints it: each heading with its lines, the Markdown below it, and the JSON Pointer of what
    /// it was read as. The `heading` and `markdown` of all parts, one after the other, are the text of the note.
    ///
    /// # Errors
    /// A fault if the note cannot be read.
    pub fn extract_with_outline(&mut self, path: &Path) -> Result<Option<String>, Fault> {
        self.extract_line(path, true)
    }

    /// Returns the collection of the note at `path`.
    pub fn collection(&mut self, path: &Path) -> Option<Collection> {
        let at = self.number(&self.absolute(path))?;
        self.state.ensure_checked(&Unwatched);
        let root = self.catalog().targets()[at].root();
        let is_of = |target: &&Target| target.root() == root && !target.is_excluded;
        let targets = self.catalog().targets().iter().filter(is_of);
        let mut notes: Vec<Arc<str>> = targets.map(|target| target.display_path().clone()).collect();
        notes.sort();
        Some(Collection::new(self.catalog().roots().get(root)?, notes))
    }

    /// Why paths could not be found or read, and baselines of notes that were checked.
    pub fn faults(&self) -> &[Fault] {
        self.catalog().faults()
    }

    /// Notices about parts of the configurations and note types that have no effect.
    pub fn notices(&self) -> &[Notice] {
        self.catalog().notices()
    }

    fn extract_line(&mut self, path: &Path, with_outline: bool) -> Result<Option<String>, Fault> {
        let Some(at) = self.number(&self.absolute(path)) else { return Ok(None) };
        let target = &self.catalog().targets()[at];
        let line = extractor::extract(self.catalog(), target, ExtractFormat::LINE, with_outline)?;
        Ok(line.map(|line| String::from_utf8_lossy(&line).trim_end().to_owned()))
    }

    pub(super) fn absolute(&self, path: &Path) -> PathBuf {
        let files: &dyn FileSystem = &*self.files;
        files.reported(path, self.catalog().folder())
    }

    pub(super) fn number(&mut self, path: &Path) -> Option<usize> {
        let targets = self.catalog().targets();
        if self.numbers.len() < targets.len() {
            // A note that is excluded and named comes first as one that is checked.
            let numbered = targets.iter().enumerate().rev();
            self.numbers = numbered.map(|(at, target)| (target.path().to_owned(), at)).collect();
        }
        self.numbers.get(path).copied()
    }

    /// Marks the note numbered `at`, a neighbour until now, as one to report.
    fn ask(&mut self, at: usize) {
        if self.catalog().targets()[at].is_reported() {
            return;
        }
        self.state.catalog_mut().report(at);
        if self.state.is_checked() {
            self.state.recheck(at);
        }
    }

    pub(super) fn catalog(&self) -> &Catalog {
        self.state.catalog()
    }

    fn changed(&mut self, path: &Path) -> Result<(), Vec<Fault>> {
        let files: &dyn FileSystem = &*self.files;
        let is_there = files.is_file(path);
        if self.catalog().is_index_changed(path) {
            return self.reopen();
        }
        match self.number(path) {
            Some(at) if is_there => {
                let was_collection = self.catalog().checks_collections();
                if self.state.catalog_mut().resolve_again(at) {
                    if self.catalog().checks_collections() != was_collection {
                        return self.reopen();
                    }
                    self.state.forget_collections();
                }
                if self.state.is_checked() {
                    self.state.recheck(at);
                }
                Ok(())
            }
            None if is_there && is_note(path) => self.add(path),
            _ => self.reopen(),
        }
    }

    fn add(&mut self, path: &Path) -> Result<(), Vec<Fault>> {
        let is_checked = self.state.is_checked();
        // Links can lead to any file.
        self.state.forget_collections();
        let Some((file, resolved)) = self.state.catalog_mut().resolve(path)? else {
            // What is excluded is a target of links.
            return if self.catalog().checks_collections() { self.reopen() } else { Ok(()) };
        };
        let Some(at) = self.state.catalog_mut().add(file, resolved) else { return self.reopen() };
        if is_checked {
            self.state.recheck(at);
        }
        Ok(())
    }

    fn reopen(&mut self) -> Result<(), Vec<Fault>> {
        let catalog = self.state.install(|| Catalog::open(&self.options, self.files.clone(), None))?;
        self.state.restart(catalog);
        self.baselines = Baselines::default();
        self.numbers.clear();
        Ok(())
    }

    fn report(&mut self, at: usize, said: Concluded) -> NoteReport {
        let (mut said, fault) = match said {
            Some(Ok(said)) => (said, self.state.result(at).fault.as_deref().cloned()),
            Some(Err(fault)) => (NoteDiagnostics::default(), Some(*fault)),
            None => (NoteDiagnostics::default(), self.state.result(at).fault.as_deref().cloned()),
        };
        let (baselined, faults) = self.baselines.hide(&self.state, &self.options.baseline, at, &mut said);
        self.state.catalog_mut().add_faults(faults);
        let target = &self.catalog().targets()[at];
        NoteReport::new(target, self.catalog().settings(target), said, baselined, fault)
    }
}

fn is_note(path: &Path) -> bool {
    disk::is_markdown(path) && path.file_name().is_some_and(|name| name != config::FILE_NAME)
}

/// What only commands need.
#[cfg(feature = "cli")]
impl Workspace {
    /// The notes, including those without a type: first standard input, then the others by path,
    /// then the neighbours, which are not reported.
    pub(crate) fn targets(&self) -> &[Target] {
        self.catalog().targets()
    }

    /// The settings of `target`; `None` if it is not checked.
    pub(crate) fn settings(&self, target: &Target) -> Option<&Settings> {
        self.catalog().settings(target)
    }

    /// Returns the baseline of the notes with `settings`, if they have one.
    pub(crate) fn baseline(&self, settings: &Settings) -> Option<BaselineFile> {
        BaselineFile::of(&self.options.baseline, &settings.config, self.catalog().folder())
    }

    /// The absolute working directory.
    pub(crate) fn folder(&self) -> &Path {
        self.catalog().folder()
    }

    /// The collections that the notes belong to.
    pub(crate) fn roots(&self) -> &[Root] {
        self.catalog().roots()
    }

    /// Returns the note at `target` in `format`, with its outline if that is wanted; `None` if it has no type.
    ///
    /// # Errors
    /// A fault of the note if it cannot be read, or has a value that the format cannot express.
    pub(crate) fn extract_target(
        &self,
        target: &Target,
        format: ExtractFormat,
        with_outline: bool,
    ) -> Result<Option<Vec<u8>>, Fault> {
        extractor::extract(self.catalog(), target, format, with_outline)
    }

    /// Returns the note type that `named` names, by its name or by the file of its schema, if one of the notes has it.
    pub(crate) fn note_type(&self, named: &str) -> Option<&NoteType> {
        let is_chosen = self.options.note_type.as_deref() == Some(named);
        let mut settings = self.targets().iter().filter_map(|target| self.settings(target));
        let found = settings.find(|settings| is_chosen || settings.is_of_type(named, self.folder()));
        found?.note_type().map(|note_type| &**note_type)
    }

    /// Runs `work` on the threads of the workspace.
    pub(crate) fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.state.install(work)
    }

    pub(super) fn state_mut(&mut self) -> &mut State {
        &mut self.state
    }
}
