use serde::Deserialize;

use crate::{
    notetype::schema::Named,
    text::{IndexVec, Span, ids},
};

ids! {
    /// An axis of a rating.
    AxisId;
}

/// The key of a rating's overall score in the projection. It is not an axis, so schemas need not
/// allow it.
pub const OVERALL: &str = "overall";

/// Scores on axes.
#[derive(Clone, Debug)]
pub struct RatingSpec {
    /// The number of symbols of a full score.
    pub scale: u64,
    /// The symbols of the canonical form.
    pub symbols: Symbols,
    /// The axes in the schema's order.
    pub axes: IndexVec<AxisId, Named>,
}

impl RatingSpec {
    /// Returns `count` in the canonical symbols; `None` if it is greater than the scale.
    pub fn stars(&self, count: u64) -> Option<String> {
        let empty = self.scale.checked_sub(count)?;
        let repeat = |symbol: &str, count: u64| usize::try_from(count).map(|count| symbol.repeat(count)).ok();
        Some(repeat(&self.symbols.full, count)? + &repeat(&self.symbols.empty, empty)?)
    }
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
    /// The score as written: stars, a number, or other text in their place.
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

impl ParsedScore {
    /// The score: the number, which may be fractional, else the full stars. `None` if it cannot be
    /// parsed.
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

/// What is rated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Axis {
    /// An axis of the type.
    Known(AxisId),
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
    /// The number after the `/`.
    pub scale: Option<f64>,
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
