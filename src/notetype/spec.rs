//! The words on the page that a type declares: what `x-note` says, joined with the parts of the
//! schema that the projection and the rules must know.

use regex::Regex;
use serde::Deserialize;

use super::heading::Lookup;

/// All that a type says of the words on the page.
#[derive(Clone, Debug, Default)]
pub struct TypeSpec {
    /// Finds the note's id in its title (`x-note: id`): the first capture group, else the match.
    pub id: Option<Regex>,
    /// The same regex without `^` and `$`: finds ids of notes in running text. None where it also
    /// finds plain words.
    pub mention: Option<Regex>,
    /// The frontmatter.
    pub frontmatter: FrontmatterSpec,
    /// The sections in the schema's order.
    pub sections: Vec<SectionSpec>,
    /// The names above, ready for comparison.
    pub(super) lookup: Lookup,
}

/// The frontmatter of a type.
#[derive(Clone, Debug, Default)]
pub struct FrontmatterSpec {
    /// Whether a note must have frontmatter at all.
    pub required: bool,
    /// The keys in the schema's order.
    pub keys: Vec<KeySpec>,
}

/// One frontmatter key.
#[derive(Clone, Debug)]
pub struct KeySpec {
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
pub struct SectionSpec {
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
    Text(TextSpec),
    /// Points with a lead.
    Points(PointsSpec),
    /// Named entries, each with points and fields.
    Entries(EntriesSpec),
    /// Scores on named axes.
    Rating(RatingSpec),
    /// Four quadrants of points.
    Swot(SwotSpec),
    /// The first table.
    Table(TableSpec),
}

/// A section of free text.
#[derive(Clone, Debug, Default)]
pub struct TextSpec {
    /// The template's text.
    pub placeholder: Option<String>,
}

/// A list of points.
#[derive(Clone, Debug, Default)]
pub struct PointsSpec {
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
pub struct EntriesSpec {
    /// The fields that are told from points by their lead.
    pub fields: Vec<FieldSpec>,
    /// What the schema says of an entry's points.
    pub points: PointsSpec,
}

/// One field of an entry.
#[derive(Clone, Debug)]
pub struct FieldSpec {
    /// The field's name, and the canonical lead.
    pub name: String,
    /// Other spellings of it.
    pub aliases: Vec<String>,
    /// Whether it is in `required`.
    pub required: bool,
}

/// Scores on axes.
#[derive(Clone, Debug)]
pub struct RatingSpec {
    /// The number of symbols of a full score.
    pub scale: u64,
    /// The symbols of the canonical form.
    pub symbols: Symbols,
    /// The axes in the schema's order.
    pub axes: Vec<AxisSpec>,
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
pub struct AxisSpec {
    /// The axis.
    pub name: String,
    /// Other spellings of it.
    pub aliases: Vec<String>,
    /// Whether it is in `required`.
    pub required: bool,
}

/// The quadrants of a SWOT.
#[derive(Clone, Debug, Default)]
pub struct SwotSpec {
    /// The quadrants in the schema's order.
    pub quadrants: Vec<QuadrantSpec>,
}

/// One quadrant of a SWOT.
#[derive(Clone, Debug)]
pub struct QuadrantSpec {
    /// The property's name in the projection.
    pub key: String,
    /// The canonical sub-heading.
    pub heading: String,
    /// Other words that count as it.
    pub aliases: Vec<String>,
    /// Whether it is in `required`.
    pub required: bool,
    /// Its points.
    pub points: PointsSpec,
}

/// A table as rows of named cells.
#[derive(Clone, Debug, Default)]
pub struct TableSpec {
    /// The columns in the schema's order.
    pub columns: Vec<ColumnSpec>,
}

/// One column of a table.
#[derive(Clone, Debug)]
pub struct ColumnSpec {
    /// The property's name, and the canonical header.
    pub name: String,
    /// Other spellings of it.
    pub aliases: Vec<String>,
    /// Whether it is in `required`.
    pub required: bool,
}
