//! The index of one collection: the facts of its notes and the links between them, updated as notes
//! change.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use rayon::prelude::*;

use super::{catalog::Catalog, note_result::NoteResult, root::Root, settings::Settings};
use crate::{
    diagnostic::Place,
    disk::CollectionFiles,
    lint::Anchor,
    notetype::NoteType,
    rules::Found,
    text::short,
    vault::{Anchors, Facts, NearAnchor, Vault},
};

/// Upper bound on the missing anchors of one note for which a similar heading is searched.
const MAX_NEAR_ANCHORS: usize = 16;

/// Returns the different settings of the notes with the numbers `members`.
fn settings_of<'c>(catalog: &'c Catalog, members: &[usize]) -> Vec<&'c Settings> {
    let numbers = members.iter().filter_map(|&at| catalog.targets()[at].settings());
    let numbers: BTreeSet<usize> = numbers.collect();
    numbers.into_iter().filter_map(|number| catalog.numbered_settings(number)).collect()
}

/// Returns the types of notes with these `settings`.
fn types_of(settings: &[&Settings]) -> Vec<Arc<NoteType>> {
    let mut names = HashSet::new();
    let types = settings.iter().filter_map(|settings| settings.note_type());
    types.filter(|note_type| names.insert(&*note_type.name)).cloned().collect()
}

pub(super) struct CollectionIndex {
    vault: Vault<'static>,
    /// The numbers of the notes among the targets, in the order of the vault.
    numbers: Vec<u32>,
    /// The numbers of the notes, sorted, each with its index in the vault; empty if `numbers` are sorted.
    positions: Vec<(u32, u32)>,
    /// By the index of a note, the anchors that links to it name, each with the index of the note
    /// that contains the link.
    links: HashMap<usize, Vec<(usize, Anchor)>>,
    /// The facts of notes that are checked in the collection but that others do not see, by their numbers.
    guests: HashMap<usize, Arc<Facts>>,
}

impl CollectionIndex {
    /// Indexes the collection at `root`, whose notes have the numbers `members`. Their facts in `results`
    /// gain the anchors that others link to.
    pub(super) fn new(catalog: &Catalog, root: &Root, members: &[usize], results: &mut [NoteResult]) -> Self {
        let targets = catalog.targets();
        let (mut notes, mut guests) = (Vec::with_capacity(members.len()), HashMap::new());
        for &at in members {
            if targets[at].is_member {
                // Facts that are referred to once are changed without a copy.
                notes.extend(results[at].facts.take().map(|facts| (short(at), facts)));
            } else {
                guests.extend(results[at].facts.clone().map(|facts| (at, facts)));
            }
        }
        // The order of a vault.
        notes.sort_unstable_by(|(at, a), (other, b)| (&a.path, at).cmp(&(&b.path, other)));
        let (numbers, facts): (Vec<u32>, Vec<Arc<Facts>>) = notes.into_iter().unzip();
        let files = CollectionFiles::new(catalog.files().clone(), &root.folder);
        let settings = settings_of(catalog, members);
        let by_folder: Vec<_> = settings.iter().copied().filter(|settings| settings.is_by_folder()).collect();
        let vault = Vault::new(facts, types_of(&settings), Arc::new(files)).by_folder(types_of(&by_folder));
        let vault = if root.is_whole { vault } else { vault.partial() };
        let mut positions = Vec::new();
        if !numbers.is_sorted() {
            positions.extend(numbers.iter().copied().zip(0..));
            positions.sort_unstable();
        }
        let mut collection = Self { vault, numbers, positions, links: HashMap::new(), guests };
        collection.link((0..collection.numbers.len()).into_par_iter());
        let linked = collection.links.keys().copied();
        let of_guests = collection.guests.values().flat_map(|facts| collection.vault.linked_places(facts));
        let linked = linked.chain(of_guests.map(|(to, ..)| to)).collect();
        collection.gather_anchors(catalog, linked);
        for (at, facts) in collection.numbers.iter().zip(collection.vault.notes()) {
            results[*at as usize].facts = Some(facts.clone());
        }
        collection
    }

    /// Updates the index with the new facts of the note numbered `at` in `results`.
    pub(super) fn update(&mut self, catalog: &Catalog, at: usize, results: &mut [NoteResult]) {
        let Some(facts) = results[at].facts.clone() else { return };
        let Some(index) = self.position(at) else {
            let linked = self.vault.linked_places(&facts).into_iter().map(|(to, ..)| to).collect();
            self.guests.insert(at, facts);
            self.gather_anchors(catalog, linked);
            return;
        };
        let linked: BTreeSet<usize> = self.linked_places(index).into_iter().map(|(to, ..)| to).collect();
        for to in linked {
            if let Some(links) = self.links.get_mut(&to) {
                links.retain(|(from, _)| *from != index);
            }
        }
        self.vault.update(index, facts);
        self.link(rayon::iter::once(index));
        let linked = self.linked_places(index).into_iter().map(|(to, ..)| to);
        let own = self.links.get(&index).filter(|links| !links.is_empty()).map(|_| index);
        self.gather_anchors(catalog, linked.chain(own).collect());
        results[at].facts = self.vault.notes().get(index).cloned();
    }

    /// The notes, as rules about the collection see them.
    #[cfg(feature = "cli")]
    pub(super) fn vault(&self) -> &Vault<'static> {
        &self.vault
    }

    /// Returns the number of the note at `index` in the vault.
    #[cfg(feature = "cli")]
    pub(super) fn number(&self, index: usize) -> Option<usize> {
        self.numbers.get(index).map(|at| *at as usize)
    }

    /// Returns the index in the vault of the note numbered `at`.
    fn position(&self, at: usize) -> Option<usize> {
        let at = short(at);
        if self.positions.is_empty() {
            return self.numbers.binary_search(&at).ok();
        }
        let found = self.positions.binary_search_by_key(&at, |(number, _)| *number).ok()?;
        Some(self.positions[found].1 as usize)
    }

    /// Returns the facts of the note numbered `at`.
    pub(super) fn facts(&self, at: usize) -> Option<&Arc<Facts>> {
        let member = self.position(at).and_then(|index| self.vault.notes().get(index));
        member.or_else(|| self.guests.get(&at))
    }

    /// Whether the index contains the note numbered `at`.
    pub(super) fn contains(&self, at: usize) -> bool {
        self.position(at).is_some() || self.guests.contains_key(&at)
    }

    /// Returns what the rules about the collection find in the note numbered `at`, under
    /// `settings`.
    pub(super) fn found(&self, catalog: &Catalog, settings: &Settings, at: usize) -> Found {
        let Some(note) = self.facts(at) else { return Found::default() };
        let mut found = settings.rules.check_in(&self.vault, note);
        let labels = found.diagnostics.iter_mut().flat_map(|diagnostic| &mut diagnostic.related);
        for label in labels {
            let Place::Elsewhere { path, .. } = &mut label.place else { continue };
            if let Some(index) = self.vault.position(path) {
                *path = catalog.targets()[self.numbers[index] as usize].display_path().to_string();
            }
        }
        found
    }

    /// Returns the anchors that links to the note numbered `at` name.
    pub(super) fn linked(&self, at: usize) -> Vec<Anchor> {
        // Links to a note that is excluded but was named lead to what others see of it.
        let as_excluded = || self.vault.position(&self.guests.get(&at)?.path);
        let index = self.position(at).or_else(as_excluded);
        let links = index.and_then(|index| self.links.get(&index));
        links.into_iter().flatten().map(|(_, anchor)| anchor.clone()).collect()
    }

    /// Records the anchors that the links of the notes at the indexes `from` name.
    fn link(&mut self, from: impl ParallelIterator<Item = usize>) {
        let places = from.map(|from| (from, self.linked_places(from)));
        let places: Vec<_> = places.filter(|(_, places)| !places.is_empty()).collect();
        for (from, places) in places {
            for (to, fragment, wiki) in places {
                self.links.entry(to).or_default().push((from, Anchor { fragment, wiki }));
            }
        }
    }

    fn linked_places(&self, index: usize) -> Vec<(usize, String, bool)> {
        self.vault.notes().get(index).map(|from| self.vault.linked_places(from)).unwrap_or_default()
    }

    /// Gathers the anchors of the notes at the indexes `linked`, which links refer to, if they are
    /// not gathered yet, and what the links probably mean whose anchor is missing. Few notes are linked into:
    /// reading those once more costs less than gathering the anchors of all.
    fn gather_anchors(&mut self, catalog: &Catalog, linked: BTreeSet<usize>) {
        let mut of_guests: HashMap<usize, BTreeSet<Anchor>> = HashMap::new();
        for (to, fragment, wiki) in self.guests.values().flat_map(|facts| self.vault.linked_places(facts)) {
            of_guests.entry(to).or_default().insert(Anchor { fragment, wiki });
        }
        let gather = |index: usize| {
            let facts = self.vault.notes().get(index)?;
            let links = self.links.get(&index).into_iter().flatten().map(|(_, anchor)| anchor);
            let mut astray: BTreeSet<&Anchor> =
                links.chain(of_guests.get(&index).into_iter().flatten()).collect();
            astray.retain(|anchor| !facts.has_anchors() || !facts.has_anchor(&anchor.fragment, anchor.wiki));
            let is_told =
                |anchor: &&Anchor| self.vault.near_anchor(index, &anchor.fragment, anchor.wiki).is_some();
            if facts.has_anchors() && astray.iter().all(is_told) {
                return None;
            }
            let text = catalog.text(&catalog.targets()[self.numbers[index] as usize]).ok()?;
            let anchors = Anchors::at(facts.anchor_places(), &text);
            astray.retain(|anchor| !anchors.has(&anchor.fragment, anchor.wiki));
            let near = astray.into_iter().take(MAX_NEAR_ANCHORS).cloned().map(|Anchor { fragment, wiki }| {
                let meant = Anchors::nearest(facts.anchor_places(), &text, &fragment, wiki);
                NearAnchor { fragment, wiki, meant }
            });
            Some((index, near.collect(), anchors))
        };
        let gathered: Vec<_> = linked.into_par_iter().filter_map(gather).collect();
        for (index, near, anchors) in gathered {
            self.vault.set_anchors(index, anchors);
            self.vault.set_near_anchors(index, near);
        }
    }
}
