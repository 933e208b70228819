//! Where notes have drifted from their type: the template has changed, or many have the same mistake.

use std::collections::{BTreeMap, HashSet};

use super::{
    groups::groups,
    keys::{counted, keys_of},
    level::{CommonKeys, Level},
    notes::{Age, Notes},
    share::Share,
    value::of_key,
};
use crate::{
    infer::facts::{BodyFacts, HeadingFacts, KeyFacts, NoteFacts, ValueFacts},
    notetype::{Content, KeySpec, NoteType, SectionSpec, heading_key},
    text::visible,
};

/// From this share on, what notes have is part of their template.
const PART_PERCENT: usize = 50;

/// Up to this share, notes without a required part have a mistake.
const MISTAKE_PERCENT: usize = 10;

/// Fewer notes tell nothing.
const MIN_NOTES: usize = 2;

/// A difference between notes and their type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// What is different, with its figures.
    pub message: String,
    /// What to change, in the type or in the notes.
    pub help: String,
    /// The numbers of the notes that may have a mistake.
    pub notes: Vec<usize>,
}

/// Returns where `notes`, which are of the type `note_type`, differ from it in the same way.
pub fn drift(note_type: &NoteType, notes: &[&NoteFacts]) -> Vec<Drift> {
    let mut numbers: Vec<usize> = (0..notes.len()).collect();
    numbers.sort_by_key(|number| &notes[*number].path);
    let notes = Notes::new(numbers.iter().map(|number| notes[*number]).collect());
    Drifts { note_type, notes, numbers, found: Vec::new() }.find()
}

struct Drifts<'f> {
    note_type: &'f NoteType,
    notes: Notes<'f>,
    /// The number that each of the notes was given with.
    numbers: Vec<usize>,
    found: Vec<Drift>,
}

impl<'f> Drifts<'f> {
    fn find(mut self) -> Vec<Drift> {
        if self.note_type.spec.frontmatter.is_named {
            self.keys();
        }
        let of: Vec<usize> = (0..self.notes.all.len()).collect();
        if self.note_type.spec.title.is_required {
            let without = of.iter().copied().filter(|note| !self.notes.all[*note].has_title_heading);
            self.missing("the title", "title", &without.collect::<Vec<_>>(), &of);
        }
        self.sections(&of);
        self.found
    }

    fn keys(&mut self) {
        let all = 0..self.notes.all.len();
        let with: Vec<usize> = all.filter(|note| self.notes.all[*note].frontmatter.is_some()).collect();
        let mappings: Vec<&[KeyFacts]> = with.iter().map(|note| keys_of(&self.notes, *note)).collect();
        let spec = &self.note_type.spec.frontmatter;
        let is_known = |name: &str| {
            spec.keys.iter().any(|key| key.name == name || key.aliases.iter().any(|alias| alias == name))
        };
        let counted = counted(&mappings);
        for (name, found) in counted.iter().filter(|(name, _)| !is_known(name)) {
            let found: Vec<usize> = found.iter().map(|at| with[*at]).collect();
            self.unknown(&format!("key {}", quoted(name)), "`properties` of `frontmatter`", &found, &with);
        }
        for key in &spec.keys {
            let has = |name: &str| name == key.name || key.aliases.iter().any(|alias| alias == name);
            if key.required {
                let without = with.iter().copied();
                let without =
                    without.filter(|note| !keys_of(&self.notes, *note).iter().any(|key| has(&key.name)));
                let without: Vec<usize> = without.collect();
                self.missing(&format!("key {}", quoted(&key.name)), &key.name, &without, &with);
            }
            self.choices(key, &with);
        }
    }

    /// Reports values that several notes have and `enum` does not list.
    fn choices(&mut self, key: &KeySpec, with: &[usize]) {
        if key.choices.is_empty() {
            return;
        }
        let mut found: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for note in with {
            let value = of_key(&self.notes, &[*note], &key.name);
            if let [ValueFacts::Text(text)] = &*value
                && text.is_whole
                && !key.choices.iter().any(|choice| **choice == *text.beginning)
            {
                found.entry(&text.beginning).or_default().push(self.numbers[*note]);
            }
        }
        for (value, notes) in found.into_iter().filter(|(_, notes)| notes.len() >= MIN_NOTES) {
            let (key, value) = (quoted(&key.name), quoted(value));
            self.found.push(Drift {
                message: format!("{key} is {value} in {} notes, which the type does not list", notes.len()),
                help: format!("add it to the `enum` of {key}, or correct these notes"),
                notes,
            });
        }
    }

    fn sections(&mut self, of: &[usize]) {
        let spec = &self.note_type.spec.sections;
        let mut known: HashSet<String> = HashSet::new();
        for section in spec.named() {
            let names: HashSet<String> =
                section.heading.all().chain(&section.aliases).map(|name| heading_key(name)).collect();
            let headings: Vec<(usize, &'f HeadingFacts)> = of
                .iter()
                .filter_map(|note| {
                    let headings = &self.notes.all[*note].headings;
                    let whole = headings.iter().find(|heading| names.contains(&*heading.key));
                    let shortened = || headings.iter().find(|heading| is_shortened(heading, &names));
                    Some((*note, &**whole.or_else(shortened)?))
                })
                .collect();
            if section.required {
                let with: HashSet<usize> = headings.iter().map(|(note, _)| *note).collect();
                let without: Vec<usize> = of.iter().copied().filter(|note| !with.contains(note)).collect();
                self.missing(&format!("section {}", quoted(&section.heading)), &section.key, &without, of);
            }
            self.spelling(section, &headings);
            self.counts(section, &headings);
            known.extend(names);
        }
        let levels: Vec<Level<'f>> =
            of.iter().map(|note| Level::new(*note, &self.notes.all[*note].headings, 0)).collect();
        let common = CommonKeys::of(&levels);
        for group in groups(&levels, &common) {
            let words = &group.found[0].1.heading.words;
            let is_matched = || {
                let mut patterns = spec.all.iter().filter_map(|section| section.pattern.as_ref());
                patterns.any(|pattern| pattern.regex.is_match(words))
            };
            if !group.keys.iter().any(|key| known.contains(&***key)) && !is_matched() {
                self.unknown(
                    &format!("section {}", quoted(words)),
                    "`properties` of `sections`",
                    &group.levels(),
                    of,
                );
            }
        }
    }

    /// Reports that most notes write the heading of `section` otherwise.
    fn spelling(&mut self, section: &SectionSpec, headings: &[(usize, &HeadingFacts)]) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, heading) in headings {
            *counts.entry(&heading.words).or_default() += 1;
        }
        let Some((words, count)) = counts.into_iter().rev().max_by_key(|(_, count)| *count) else { return };
        let share = Share { count, of: headings.len() };
        if section.heading.all().any(|heading| heading == words)
            || !share.is_at_least(PART_PERCENT)
            || count < MIN_NOTES
        {
            return;
        }
        let (heading, words) = (quoted(&section.heading), quoted(words));
        self.found.push(Drift {
            message: format!("the heading of section {heading} is {words} in {share} notes"),
            help: format!("make {words} the `heading` in the type, or list both: `heading: [… , …]`"),
            notes: Vec::new(),
        });
    }

    /// Reports that most notes have another number of points in `section`.
    fn counts(&mut self, section: &SectionSpec, headings: &[(usize, &HeadingFacts)]) {
        let Content::Points(points) = &section.content else { return };
        let is_allowed = |body: &BodyFacts| {
            let number = u64::from(body.points);
            points.min.is_none_or(|min| number >= min) && points.max.is_none_or(|max| number <= max)
        };
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for (_, heading) in headings.iter().filter(|(_, heading)| !is_allowed(&heading.whole)) {
            *counts.entry(heading.whole.points as usize).or_default() += 1;
        }
        let Some((number, count)) = counts.into_iter().max_by_key(|(_, count)| *count) else { return };
        let share = Share { count, of: headings.len() };
        if share.is_at_least(PART_PERCENT) && count >= MIN_NOTES {
            let heading = quoted(&section.heading);
            self.found.push(Drift {
                message: format!(
                    "section {heading} has {number} points in {share} notes, which the type does not allow"
                ),
                help: format!("change `minItems` and `maxItems` of {heading} in the type"),
                notes: Vec::new(),
            });
        }
    }

    /// Reports `part` that the type does not know if most of the notes `of`, or of the newest, are those `found`.
    fn unknown(&mut self, part: &str, place: &str, found: &[usize], of: &[usize]) {
        let share = Share { count: found.len(), of: of.len() };
        let age = self.notes.age(found, of);
        let newest = match age {
            Age::Newest(newest) => format!(" ({newest} of the newest)"),
            Age::All | Age::Unknown => String::new(),
        };
        let is_part = share.is_at_least(PART_PERCENT) || matches!(age, Age::Newest(_));
        if is_part && found.len() >= MIN_NOTES {
            self.found.push(Drift {
                message: format!("the type does not know the {part}, which {share} notes have{newest}"),
                help: format!("add it to {place} in the type"),
                notes: Vec::new(),
            });
        }
    }

    /// Reports that the required `part` is missing in the notes `without`, if these are many of the notes `of`.
    fn missing(&mut self, part: &str, key: &str, without: &[usize], of: &[usize]) {
        let share = Share { count: without.len(), of: of.len() };
        if without.len() < MIN_NOTES || share.count * 100 <= share.of * MISTAKE_PERCENT {
            return;
        }
        let part = part.strip_prefix("the ").unwrap_or(part);
        let remove = format!("remove {} from `required` in the type", quoted(key));
        let (newest, help) = match self.notes.age(without, of) {
            Age::Newest(newest) => {
                (format!(" ({newest} of the newest)"), format!("{remove}, as the template has changed"))
            }
            Age::All => (
                " of all ages".to_owned(),
                format!("add it to these notes, as new ones have it, or {remove}"),
            ),
            Age::Unknown => (String::new(), format!("add it to these notes, or {remove}")),
        };
        let notes = without.iter().map(|note| self.numbers[*note]).collect();
        let message = format!("required {part} is missing in {share} notes{newest}");
        self.found.push(Drift { message, help, notes });
    }
}

/// Whether `heading` has one of `names` before a `:` or the like.
fn is_shortened(heading: &HeadingFacts, names: &HashSet<String>) -> bool {
    heading.shortened.as_ref().is_some_and(|key| names.contains(&**key))
}

/// Returns `name` as messages show it.
fn quoted(name: &str) -> String {
    format!("`{}`", visible(name))
}
