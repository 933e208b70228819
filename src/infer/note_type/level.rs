//! The headings of one level of a note, and what they are recognised by.

use std::{collections::BTreeMap, sync::Arc};

use crate::infer::facts::{HeadingFacts, Text};

/// What fewer notes have is not common.
const COMMON_PERCENT: usize = 2;
const MIN_COMMON: usize = 3;

/// A heading, with those below it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed<'f> {
    pub(super) heading: &'f HeadingFacts,
    pub(super) below: &'f [Arc<HeadingFacts>],
}

impl<'f> Placed<'f> {
    /// Returns the one of `headings` at `at`.
    pub(super) fn at(headings: &'f [Arc<HeadingFacts>], at: usize) -> Self {
        let (heading, behind) = (&headings[at], &headings[at + 1..]);
        let length = behind.iter().take_while(|other| other.depth > heading.depth).count();
        Self { heading, below: &behind[..length] }
    }
}

/// The headings of one level in one note, below one heading or below its title.
#[derive(Clone, Debug)]
pub(super) struct Level<'f> {
    /// The number of the note.
    pub(super) note: usize,
    pub(super) headings: Vec<Placed<'f>>,
}

impl<'f> Level<'f> {
    /// Returns the ones among `headings` that are `depth` deep.
    pub(super) fn new(note: usize, headings: &'f [Arc<HeadingFacts>], depth: u8) -> Self {
        let numbered = headings.iter().enumerate().filter(|(_, heading)| heading.depth == depth);
        Self { note, headings: numbered.map(|(at, _)| Placed::at(headings, at)).collect() }
    }
}

/// What headings are recognised by, where it is common.
#[derive(Debug)]
pub(super) struct CommonKeys<'f> {
    counts: BTreeMap<&'f Text, usize>,
    least: usize,
}

impl<'f> CommonKeys<'f> {
    /// Counts the keys of the headings in `levels`, once a note.
    pub(super) fn of(levels: &[Level<'f>]) -> Self {
        let mut counts = BTreeMap::new();
        for level in levels {
            let mut keys: Vec<&Text> = level.headings.iter().map(|placed| &placed.heading.key).collect();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                *counts.entry(key).or_default() += 1;
            }
        }
        Self { counts, least: MIN_COMMON.max((levels.len() * COMMON_PERCENT).div_ceil(100)) }
    }

    /// Returns what `heading` is recognised by: its own key, or that of its words before a `:` or the like if
    /// other notes have these alone.
    pub(super) fn key(&self, heading: &'f HeadingFacts) -> &'f Text {
        let is_common = |key: &&Text| self.counts.get(key).is_some_and(|count| *count >= self.least);
        heading.shortened.as_ref().filter(is_common).unwrap_or(&heading.key)
    }
}

#[cfg(test)]
mod tests;
