//! Looks at all notes: at each by itself, then at each among all of its collection.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use rayon::prelude::*;

use super::{
    progress::Progress,
    recall::Recall,
    texts::Texts,
    workspace::{Target, Workspace},
};
use crate::{
    diagnostic::Fault,
    disk::{Buffer, CollectionFiles},
    lint::{Anchor, Checked, Located, Sources, lines_of, locate, unread_fault},
    note::Note,
    notetype::project,
    rules::Found,
    vault::{Anchors, Facts, Vault},
};

/// So many notes are one piece of work at most. Of larger pieces, one thread may have half a dozen
/// left when the others are done.
const PIECE: usize = 64;

/// What the notes of a workspace came to, in the order of its targets.
#[derive(Debug)]
pub(super) struct Survey<'a> {
    /// The workspace.
    pub(super) workspace: &'a Workspace,
    /// One a target.
    pub(super) notes: Vec<Surveyed>,
    /// How far it is.
    pub(super) progress: Progress,
    keep: Keep,
}

/// What is wanted of notes besides what is said of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keep {
    /// The lines that diagnostics begin on, for a baseline.
    pub(super) lines: bool,
}

/// What one note came to.
#[derive(Debug, Default)]
pub(super) struct Surveyed {
    /// What is said of it; none where that could not be found out.
    pub(super) said: Option<Said>,
    /// Whether no type takes it.
    pub(super) skipped: bool,
    /// Why it could not be looked at, or not be saved.
    pub(super) fault: Option<Box<Fault>>,
    /// What other notes must know of it.
    facts: Option<Arc<Facts>>,
    /// How it stands among its collection; none where nothing is said of that and no link calls a
    /// place in it.
    among: Option<Box<Among>>,
}

impl Surveyed {
    /// A note by itself, of which `said` is said; none where it is not checked. Others know `facts`
    /// of it.
    pub(super) fn by_itself(said: Option<Said>, facts: Option<Facts>) -> Self {
        Self { said, facts: facts.map(Arc::new), ..Self::default() }
    }

    /// What the rules about whole collections say of it, where they have run.
    pub(super) fn found_among(&self) -> Found {
        self.among.as_ref().map(|among| among.found.clone()).unwrap_or_default()
    }

    /// What links call places in it.
    pub(super) fn linked(&self) -> &[Anchor] {
        self.among.as_ref().map_or(&[], |among| &among.linked)
    }

    /// What other notes must know of it, where they ask.
    pub(super) fn facts(&self) -> Option<&Facts> {
        self.facts.as_deref()
    }

    fn is_noted_among(&self) -> bool {
        self.among.as_ref().is_some_and(|among| !among.found.diagnostics.is_empty())
    }
}

/// What is said of a note.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Its diagnostics.
    pub(super) diagnostics: Vec<Located>,
    /// For a baseline, the lines that they begin on.
    pub(super) lines: Box<[String]>,
    /// How many a comment hides.
    pub(super) suppressed: usize,
    /// How many were left out because a rule found too many.
    pub(super) omitted: usize,
    /// Whether a comment in it hides something, or should.
    pub(super) has_suppressions: bool,
}

/// A note among its collection.
#[derive(Clone, Debug, Default)]
struct Among {
    /// What the rules about whole collections say of it.
    found: Found,
    /// What links call places in it.
    linked: Vec<Anchor>,
}

impl<'a> Survey<'a> {
    /// Looks at the notes of `workspace`, as far as it is not known by `recall` what they come to.
    /// Other texts than those on disk are held in `texts`.
    pub(super) fn new(
        workspace: &'a Workspace,
        texts: &mut Texts,
        keep: Keep,
        recall: Option<Recall<'_>>,
        progress: Progress,
    ) -> Self {
        let held = workspace.targets().iter().filter(|target| target.path().is_none());
        for target in held {
            if let Ok(text) = target.text() {
                texts.hold(target.shown(), text);
            }
        }
        let mut survey = Self { workspace, notes: Vec::new(), progress, keep };
        let phase = progress.phase("checking", workspace.targets().len());
        let look = |buffer: &mut Buffer, target| {
            let surveyed = survey.look(target, buffer, recall.as_ref());
            phase.step();
            surveyed
        };
        let targets = workspace.targets().par_iter().with_max_len(PIECE);
        let notes = targets.map_init(Buffer::default, look).collect();
        drop(phase);
        if let Some(recall) = recall {
            recall.save();
        }
        survey.notes = notes;
        survey.look_among(texts);
        survey
    }

    /// Looks again at the note numbered `at`, which is now `text`.
    pub(super) fn look_again(&self, at: usize, text: &str) -> Surveyed {
        let target = &self.workspace.targets()[at];
        self.look_at(target, text)
    }

    fn look(&self, target: &Target, buffer: &mut Buffer, recall: Option<&Recall<'_>>) -> Surveyed {
        let settings = self.workspace.settings(target);
        if settings.is_none() && !self.needs_facts() {
            return Surveyed { skipped: true, ..Surveyed::default() };
        }
        let look = |text: &str| self.look_at(target, text);
        let found = match recall.filter(|_| target.path().is_some()) {
            Some(recall) => target.read_bytes(buffer).and_then(|bytes| {
                let found = recall.recall(target, bytes, self.keep, look);
                found.map_err(|fault| fault.in_file(target.shown()))
            }),
            None => target.read(buffer).map(look),
        };
        match found {
            Ok(surveyed) => surveyed,
            // Nobody asked for what is in a note that no type takes.
            Err(_) if settings.is_none() => Surveyed { skipped: true, ..Surveyed::default() },
            Err(fault) => Surveyed { fault: Some(Box::new(fault)), ..Surveyed::default() },
        }
    }

    fn needs_facts(&self) -> bool {
        self.workspace.looks_at_collections()
    }

    fn look_at(&self, target: &Target, text: &str) -> Surveyed {
        let path = target.shown_shared();
        let Some(settings) = self.workspace.settings(target) else {
            let facts = Facts::gather(path, &Note::parse(text), None);
            return Surveyed { skipped: true, ..Surveyed::by_itself(None, Some(facts)) };
        };
        if !target.is_reported() {
            let note = Note::parse(text);
            let projection = project(&note, &settings.note_type.spec);
            let mut facts = Facts::gather(path, &note, Some((&settings.note_type, &projection)));
            facts.is_neighbour = true;
            return Surveyed::by_itself(None, Some(facts));
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
            return Surveyed { fault, ..Surveyed::by_itself(None, facts) };
        }
        let said = Some(self.say(checked, text, &Texts::default()));
        Surveyed::by_itself(said, facts)
    }

    fn say(&self, checked: Checked, text: &str, others: &dyn Sources) -> Said {
        let Checked { diagnostics, suppressed, omitted, has_suppressions, .. } = checked;
        let diagnostics = locate(diagnostics, text, others);
        let lines = if self.keep.lines { lines_of(&diagnostics, text).into() } else { Box::default() };
        Said { diagnostics, lines, suppressed, omitted, has_suppressions }
    }

    /// Looks at each note among its collection. `texts` has what is not on disk.
    pub(super) fn look_among(&mut self, texts: &Texts) {
        if !self.needs_facts() {
            return;
        }
        for root in 0..self.workspace.roots().len() {
            let found = self.among(root, texts);
            let workspace = self.workspace;
            let phase = self.progress.phase("comparing", found.len());
            let again: Vec<Option<Result<Said, Fault>>> = found
                .par_iter()
                .map(|(at, among)| {
                    let said = self.said_among(*at, among, &workspace.targets()[*at], texts);
                    phase.step();
                    said
                })
                .collect();
            drop(phase);
            for ((at, among), said) in found.into_iter().zip(again) {
                let note = &mut self.notes[at];
                let is_any = !among.found.diagnostics.is_empty() || !among.linked.is_empty();
                note.among = is_any.then(|| Box::new(among));
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
    fn among(&self, root: usize, texts: &Texts) -> Vec<(usize, Among)> {
        let targets = self.workspace.targets();
        let notes = self.notes.iter().enumerate().filter(|(at, _)| targets[*at].root() == root);
        let mut inside: Vec<(usize, Arc<Facts>)> =
            notes.filter_map(|(at, note)| Some((at, note.facts.clone()?))).collect();
        // The order that a vault keeps its notes in.
        inside.sort_by(|(_, a), (_, b)| a.compare(b));
        let (numbers, facts): (Vec<usize>, Vec<Arc<Facts>>) = inside.into_iter().unzip();
        let root = &self.workspace.roots()[root];
        let files = CollectionFiles::new(&root.folder, self.workspace.folder());
        let vault = Vault::new(&root.shown, facts, &files);
        let mut vault = if root.is_whole { vault } else { vault.in_part() };
        self.know_places(&mut vault, &numbers, texts);
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
            (is_any || has_comments || note.among.is_some()).then_some((at, Among { found, linked }))
        });
        among.collect()
    }

    /// Finds out what links can call places of the notes of `vault` that links call places in. The
    /// notes have the `numbers`.
    fn know_places(&self, vault: &mut Vault<'_>, numbers: &[usize], texts: &Texts) {
        let called: HashSet<&str> = vault.links_to_places().map(|(_, to, _)| &*to.path).collect();
        let called: Vec<usize> = (0..numbers.len())
            .filter(|&at| !vault.notes()[at].knows_places() && called.contains(&*vault.notes()[at].path))
            .collect();
        let places: Vec<(usize, Anchors)> = called
            .into_par_iter()
            .filter_map(|at| {
                let text = text_of(&self.workspace.targets()[numbers[at]], texts).ok()?;
                Some((at, Anchors::of(&Note::parse(&text))))
            })
            .collect();
        for (at, anchors) in places {
            vault.know_places(at, anchors);
        }
    }

    /// What is said of a note now that it is known how it stands among its collection; none where
    /// that changes nothing.
    fn said_among(
        &self,
        at: usize,
        among: &Among,
        target: &Target,
        texts: &Texts,
    ) -> Option<Result<Said, Fault>> {
        let before = &self.notes[at];
        let said = before.said.as_ref()?;
        let is_found = !among.found.diagnostics.is_empty() || before.is_noted_among();
        let may_be_repaired = || said.diagnostics.iter().any(|located| located.diagnostic.fix.is_some());
        let is_linked_otherwise = among.linked != before.linked() && may_be_repaired();
        if !is_found && !is_linked_otherwise && !said.has_suppressions {
            return None;
        }
        let settings = self.workspace.settings(target)?.of_note(&among.linked);
        let said = text_of(target, texts).map(|text| {
            let checked = settings.check(&text, Some(among.found.clone()));
            self.say(checked, &text, texts)
        });
        Some(said)
    }
}

/// The text of the note at `target`, as `texts` has it or as it is on disk.
fn text_of(target: &Target, texts: &Texts) -> Result<String, Fault> {
    texts.held(target.shown()).map_or_else(|| target.text(), |held| Ok(held.clone()))
}
