//! Which headings mean the same section.

use std::collections::BTreeMap;

use strsim::normalized_damerau_levenshtein;

use super::{
    level::{CommonKeys, Level, Placed},
    share::Share,
};
use crate::infer::facts::Text;

/// More keys than these are not compared: their number is squared.
const MAX_COMPARED: usize = 200;

/// If more notes than these have both of two headings, they are two sections.
const BESIDE_PERCENT: usize = 5;

/// Keys that are as similar are one word, misspelt or inflected.
const SIMILAR: f64 = 0.75;

/// Keys that are as similar are one section where otherwise not all notes had it.
const RATHER_SIMILAR: f64 = 0.6;

/// From this share on, a section is a SWOT.
const SWOT_PERCENT: usize = 60;

/// Headings that mean the same section.
#[derive(Clone, Debug)]
pub(super) struct Group<'f> {
    /// What they are recognised by, the most frequent first.
    pub(super) keys: Vec<&'f Text>,
    /// The numbers of the levels that have one, ascending, each with the heading that names it best.
    pub(super) found: Vec<(usize, Placed<'f>)>,
}

impl Group<'_> {
    /// The numbers of the levels that have it.
    pub(super) fn levels(&self) -> Vec<usize> {
        self.found.iter().map(|(level, _)| *level).collect()
    }
}

/// Returns the groups of the headings in `levels`, the most frequent first.
pub(super) fn groups<'f>(levels: &[Level<'f>], common: &CommonKeys<'f>) -> Vec<Group<'f>> {
    let mut found: BTreeMap<&Text, Vec<(usize, Placed<'f>)>> = BTreeMap::new();
    for (number, level) in levels.iter().enumerate() {
        for placed in &level.headings {
            let key = common.key(placed.heading);
            if key.is_empty() {
                continue;
            }
            let found = found.entry(key).or_default();
            match found.last_mut() {
                Some((last, other)) if *last == number => {
                    if other.heading.key != *key && placed.heading.key == *key {
                        *other = *placed;
                    }
                }
                _ => found.push((number, *placed)),
            }
        }
    }
    let groups = found.into_iter().map(|(key, found)| Group { keys: vec![key], found });
    let mut groups: Vec<Group<'f>> = groups.collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.found.len()));
    merge(&mut groups, levels.len());
    groups
}

/// Joins groups that differ in their words alone.
fn merge(groups: &mut Vec<Group<'_>>, of: usize) {
    let is_common =
        |group: &&Group<'_>| group.found.len() >= 2 && Share { count: group.found.len(), of }.is_at_least(2);
    let mut compared = groups.iter().take(MAX_COMPARED).take_while(is_common).count();
    // The rarest first, each into the most frequent one that it may be.
    let mut rare = compared;
    while rare > 1 {
        rare -= 1;
        let into = (0..rare).find(|frequent| is_same(&groups[*frequent], &groups[rare], of));
        if let Some(into) = into {
            let joined = groups.remove(rare);
            compared -= 1;
            join(&mut groups[into], joined);
        }
    }
    groups[..compared].sort_by_key(|group| std::cmp::Reverse(group.found.len()));
}

fn join<'f>(group: &mut Group<'f>, other: Group<'f>) {
    group.keys.extend(other.keys);
    group.found.extend(other.found);
    // Of a note that has both, the more frequent one counts.
    group.found.sort_by_key(|(level, _)| *level);
    group.found.dedup_by_key(|(level, _)| *level);
}

/// Whether `rare` is `frequent` in other words.
fn is_same(frequent: &Group<'_>, rare: &Group<'_>, of: usize) -> bool {
    let similarity = || normalized_damerau_levenshtein(frequent.keys[0], rare.keys[0]);
    let beside = Share::count(&rare.found, |(level, _)| {
        frequent.found.binary_search_by_key(level, |(other, _)| *other).is_ok()
    });
    if beside.count * 100 > beside.of * BESIDE_PERCENT {
        return false;
    }
    let is_missing = || !Share { count: frequent.found.len(), of }.is_required();
    let similarity = similarity();
    similarity >= SIMILAR
        || similarity >= RATHER_SIMILAR && is_missing()
        || is_swot(frequent) && is_swot(rare)
}

/// Whether most sections of `group` are a SWOT.
pub(super) fn is_swot(group: &Group<'_>) -> bool {
    let quadrants = |placed: &Placed<'_>| placed.heading.whole.quadrants.iter().filter(|is| **is).count();
    Share::count(&group.found, |(_, placed)| quadrants(placed) >= 3).is_at_least(SWOT_PERCENT)
}
