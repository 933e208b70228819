//! The items (points, tasks) of a note's sections, entries and quadrants.

use super::Context;
use crate::{
    notetype::{Items, ItemsOwner, ItemsPlace, Noun, ParsedSection},
    text::Span,
};

/// Calls `visit` with the items of every section, entry and quadrant, in the order of the note, and with
/// their section. Duplicate sections and quadrants are left out.
pub(super) fn each<'a>(context: &Context<'a>, mut visit: impl FnMut(&'a ParsedSection<'a>, Items<'a>)) {
    for section in context.projection.projected().chain(context.projection.intros()) {
        section.content.each_items(section.id, &mut |items| visit(section, items));
    }
}

/// Returns the items at `place`, and the text that names their parent: the heading of the section
/// or quadrant, or the name of the entry.
pub(super) fn at<'a>(context: &Context<'a>, place: ItemsPlace) -> Option<(Span, Items<'a>)> {
    let section = context.projection.section(place.section())?;
    let items = section.content.items(place)?;
    let words = |heading| context.heading(heading).content;
    let span = match items.owner {
        ItemsOwner::Section => context.name_of(section),
        ItemsOwner::Entry { name } => name,
        ItemsOwner::Quadrant { heading, .. } => words(heading),
    };
    Some((span, items))
}

/// Returns what the items at `place` are called.
pub(super) fn noun(context: &Context<'_>, place: ItemsPlace) -> Noun {
    let items = at(context, place).map(|(_, items)| items.noun);
    let section = || context.projection.section(place.section())?.spec.content.noun_at(place);
    items.or_else(section).unwrap_or(Noun { one: "item", many: "items" })
}

/// Whether there is anything at `span` but headings, thematic breaks and comments.
pub(super) fn has_text(context: &Context<'_>, span: Span) -> bool {
    if !context.note.has_content(span) {
        return false;
    }
    let mut parts = context.text(span).split("<!--");
    let outside = parts.next().into_iter().chain(parts.filter_map(|part| Some(part.split_once("-->")?.1)));
    let mut lines = outside.flat_map(str::lines).map(str::trim);
    lines.any(|line| !line.is_empty() && !line.starts_with('#') && !line.trim_start_matches('-').is_empty())
}
