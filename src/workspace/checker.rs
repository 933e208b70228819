//! Checks each note on its own, then against its collection.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use rayon::prelude::*;

use super::{
    monitor::Monitor,
    note_result::{CheckOptions, CollectionFindings, NoteDiagnostics, NoteResult},
    open::Workspace,
    result_cache::ResultCache,
    target::Target,
};
use crate::{
    diagnostic::Fault,
    disk::{self, Buffer, CollectionFiles, FileSystem},
    lint::{Anchor, Checked, Sources, lines_of, locate, unread_fault},
    note::Note,
    notetype::project,
    vault::{Anchors, Facts, Vault},
};

/// Upper bound on the notes in one piece of work. With larger pieces, one thread may have half a
/// dozen left when the others are done.
const NOTES_PER_TASK: usize = 64;

/// What the notes of a workspace came to, in the order of its targets.
pub(super) struct Checker<'a> {
    /// The workspace.
    pub(super) workspace: &'a Workspace,
    /// One a target.
    pub(super) notes: Vec<NoteResult>,
    /// Who watches.
    pub(super) monitor: &'a dyn Monitor,
    options: CheckOptions,
}

impl<'a> Checker<'a> {
    /// Looks at the notes of `workspace`, as far as it is not known by `cache` what they come to.
    pub(super) fn new(
        workspace: &'a Workspace,
        options: CheckOptions,
        cache: Option<ResultCache<'_>>,
        monitor: &'a dyn Monitor,
    ) -> Self {
        let mut checker = Self { workspace, notes: Vec::new(), monitor, options };
        let phase = monitor.phase("checking", workspace.targets().len());
        let look = |buffer: &mut Buffer, target| {
            let checkered = checker.check(target, buffer, cache.as_ref());
            phase.step();
            checkered
        };
        let targets = workspace.targets().par_iter().with_max_len(NOTES_PER_TASK);
        let notes = targets.map_init(Buffer::default, look).collect();
        drop(phase);
        if let Some(cache) = cache {
            cache.save();
        }
        checker.notes = notes;
        checker.check_collections();
        checker
    }

    /// Looks again at the note numbered `at`, which is now `text`.
    pub(super) fn recheck(&self, at: usize, text: &str) -> NoteResult {
        let target = &self.workspace.targets()[at];
        self.check_text(target, text)
    }

    fn check(&self, target: &Target, buffer: &mut Buffer, cache: Option<&ResultCache<'_>>) -> NoteResult {
        let settings = self.workspace.settings(target);
        if settings.is_none() && !self.needs_facts() {
            return NoteResult { skipped: true, ..NoteResult::default() };
        }
        let check = |text: &str| self.check_text(target, text);
        let found = match cache.filter(|_| !self.workspace.files().is_overlaid(target.path())) {
            Some(cache) => self.workspace.read(target, buffer).and_then(|bytes| {
                let found = cache.get_or_check(target, bytes, self.options, check);
                found.map_err(|fault| fault.in_file(&**target.display_path()))
            }),
            None => self.workspace.read(target, buffer).and_then(|bytes| {
                disk::decode(bytes).map(check).map_err(|fault| fault.in_file(&**target.display_path()))
            }),
        };
        match found {
            Ok(checkered) => checkered,
            // Nobody asked for what is in a note that no type takes.
            Err(_) if settings.is_none() => NoteResult { skipped: true, ..NoteResult::default() },
            Err(fault) => NoteResult { fault: Some(Box::new(fault)), ..NoteResult::default() },
        }
    }

    fn needs_facts(&self) -> bool {
        self.workspace.looks_at_collections()
    }

    fn check_text(&self, target: &Target, text: &str) -> NoteResult {
        let path = target.display_path();
        let Some(settings) = self.workspace.settings(target) else {
            let facts = Facts::gather(path, &Note::parse(text), None);
            return NoteResult { skipped: true, ..NoteResult::on_its_own(None, Some(facts)) };
        };
        if !target.is_reported() {
            let note = Note::parse(text);
            let projection = project(&note, &settings.note_type.spec);
            let mut facts = Facts::gather(path, &note, Some((&settings.note_type, &projection)));
            facts.is_neighbour = true;
            return NoteResult::on_its_own(None, Some(facts));
        }
        let settings = settings.of_note(&[]);
        let (checked, facts) = if self.needs_facts() {
            let (checked, facts) = settings.check_with_facts(path, text);
            (checked, Some(facts))
        } else {
            (settings.check(text, None), None)
        };
        if let Some(unread) = checked.unread {
            let fault = Some(Box::new(unread_fault(text, unread).in_file(&**path)));
            return NoteResult { fault, ..NoteResult::on_its_own(None, facts) };
        }
        let said = Some(self.say(checked, text, &self.workspace.sources()));
        NoteResult::on_its_own(said, facts)
    }

    fn say(&self, checked: Checked, text: &str, others: &dyn Sources) -> NoteDiagnostics {
        let Checked { diagnostics, suppressed, omitted, has_suppressions, .. } = checked;
        let diagnostics = locate(diagnostics, text, others);
        let lines = if self.options.lines { lines_of(&diagnostics, text).into() } else { Box::default() };
        NoteDiagnostics { diagnostics, lines, suppressed, omitted, has_suppressions }
    }

    /// Looks at each note among its collection.
    pub(super) fn check_collections(&mut self) {
        if !self.needs_facts() {
            return;
        }
        for root in 0..self.workspace.roots().len() {
            let found = self.collection_findings(root);
            let workspace = self.workspace;
            let phase = self.monitor.phase("comparing", found.len());
            let again: Vec<Option<Result<NoteDiagnostics, Fault>>> = found
                .par_iter()
                .map(|(at, among)| {
                    let said = self.say_in_collection(*at, among, &workspace.targets()[*at]);
                    phase.step();
                    said
                })
                .collect();
            drop(phase);
            for ((at, among), said) in found.into_iter().zip(again) {
                let note = &mut self.notes[at];
                let is_any = !among.found.diagnostics.is_empty() || !among.linked.is_empty();
                note.collection = is_any.then(|| Box::new(among));
                match said {
                    Some(Ok(said)) => note.said = Some(said),
                    Some(Err(fault)) => note.fault = Some(Box::new(fault)),
                    None => {}
                }
            }
        }
    }

    /// Those notes of the collection `root`, by their numbers, of which more or less may be said
    /// now that it is known how they stand among all of it.
    fn collection_findings(&self, root: usize) -> Vec<(usize, CollectionFindings)> {
        let targets = self.workspace.targets();
        let notes = self.notes.iter().enumerate().filter(|(at, _)| targets[*at].root() == root);
        let mut inside: Vec<(usize, Arc<Facts>)> =
            notes.filter_map(|(at, note)| Some((at, note.facts.clone()?))).collect();
        // The order that a vault keeps its notes in.
        inside.sort_by(|(_, a), (_, b)| a.compare(b));
        let (numbers, facts): (Vec<usize>, Vec<Arc<Facts>>) = inside.into_iter().unzip();
        let root = &self.workspace.roots()[root];
        let files =
            CollectionFiles::new(self.workspace.files().clone(), &root.folder, self.workspace.folder());
        let vault = Vault::new(&root.display_path, facts, &files);
        let mut vault = if root.is_whole { vault } else { vault.partial() };
        self.know_places(&mut vault, &numbers);
        let mut linked: HashMap<&str, Vec<Anchor>> = HashMap::new();
        for (link, to, fragment) in vault.links_to_places() {
            linked.entry(&to.path).or_default().push(Anchor { fragment, wiki: link.wiki });
        }
        let among = numbers.par_iter().zip(vault.notes()).filter_map(|(&at, facts)| {
            let settings = self.workspace.settings(&targets[at]).filter(|_| targets[at].is_reported())?;
            let found = settings.rules.check_in(&vault, facts);
            let linked = linked.get(&*facts.path).cloned().unwrap_or_default();
            let note = &self.notes[at];
            let has_comments = note.said.as_ref().is_some_and(|said| said.has_suppressions);
            let is_any = !found.diagnostics.is_empty() || !linked.is_empty();
            (is_any || has_comments || note.collection.is_some())
                .then_some((at, CollectionFindings { found, linked }))
        });
        among.collect()
    }

    /// Finds out what links can call places of the notes of `vault` that links call places in. The
    /// notes have the `numbers`.
    fn know_places(&self, vault: &mut Vault<'_>, numbers: &[usize]) {
        let called: HashSet<&str> = vault.links_to_places().map(|(_, to, _)| &*to.path).collect();
        let called: Vec<usize> = (0..numbers.len())
            .filter(|&at| !vault.notes()[at].knows_places() && called.contains(&*vault.notes()[at].path))
            .collect();
        let places: Vec<(usize, Anchors)> = called
            .into_par_iter()
            .filter_map(|at| {
                let text = self.workspace.text(&self.workspace.targets()[numbers[at]]).ok()?;
                Some((at, Anchors::of(&Note::parse(&text))))
            })
            .collect();
        for (at, anchors) in places {
            vault.know_places(at, anchors);
        }
    }

    /// What is said of a note now that it is known how it stands among its collection; none where
    /// that changes nothing.
    fn say_in_collection(
        &self,
        at: usize,
        among: &CollectionFindings,
        target: &Target,
    ) -> Option<Result<NoteDiagnostics, Fault>> {
        let before = &self.notes[at];
        let said = before.said.as_ref()?;
        let is_found = !among.found.diagnostics.is_empty() || before.has_collection_diagnostics();
        let may_be_repaired = || said.diagnostics.iter().any(|located| located.diagnostic.fix.is_some());
        let is_linked_otherwise = among.linked != before.linked() && may_be_repaired();
        if !is_found && !is_linked_otherwise && !said.has_suppressions {
            return None;
        }
        let settings = self.workspace.settings(target)?.of_note(&among.linked);
        let said = self.workspace.text(target).map(|text| {
            let checked = settings.check(&text, Some(among.found.clone()));
            self.say(checked, &text, &self.workspace.sources())
        });
        Some(said)
    }
}
