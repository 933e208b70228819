//! The title of a note: its level-1 heading, and the `title` key of its frontmatter.

use super::Context;
use crate::{
    note::{Heading, HeadingId},
    text::Span,
};

/// Returns the level-1 headings, but for those of sections, which `structure/heading-level` reports.
pub(super) fn all<'a>(context: &Context<'a>) -> impl Iterator<Item = (HeadingId, &'a Heading<'a>)> {
    let projection = context.projection;
    let tops = context.note.outline.iter().filter(|(_, heading)| heading.level == 1);
    tops.filter(move |&(id, _)| projection.section_at(id).is_none())
}

/// Returns the frontmatter's title and its span if the title is text.
pub(super) fn in_frontmatter<'a>(context: &Context<'a>) -> Option<(&'a str, Span)> {
    let title = context.projection.json.get("frontmatter")?.get("title")?;
    Some((title.as_str()?, title.origin().value))
}
