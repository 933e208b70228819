//! The sections of notes, and those in them.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use super::told::{Drift, Drifts, MIN_NOTES, PART_PERCENT, quoted};
use crate::{
    infer::{
        facts::HeadingFacts,
        note_type::{
            groups::groups,
            level::{CommonKeys, Level, Placed},
            notes::Notes,
            share::Share,
        },
    },
    notetype::{SectionSpec, SectionsSpec, heading_key},
};

/// The headings of one note among which sections are looked for.
#[derive(Clone, Copy)]
pub(super) struct Scope<'f> {
    pub(super) note: usize,
    headings: &'f [Arc<HeadingFacts>],
    /// How deep the sections are.
    depth: u8,
}

impl<'f> Scope<'f> {
    /// Returns all headings of the note numbered `note`.
    pub(super) fn of_note(notes: &Notes<'f>, note: usize) -> Self {
        Self { note, headings: &notes.all[note].headings, depth: 0 }
    }

    /// Returns the headings below the one that is `placed` in it.
    fn below(&self, placed: Placed<'f>) -> Self {
        Self { note: self.note, headings: placed.below, depth: placed.heading.depth + 1 }
    }

    /// Returns the first heading that has one of `names`, else the first one that has it before a `:` or the like.
    fn find(&self, names: &HashSet<String>) -> Option<Placed<'f>> {
        let whole = self.headings.iter().position(|heading| names.contains(&*heading.key));
        let is_shortened = |heading: &Arc<HeadingFacts>| {
            heading.shortened.as_ref().is_some_and(|key| names.contains(&**key))
        };
        let at = whole.or_else(|| self.headings.iter().position(is_shortened))?;
        Some(Placed::at(self.headings, at))
    }
}

impl<'f> Drifts<'f> {
    /// Reports how the sections in `scopes` differ from `spec`. In messages, `within` follows the names of these
    /// sections: it tells which section they are in, if they are in one.
    pub(super) fn sections(&mut self, spec: &SectionsSpec, scopes: &[Scope<'f>], within: &str) {
        let of: Vec<usize> = scopes.iter().map(|scope| scope.note).collect();
        let mut known: HashSet<String> = HashSet::new();
        for section in spec.named() {
            let names: HashSet<String> =
                section.heading.all().chain(&section.aliases).map(|name| heading_key(name)).collect();
            let found: Vec<(Scope<'f>, Placed<'f>)> =
                scopes.iter().filter_map(|scope| Some((*scope, scope.find(&names)?))).collect();
            if section.required {
                let with: HashSet<usize> = found.iter().map(|(scope, _)| scope.note).collect();
                let without: Vec<usize> = of.iter().copied().filter(|note| !with.contains(note)).collect();
                let part = format!("section {}{within}", quoted(&section.heading));
                self.missing(&part, &section.key, &without, &of);
            }
            let headings: Vec<(usize, &HeadingFacts)> =
                found.iter().map(|(scope, placed)| (scope.note, placed.heading)).collect();
            self.spelling(section, &headings, within);
            self.contents(section, &headings, within);
            let note_type = self.note_type;
            if let Some(inside) = section.inside.and_then(|inside| note_type.spec.nested.get(inside))
                && !found.is_empty()
            {
                let below: Vec<Scope<'f>> =
                    found.iter().map(|(scope, placed)| scope.below(*placed)).collect();
                self.sections(inside, &below, &format!(" in {}{within}", quoted(&section.heading)));
            }
            known.extend(names);
        }
        self.unknown_sections(spec, scopes, &known, within);
    }

    /// Reports sections that most have in `scopes` and that are none of those `known`.
    fn unknown_sections(
        &mut self,
        spec: &SectionsSpec,
        scopes: &[Scope<'f>],
        known: &HashSet<String>,
        within: &str,
    ) {
        let of: Vec<usize> = scopes.iter().map(|scope| scope.note).collect();
        let levels: Vec<Level<'f>> =
            scopes.iter().map(|scope| Level::new(scope.note, scope.headings, scope.depth)).collect();
        let common = CommonKeys::of(&levels);
        for group in groups(&levels, &common) {
            let words = &group.found[0].1.heading.words;
            let is_matched = || {
                let mut patterns = spec.all.iter().filter_map(|section| section.pattern.as_ref());
                patterns.any(|pattern| pattern.regex.is_match(words))
            };
            if !group.keys.iter().any(|key| known.contains(&***key)) && !is_matched() {
                let found: Vec<usize> = group.levels().iter().map(|level| levels[*level].note).collect();
                let part = format!("section {}{within}", quoted(words));
                self.unknown(&part, &format!("`properties` of `sections`{within}"), &found, &of);
            }
        }
    }

    /// Reports that most notes write the heading of `section` otherwise.
    fn spelling(&mut self, section: &SectionSpec, headings: &[(usize, &HeadingFacts)], within: &str) {
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
            message: format!("the heading of section {heading}{within} is {words} in {share} notes"),
            help: format!("make {words} the `heading` in the type, or list both: `heading: [… , …]`"),
            notes: Vec::new(),
        });
    }
}
