//! The keys of frontmatter, and of mappings in it.

use std::collections::{BTreeMap, HashMap};

use strsim::{normalized_damerau_levenshtein, osa_distance};

use super::{
    model::{Frontmatter, Key, Keys, Presence, Value},
    notes::Notes,
    order::{MAX_ITEMS, common_order, is_in_order, positions},
    share::Share,
    value,
};
use crate::infer::facts::{KeyFacts, ValueFacts};

/// If fewer notes have frontmatter, it is a mistake.
const FRONTMATTER_PERCENT: usize = 5;

/// Of fewer notes, frontmatter is not forbidden.
const MIN_NOTES_TO_FORBID: usize = 10;

/// A key that fewer have, and that is similar to a required one, is misspelt.
const RARE_PERCENT: usize = 5;
const MISSPELT_SIMILARITY: f64 = 0.7;

/// If more notes have other keys, these are not forbidden.
const OTHERS_PERCENT: usize = 10;

/// If more notes have another order, there is none.
pub(super) const DISORDERED_PERCENT: usize = 10;

/// Keys that fewer mappings have are not listed.
const INSIDE_PERCENT: usize = 50;

/// Mappings in mappings that are deeper are not described.
const MAX_DEPTH: usize = 2;

/// A longer name is not that of a key.
const MAX_NAME_BYTES: usize = 200;

/// Returns what a type says about the frontmatter of `notes`.
pub(super) fn frontmatter(notes: &Notes<'_>) -> Frontmatter {
    let with: Vec<usize> =
        (0..notes.all.len()).filter(|note| notes.all[*note].frontmatter.is_some()).collect();
    let all: Vec<usize> = (0..notes.all.len()).collect();
    let presence = notes.presence(&with, &all);
    if presence.share.count == 0 && all.len() < MIN_NOTES_TO_FORBID {
        return Frontmatter::Unsaid;
    }
    if !presence.share.is_at_least(FRONTMATTER_PERCENT) && all.len() >= MIN_NOTES_TO_FORBID {
        return Frontmatter::Forbidden(presence.share);
    }
    let mappings: Vec<&[KeyFacts]> = with.iter().map(|note| keys_of(notes, *note)).collect();
    let counted = counted(&mappings);
    let least = 2.max(mappings.len().div_ceil(100)).min(mappings.len());
    let required: Vec<&str> = counted
        .iter()
        .filter(|(_, found)| Share { count: found.len(), of: mappings.len() }.is_required())
        .map(|(name, _)| *name)
        .collect();
    let beside: HashMap<&str, &Vec<usize>> = counted.iter().map(|(name, found)| (*name, found)).collect();
    let is_misspelt = |name: &str, found: &[usize]| {
        !Share { count: found.len(), of: mappings.len() }.is_at_least(RARE_PERCENT)
            && required.iter().any(|other| {
                is_similar(name, other) && found.iter().all(|at| beside[other].binary_search(at).is_err())
            })
    };
    let listed: Vec<(&str, &Vec<usize>)> = counted
        .iter()
        .filter(|(name, found)| found.len() >= least && !is_misspelt(name, found))
        .take(MAX_ITEMS)
        .map(|(name, found)| (*name, found))
        .collect();
    let keys = listed.iter().map(|(name, found)| {
        let found: Vec<usize> = found.iter().map(|at| with[*at]).collect();
        Key {
            name: (*name).to_owned(),
            presence: notes.presence(&found, &with),
            value: described(&value::of_key(notes, &found, name), 0),
        }
    });
    let keys = ordered(keys.collect(), &mappings);
    Frontmatter::Keys(presence, keys)
}

/// Returns what `values` have in common, which are `depth` mappings deep.
fn described(values: &[&ValueFacts], depth: usize) -> Value {
    let value = value::value(values);
    if value.types != ["object"] || depth >= MAX_DEPTH {
        return value;
    }
    let mappings: Vec<&[KeyFacts]> = values
        .iter()
        .filter_map(|value| if let ValueFacts::Mapping(keys) = value { Some(&**keys) } else { None })
        .collect();
    Value { keys: Some(inside(&mappings, depth + 1)).filter(|keys| !keys.all.is_empty()), ..value }
}

/// Returns what `mappings` inside frontmatter have in common, `depth` deep.
fn inside(mappings: &[&[KeyFacts]], depth: usize) -> Keys {
    let counted = counted(mappings);
    let listed = counted
        .iter()
        .filter(|(_, found)| Share { count: found.len(), of: mappings.len() }.is_at_least(INSIDE_PERCENT))
        .take(MAX_ITEMS);
    let keys = listed.map(|(name, found)| {
        let share = Share { count: found.len(), of: mappings.len() };
        let values: Vec<&ValueFacts> = found
            .iter()
            .filter_map(|at| mappings[*at].iter().find(|key| &*key.name == *name).map(|key| &key.value))
            .collect();
        Key {
            name: (*name).to_owned(),
            presence: Presence { required: share.is_required(), share, ..Presence::default() },
            value: described(&values, depth),
        }
    });
    Keys { is_closed: false, ..ordered(keys.collect(), mappings) }
}

/// Returns the keys of the frontmatter of the note numbered `note`.
pub(super) fn keys_of<'f>(notes: &Notes<'f>, note: usize) -> &'f [KeyFacts] {
    notes.all[note].frontmatter.as_ref().map_or(&[], |frontmatter| &frontmatter.keys)
}

/// Whether one of two names may be the other one, misspelt.
fn is_similar(name: &str, other: &str) -> bool {
    normalized_damerau_levenshtein(name, other) >= MISSPELT_SIMILARITY
        || name.len() > 2 && osa_distance(name, other) == 1
}

/// Returns the keys of `mappings`, the most frequent first, each with the numbers of those that have it.
pub(super) fn counted<'f>(mappings: &[&'f [KeyFacts]]) -> Vec<(&'f str, Vec<usize>)> {
    let mut found: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, keys) in mappings.iter().enumerate() {
        for key in keys.iter().filter(|key| !key.name.is_empty() && key.name.len() <= MAX_NAME_BYTES) {
            let found = found.entry(&key.name).or_default();
            if found.last() != Some(&at) {
                found.push(at);
            }
        }
    }
    let mut found: Vec<(&str, Vec<usize>)> = found.into_iter().collect();
    found.sort_by_key(|(_, found)| std::cmp::Reverse(found.len()));
    found
}

/// Returns `keys`, the most frequent first until now, in the order that they have in `mappings`.
fn ordered(keys: Vec<Key>, mappings: &[&[KeyFacts]]) -> Keys {
    let numbers: HashMap<&str, usize> =
        keys.iter().enumerate().map(|(number, key)| (key.name.as_str(), number)).collect();
    let sequences: Vec<Vec<usize>> = mappings
        .iter()
        .map(|keys| keys.iter().filter_map(|key| numbers.get(&*key.name).copied()).collect())
        .collect();
    let order = common_order(keys.len(), &sequences);
    let positions = positions(&order);
    let disordered = Share::count(&sequences, |sequence| !is_in_order(sequence, &positions));
    let others = Share::count(mappings, |keys| keys.iter().any(|key| !numbers.contains_key(&*key.name)));
    let mut keys: Vec<Option<Key>> = keys.into_iter().map(Some).collect();
    Keys {
        all: order.iter().filter_map(|number| keys[*number].take()).collect(),
        is_closed: others.of > 1 && others.count * 100 <= others.of * OTHERS_PERCENT,
        others,
        disordered,
        is_free: is_free(disordered),
    }
}

/// Whether the number of those that have another order shows that there is none.
pub(super) fn is_free(disordered: Share) -> bool {
    disordered.count > 1 && disordered.count * 100 > disordered.of * DISORDERED_PERCENT
}
