//! The title of a note, in its two places.

use super::Context;
use crate::{
    note::{Heading, HeadingId},
    text::Span,
};

/// The headings that are the note's title: those of level 1. A section that is written with `#`
/// is none, as `structure/heading-level` says.
pub(super) fn all<'a>(context: &Context<'a>) -> impl Iterator<Item = (HeadingId, &'a Heading<'a>)> {
    let projection = context.projection;
    let tops = context.note.outline.iter().filter(|(_, heading)| heading.level == 1);
    tops.filter(move |&(id, _)| projection.section_at(id).is_none())
}

/// The frontmatter's title and its place, where it is text.
pub(super) fn in_frontmatter<'a>(context: &Context<'a>) -> Option<(&'a str, Span)> {
    let title = context.projection.json.get("frontmatter")?.get("title")?;
    Some((title.as_str()?, title.origin().value))
}
