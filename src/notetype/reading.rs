//! What was recognised in a note, with the places that rules point at. The projection's JSON
//! says what the note says; the reading says how it is written.

use super::HeadingMatch;
use crate::{
    note::{BlockId, HeadingId},
    text::{Span, Traced},
};

/// A note as its type sees it.
#[derive(Clone, Debug)]
pub struct Projection<'a> {
    /// The projection that is validated and extracted.
    pub json: Traced<'a>,
    /// The title, from the first `#` heading, else from the frontmatter.
    pub title: Option<ParsedTitle<'a>>,
    /// The id that the type's regex finds in the title.
    pub id: Option<&'a str>,
    /// The recognised sections in the order of the note, repeated ones included.
    pub sections: Vec<ParsedSection>,
    /// For missing sections, a heading that is only similar. At most one a section and a heading.
    pub similar: Vec<SimilarHeading>,
    /// The headings that no section claims and that stand in no recognised section.
    pub unknown: Vec<HeadingId>,
}

impl Projection<'_> {
    /// The section that the heading `id` opens, a repeated one included.
    pub fn section_at(&self, id: HeadingId) -> Option<&ParsedSection> {
        let index = self.sections.binary_search_by_key(&id, |section| section.heading).ok()?;
        self.sections.get(index)
    }
}

/// The title of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedTitle<'a> {
    /// The title as read, inline markup off.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
    /// What it was taken from.
    pub source: TitleSource,
}

/// What a title was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleSource {
    /// The first `#` heading.
    Heading(HeadingId),
    /// The frontmatter's `title`.
    Frontmatter,
}

/// A heading that is only similar to that of a missing section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SimilarHeading {
    /// The missing section, as an index of the type's sections.
    pub section: usize,
    /// The similar heading.
    pub heading: HeadingId,
}

/// A recognised section.
#[derive(Clone, Debug)]
pub struct ParsedSection {
    /// The section, as an index of the type's sections.
    pub section: usize,
    /// Its heading.
    pub heading: HeadingId,
    /// How the heading was recognised.
    pub matched: HeadingMatch,
    /// The index in [`Projection::sections`] of the first section of this kind, where this one
    /// repeats it. Only first ones are projected.
    pub repeats: Option<usize>,
    /// What stands below the heading, without thematic breaks at its end: those part it from what
    /// follows. Empty, behind the heading, where there is nothing.
    pub span: Span,
    /// What it holds.
    pub content: ContentReading,
}

/// What a section holds, as read.
#[derive(Clone, Debug)]
pub enum ContentReading {
    /// Free text: its trimmed span.
    Text(Span),
    /// Points.
    Points(ParsedPoints),
    /// Entries.
    Entries(ParsedEntries),
    /// Scores.
    Rating(ParsedRating),
    /// Quadrants.
    Swot(ParsedSwot),
    /// A table; none where the section has none.
    Table(Option<ParsedTable>),
}

/// Points, and the lists that they stand in.
#[derive(Clone, Debug, Default)]
pub struct ParsedPoints {
    /// What the points are written as.
    pub form: PointForm,
    /// The top-level lists; empty where points are headings.
    pub lists: Vec<ParsedList>,
    /// The points in the order of the note.
    pub points: Vec<ParsedPoint>,
}

/// What points are written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PointForm {
    /// Items of lists, or there are none.
    #[default]
    Items,
    /// Sub-headings, each with the text below it.
    Headings,
}

/// A top-level list. Lists that only an HTML comment separates are one.
#[derive(Clone, Debug)]
pub struct ParsedList {
    /// From the first marker to the last character.
    pub span: Span,
    /// Whether it is numbered.
    pub ordered: bool,
    /// Its items.
    pub items: Vec<ParsedItem>,
}

/// An item of a list.
#[derive(Clone, Copy, Debug)]
pub struct ParsedItem {
    /// The item's block.
    pub block: BlockId,
    /// From its marker to its last character.
    pub span: Span,
    /// The bullet or the number with its delimiter.
    pub marker: Span,
    /// The number.
    pub number: Option<u64>,
}

/// A point.
#[derive(Clone, Debug)]
pub struct ParsedPoint {
    /// The whole point without its marker; of a heading, the heading's words and what is below.
    pub span: Span,
    /// The lead's words, inside the `**`.
    pub lead: Option<Span>,
    /// What follows the lead and its colon.
    pub text: Span,
    /// The heading, where the point is one.
    pub heading: Option<HeadingId>,
}

/// Entries, in the order of the note.
#[derive(Clone, Debug, Default)]
pub struct ParsedEntries {
    /// The entries.
    pub entries: Vec<ParsedEntry>,
}

/// An entry.
#[derive(Clone, Debug)]
pub struct ParsedEntry {
    /// Its name as written, without heading marks and `**`.
    pub name: Span,
    /// Its heading; none where it is a bold paragraph or an item.
    pub heading: Option<HeadingId>,
    /// From the name to the entry's last character.
    pub span: Span,
    /// Its points.
    pub points: ParsedPoints,
    /// Its fields.
    pub fields: Vec<ParsedField>,
}

/// A field of an entry.
#[derive(Clone, Debug)]
pub struct ParsedField {
    /// The field, as an index of the spec's fields.
    pub field: usize,
    /// Its name as written.
    pub name: Span,
    /// Its value, trimmed; empty where there is none.
    pub value: Span,
}

/// Scores, in the order of the note.
#[derive(Clone, Debug, Default)]
pub struct ParsedRating {
    /// The scores, repeated and unknown axes and an overall score included.
    pub scores: Vec<ParsedScore>,
}

/// One score.
#[derive(Clone, Debug)]
pub struct ParsedScore {
    /// What is rated.
    pub axis: Axis,
    /// The axis as written, without `**` and colon; none for an overall score that has no name.
    pub axis_span: Option<Span>,
    /// The score as written: stars, number, or what stands in their place.
    pub span: Span,
    /// The stars.
    pub stars: Option<ParsedStars>,
    /// The number.
    pub number: Option<ParsedNumber>,
    /// The reason as written, its brackets off.
    pub reason: Option<Span>,
    /// Where it is written.
    pub form: ScoreForm,
}

/// What is rated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Axis {
    /// An axis of the type, as an index of the spec's axes.
    Known(usize),
    /// An axis that the type does not know.
    Unknown(String),
    /// The whole: no axis is named, or a word for the whole is.
    Overall,
}

/// A score in stars.
#[derive(Clone, Debug, PartialEq)]
pub struct ParsedStars {
    /// The stars as written.
    pub span: Span,
    /// The number of full stars.
    pub full: u64,
    /// The number of empty stars.
    pub empty: u64,
}

/// A score in digits.
#[derive(Clone, Debug, PartialEq)]
pub struct ParsedNumber {
    /// Number and scale as written: `4/5`.
    pub span: Span,
    /// The number.
    pub score: f64,
    /// What stands behind the `/`.
    pub scale: Option<f64>,
}

impl ParsedScore {
    /// The score: the number, which may be no whole one, else the full stars. None where it
    /// cannot be read.
    #[allow(clippy::cast_precision_loss, reason = "nobody writes 2^52 stars")]
    pub fn score(&self) -> Option<f64> {
        let stars = || self.stars.as_ref().map(|stars| stars.full as f64);
        self.number.as_ref().map(|number| number.score).or_else(stars)
    }

    /// Whether the score can be read.
    pub fn is_readable(&self) -> bool {
        self.stars.is_some() || self.number.is_some()
    }
}

/// Where a score is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreForm {
    /// An item of a list.
    Item,
    /// A row of a table.
    Row,
    /// A line of a paragraph.
    Line,
    /// The section's heading, or a sub-heading.
    Heading,
}

/// A SWOT.
#[derive(Clone, Debug, Default)]
pub struct ParsedSwot {
    /// The quadrants in the order of the note, repeated ones included.
    pub quadrants: Vec<ParsedQuadrant>,
    /// Sub-headings that are no quadrant.
    pub unknown: Vec<HeadingId>,
}

/// A quadrant of a SWOT.
#[derive(Clone, Debug)]
pub struct ParsedQuadrant {
    /// The quadrant, as an index of the spec's quadrants.
    pub quadrant: usize,
    /// Its heading; of numbered points, the first one's.
    pub heading: HeadingId,
    /// How the heading was recognised.
    pub matched: HeadingMatch,
    /// The index in [`ParsedSwot::quadrants`] of the first quadrant of this kind, where this one
    /// repeats it.
    pub repeats: Option<usize>,
    /// From the heading to the quadrant's last character.
    pub span: Span,
    /// Its points.
    pub points: ParsedPoints,
}

/// A table.
#[derive(Clone, Debug)]
pub struct ParsedTable {
    /// The table's block.
    pub block: BlockId,
    /// The whole table.
    pub span: Span,
    /// The header cells.
    pub header: Vec<Span>,
}
