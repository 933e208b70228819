//! The keys of frontmatter, and their values.

use std::collections::BTreeMap;

use super::told::{Drift, Drifts, MIN_NOTES, quoted};
use crate::{
    infer::{
        facts::{KeyFacts, ValueFacts},
        note_type::{
            keys::{counted, keys_of},
            notes::Age,
            share::Share,
            value::is_similar,
        },
    },
    notetype::KeySpec,
    text::or_list,
};

/// A value that fewer notes have, or a smaller share of them, is the mistake of a few, which the check of notes tells.
const MIN_WITH_VALUE: usize = 3;
const VALUE_PERCENT: usize = 5;

/// In fewer notes for each value of a list, one that is missing may be missing by chance.
const MIN_NOTES_FOR_EACH: usize = 10;

impl Drifts<'_> {
    /// Reports keys that the type does not know, required ones that are missing, and values of lists.
    pub(super) fn keys(&mut self) {
        let all = 0..self.notes.all.len();
        let with: Vec<usize> = all.filter(|note| self.notes.all[*note].frontmatter.is_some()).collect();
        let mappings: Vec<&[KeyFacts]> = with.iter().map(|note| keys_of(&self.notes, *note)).collect();
        let spec = &self.note_type.spec.frontmatter;
        let is_known = |name: &str| spec.keys.iter().any(|key| is_name(key, name));
        let counted = counted(&mappings);
        for (name, found) in counted.iter().filter(|(name, _)| !is_known(name)) {
            let found: Vec<usize> = found.iter().map(|at| with[*at]).collect();
            self.unknown(&format!("key {}", quoted(name)), "`properties` of `frontmatter`", &found, &with);
        }
        for key in &spec.keys {
            if key.required {
                let is_without =
                    |note: &usize| !keys_of(&self.notes, *note).iter().any(|other| is_name(key, &other.name));
                let without: Vec<usize> = with.iter().copied().filter(is_without).collect();
                self.missing(&format!("key {}", quoted(&key.name)), &key.name, &without, &with);
            }
            if !key.choices.is_empty() {
                self.choices(key, &with);
            }
        }
    }

    /// Reports values of `key` that several of the notes `with` frontmatter have and `enum` does not list, and listed
    /// ones that none has.
    fn choices(&mut self, key: &KeySpec, with: &[usize]) {
        let mut texts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut having: Vec<usize> = Vec::new();
        for note in with {
            let frontmatter = self.notes.all[*note].frontmatter.as_ref();
            let keys = frontmatter.filter(|frontmatter| frontmatter.is_readable).map(|it| it.keys.iter());
            let value = keys.into_iter().flatten().find(|other| is_name(key, &other.name));
            if let Some(ValueFacts::Text(text)) = value.map(|key| &key.value) {
                having.push(*note);
                if text.is_whole {
                    texts.entry(&text.beginning).or_default().push(*note);
                }
            }
        }
        let is_used = |choice: &&String| texts.contains_key(choice.as_str());
        let unused: Vec<&String> = key.choices.iter().filter(|choice| !is_used(choice)).collect();
        let is_by_chance = having.len() < MIN_NOTES_FOR_EACH * key.choices.len().max(MIN_NOTES);
        texts.retain(|text, _| !key.choices.iter().any(|choice| choice == text));
        for (text, found) in texts {
            self.new_value(key, text, &found, &having);
        }
        if !unused.is_empty() && !is_by_chance {
            let name = quoted(&key.name);
            let values = or_list(unused.iter().map(|value| quoted(value)));
            self.found.push(Drift {
                message: format!(
                    "{name} is {values} in none of {} notes, though the type lists it",
                    having.len()
                ),
                help: format!("remove it from the `enum` of {name} in the type, if it is no longer in use"),
                notes: Vec::new(),
            });
        }
    }

    /// Reports that the notes `found`, of those `having` the key `key`, have the value `text`, which is not listed.
    fn new_value(&mut self, key: &KeySpec, text: &str, found: &[usize], having: &[usize]) {
        let share = Share { count: found.len(), of: having.len() };
        if share.count < MIN_WITH_VALUE || !share.is_at_least(VALUE_PERCENT) {
            return;
        }
        let age = self.notes.age_of_some(found);
        let (name, value) = (quoted(&key.name), quoted(text));
        let add = format!("add {value} to the `enum` of {name} in the type");
        let similar = key.choices.iter().find(|choice| is_similar(choice, text));
        let help = match (age, similar) {
            (Age::Newest(_), _) => format!("{add}, as new notes have it"),
            (_, Some(similar)) => format!("write {} in these notes, or {add}", quoted(similar)),
            (_, None) => format!("correct these notes, or {add}"),
        };
        self.found.push(Drift {
            message: format!(
                "{name} is {value} in {share} notes{}, which the type does not list",
                age.newest()
            ),
            help,
            notes: found.iter().map(|note| self.numbers[*note]).collect(),
        });
    }
}

/// Whether `name` is that of `key`, or one of its aliases.
fn is_name(key: &KeySpec, name: &str) -> bool {
    key.name == name || key.aliases.iter().any(|alias| alias == name)
}
