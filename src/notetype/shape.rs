//! The words on the page that a type declares: what `x-note` says, joined with the parts of the
//! schema that the projection and the rules must know.

use regex::Regex;
use serde::Deserialize;

use super::heading::Lookup;

/// All that a type says of the words on the page.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    /// Finds the note's id in its title (`x-note: id`): the first capture group, else the match.
    pub id: Option<Regex>,
    /// The same regex without `^` and `$`: finds ids of notes in running text. None where it also
    /// finds plain words.
    pub mention: Option<Regex>,
    /// The frontmatter.
    pub frontmatter: FrontmatterShape,
    /// The sections in the schema's order.
    pub sections: Vec<SectionShape>,
    /// The names above, ready for comparison.
    pub(super) lookup: Lookup,
}

/// The frontmatter of a type.
#[derive(Clone, Debug, Default)]
pub struct FrontmatterShape {
    /// Whether a note must have frontmatter at all.
    pub required: bool,
    /// The keys in the schema's order.
    pub keys: Vec<KeyShape>,
}

/// One frontmatter key.
#[derive(Clone, Debug)]
pub struct KeyShape {
    /// The key.
    pub name: String,
    /// Other spellings of it.
    pub aliases: Vec<String>,
    /// Whether it is in `required`.
    pub required: bool,
    /// The types that the schema allows, if it names any.
    pub types: Vec<String>,
    /// The `format` of the schema.
    pub format: Option<String>,
}

/// One section.
#[derive(Clone, Debug)]
pub struct SectionShape {
    /// The property's name in the projection.
    pub key: String,
    /// The canonical heading.
    pub heading: String,
    /// Other words that count as the heading.
    pub aliases: Vec<String>,
    /// Whether it is in `required`.
    pub required: bool,
    /// Whether a `---` stands above the section.
    pub break_before: bool,
    /// What it holds.
    pub content: Content,
}

/// What a section holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// Free text.
    Text(TextShape),
    /// Points with a lead.
    Points(PointsShape),
    /// Named entries, each with points and fields.
    Entries(EntriesShape),
    /// Scores on named axes.
    Rating(RatingShape),
    /// Four quadrants of points.
    Swot(SwotShape),
    /// The first table.
    Table(TableShape),
}

/// A section of free text.
#[derive(Clone, Debug, Default)]
pub struct TextShape {
    /// The template's text.
    pub placeholder: Option<String>,
}

/// A list of points.
#[derive(Clone, Debug, Default)]
pub struct PointsShape {
    /// The canonical kind of list, if the type names one.
    pub list: Option<ListKind>,
    /// `minItems`.
    pub min: Option<u64>,
    /// `maxItems`.
    pub max: Option<u64>,
    /// Whether `lead` is required of each point.
    pub lead_required: bool,
}

/// The kinds of list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ListKind {
    /// `1.`
    Ordered,
    /// `-`
    Bullets,
}

/// Entries: sub-headings with points and fields.
#[derive(Clone, Debug, Default)]
pub struct EntriesShape {
    /// The fields that are told from points by their lead.
    pub fields: Vec<FieldShape>,
    /// What the schema says of an entry's points.
    pub points: PointsShape,
}

/// One field of an entry.
#[derive(Clone, Debug)]
pub struct FieldShape {
    /// The field's name, and the canonical lead.
    pub name: String,
    /// Other spellings of it.
    pub aliases: Vec<String>,
    /// Whether it is in `required`.
    pub required: bool,
}

/// Scores on axes.
#[derive(Clone, Debug)]
pub struct RatingShape {
    /// The number of symbols of a full score.
    pub scale: u64,
    /// The symbols of the canonical form.
    pub symbols: Symbols,
    /// The axes in the schema's order.
    pub axes: Vec<AxisShape>,
}

/// The symbols that write a score.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Symbols {
    /// One point: `⭐`.
    pub full: String,
    /// One point short of the scale: `☆`.
    pub empty: String,
}

/// One axis of a rating.
#[derive(Clone, Debug)]
pub struct AxisShape {
    /// The axis.
    pub name: String,
    /// Other spellings of it.
    pub aliases: Vec<String>,
    /// Whether it is in `required`.
    pub required: bool,
}

/// The quadrants of a SWOT.
#[derive(Clone, Debug, Default)]
pub struct SwotShape {
    /// The quadrants in the schema's order.
    pub quadrants: Vec<QuadrantShape>,
}

/// One quadrant of a SWOT.
#[derive(Clone, Debug)]
pub struct QuadrantShape {
    /// The property's name in the projection.
    pub key: String,
    /// The canonical sub-heading.
    pub heading: String,
    /// Other words that count as it.
    pub aliases: Vec<String>,
    /// Whether it is in `required`.
    pub required: bool,
    /// Its points.
    pub points: PointsShape,
}

/// A table as rows of named cells.
#[derive(Clone, Debug, Default)]
pub struct TableShape {
    /// The columns in the schema's order.
    pub columns: Vec<ColumnShape>,
}

/// One column of a table.
#[derive(Clone, Debug)]
pub struct ColumnShape {
    /// The property's name, and the canonical header.
    pub name: String,
    /// Other spellings of it.
    pub aliases: Vec<String>,
    /// Whether it is in `required`.
    pub required: bool,
}
