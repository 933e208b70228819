use std::{borrow::Cow, collections::HashSet, ops::Range};

use super::{
    found::{Area, Found, Recognised},
    heading_key,
};
use crate::{
    note::{Heading, HeadingId, Note},
    notetype::{
        content::SECTION_LEVEL,
        fold::fold,
        names::{HeadingMatch, NameMatch, SectionNames, Wording},
        place::{NestedId, SectionSpecId},
        spec::{SectionSpec, SectionsSpec, TypeSpec},
    },
    text::{Id, IndexVec},
};

/// Recognises the sections of `note`.
///
/// Of the headings that name a section, the one that names it best opens it, wherever it is. Another
/// one opens it again only if it has the same words. A heading below another one, as `### Notes` in
/// somebody's log, opens a section only if no heading of the sections' level does. A pattern claims the
/// headings of the sections' level alone, and none that names another section.
///
/// A section runs up to the next recognised section, or to the next heading of its own level or
/// above; below a title, one below level 2 is never above a section. In a SWOT, a heading of its level
/// that names a quadrant belongs to it.
pub(super) fn of_note<'a>(note: &'a Note<'a>, spec: &'a TypeSpec) -> Found<'a> {
    let all = HeadingId::new(0)..HeadingId::new(note.outline.iter().len());
    let mut headings = Headings::new(note, spec, &spec.sections, all);
    headings.name();
    headings.find_title();
    headings.top = if headings.title.is_some() { 2 } else { 1 };
    let highest = || note.outline.iter().map(|(_, heading)| heading.level).min();
    headings.level =
        if headings.title.is_some() { SECTION_LEVEL } else { highest().unwrap_or(SECTION_LEVEL) };
    headings.found()
}

/// Recognises the sections of a section, which are in `area`.
pub(super) fn inside<'a>(
    note: &'a Note<'a>,
    spec: &'a TypeSpec,
    sections: &'a SectionsSpec,
    area: &Area,
) -> Found<'a> {
    let mut headings = Headings::new(note, spec, sections, area.headings.clone());
    (headings.top, headings.level) = (area.level, area.level);
    headings.name();
    headings.found()
}

/// A heading that names a section.
struct Named {
    heading: HeadingId,
    section: SectionSpecId,
    matched: HeadingMatch,
}

impl Named {
    /// Whether, but for their decoration, both are aliases of their section, or both are its headings.
    fn is_as_good_as(&self, other: &Self) -> bool {
        let is_alias = |named: &Self| named.matched.name != NameMatch::Canonical;
        let is_whole = |named: &Self| named.matched.wording <= Wording::Folded;
        is_alias(self) == is_alias(other) && is_whole(self) && is_whole(other)
    }

    /// How well it names its section; less is better.
    fn distance(&self) -> (bool, Wording) {
        (self.matched.name != NameMatch::Canonical, self.matched.wording)
    }
}

/// A heading that opens a section.
struct Claim<'a> {
    heading: HeadingId,
    section: SectionSpecId,
    matched: HeadingMatch,
    /// The heading's text, if a pattern matches it.
    key: Option<Cow<'a, str>>,
}

struct Headings<'a> {
    note: &'a Note<'a>,
    /// What all nested sections are.
    spec: &'a TypeSpec,
    sections: &'a SectionsSpec,
    names: &'a SectionNames,
    all: Range<HeadingId>,
    named: Vec<Named>,
    /// Those that a pattern matches.
    patterned: Vec<Claim<'a>>,
    title: Option<HeadingId>,
    /// The level above which no section is.
    top: u8,
    /// The level of the sections.
    level: u8,
}

/// The best heading of each section so far, by its index among those that name one.
type Best = IndexVec<SectionSpecId, Option<usize>>;

impl<'a> Headings<'a> {
    fn new(
        note: &'a Note<'a>,
        spec: &'a TypeSpec,
        sections: &'a SectionsSpec,
        all: Range<HeadingId>,
    ) -> Self {
        Self {
            note,
            spec,
            sections,
            names: sections.names(),
            all,
            named: Vec::new(),
            patterned: Vec::new(),
            title: None,
            top: 1,
            level: SECTION_LEVEL,
        }
    }

    fn found(mut self) -> Found<'a> {
        if self.sections.has_patterns() {
            self.match_patterns();
        }
        let accepted = self.accept();
        self.extents(&accepted)
    }

    fn headings(&self) -> impl Iterator<Item = (HeadingId, &'a Heading<'a>)> + use<'a> {
        self.note.outline.range(self.all.clone())
    }

    fn name(&mut self) {
        for (heading, written) in self.headings() {
            let content = written.content.of(self.note.text);
            if let Some((section, matched)) = self.names.sections.recognise(content, &written.plain) {
                self.named.push(Named { heading, section: SectionSpecId::new(section), matched });
            }
        }
    }

    /// Finds the headings that a pattern matches, and that name no section in more than their beginning.
    fn match_patterns(&mut self) {
        for (heading, written) in self.headings() {
            if written.level != self.level || self.title == Some(heading) {
                continue;
            }
            let named = self.position(heading);
            if named.is_some_and(|named| self.named[named].matched.wording < Wording::WithoutSuffix) {
                continue;
            }
            let key = heading_key::text(self.note, heading);
            let fits = |section: &SectionSpec| {
                section.pattern.as_ref().is_some_and(|pattern| pattern.regex.is_match(&key))
            };
            if let Some(section) = self.sections.all.position(fits) {
                let matched = HeadingMatch { name: NameMatch::Canonical, wording: Wording::Exact };
                self.patterned.push(Claim { heading, section, matched, key: Some(key) });
            }
        }
        let patterned = &self.patterned;
        let is_patterned = |id: HeadingId| patterned.binary_search_by_key(&id, |other| other.heading).is_ok();
        self.named.retain(|named| !is_patterned(named.heading));
    }

    /// The title is the first `#` heading, unless that is the only heading of a section: then
    /// the first that names none, if the type asks for a title.
    fn find_title(&mut self) {
        let mut tops = self.headings().filter(|(_, heading)| heading.level == 1).map(|(id, _)| id);
        let Some(first) = tops.next() else { return };
        let Some(index) = self.position(first) else {
            self.title = Some(first);
            return;
        };
        let Named { section, matched, .. } = self.named[index];
        let only = self.named.iter().filter(|other| other.section == section).count() == 1;
        if only && matched.wording < Wording::WithoutSuffix {
            let is_asked_for = self.spec.title.is_named;
            self.title = tops.find(|id| self.position(*id).is_none()).filter(|_| is_asked_for);
        } else {
            self.named.remove(index);
            self.title = Some(first);
        }
    }

    /// The index in `named` of the heading `id`.
    fn position(&self, id: HeadingId) -> Option<usize> {
        self.named.binary_search_by_key(&id, |named| named.heading).ok()
    }

    /// Whether each of the named headings opens a section.
    fn accept(&self) -> Vec<bool> {
        let places = self.places();
        let mut accepted = vec![false; self.named.len()];
        let outer = |index: &usize| matches!(places[*index].nesting, Nesting::None);
        let best = self.best((0..self.named.len()).filter(outer));
        let words = |index: usize| fold(&self.note.outline[self.named[index].heading].plain);
        let mut best_words: IndexVec<SectionSpecId, Option<String>> = self.sections.all.map(|_| None);
        for (index, named) in self.named.iter().enumerate().filter(|(index, _)| outer(index)) {
            let best = best[named.section];
            let mut is_again = || {
                let best = best.map(|best| &*best_words[named.section].get_or_insert_with(|| words(best)));
                best.is_some_and(|best| *best == words(index))
            };
            // The type gives both of two aliases, or of two headings, the same meaning.
            let is_as_good = || best.is_some_and(|best| named.is_as_good_as(&self.named[best]));
            accepted[index] = best == Some(index) || is_again() || is_as_good();
        }
        // A section in another one is looked for last, so that it cannot hide one beside that.
        for inside in [false, true] {
            let claimed: IndexVec<SectionSpecId, bool> = self.claimed(&accepted);
            let nested = places.iter().enumerate().filter(|(index, place)| match place.nesting {
                Nesting::None => false,
                Nesting::Unknown => !inside,
                Nesting::Section(open) => inside && self.may_open_inside(open, &self.named[*index]),
            });
            let nested = nested.map(|(index, _)| index).filter(|index| !claimed[self.named[*index].section]);
            let nested: Vec<usize> = nested.collect();
            let best = self.best(nested.iter().copied());
            // Two below one heading are the same section twice.
            let is_again = |best: usize, index: usize| {
                places[best].parent == places[index].parent && words(best) == words(index)
            };
            for index in nested {
                let best = best[self.named[index].section];
                accepted[index] = best.is_some_and(|best| best == index || is_again(best, index));
            }
        }
        accepted
    }

    /// The best of the headings with the given indexes for each section; of equally good ones, the first.
    fn best(&self, indexes: impl Iterator<Item = usize>) -> Best {
        let mut best: Best = self.sections.all.map(|_| None);
        for index in indexes {
            let named = &self.named[index];
            let before = best[named.section].map(|before| self.named[before].distance());
            if before.is_none_or(|before| named.distance() < before) {
                best[named.section] = Some(index);
            }
        }
        best
    }

    fn claimed(&self, accepted: &[bool]) -> IndexVec<SectionSpecId, bool> {
        let mut claimed = self.sections.all.map(|_| false);
        for (named, _) in self.named.iter().zip(accepted).filter(|(_, accepted)| **accepted) {
            claimed[named.section] = true;
        }
        claimed
    }

    fn may_open_inside(&self, open: SectionSpecId, named: &Named) -> bool {
        let heading = &self.note.outline[named.heading];
        named.matched.wording < Wording::WithoutSuffix
            && !self.names_part(open, heading)
            && !self.names_inside(self.sections.all[open].inside, heading)
    }

    /// Whether `heading` names one of the `nested` sections, or one inside of these.
    fn names_inside(&self, nested: Option<NestedId>, heading: &Heading<'_>) -> bool {
        let content = heading.content.of(self.note.text);
        let mut seen: HashSet<NestedId> = nested.into_iter().collect();
        let mut queue: Vec<NestedId> = seen.iter().copied().collect();
        while let Some(sections) = queue.pop().and_then(|nested| self.spec.nested.get(nested)) {
            if sections.names().sections.recognise(content, &heading.plain).is_some() {
                return true;
            }
            let next = sections.all.iter().filter_map(|section| section.inside);
            queue.extend(next.filter(|nested| seen.insert(*nested)));
        }
        false
    }

    /// What each of the named headings is below.
    fn places(&self) -> Vec<Below> {
        let mut places = Vec::with_capacity(self.named.len());
        // The headings that the present one is below, each with its level and the innermost section.
        let mut above: Vec<(u8, Below)> = Vec::new();
        let mut next = self.named.iter().peekable();
        let mut patterned = self.patterned.iter().peekable();
        for (id, heading) in self.headings().filter(|(id, _)| self.title != Some(*id)) {
            while above.last().is_some_and(|(level, _)| heading.level <= (*level).max(self.top)) {
                above.pop();
            }
            let below =
                above.last().map_or(Below { parent: None, nesting: Nesting::None }, |(_, below)| *below);
            let nesting = if let Some(named) = next.next_if(|named| named.heading == id) {
                places.push(below);
                Nesting::Section(named.section)
            } else if let Some(patterned) = patterned.next_if(|patterned| patterned.heading == id) {
                Nesting::Section(patterned.section)
            } else if matches!(below.nesting, Nesting::None) {
                Nesting::Unknown
            } else {
                below.nesting
            };
            above.push((heading.level, Below { parent: Some(id), nesting }));
        }
        places
    }

    /// The headings that open a section, in the order of the note.
    fn claims(&mut self, accepted: &[bool]) -> Vec<Claim<'a>> {
        let named = self.named.iter().zip(accepted).filter(|(_, accepted)| **accepted);
        let named = named.map(|(named, _)| {
            let Named { heading, section, matched } = *named;
            Claim { heading, section, matched, key: None }
        });
        let mut claims: Vec<Claim<'a>> = named.collect();
        if !self.patterned.is_empty() {
            claims.append(&mut self.patterned);
            claims.sort_by_key(|claim| claim.heading);
        }
        claims
    }

    /// The sections that the `accepted` headings open, and the headings outside of them.
    fn extents(mut self, accepted: &[bool]) -> Found<'a> {
        let mut found = Found { title: self.title, level: self.level, ..Found::default() };
        // The sections whose end is not reached yet, each inside the one before it.
        let mut open: Vec<usize> = Vec::new();
        let mut next = self.claims(accepted).into_iter().peekable();
        for (id, heading) in self.headings() {
            let claim = next.next_if(|claim| claim.heading == id);
            let is_over = |open: &Recognised<'_>| {
                self.ends(open, heading) && (claim.is_some() || !self.is_part(open, heading))
            };
            while let Some(last) = open.pop_if(|last| is_over(&found.sections[*last])) {
                found.sections[last].end = id;
            }
            if let Some(Claim { section, matched, key, .. }) = claim {
                open.push(found.sections.len());
                let (headings, end) = (id.next()..id.next(), id.next());
                found.sections.push(Recognised { section, heading: id, matched, key, headings, end });
                continue;
            }
            match open.last() {
                // What follows a section inside this one is no longer read as its parts.
                Some(last) if last + 1 < found.sections.len() => {}
                Some(last) => found.sections[*last].headings.end = id.next(),
                None if self.title == Some(id) => {}
                None => found.unknown.push(id),
            }
        }
        for section in open {
            found.sections[section].end = self.all.end;
        }
        found
    }

    /// Whether a heading of the level of `heading` ends the `open` section.
    fn ends(&self, open: &Recognised<'_>, heading: &Heading<'_>) -> bool {
        heading.level <= self.level_of(open).max(self.top)
    }

    /// Whether `heading` names a part of the `open` section, though it is of that section's level.
    fn is_part(&self, open: &Recognised<'_>, heading: &Heading<'_>) -> bool {
        heading.level == self.level_of(open) && self.names_part(open.section, heading)
    }

    fn level_of(&self, section: &Recognised<'_>) -> u8 {
        self.note.outline[section.heading].level
    }

    fn names_part(&self, section: SectionSpecId, heading: &Heading<'_>) -> bool {
        self.sections.all[section].content.has_parts_at_its_level()
            && self.names.parts[section]
                .recognise(heading.content.of(self.note.text), &heading.plain)
                .is_some()
    }
}

/// What a heading that names a section is below.
#[derive(Clone, Copy)]
struct Below {
    /// The next heading above it, the title aside.
    parent: Option<HeadingId>,
    nesting: Nesting,
}

/// What the headings are that another one is below.
#[derive(Clone, Copy)]
enum Nesting {
    /// Nothing, or the title.
    None,
    /// A heading that names no section.
    Unknown,
    /// A heading that names this section.
    Section(SectionSpecId),
}
