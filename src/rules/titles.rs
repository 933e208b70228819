//! The title of a note: its level-1 heading, and the `title` key of its frontmatter.

use super::Context;
use crate::{
    note::{Heading, HeadingId},
    notetype::{SECTION_LEVEL, TitleSource},
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

/// Returns the level of the note's sections: that below the title, else the highest of its headings.
pub(super) fn section_level(context: &Context<'_>) -> u8 {
    let title = context.projection.title.as_ref();
    if title.is_some_and(|title| matches!(title.source, TitleSource::Heading(_))) {
        return SECTION_LEVEL;
    }
    context.note.outline.iter().map(|(_, heading)| heading.level).min().unwrap_or(SECTION_LEVEL)
}
