//! The parts of a projection, as a type names them.

/// The part of a projection that a JSON pointer names. Indexes are those of the [`super::Shape`]
/// (sections, keys, axes, quadrants, fields) or of the projection's arrays (points, entries).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The projection itself, its `title` or `id`.
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
