//! Parts of a kind by a value in the frontmatter.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};

use super::{
    super::facts::{NoteFacts, TextFacts, ValueFacts},
    features::Features,
    merge::{Group, merge},
};
use crate::text::nfc;

/// The number of values by which notes are told apart.
const MAX_VALUES: usize = 12;

/// The number of notes that a value must have.
const MIN_NOTES_OF_VALUE: usize = 5;

/// The number of characters that a value has less than.
const MAX_VALUE_CHARS: usize = 40;

/// By how much notes must be nearer to what most notes of their part have, than to what most notes of all have.
const MIN_GAIN: f64 = 0.1;

/// Notes of a kind that a value in their frontmatter tells from the others.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) notes: Vec<usize>,
    /// The key with the values of which they have one; `None` if they are all other notes.
    pub(super) when: Option<(String, Vec<String>)>,
}

impl Part {
    /// Whether `when` of a configuration takes the note.
    pub(super) fn takes(&self, note: &NoteFacts) -> bool {
        self.when.as_ref().is_none_or(|(key, values)| {
            let found = value(note, key).map_or(&[][..], |value| match value {
                ValueFacts::List(items) => items,
                one => std::slice::from_ref(one),
            });
            found
                .iter()
                .filter_map(text)
                .any(|text| text.is_whole && values.iter().any(|value| nfc(value) == nfc(&text.beginning)))
        })
    }
}

/// Returns the parts of `notes`, those without a condition last: one, unless parts by the values of a key are kinds of
/// their own.
pub(super) fn split(
    facts: &[&NoteFacts],
    features: &Features,
    notes: &[usize],
    is_kind: &dyn Fn(&[usize]) -> bool,
) -> Vec<Part> {
    let all = || vec![Part { notes: notes.to_vec(), when: None }];
    let before = distance(features, &[Group::new(features, notes.to_vec())]);
    let mut best = None;
    for (key, by_value) in keys(facts, notes) {
        let split = Split { facts, features, notes, key };
        let Some(parts) = split.parts(by_value, is_kind) else { continue };
        let groups: Vec<Group> = parts.iter().map(|part| Group::new(features, part.notes.clone())).collect();
        let gain = before - distance(features, &groups);
        if gain >= MIN_GAIN && best.as_ref().is_none_or(|(_, most)| gain > *most) {
            best = Some((parts, gain));
        }
    }
    best.map_or_else(all, |(parts, _)| parts)
}

/// Returns the keys that may tell notes apart, each with the notes of its frequent values.
fn keys<'f>(
    facts: &[&'f NoteFacts],
    notes: &[usize],
) -> BTreeMap<&'f str, BTreeMap<Cow<'f, str>, Vec<usize>>> {
    let mut with_text: HashMap<&str, usize> = HashMap::new();
    let keys_of = |note: usize| facts[note].frontmatter.iter().flat_map(|frontmatter| &frontmatter.keys);
    for key in notes.iter().flat_map(|&note| keys_of(note)) {
        if one_value(&key.value).is_some() {
            *with_text.entry(&key.name).or_default() += 1;
        }
    }
    let is_known = |name: &str, count: usize| {
        // In `when`, `schema` is not a key of the frontmatter, and a dot is for a key in a mapping.
        count * 5 >= notes.len() * 4 && name != "schema" && !name.contains('.')
    };
    with_text.retain(|name, count| is_known(name, *count));
    let mut keys: BTreeMap<&str, BTreeMap<Cow<'_, str>, Vec<usize>>> = BTreeMap::new();
    for &note in notes {
        for key in keys_of(note).filter(|key| with_text.contains_key(&*key.name)) {
            if let Some(value) = one_value(&key.value) {
                keys.entry(&key.name).or_default().entry(nfc(value)).or_default().push(note);
            }
        }
    }
    keys.retain(|_, by_value| {
        by_value.retain(|_, notes| notes.len() >= MIN_NOTES_OF_VALUE);
        let covered: usize = by_value.values().map(Vec::len).sum();
        (2..=MAX_VALUES).contains(&by_value.len()) && covered * 5 >= notes.len() * 4
    });
    keys
}

/// A key by which notes may be told apart.
struct Split<'a> {
    facts: &'a [&'a NoteFacts],
    features: &'a Features,
    notes: &'a [usize],
    key: &'a str,
}

impl Split<'_> {
    /// Returns the parts that are kinds, and what is left; `None` if there is nothing to tell apart.
    fn parts(
        &self,
        by_value: BTreeMap<Cow<'_, str>, Vec<usize>>,
        is_kind: &dyn Fn(&[usize]) -> bool,
    ) -> Option<Vec<Part>> {
        let values: HashMap<usize, String> = by_value
            .iter()
            .flat_map(|(value, notes)| notes.iter().map(|&note| (note, value.clone().into_owned())))
            .collect();
        let mut groups: Vec<Group> =
            by_value.into_values().map(|notes| Group::new(self.features, notes)).collect();
        let is_rest = |note: &usize| !values.contains_key(note);
        let rest: Vec<usize> = self.notes.iter().copied().filter(is_rest).collect();
        if !rest.is_empty() {
            groups.push(Group::new(self.features, rest));
        }
        let mut groups = merge(self.features, groups);
        groups.sort_by_key(|group| std::cmp::Reverse(group.notes.len()));
        let mixed = groups.iter().position(|group| is_kind(&group.notes) && group.notes.iter().any(is_rest));
        groups.remove(mixed.unwrap_or_default());
        let mut parts = Vec::new();
        for group in groups.iter().filter(|group| is_kind(&group.notes) && !group.notes.iter().any(is_rest)) {
            let mut of_part: Vec<String> =
                group.notes.iter().filter_map(|note| values.get(note).cloned()).collect();
            of_part.sort_unstable();
            of_part.dedup();
            parts.push(Part { notes: Vec::new(), when: Some((self.key.to_owned(), of_part)) });
        }
        parts.push(Part { notes: Vec::new(), when: None });
        for &note in self.notes {
            if let Some(part) = parts.iter_mut().find(|part| part.takes(self.facts[note])) {
                part.notes.push(note);
            }
        }
        (parts.len() > 1 && parts.iter().all(|part| is_kind(&part.notes))).then_some(parts)
    }
}

/// Returns how far notes are from what most of their group have, on average: 0 is nothing.
fn distance(features: &Features, groups: &[Group]) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for group in groups {
        let majority = group.majority();
        for &note in &group.notes {
            let own = features.note(note);
            let shared = own.iter().filter(|feature| majority.binary_search(feature).is_ok()).count();
            let all = own.len() + majority.len() - shared;
            sum += if all == 0 { 0.0 } else { 1.0 - number(shared) / number(all) };
            count += 1.0;
        }
    }
    if count > 0.0 { sum / count } else { 0.0 }
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn value<'f>(note: &'f NoteFacts, key: &str) -> Option<&'f ValueFacts> {
    let keys = &note.frontmatter.as_ref()?.keys;
    keys.iter().find(|found| &*found.name == key).map(|found| &found.value)
}

fn text(value: &ValueFacts) -> Option<&TextFacts> {
    if let ValueFacts::Text(text) = value { Some(text) } else { None }
}

/// Returns the text that is the value, or its only item, if it may be that of a kind.
fn one_value(value: &ValueFacts) -> Option<&str> {
    let text = match value {
        ValueFacts::List(items) => items.first().filter(|_| items.len() == 1).and_then(text),
        one => text(one),
    }?;
    let is_short = text.is_whole && text.beginning.chars().count() < MAX_VALUE_CHARS;
    (is_short && !text.is_date && !text.beginning.trim().is_empty()).then_some(&text.beginning)
}
