//! Notes that are unlike the others.

use std::collections::{HashMap, HashSet};

use super::{
    level::{CommonKeys, Level},
    share::Share,
};
use crate::infer::facts::NoteFacts;

/// What as many notes have, the others should have, too.
const SHARED_PERCENT: usize = 80;

/// Less says nothing of a note.
const MIN_SHARED: usize = 3;

/// If more would be, none is a stray.
const MAX_PERCENT: usize = 30;

/// Returns the numbers of the notes that have less than half of what most share, or of their sections.
pub(super) fn strays(notes: &[&NoteFacts]) -> Vec<usize> {
    let levels: Vec<Level<'_>> =
        notes.iter().enumerate().map(|(number, note)| Level::new(number, &note.headings, 0)).collect();
    let common = CommonKeys::of(&levels);
    let sections: Vec<HashSet<&str>> = levels
        .iter()
        .map(|level| level.headings.iter().map(|placed| &**common.key(placed.heading)).collect())
        .collect();
    let keys: Vec<HashSet<&str>> = notes
        .iter()
        .map(|note| note.frontmatter.iter().flat_map(|it| &it.keys).map(|key| &*key.name).collect())
        .collect();
    let (shared_sections, shared_keys) = (shared(&sections), shared(&keys));
    let has =
        |has: &HashSet<&str>, shared: &HashSet<&str>| shared.iter().filter(|it| has.contains(*it)).count();
    let is_less = |has: usize, of: usize| of >= MIN_SHARED && has * 2 < of;
    let strays: Vec<usize> = (0..notes.len())
        .filter(|note| {
            let (of_sections, of_keys) =
                (has(&sections[*note], &shared_sections), has(&keys[*note], &shared_keys));
            is_less(of_sections, shared_sections.len())
                || is_less(of_sections + of_keys, shared_sections.len() + shared_keys.len())
        })
        .collect();
    if strays.len() * 100 > notes.len() * MAX_PERCENT { Vec::new() } else { strays }
}

/// Returns what most of `sets` have.
fn shared<'f>(sets: &[HashSet<&'f str>]) -> HashSet<&'f str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for set in sets {
        for one in set {
            *counts.entry(one).or_default() += 1;
        }
    }
    let is_shared = |count: &usize| Share { count: *count, of: sets.len() }.is_at_least(SHARED_PERCENT);
    counts.into_iter().filter(|(_, count)| is_shared(count)).map(|(one, _)| one).collect()
}
