//! The title of a note, in its two places.

use serde_json::Value;

use super::Context;
use crate::{
    note::{Heading, HeadingId},
    text::Span,
};

/// The headings that are the note's title: those of level 1. A section that is written with `#`
/// is none, as `structure/heading-level` says; but where every `#` is a section, the first one
/// is the title nevertheless.
pub(super) fn all<'a>(context: &Context<'a>) -> impl Iterator<Item = (HeadingId, &'a Heading)> {
    let sections = &context.projection.sections;
    let outline = &context.note.outline;
    let is_section = move |id| sections.iter().any(|section| section.heading == id);
    outline.iter().filter(move |&(id, heading)| heading.level == 1 && !is_section(id))
}

/// The frontmatter's title and its place, where it is text.
pub(super) fn in_frontmatter<'a>(context: &Context<'a>) -> Option<(&'a str, Span)> {
    let json = &context.projection.json;
    let Value::String(title) = json.value().get("frontmatter")?.get("title")? else { return None };
    Some((title, json.origin_at("/frontmatter/title")?.value))
}
