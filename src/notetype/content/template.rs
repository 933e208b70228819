//! The lines of template text.

use super::items::PointsSpec;
use crate::notetype::read::lists::ListKind;

/// The text where words are still to be written, if the type has no template text of its own.
pub const PLACEHOLDER: &str = "…";

/// The level of a section's heading: the one `#` is the note's title.
pub const SECTION_LEVEL: u8 = 2;

/// The most points that are written down for somebody to fill in.
const MAX_TEMPLATE_POINTS: u64 = 50;

/// A heading's line.
pub fn heading_line(level: u8, words: &str) -> String {
    format!("{} {words}", "#".repeat(level.into()))
}

/// The line of a new point, the `number`th of its list.
pub(crate) fn point(list: Option<ListKind>, number: u64) -> String {
    match list {
        Some(ListKind::Ordered) => format!("{number}. **{PLACEHOLDER}**: {PLACEHOLDER}"),
        Some(ListKind::Bullets) | None => bullet(PLACEHOLDER),
    }
}

/// A bullet with a lead.
pub(crate) fn bullet(lead: &str) -> String {
    format!("- **{lead}**: {PLACEHOLDER}")
}

/// The lines of a new list, each made by `item`. `None` if there would be more than anybody fills in.
pub(crate) fn list(spec: &PointsSpec, item: fn(Option<ListKind>, u64) -> String) -> Option<String> {
    let count = spec.min.unwrap_or(1).max(1);
    let items = (1..=count).map(|number| item(spec.list, number));
    (count <= MAX_TEMPLATE_POINTS).then(|| items.collect::<Vec<_>>().join("\n"))
}
