use std::{collections::HashSet, ops::Deref, path::Path};

use rayon::prelude::*;

use super::{
    catalog::{Catalog, by_root},
    checker,
    collection_index::CollectionIndex,
    monitor::{Monitor, Unwatched},
    note_result::{NoteResult, ResultStore},
    sources::FileSources,
    target::Target,
    threads::Threads,
};
use crate::{
    diagnostic::Fault,
    disk::Buffer,
    lint::{Anchor, InCollection, NoteDiagnostics, NoteFindings, SharedTexts},
    rules::Found,
};

/// The notes of a workspace with their results.
pub(super) struct State {
    catalog: Catalog,
    threads: Threads,
    /// The results of the notes on their own, in the order of the targets; empty before the first
    /// check.
    results: Vec<NoteResult>,
    /// One index per root; empty before the first check.
    collections: Vec<CollectionIndex>,
    /// What the diagnostics of many notes have in common.
    texts: SharedTexts,
}

/// The diagnostics of a note, or why its text could not be read; `None` if it is not checked.
pub(super) type Concluded = Option<Result<NoteDiagnostics, Box<Fault>>>;

/// To index collections again takes less time than more updates, which may each take time with the size of
/// the collection.
#[cfg(feature = "cli")]
const MAX_UPDATES: usize = 64;

/// With fewer notes, packing their diagnostics would take time and save little memory.
pub(super) const MIN_NOTES_TO_PACK: usize = 1_000;

impl State {
    /// Returns the state of notes that are not checked yet.
    pub(super) fn new(catalog: Catalog, threads: Threads) -> Self {
        let (results, collections) = (Vec::new(), Vec::new());
        Self { catalog, threads, results, collections, texts: SharedTexts::default() }
    }

    /// The notes and what applies to each.
    pub(super) fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Like [`catalog`](Self::catalog), for adding notes; the results of the others stay valid.
    pub(super) fn catalog_mut(&mut self) -> &mut Catalog {
        &mut self.catalog
    }

    /// Replaces the notes by those of `catalog`, and drops all results.
    pub(super) fn restart(&mut self, catalog: Catalog) {
        self.catalog = catalog;
        self.results.clear();
        self.collections.clear();
        self.texts = SharedTexts::default();
    }

    /// Returns where the diagnostics of the notes have their common texts, if they are packed.
    pub(super) fn texts(&self) -> Option<&SharedTexts> {
        (self.catalog.targets().len() >= MIN_NOTES_TO_PACK).then_some(&self.texts)
    }

    /// Drops the indexes of the collections.
    pub(super) fn forget_collections(&mut self) {
        self.collections.clear();
    }

    /// Takes the results of the notes out of the state.
    #[cfg(feature = "cli")]
    pub(super) fn take_results(&mut self) -> Vec<NoteResult> {
        self.collections.clear();
        std::mem::take(&mut self.results)
    }

    /// Whether each note has been checked.
    pub(super) fn is_checked(&self) -> bool {
        self.results.len() == self.catalog.targets().len()
    }

    /// Checks the notes that are not checked yet.
    pub(super) fn ensure_checked(&mut self, monitor: &dyn Monitor) {
        if self.results.is_empty() {
            let results = self.check_notes(None, monitor);
            self.set_results(results);
        }
        self.index();
    }

    /// Checks the note numbered `at` again, or the one that was added last.
    pub(super) fn recheck(&mut self, at: usize) {
        let target = &self.catalog.targets()[at];
        let result = checker::check(&self.catalog, target, &mut Buffer::default(), None);
        if at == self.results.len() {
            self.results.push(result);
        } else {
            self.replace_result(at, result);
        }
    }

    /// Returns the threads of the workspace.
    #[cfg(feature = "cli")]
    pub(super) fn threads(&self) -> &Threads {
        &self.threads
    }

    /// Runs `work` on the threads of the workspace.
    pub(super) fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.threads.install(work)
    }

    /// Checks each note on its own, except those whose result is in `store`.
    pub(super) fn check_notes(
        &self,
        store: Option<&dyn ResultStore>,
        monitor: &dyn Monitor,
    ) -> Vec<NoteResult> {
        self.install(|| checker::check_all(&self.catalog, store, self.texts(), monitor))
    }

    /// Sets the results of all notes, in the order of the targets.
    pub(super) fn set_results(&mut self, results: Vec<NoteResult>) {
        self.results = results;
        self.collections.clear();
        self.index();
    }

    /// The result of the note numbered `at`.
    pub(super) fn result(&self, at: usize) -> &NoteResult {
        &self.results[at]
    }

    /// Replaces the results of the notes with these numbers, and updates their collections.
    #[cfg(feature = "cli")]
    pub(super) fn replace_results(&mut self, mut results: Vec<(usize, NoteResult)>) {
        let numbers: Vec<usize> = results.iter().map(|(at, _)| *at).collect();
        results.extend(self.as_excluded(&numbers));
        if results.len() <= MAX_UPDATES {
            for (at, result) in results {
                self.set_result(at, result);
            }
            return;
        }
        for (at, result) in results {
            self.results[at] = result;
        }
        self.collections.clear();
        self.index();
    }

    /// Replaces the result of the note numbered `at`, and updates its collection.
    pub(super) fn replace_result(&mut self, at: usize, result: NoteResult) {
        self.set_result(at, result);
        for (at, result) in self.as_excluded(&[at]) {
            self.set_result(at, result);
        }
    }

    /// Resolves the notes with the `numbers` again, whose texts have changed, and checks those to which something
    /// else applies now.
    pub(super) fn resolve_again(&mut self, numbers: &[usize]) {
        let was_collection = self.catalog.checks_collections();
        let changed: Vec<usize> =
            numbers.iter().copied().filter(|at| self.catalog.resolve_again(*at)).collect();
        if changed.is_empty() {
            return;
        }
        if self.catalog.checks_collections() != was_collection {
            let results = self.check_notes(None, &Unwatched);
            return self.set_results(results);
        }
        self.collections.clear();
        for at in changed {
            let target = &self.catalog.targets()[at];
            self.results[at] = checker::check(&self.catalog, target, &mut Buffer::default(), None);
        }
        self.index();
    }

    /// Returns what others see now of those notes with the `numbers` that are excluded but were named: they are
    /// in the catalog twice.
    fn as_excluded(&self, numbers: &[usize]) -> Vec<(usize, NoteResult)> {
        let targets = self.catalog.targets();
        let named = numbers.iter().map(|at| &targets[*at]).filter(|target| !target.is_member);
        let named: HashSet<&Path> = named.map(Target::path).collect();
        if named.is_empty() {
            return Vec::new();
        }
        let is_one = |target: &Target| target.is_excluded && named.contains(target.path());
        let check = |target| checker::check(&self.catalog, target, &mut Buffer::default(), None);
        let numbered = targets.iter().enumerate().filter(|(_, target)| is_one(target));
        numbered.map(|(at, target)| (at, check(target))).collect()
    }

    fn set_result(&mut self, at: usize, result: NoteResult) {
        let was_known = self.results[at].facts.is_some();
        let is_known = result.facts.is_some();
        self.results[at] = result;
        let root = self.catalog.targets()[at].root();
        match self.collections.get_mut(root) {
            Some(collection) if was_known && is_known => {
                let Self { catalog, results, threads, .. } = self;
                threads.install(|| collection.update(catalog, at, results));
            }
            // The note has become readable or unreadable.
            Some(_) if was_known != is_known => self.collections.clear(),
            _ => {}
        }
    }

    /// Indexes the collections if they are not indexed.
    pub(super) fn index(&mut self) {
        if !self.catalog.checks_collections() || self.collections.len() == self.catalog.roots().len() {
            return;
        }
        let Self { catalog, results, threads, .. } = self;
        let members = by_root(catalog.targets(), catalog.roots().len());
        let index = |(root, members): (usize, Vec<usize>)| {
            CollectionIndex::new(catalog, &catalog.roots()[root], &members, results)
        };
        self.collections = threads.install(|| members.into_iter().enumerate().map(index).collect());
    }

    /// The indexes of all collections.
    #[cfg(feature = "cli")]
    pub(super) fn collections(&self) -> &[CollectionIndex] {
        &self.collections
    }

    /// Returns the index of the collection of the note numbered `at`, if there is one.
    #[cfg(feature = "cli")]
    pub(super) fn collection(&self, at: usize) -> Option<&CollectionIndex> {
        let target = &self.catalog.targets()[at];
        self.collections.get(target.root()).filter(|collection| collection.contains(at))
    }

    /// Returns the anchors that links to the note numbered `at` name, and what the rules about the
    /// collection find in it, if they run.
    pub(super) fn in_collection(&self, at: usize) -> (Vec<Anchor>, Option<Found>) {
        let target = &self.catalog.targets()[at];
        let collection = self.collections.get(target.root()).filter(|collection| collection.contains(at));
        match (collection, self.catalog.settings(target)) {
            (Some(collection), Some(settings)) => {
                (collection.linked(at), Some(collection.found(&self.catalog, settings, at)))
            }
            _ => (Vec::new(), None),
        }
    }

    /// Returns the diagnostics of the note numbered `at`; `None` if it is not checked.
    pub(super) fn conclude(&self, at: usize) -> Concluded {
        self.conclude_with((at, self.results[at].findings.as_deref()?), &self.catalog.sources())
    }

    fn conclude_with(&self, (at, findings): (usize, &NoteFindings), sources: &FileSources) -> Concluded {
        let target = &self.catalog.targets()[at];
        let settings = self.catalog.settings(target)?;
        let (linked, found) = self.in_collection(at);
        let settings = settings.of_note(&linked, target, false);
        let text = || self.catalog.text(target);
        let facts = self.collections.get(target.root()).and_then(|collection| collection.facts(at));
        let found = found.as_ref().map(|found| InCollection { found, facts: facts.map(|facts| &**facts) });
        Some(findings.conclude(&settings, found, text, sources).map_err(Box::new))
    }

    /// Returns the diagnostics of all notes, packed if there are many, in the order of the targets; `None`
    /// for one that is not checked.
    pub(super) fn conclude_all(&self, monitor: &dyn Monitor) -> Vec<Concluded> {
        self.conclude_each(self.results.par_iter().map(|result| result.findings.as_deref()), monitor)
    }

    /// The same, once and for all: what was found in a note is dropped when its diagnostics are known.
    #[cfg(feature = "cli")]
    pub(super) fn conclude_finally(&mut self, monitor: &dyn Monitor) -> Vec<Concluded> {
        let mut results = std::mem::take(&mut self.results);
        let said = self.conclude_each(results.par_iter_mut().map(|result| result.findings.take()), monitor);
        self.results = results;
        said
    }

    fn conclude_each<F: Deref<Target = NoteFindings> + Send>(
        &self,
        findings: impl IndexedParallelIterator<Item = Option<F>>,
        monitor: &dyn Monitor,
    ) -> Vec<Concluded> {
        let phase = monitor.phase("comparing", findings.len());
        let sources = self.catalog.sources();
        let conclude = |(at, findings): (usize, Option<F>)| {
            let mut said = self.conclude_with((at, &*findings?), &sources);
            if let (Some(texts), Some(Ok(said))) = (self.texts(), &mut said) {
                said.diagnostics.pack(texts);
            }
            phase.step();
            said
        };
        let numbered = findings.enumerate().with_max_len(checker::NOTES_PER_TASK);
        self.install(|| numbered.map(conclude).collect())
    }
}
