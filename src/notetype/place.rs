//! The parts of a projection, as a type names them.

use super::{Content, SectionSpec, TypeSpec};
use crate::text::pointer;

/// The part of a projection that a JSON pointer names. Indexes are those of the [`super::TypeSpec`]
/// (sections, keys, axes, quadrants, fields) or of the projection's arrays (points, entries).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The projection itself, its `path`, `type`, `id` or `title`.
    Root,
    /// The frontmatter.
    Frontmatter,
    /// A value of the frontmatter, or something inside it.
    FrontmatterValue {
        /// The key at top level.
        key: String,
    },
    /// The object of all sections.
    Sections,
    /// The text of a text section.
    Text {
        /// The section.
        section: usize,
    },
    /// A list of points: of a section, an entry or a quadrant.
    Points(PointPlace),
    /// A point.
    Point(PointPlace, usize),
    /// A point's `lead` or `text`.
    PointPart(PointPlace, usize),
    /// The array of entries.
    Entries {
        /// The section.
        section: usize,
    },
    /// An entry, or its `name`.
    Entry {
        /// The section.
        section: usize,
        /// The entry.
        entry: usize,
    },
    /// The fields of an entry.
    Fields {
        /// The section.
        section: usize,
        /// The entry.
        entry: usize,
    },
    /// The value of a field.
    Field {
        /// The section.
        section: usize,
        /// The entry.
        entry: usize,
        /// The field's name.
        name: String,
    },
    /// The object of all axes.
    Rating {
        /// The section.
        section: usize,
    },
    /// One axis with score, scale and reason.
    Axis {
        /// The section.
        section: usize,
        /// The axis's name; `overall` is the reserved one.
        axis: String,
    },
    /// A score, or its scale.
    Score {
        /// The section.
        section: usize,
        /// The axis's name.
        axis: String,
    },
    /// A score's reason.
    Reason {
        /// The section.
        section: usize,
        /// The axis's name.
        axis: String,
    },
    /// The object of all quadrants.
    Swot {
        /// The section.
        section: usize,
    },
    /// A table, or something inside it.
    Table {
        /// The section.
        section: usize,
    },
    /// A section that the type does not know, or anything else.
    Other,
}

/// Whose points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointPlace {
    /// The section's.
    Section {
        /// The section.
        section: usize,
    },
    /// An entry's.
    Entry {
        /// The section.
        section: usize,
        /// The entry.
        entry: usize,
    },
    /// A quadrant's.
    Quadrant {
        /// The section.
        section: usize,
        /// The quadrant.
        quadrant: usize,
    },
}

impl Place {
    /// The part of a projection that `pointer` names in a note of `spec`.
    pub(super) fn of(pointer: &str, spec: &TypeSpec) -> Self {
        let tokens: Vec<String> = pointer::tokens(pointer).collect();
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        match tokens.as_slice() {
            [] | ["path" | "type" | "id" | "title"] => Self::Root,
            ["frontmatter"] => Self::Frontmatter,
            ["frontmatter", key, ..] => Self::FrontmatterValue { key: (*key).to_owned() },
            ["sections"] => Self::Sections,
            ["sections", key, inside @ ..] => {
                let section = spec.sections.iter().position(|section| section.key == *key);
                section.map_or(Self::Other, |section| in_section(section, inside, &spec.sections[section]))
            }
            _ => Self::Other,
        }
    }
}

fn in_section(section: usize, inside: &[&str], spec: &SectionSpec) -> Place {
    match &spec.content {
        Content::Text(_) => Place::Text { section },
        Content::Points(_) => in_points(PointPlace::Section { section }, inside),
        Content::Entries(_) => in_entries(section, inside),
        Content::Rating(_) => match inside {
            [] => Place::Rating { section },
            [axis] => Place::Axis { section, axis: (*axis).to_owned() },
            [axis, "score" | "scale", ..] => Place::Score { section, axis: (*axis).to_owned() },
            [axis, "reason", ..] => Place::Reason { section, axis: (*axis).to_owned() },
            _ => Place::Other,
        },
        Content::Swot(swot) => match inside {
            [] => Place::Swot { section },
            [key, inside @ ..] => match swot.quadrants.iter().position(|quadrant| quadrant.key == *key) {
                Some(quadrant) => in_points(PointPlace::Quadrant { section, quadrant }, inside),
                None => Place::Other,
            },
        },
        Content::Table(_) => Place::Table { section },
    }
}

fn in_entries(section: usize, inside: &[&str]) -> Place {
    let [entry, inside @ ..] = inside else { return Place::Entries { section } };
    let Ok(entry) = entry.parse() else { return Place::Other };
    match inside {
        [] | ["name", ..] => Place::Entry { section, entry },
        ["points", inside @ ..] => in_points(PointPlace::Entry { section, entry }, inside),
        ["fields"] => Place::Fields { section, entry },
        ["fields", name, ..] => Place::Field { section, entry, name: (*name).to_owned() },
        _ => Place::Other,
    }
}

fn in_points(whose: PointPlace, inside: &[&str]) -> Place {
    match inside {
        [] => Place::Points(whose),
        [point, inside @ ..] => match point.parse() {
            Ok(point) if inside.is_empty() => Place::Point(whose, point),
            Ok(point) => Place::PointPart(whose, point),
            Err(_) => Place::Other,
        },
    }
}
