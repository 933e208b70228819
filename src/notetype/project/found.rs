use std::{borrow::Cow, ops::Range};

use crate::{
    note::HeadingId,
    notetype::{names::HeadingMatch, place::SectionSpecId},
};

/// What headings are.
#[derive(Debug, Default)]
pub(super) struct Found<'a> {
    /// The heading that is the note's title.
    pub(super) title: Option<HeadingId>,
    /// The level of the sections.
    pub(super) level: u8,
    /// The recognised sections in the order of the note.
    pub(super) sections: Vec<Recognised<'a>>,
    /// The headings that no section claims and that are not inside a recognised section.
    pub(super) unknown: Vec<HeadingId>,
}

/// A heading that names a section, and the headings below it.
#[derive(Clone, Debug)]
pub(super) struct Recognised<'a> {
    pub(super) section: SectionSpecId,
    pub(super) heading: HeadingId,
    pub(super) matched: HeadingMatch,
    /// The heading's text, if it is recognised by a pattern.
    pub(super) key: Option<Cow<'a, str>>,
    /// The headings that belong to the section alone.
    pub(super) headings: Range<HeadingId>,
    /// The end of all headings below it: those of sections inside it, and what follows them, too.
    pub(super) end: HeadingId,
}

/// The headings among which the sections of another one are looked for.
pub(super) struct Area {
    pub(super) headings: Range<HeadingId>,
    /// The level of the sections.
    pub(super) level: u8,
}
