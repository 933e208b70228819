//! The text of new sections.

use std::{cell::Cell, collections::BTreeMap};

use super::example::example;
use crate::{
    notetype::{
        content::{Content, PLACEHOLDER, heading_line},
        place::SectionSpecId,
        spec::{Numbering, Order, OrderItem, SectionSpec, SectionsSpec, TypeSpec},
    },
    text::pointer::escape,
};

/// More sections or items are not written down for somebody to fill in.
const MAX_COPIES: u64 = 50;

/// More sections are not either: those of a type may be in each other.
const MAX_SECTIONS: usize = 1_000;

/// The deepest heading.
const MAX_LEVEL: u8 = 6;

/// Returns the lines of a new section at `level`, with LF, from its heading (or the `---` above it) to its last
/// character; `None` if the type requires more points than anybody fills in.
pub fn section_lines(spec: &TypeSpec, section: &SectionSpec, level: u8) -> Option<String> {
    NewSections::new(spec, &BTreeMap::new(), PLACEHOLDER).section(section, &section.heading, (level, ""))
}

/// Writes the sections of a new note.
pub(super) struct NewSections<'t> {
    spec: &'t TypeSpec,
    /// How many there are to be of a section or of the items of one, by its JSON Pointer in the projection; that of
    /// a section by pattern ends with the pattern. Sections that the type requires need not be among these.
    counts: &'t BTreeMap<String, u64>,
    date: &'t str,
    /// How many sections may still be made.
    left: Cell<usize>,
}

impl<'t> NewSections<'t> {
    pub(super) fn new(spec: &'t TypeSpec, counts: &'t BTreeMap<String, u64>, date: &'t str) -> Self {
        Self { spec, counts, date, left: Cell::new(MAX_SECTIONS) }
    }

    /// Returns the sections of `group`, whose object is at `pointer`, in their order.
    pub(super) fn group(&self, group: &SectionsSpec, level: u8, pointer: &str) -> Option<Vec<String>> {
        let mut order: Vec<SectionSpecId> = group.all.ids().collect();
        if let Order::Listed(items) = &group.order {
            let others = items.iter().position(|item| *item == OrderItem::Others).unwrap_or(items.len());
            let own = |id| items.iter().position(|item| *item == OrderItem::Section(id)).unwrap_or(others);
            order.sort_by_key(|id| own(*id));
        }
        let mut lines = Vec::new();
        for id in order {
            let section = &group.all[id];
            let count = self
                .counts
                .get(&format!("{pointer}/{}", escape(&section.key)))
                .copied()
                .unwrap_or_else(|| section.required.into());
            let copies = if section.pattern.is_some() || section.repeats { count } else { count.min(1) };
            for copy in 0..copies.min(MAX_COPIES) {
                let heading = heading(section, (copy, copies), self.date)?;
                let key = if section.pattern.is_some() { &heading } else { &section.key };
                let own = format!("{pointer}/{}", escape(key));
                lines.push(self.section(section, &heading, (level, &own))?);
            }
        }
        Some(lines)
    }

    /// Returns the lines of a section at `pointer`, whose heading has `level`.
    fn section(&self, section: &SectionSpec, heading: &str, (level, pointer): (u8, &str)) -> Option<String> {
        // A section may contain sections of its own kind.
        self.left.set(self.left.get().checked_sub(1)?);
        if level > MAX_LEVEL {
            return None;
        }
        let nested = section.inside.and_then(|nested| self.spec.nested.get(nested));
        let nested = nested.map(|group| self.group(group, level + 1, &format!("{pointer}/sections")));
        let intro = section.intro.as_deref();
        let intro =
            intro.filter(|intro| intro.required || self.counts.contains_key(&format!("{pointer}/intro")));
        let intro = intro.map(|intro| intro.content.template(level));
        let own = self.content(section, (level, pointer))?;
        let body = [vec![own], intro.map_or(Some(Vec::new()), |intro| Some(vec![intro?]))?];
        let body = body.into_iter().flatten().chain(nested.unwrap_or_else(|| Some(Vec::new()))?);
        let body: Vec<String> = body.filter(|part| !part.is_empty()).collect();
        let (heading, body) = (heading_line(level, heading), body.join("\n\n"));
        let rule = if section.break_before { "---\n\n" } else { "" };
        Some(format!("{rule}{heading}\n\n{}", body.trim_start()).trim_end().to_owned())
    }

    /// Returns what is below the heading of a section, apart from sections in it.
    fn content(&self, section: &SectionSpec, (level, pointer): (u8, &str)) -> Option<String> {
        let one = section.content.template(level)?;
        let count = self.counts.get(pointer).copied().filter(|_| !section.repeats);
        let count = usize::try_from(count.unwrap_or(1).clamp(1, MAX_COPIES)).unwrap_or(1);
        Some(match section.content {
            Content::Entries(_) | Content::Code(_) => vec![one; count].join("\n\n"),
            Content::Table(_) => {
                let row = one.lines().last().unwrap_or_default().to_owned();
                let more = vec![row; count - 1];
                std::iter::once(one).chain(more).collect::<Vec<_>>().join("\n")
            }
            _ => one,
        })
    }
}

/// Returns the heading of a copy of `section`, one of several.
fn heading(section: &SectionSpec, (copy, copies): (u64, u64), date: &str) -> Option<String> {
    let Some(pattern) = &section.pattern else { return Some(section.heading.to_string()) };
    let is_descending = pattern.sequence.as_ref().is_some_and(|it| it.numbering == Numbering::Descending);
    let number = if is_descending { copies - copy } else { copy + 1 };
    example(&pattern.regex, number, date)
}
