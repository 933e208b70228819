use std::ops::Range;

use crate::{
    note::{Heading, HeadingId, Note},
    notetype::{
        names::{HeadingMatch, TypeNames, Wording},
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
    pub(super) headings: Range<HeadingId>,
}

/// Recognises the sections of `note`.
///
/// A section runs up to the next recognised section, or to the next heading of its own level or
/// above; one below level 2 is never above a section. So nothing is read twice. In a SWOT, a
/// heading of its level that names a quadrant belongs to it.
///
/// A heading inside a recognised section opens another one only if the note has no other
/// heading for that: `### 要約` in somebody's notes repeats no summary.
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

struct Headings<'a> {
    note: &'a Note<'a>,
    spec: &'a TypeSpec,
    names: &'a TypeNames,
    named: Vec<Named>,
    title: Option<HeadingId>,
}

/// A section whose end is not reached yet.
#[derive(Clone, Copy)]
struct Open {
    section: SectionId,
    level: u8,
}

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
    /// the first that names none.
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
            self.title = tops.find(|id| self.position(*id).is_none());
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
        let mut accepted = vec![false; self.named.len()];
        let mut claimed: IndexVec<SectionId, bool> = self.spec.sections.map(|_| false);
        let mut nested = Vec::new();
        let mut open: Option<Open> = None;
        let mut next = self.named.iter().enumerate().peekable();
        for (id, heading) in self.note.outline.iter() {
            match (next.next_if(|(_, named)| named.heading == id), open) {
                (Some((index, _)), Some(open)) if heading.level > open.level.max(2) => {
                    nested.push((index, open));
                }
                (Some((index, named)), _) => {
                    accepted[index] = true;
                    claimed[named.section] = true;
                    open = Some(Open { section: named.section, level: heading.level });
                }
                (None, Some(section)) if self.ends(section, heading) => open = None,
                (None, _) => {}
            }
        }
        for (index, open) in nested {
            let Named { heading, section, matched } = self.named[index];
            let whole = matched.wording < Wording::WithoutSuffix;
            if whole && !claimed[section] && !self.is_part(open, heading) {
                claimed[section] = true;
                accepted[index] = true;
            }
        }
        accepted
    }

    /// The sections that the `accepted` headings open, and the headings outside of them.
    fn extents(self, accepted: &[bool]) -> Found {
        let mut found = Found { title: self.title, ..Found::default() };
        let mut open: Option<Open> = None;
        let mut next = self.named.iter().zip(accepted).filter(|(_, accepted)| **accepted).peekable();
        for (id, heading) in self.note.outline.iter() {
            if let Some((named, _)) = next.next_if(|(named, _)| named.heading == id) {
                let Named { heading: id, section, matched } = *named;
                open = Some(Open { section, level: heading.level });
                found.sections.push(Recognised {
                    section,
                    heading: id,
                    matched,
                    headings: id.next()..id.next(),
                });
                continue;
            }
            if open.is_some_and(|open| self.ends(open, heading)) {
                open = None;
            }
            match found.sections.last_mut().filter(|_| open.is_some()) {
                Some(section) => section.headings.end = id.next(),
                None if self.title == Some(id) => {}
                None => found.unknown.push(id),
            }
        }
        found
    }

    /// Whether `heading`, which opens no section, ends the `open` one.
    fn ends(&self, open: Open, heading: &Heading<'_>) -> bool {
        heading.level <= open.level.max(2) && !(heading.level == open.level && self.names_part(open, heading))
    }

    fn is_part(&self, open: Open, heading: HeadingId) -> bool {
        self.names_part(open, &self.note.outline[heading])
    }

    fn names_part(&self, open: Open, heading: &Heading<'_>) -> bool {
        self.spec.sections[open.section].content.has_parts_at_its_level()
            && self.names.parts[open.section]
                .recognise(heading.content.of(self.note.text), &heading.plain)
                .is_some()
    }
}
