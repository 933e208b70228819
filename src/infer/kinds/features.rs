//! What notes have in common: frontmatter, its keys, titles and headings.

use std::collections::HashMap;

use super::super::facts::NoteFacts;

/// The features of notes.
#[derive(Debug)]
pub(super) struct Features {
    /// Those of each note, ascending; none of a note that was not asked for.
    of: Vec<Vec<u32>>,
    /// From here on they are titles and headings.
    first_heading: u32,
    /// Those that no type can require by name: frontmatter and title.
    plain: [Option<u32>; 2],
}

/// A feature. Those of the frontmatter are before those of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Feature<'f> {
    Frontmatter,
    Key(&'f str),
    Title,
    Heading(&'f str),
}

/// How deep a heading is at most for it to be a feature.
const MAX_DEPTH: u8 = 1;

impl Features {
    /// Returns the features of `notes` that are not rare.
    pub(super) fn of(facts: &[&NoteFacts], notes: &[usize]) -> Self {
        let frequent = frequent_headings(facts, notes);
        let mut counts: HashMap<Feature<'_>, usize> = HashMap::new();
        let mut all = Vec::new();
        for &note in notes {
            let features = features(facts[note], &frequent);
            for feature in &features {
                *counts.entry(*feature).or_default() += 1;
            }
            all.push(features);
        }
        let least = 3.max(notes.len().div_ceil(100));
        let mut kept: Vec<Feature<'_>> =
            counts.into_iter().filter(|(_, count)| *count >= least).map(|(feature, _)| feature).collect();
        kept.sort_unstable();
        let ids: HashMap<Feature<'_>, u32> = kept.iter().copied().zip(0..).collect();
        let mut of = vec![Vec::new(); facts.len()];
        for (&note, features) in notes.iter().zip(&all) {
            of[note] = features.iter().filter_map(|feature| ids.get(feature).copied()).collect();
        }
        let before_title = kept.iter().zip(0..).find(|(feature, _)| **feature >= Feature::Title);
        Self {
            of,
            first_heading: before_title.map_or(u32::MAX, |(_, id)| id),
            plain: [Feature::Frontmatter, Feature::Title].map(|feature| ids.get(&feature).copied()),
        }
    }

    /// Returns the features of `note`, ascending.
    pub(super) fn note(&self, note: usize) -> &[u32] {
        &self.of[note]
    }

    /// Whether the feature is a title or a heading.
    pub(super) fn is_in_body(&self, feature: u32) -> bool {
        feature >= self.first_heading
    }

    /// Whether a type has anything to require of `notes`.
    pub(super) fn have_type(&self, facts: &[&NoteFacts], notes: &[usize]) -> bool {
        let total = notes.len();
        let mut counts: HashMap<u32, usize> = HashMap::new();
        for &feature in notes.iter().flat_map(|&note| self.note(note)) {
            *counts.entry(feature).or_default() += 1;
        }
        let is_named = |feature: &u32| !self.plain.contains(&Some(*feature));
        let shared =
            counts.iter().filter(|(feature, count)| is_named(feature) && *count * 5 >= total * 4).count();
        let having = |has: fn(&NoteFacts) -> bool| notes.iter().filter(|&&note| has(facts[note])).count();
        let with_frontmatter = having(|note| note.frontmatter.is_some());
        // Short notes: nothing but a title and text.
        let are_short = || {
            let with_title = having(|note| note.title.is_some());
            let with_sections = having(|note| note.headings.iter().any(|heading| heading.depth == 0));
            total >= 20
                && with_title * 20 >= total * 19
                && with_frontmatter == 0
                && with_sections * 10 <= total
        };
        shared >= 2 || shared == 1 && with_frontmatter * 5 >= total * 4 || are_short()
    }
}

/// Returns the keys of the headings that make others a variant: `rating` of `Rating: 4/5`.
fn frequent_headings<'f>(facts: &[&'f NoteFacts], notes: &[usize]) -> HashMap<&'f str, usize> {
    let mut counts = HashMap::new();
    for &note in notes {
        let headings = facts[note].headings.iter().filter(|heading| heading.depth <= MAX_DEPTH);
        let mut keys: Vec<&str> = headings.map(|heading| &*heading.key).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
    }
    let least = 3.max(notes.len().div_ceil(50));
    counts.retain(|_, count| *count >= least);
    counts
}

/// Returns the features of a note, ascending.
fn features<'f>(note: &'f NoteFacts, frequent: &HashMap<&str, usize>) -> Vec<Feature<'f>> {
    let mut features = Vec::new();
    if let Some(frontmatter) = &note.frontmatter {
        features.push(Feature::Frontmatter);
        features.extend(frontmatter.keys.iter().map(|key| Feature::Key(&key.name)));
    }
    if note.title.is_some() {
        features.push(Feature::Title);
    }
    for heading in note.headings.iter().filter(|heading| heading.depth <= MAX_DEPTH) {
        let shortened = heading.shortened.as_deref().filter(|key| frequent.contains_key(key));
        let key = shortened.unwrap_or(&heading.key);
        if !key.is_empty() {
            features.push(Feature::Heading(key));
        }
    }
    features.sort_unstable();
    features.dedup();
    features
}
