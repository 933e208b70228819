use std::ops::Range;

use crate::{
    note::{Heading, HeadingId, Note},
    notetype::{
        fold::fold,
        names::{HeadingMatch, NameMatch, TypeNames, Wording},
        place::SectionId,
        spec::TypeSpec,
    },
    text::{Id, IndexVec},
};

/// What the headings of a note are.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The heading that is the note's title.
    pub(super) title: Option<HeadingId>,
    /// The recognised sections in the order of the note.
    pub(super) sections: Vec<Recognised>,
    /// The headings that no section claims and that are not inside a recognised section.
    pub(super) unknown: Vec<HeadingId>,
}

/// A heading that names a section, and the headings below it.
#[derive(Clone, Debug)]
pub(super) struct Recognised {
    pub(super) section: SectionId,
    pub(super) heading: HeadingId,
    pub(super) matched: HeadingMatch,
    /// The headings that belong to the section alone.
    pub(super) headings: Range<HeadingId>,
    /// The end of all headings below it: those of sections inside it, and what follows them, too.
    pub(super) end: HeadingId,
}

/// Recognises the sections of `note`.
///
/// Of the headings that name a section, the one that names it best opens it, wherever it is. Another
/// one opens it again only if it has the same words, or if both are aliases. A heading below another one, as `### Notes` in
/// somebody's log, opens a section only if no heading of the sections' level does.
///
/// A section runs up to the next recognised section, or to the next heading of its own level or
/// above; below a title, one below level 2 is never above a section. In a SWOT, a heading of its level
/// that names a quadrant belongs to it.
pub(super) fn find(note: &Note<'_>, spec: &TypeSpec, names: &TypeNames) -> Found {
    let mut headings = Headings { note, spec, names, named: Vec::new(), title: None };
    headings.name();
    headings.find_title();
    let accepted = headings.accept();
    headings.extents(&accepted)
}

/// A heading that names a section.
struct Named {
    heading: HeadingId,
    section: SectionId,
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

struct Headings<'a> {
    note: &'a Note<'a>,
    spec: &'a TypeSpec,
    names: &'a TypeNames,
    named: Vec<Named>,
    title: Option<HeadingId>,
}

/// The best heading of each section so far, by its index among those that name one.
type Best = IndexVec<SectionId, Option<usize>>;

impl Headings<'_> {
    fn name(&mut self) {
        for (heading, written) in self.note.outline.iter() {
            let content = written.content.of(self.note.text);
            if let Some((section, matched)) = self.names.sections.recognise(content, &written.plain) {
                self.named.push(Named { heading, section: SectionId::new(section), matched });
            }
        }
    }

    /// The title is the first `#` heading, unless that is the only heading of a section: then
    /// the first that names none, if the type asks for a title.
    fn find_title(&mut self) {
        let mut tops = self.note.outline.iter().filter(|(_, heading)| heading.level == 1).map(|(id, _)| id);
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

    /// The level above which no section is: 2 below a title.
    fn top(&self) -> u8 {
        if self.title.is_some() { 2 } else { 1 }
    }

    /// Whether each of the named headings opens a section.
    fn accept(&self) -> Vec<bool> {
        let places = self.places();
        let mut accepted = vec![false; self.named.len()];
        let outer = |index: &usize| matches!(places[*index].nesting, Nesting::None);
        let best = self.best((0..self.named.len()).filter(outer));
        let words = |index: usize| fold(&self.note.outline[self.named[index].heading].plain);
        let best_words: IndexVec<SectionId, Option<String>> = best.map(|best| best.map(words));
        for (index, named) in self.named.iter().enumerate().filter(|(index, _)| outer(index)) {
            let best = best[named.section];
            let is_again = || best_words[named.section].as_ref() == Some(&words(index));
            // The type gives both of two aliases, or of two headings, the same meaning.
            let is_as_good = || best.is_some_and(|best| named.is_as_good_as(&self.named[best]));
            accepted[index] = best == Some(index) || is_again() || is_as_good();
        }
        // A section in another one is looked for last, so that it cannot hide one beside that.
        for inside in [false, true] {
            let claimed: IndexVec<SectionId, bool> = self.claimed(&accepted);
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
        let mut best: Best = self.spec.sections.map(|_| None);
        for index in indexes {
            let named = &self.named[index];
            let before = best[named.section].map(|before| self.named[before].distance());
            if before.is_none_or(|before| named.distance() < before) {
                best[named.section] = Some(index);
            }
        }
        best
    }

    fn claimed(&self, accepted: &[bool]) -> IndexVec<SectionId, bool> {
        let mut claimed = self.spec.sections.map(|_| false);
        for (named, _) in self.named.iter().zip(accepted).filter(|(_, accepted)| **accepted) {
            claimed[named.section] = true;
        }
        claimed
    }

    fn may_open_inside(&self, open: SectionId, named: &Named) -> bool {
        named.matched.wording < Wording::WithoutSuffix
            && !self.names_part(open, &self.note.outline[named.heading])
    }

    /// What each of the named headings is below.
    fn places(&self) -> Vec<Below> {
        let mut places = Vec::with_capacity(self.named.len());
        // The headings that the present one is below, each with its level and the innermost section.
        let mut above: Vec<(u8, Below)> = Vec::new();
        let mut next = self.named.iter().peekable();
        for (id, heading) in self.note.outline.iter().filter(|(id, _)| self.title != Some(*id)) {
            while above.last().is_some_and(|(level, _)| heading.level <= (*level).max(self.top())) {
                above.pop();
            }
            let below =
                above.last().map_or(Below { parent: None, nesting: Nesting::None }, |(_, below)| *below);
            let nesting = if let Some(named) = next.next_if(|named| named.heading == id) {
                places.push(below);
                Nesting::Section(named.section)
            } else if matches!(below.nesting, Nesting::None) {
                Nesting::Unknown
            } else {
                below.nesting
            };
            above.push((heading.level, Below { parent: Some(id), nesting }));
        }
        places
    }

    /// The sections that the `accepted` headings open, and the headings outside of them.
    fn extents(self, accepted: &[bool]) -> Found {
        let mut found = Found { title: self.title, ..Found::default() };
        // The sections whose end is not reached yet, each inside the one before it.
        let mut open: Vec<usize> = Vec::new();
        let mut next = self.named.iter().zip(accepted).filter(|(_, accepted)| **accepted).peekable();
        for (id, heading) in self.note.outline.iter() {
            let named = next.next_if(|(named, _)| named.heading == id).map(|(named, _)| named);
            let is_over = |open: &Recognised| {
                self.ends(open, heading) && (named.is_some() || !self.is_part(open, heading))
            };
            while let Some(last) = open.pop_if(|last| is_over(&found.sections[*last])) {
                found.sections[last].end = id;
            }
            if let Some(&Named { heading: id, section, matched }) = named {
                open.push(found.sections.len());
                let (headings, end) = (id.next()..id.next(), id.next());
                found.sections.push(Recognised { section, heading: id, matched, headings, end });
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
        if let Some((last, _)) = self.note.outline.iter().last() {
            for section in open {
                found.sections[section].end = last.next();
            }
        }
        found
    }

    /// Whether a heading of the level of `heading` ends the `open` section.
    fn ends(&self, open: &Recognised, heading: &Heading<'_>) -> bool {
        heading.level <= self.level(open).max(self.top())
    }

    /// Whether `heading` names a part of the `open` section, though it is of that section's level.
    fn is_part(&self, open: &Recognised, heading: &Heading<'_>) -> bool {
        heading.level == self.level(open) && self.names_part(open.section, heading)
    }

    fn level(&self, section: &Recognised) -> u8 {
        self.note.outline[section.heading].level
    }

    fn names_part(&self, section: SectionId, heading: &Heading<'_>) -> bool {
        self.spec.sections[section].content.has_parts_at_its_level()
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
    Section(SectionId),
}
