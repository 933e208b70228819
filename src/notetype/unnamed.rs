//! Reads what is below a heading although no type names it: what a new type would recognise there.

use super::{
    content::Section,
    fold::{Decoration, fold, suffix, without_brackets},
    place::SectionSpecId,
    read::Scope,
    spec::SectionsSpec,
};
use crate::{
    note::{HeadingId, Note},
    text::{Id, Span},
};

/// How much below a heading is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All up to the next heading of its level or above.
    Whole,
    /// What is above its first sub-heading.
    Own,
}

/// What is below a heading, or above the first one, whatever the type of the note.
#[derive(Clone, Debug)]
pub struct Unnamed<'a> {
    scope: Scope<'a>,
}

impl<'a> Unnamed<'a> {
    /// Returns what is below `heading`.
    pub fn below(note: &'a Note<'a>, heading: HeadingId, extent: Extent) -> Self {
        let end = match extent {
            Extent::Whole => note.outline.below(heading).end,
            Extent::Own => heading.next(),
        };
        Self { scope: Scope { note, heading: Some(heading), headings: heading.next()..end, end } }
    }

    /// Returns what is below the `title`, or below the start of the body, and above the next heading.
    pub fn intro(note: &'a Note<'a>, title: Option<HeadingId>) -> Self {
        let end = title.map_or(HeadingId::new(0), HeadingId::next);
        Self { scope: Scope { note, heading: title, headings: end..end, end } }
    }

    /// Returns what the section `id` of `sections` reads in it.
    pub fn read(&self, sections: &'a SectionsSpec, id: SectionSpecId) -> Section<'a> {
        sections.all[id].content.read(&self.scope, &sections.names().parts[id]).0
    }

    /// Returns the text from the first to the last block.
    pub fn span(&self) -> Span {
        self.scope.span()
    }

    /// Returns the sub-headings that are not below another one, each with whether it is numbered.
    pub fn children(&self) -> impl Iterator<Item = (HeadingId, bool)> + use<'a> {
        let children = self.scope.children();
        children.filter_map(|child| Some((child.heading?, child.is_numbered())))
    }
}

/// Returns what a section is recognised by that has the heading `plain`: without decoration, case, width and a
/// trailing bracket group.
pub fn heading_key(plain: &str) -> String {
    fold(without_brackets(plain))
}

/// Returns the same of what is before a `:`, a ` - ` or a score in the heading `plain`, if it has one of these.
pub fn shortened_heading_key(plain: &str) -> Option<String> {
    suffix(plain).map(|cut| heading_key(&plain[..cut.start()]))
}

/// Returns whether the heading `plain` begins with a number.
pub fn is_numbered_heading(plain: &str) -> bool {
    Decoration::of(plain).numbered
}
