//! What `notelint init` proposes for a collection: its kinds of notes, a type for each, and what is not reported.

mod check;
mod kind;
mod proposal;
mod scope;

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use self::scope::Scope;
pub(crate) use self::{
    check::{Checked, Extent},
    kind::AdoptedKind,
    proposal::NewFile,
};
use super::{
    engine::Workspace,
    monitor::Monitor,
    options::{ConfigChoice, Options},
    survey::Survey,
    taken_over::TakenOver,
};
use crate::{
    diagnostic::Fault,
    disk::FileSystem,
    infer::{self, KnownKind, NoteFacts, NotesDraft},
};

/// A proposal, which is changed until it fits the notes.
#[derive(Debug)]
pub(crate) struct Adoption {
    /// The absolute folder of the configuration.
    folder: PathBuf,
    files: Arc<dyn FileSystem>,
    scope: Scope,
    survey: Survey,
    /// The notes of built-in types.
    recognised: Vec<KnownKind>,
    /// The types that the folder already has for other programs.
    pub(crate) taken_over: Vec<TakenOver>,
    /// The kinds of notes, in the order of the configuration.
    pub(crate) kinds: Vec<AdoptedKind>,
    /// Globs of files to leave out.
    exclude: Vec<String>,
    /// The number of notes that have no type.
    pub(crate) others: usize,
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
        let open = |options: Options| {
            let options = Options { config: ConfigChoice::Isolated, select: Some(Vec::new()), ..options };
            Workspace::open(options, files.clone())
        };
        let mut workspace = open(Options { paths: vec![folder.to_owned()], ..Options::default() })?;
        let scope = Scope::of(folder, workspace.targets(), &*files);
        let survey = if scope.is_empty() {
            Survey::default()
        } else {
            if !scope.configured.is_empty() {
                workspace = open(scope.options(folder, ConfigChoice::Isolated, None))?;
            }
            workspace.survey(folder, monitor)?
        };
        let mut recognised: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, note) in survey.notes.iter().enumerate() {
            if let Some(name) = &note.note_type {
                recognised.entry(name).or_default().push(number);
            }
        }
        let known = recognised.into_iter().map(|(name, notes)| KnownKind { name: name.to_owned(), notes });
        let taken_over = TakenOver::find(folder, &files);
        let mut adoption = Self {
            folder: folder.to_owned(),
            files,
            scope,
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
        let mut open = Vec::new();
        for taken in &mut self.taken_over {
            taken.notes.clear();
        }
        for (number, note) in notes.iter().enumerate() {
            match self.taken_over.iter_mut().find(|it| it.takes(&note.facts.path)) {
                Some(taken) => taken.notes.push(number),
                None => open.push(number),
            }
        }
        let facts: Vec<&NoteFacts> = open.iter().map(|note| &notes[*note].facts).collect();
        let known = self.recognised.iter().map(|known| {
            let notes = known.notes.iter().filter_map(|note| open.binary_search(note).ok()).collect();
            KnownKind { name: known.name.clone(), notes }
        });
        // A configuration has one type of a name.
        let is_taken = |name: &str| self.taken_over.iter().any(|it| it.found.name == name);
        let known: Vec<KnownKind> =
            known.filter(|known| !known.notes.is_empty() && !is_taken(&known.name)).collect();
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
                demanded: BTreeSet::new(),
                off: BTreeMap::new(),
            }
        });
        self.kinds = kinds.collect();
        self.name_by_folder();
        self.exclude = found.exclude;
        let others: Vec<usize> = found.others.iter().map(|note| open[*note]).collect();
        self.others = others.len();
        if let Some(taken) = self.taken_over.iter_mut().find(|it| it.takes_the_rest()) {
            taken.notes = others;
            self.others = 0;
        }
        self.yield_names();
    }

    /// Gives the kinds whose names the types have that are taken over others, which nothing has yet.
    fn yield_names(&mut self) {
        let mut used: HashSet<String> = self.kinds.iter().map(|kind| kind.name.clone()).collect();
        used.extend(self.taken_over.iter().map(|taken| taken.found.name.clone()));
        for taken in &self.taken_over {
            let name = &taken.found.name;
            let Some(kind) = self.kinds.iter_mut().find(|kind| kind.name == *name) else { continue };
            let mut numbered = (2..).map(|number| format!("{name}-{number}"));
            if let Some(free) = numbered.find(|name| !used.contains(name)) {
                kind.rename(&free);
                used.insert(free);
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
        let taken = self.taken_over.iter().map(|taken| taken.notes.len());
        self.kinds.iter().map(|kind| kind.notes.len()).chain(taken).sum::<usize>() + self.others
    }

    /// Returns the paths of the `notes`, as reported.
    pub(crate) fn paths(&self, notes: &[usize]) -> HashSet<&str> {
        notes.iter().map(|note| self.survey.notes[*note].path.as_str()).collect()
    }

    /// The folders with a configuration of their own, whose notes are left out.
    pub(crate) fn configured_folders(&self) -> &[String] {
        &self.scope.configured
    }

    /// Whether notes could not be read.
    pub(crate) fn has_faults(&self) -> bool {
        !self.survey.faults.is_empty()
    }

    /// Takes back the built-in types that do not fit their notes, as they were `checked`, and finds the kinds of these
    /// notes. Returns whether there were any.
    pub(crate) fn drop_misfits(&mut self, checked: &Checked) -> bool {
        let reports = self.kinds.iter().zip(&checked.kinds);
        let misfits = reports.filter(|(kind, report)| kind.inferred.is_none() && report.is_misfit());
        let misfits: HashSet<String> = misfits.map(|(kind, _)| kind.name.clone()).collect();
        if misfits.is_empty() {
            return false;
        }
        self.recognised.retain(|known| !misfits.contains(&known.name));
        self.find_kinds();
        true
    }

    /// Requires no longer what many notes do not follow, as they were `checked`. Returns whether anything was changed.
    pub(crate) fn relax(&mut self, checked: &Checked) -> bool {
        let mut has_changed = false;
        for (kind, report) in self.kinds.iter_mut().zip(&checked.kinds) {
            has_changed |= kind.relax(report);
            for (rule, share) in report.misfitting_rules() {
                has_changed |= kind.off.insert(rule.to_string(), share).is_none();
            }
        }
        has_changed
    }
}
