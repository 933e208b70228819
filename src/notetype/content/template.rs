//! The lines of template text.

use super::items::PointsSpec;
use crate::notetype::read::lists::ListKind;

/// The text where words are still to be written, if the type has no template text of its own.
pub const PLACEHOLDER: &str = "…";

/// The level of a section's heading: the one `#` is the note's title.
pub const SECTION_LEVEL: u8 = 2;

/// The most points that are written down for somebody to fill in.
const MAX_TEMPLATE_POINTS: u64 = 50;

/// Writes the line of a new item of what a type asks for, in a list of a kind, with its number there.
pub(crate) type ItemLine = fn(&PointsSpec, Option<ListKind>, u64) -> String;

/// A heading's line.
pub fn heading_line(level: u8, words: &str) -> String {
    format!("{} {words}", "#".repeat(level.into()))
}

/// The line of a new point of `spec` in a list of this kind, the `number`th of it: with a lead, if it must have one.
pub(crate) fn point(spec: &PointsSpec, list: Option<ListKind>, number: u64) -> String {
    let lead = if spec.leads { format!("**{PLACEHOLDER}**: ") } else { String::new() };
    format!("{} {lead}{PLACEHOLDER}", marker(list, number))
}

/// The marker of the `number`th item of a list.
pub(crate) fn marker(list: Option<ListKind>, number: u64) -> String {
    match list {
        Some(ListKind::Ordered) => format!("{number}."),
        Some(ListKind::Bullets) | None => "-".to_owned(),
    }
}

/// A bullet with a lead.
pub(crate) fn bullet(lead: &str) -> String {
    format!("- **{lead}**: {PLACEHOLDER}")
}

/// The lines of a new list, each made by `item`. `None` if there would be more than anybody fills in.
pub(crate) fn list(spec: &PointsSpec, item: ItemLine) -> Option<String> {
    let count = spec.min.unwrap_or(1).max(1);
    let items = (1..=count).map(|number| item(spec, spec.list, number));
    (count <= MAX_TEMPLATE_POINTS).then(|| items.collect::<Vec<_>>().join("\n"))
}
