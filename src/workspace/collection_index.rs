//! The index of one collection: the facts of its notes and the links between them, updated as notes
//! change.

use std::{collections::HashMap, sync::Arc};

use rayon::prelude::*;

use super::{catalog::Catalog, note_result::NoteResult, settings::Settings};
use crate::{
    disk::CollectionFiles,
    lint::Anchor,
    rules::Found,
    vault::{Anchors, Facts, Vault},
};

pub(super) struct CollectionIndex {
    vault: Vault<'static>,
    /// The numbers of the notes among the targets, in the order of the vault.
    numbers: Vec<usize>,
    /// The indexes of the notes in the vault, by their numbers.
    positions: HashMap<usize, usize>,
    /// By the index of a note, the anchors that links to it name, each with the index of the note
    /// that contains the link.
    links: HashMap<usize, Vec<(usize, Anchor)>>,
}

impl CollectionIndex {
    /// Indexes the collection numbered `root`. The facts in `results` gain the anchors of notes
    /// that others link into.
    pub(super) fn new(catalog: &Catalog, root: usize, results: &mut [NoteResult]) -> Self {
        let targets = catalog.targets();
        let notes = results.iter().enumerate().filter(|(at, _)| targets[*at].root() == root);
        let mut notes: Vec<(usize, Arc<Facts>)> =
            notes.filter_map(|(at, note)| Some((at, note.facts.clone()?))).collect();
        // The order of a vault.
        notes.sort_by(|(_, a), (_, b)| a.compare(b));
        let (numbers, facts): (Vec<usize>, Vec<Arc<Facts>>) = notes.into_iter().unzip();
        let root = &catalog.roots()[root];
        let files = CollectionFiles::new(catalog.files().clone(), &root.folder, catalog.folder());
        // Facts that are referred to once are changed without a copy.
        for at in &numbers {
            results[*at].facts = None;
        }
        let vault = Vault::new(&root.display_path, facts, Arc::new(files));
        let vault = if root.is_whole { vault } else { vault.partial() };
        let positions = numbers.iter().enumerate().map(|(index, at)| (*at, index)).collect();
        let mut collection = Self { vault, numbers, positions, links: HashMap::new() };
        let from: Vec<usize> = (0..collection.numbers.len()).collect();
        collection.link(&from);
        let linked: Vec<usize> = collection.links.keys().copied().collect();
        collection.gather_anchors(catalog, &linked);
        for (at, facts) in collection.numbers.iter().zip(collection.vault.notes()) {
            results[*at].facts = Some(facts.clone());
        }
        collection
    }

    /// Updates the index with the new facts of the note numbered `at` in `results`.
    pub(super) fn update(&mut self, catalog: &Catalog, at: usize, results: &mut [NoteResult]) {
        let (Some(&index), Some(facts)) = (self.positions.get(&at), results[at].facts.clone()) else {
            return;
        };
        for (to, ..) in self.vault.linked_places(index) {
            if let Some(links) = self.links.get_mut(&to) {
                links.retain(|(from, _)| *from != index);
            }
        }
        self.vault.update(index, facts);
        self.link(&[index]);
        let linked: Vec<usize> = self.vault.linked_places(index).into_iter().map(|(to, ..)| to).collect();
        self.gather_anchors(catalog, &linked);
        self.gather_anchors(catalog, &[index]);
        results[at].facts = self.vault.notes().get(index).cloned();
    }

    /// Whether the index contains the note numbered `at`.
    pub(super) fn contains(&self, at: usize) -> bool {
        self.positions.contains_key(&at)
    }

    /// Returns what the rules about the collection find in the note numbered `at`, under
    /// `settings`.
    pub(super) fn found(&self, settings: &Settings, at: usize) -> Found {
        let note = self.positions.get(&at).and_then(|index| self.vault.notes().get(*index));
        note.map(|note| settings.rules.check_in(&self.vault, note)).unwrap_or_default()
    }

    /// Returns the anchors that links to the note numbered `at` name.
    pub(super) fn linked(&self, at: usize) -> Vec<Anchor> {
        let links = self.positions.get(&at).and_then(|index| self.links.get(index));
        links.into_iter().flatten().map(|(_, anchor)| anchor.clone()).collect()
    }

    /// Records the anchors that the links of the notes at the indexes `from` name.
    fn link(&mut self, from: &[usize]) {
        let vault = &self.vault;
        let places: Vec<_> = from.par_iter().map(|from| (*from, vault.linked_places(*from))).collect();
        for (from, places) in places {
            for (to, fragment, wiki) in places {
                self.links.entry(to).or_default().push((from, Anchor { fragment, wiki }));
            }
        }
    }

    /// Gathers the anchors of the notes at the indexes `linked` that links refer to, if they are
    /// not gathered yet. Few notes are linked into: reading those once more costs less than
    /// gathering the anchors of all.
    fn gather_anchors(&mut self, catalog: &Catalog, linked: &[usize]) {
        let is_needed = |index: &usize| {
            self.links.get(index).is_some_and(|links| !links.is_empty())
                && self.vault.notes().get(*index).is_some_and(|facts| !facts.has_anchors())
        };
        let needed: Vec<usize> = linked.iter().copied().filter(is_needed).collect();
        let gather = |index: usize| {
            let text = catalog.text(&catalog.targets()[self.numbers[index]]).ok()?;
            let facts = self.vault.notes().get(index)?;
            Some((index, Anchors::at(facts.anchor_places(), &text)))
        };
        let anchors: Vec<_> = needed.into_par_iter().filter_map(gather).collect();
        for (index, anchors) in anchors {
            self.vault.set_anchors(index, anchors);
        }
    }
}
