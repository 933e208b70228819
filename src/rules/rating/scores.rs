//! Shared by the rules of ratings: the ratings of a note, and their scores.

use std::collections::{HashMap, HashSet};

use crate::{
    diagnostic::RuleId,
    notetype::{Axis, Breach, OVERALL, ParsedScore, Place, RatingSpec, Section, SectionId},
    rules::{Context, wording::quote},
    text::{Span, and_list, or_list},
};

/// A rating of a note, and its definition in the note type.
#[derive(Clone, Copy)]
pub(super) struct Rating<'a> {
    pub(super) section: SectionId,
    /// The text of the section's heading.
    pub(super) heading: Span,
    pub(super) spec: &'a RatingSpec,
    pub(super) scores: &'a [ParsedScore],
}

/// Returns the ratings of the note, without duplicate sections.
pub(super) fn ratings<'a>(context: &'a Context<'_>) -> impl Iterator<Item = Rating<'a>> {
    context.projection.projected().filter_map(|section| {
        let Section::Rating { spec, parsed } = &section.content else { return None };
        let heading = context.heading(section.heading).content;
        Some(Rating { section: section.id, heading, spec, scores: &parsed.scores })
    })
}

impl<'a> Rating<'a> {
    /// Returns the name of `axis` in the projection.
    pub(super) fn name(&self, axis: &'a Axis) -> &'a str {
        match axis {
            Axis::Known(id) => &self.spec.axes[*id].name,
            Axis::Unknown(name) => name,
            Axis::Overall => OVERALL,
        }
    }

    /// Returns the projected score of each axis, by the axis's name.
    pub(super) fn by_name(self) -> HashMap<&'a str, &'a ParsedScore> {
        let mut first = HashMap::with_capacity(self.scores.len());
        for score in self.scores {
            first.entry(self.name(&score.axis)).or_insert(score);
        }
        first
    }

    /// Returns the unknown axes, each once, with the span of its name.
    pub(super) fn unknown(self) -> impl Iterator<Item = (&'a str, Span)> {
        let mut seen = HashSet::new();
        let unknown = self.scores.iter().filter_map(|score| match &score.axis {
            Axis::Unknown(name) => Some((name.as_str(), score.axis_span?)),
            _ => None,
        });
        unknown.filter(move |(name, _)| seen.insert(*name))
    }

    /// Whether there is an overall score and no score of an axis.
    pub(super) fn is_overall_alone(&self) -> bool {
        !self.scores.is_empty() && self.scores.iter().all(|score| score.axis == Axis::Overall)
    }

    /// Returns `count` in the canonical symbols; `None` if it is greater than the scale.
    pub(super) fn stars(&self, count: u64) -> Option<String> {
        self.spec.stars(count)
    }

    /// Returns an example score that has both full and empty symbols.
    pub(super) fn sample(&self) -> String {
        self.stars(self.spec.scale.saturating_sub(1).max(1)).unwrap_or_default()
    }
}

/// A score that breaks the schema.
pub(super) struct Breached<'a> {
    pub(super) rating: Rating<'a>,
    /// The axis's name in the projection.
    pub(super) axis: &'a str,
    pub(super) score: &'a ParsedScore,
    pub(super) breaches: Vec<&'a Breach>,
}

/// Returns the projected scores that `rule` reports, each once, rating by rating.
pub(super) fn breached<'a>(context: &'a Context<'_>, rule: RuleId) -> Vec<Breached<'a>> {
    let mut found: Vec<Breached<'a>> = Vec::new();
    let breaches = context.breaches_by_section(rule);
    if breaches.is_empty() {
        return found;
    }
    for rating in ratings(context) {
        let Some(breaches) = breaches.get(&rating.section) else { continue };
        let scores = rating.by_name();
        let mut known: HashMap<&str, usize> = HashMap::new();
        for &breach in breaches {
            let Some(axis) = axis(&breach.place, rating.section) else { continue };
            if let Some(&index) = known.get(axis) {
                found[index].breaches.push(breach);
            } else if let Some(score) = scores.get(axis) {
                known.insert(axis, found.len());
                found.push(Breached { rating, axis, score, breaches: vec![breach] });
            }
        }
    }
    found
}

/// Returns the axis of `place` if it is in the section `section`.
fn axis(place: &Place, section: SectionId) -> Option<&str> {
    match place {
        Place::Axis { section: at, axis }
        | Place::Score { section: at, axis }
        | Place::Reason { section: at, axis }
            if *at == section =>
        {
            Some(axis)
        }
        _ => None,
    }
}

/// Whether the stars and the number of `score` agree. A number between two counts of stars agrees with
/// both.
pub(super) fn agree(score: &ParsedScore, scale: u64) -> bool {
    let Some(stars) = score.stars.as_ref().filter(|_| score.number.is_some()) else { return true };
    value(score, scale).is_none_or(|number| (number - to_f64(stars.full)).abs() < 1.0)
}

/// Returns the number of `score` converted to the scale of the rating, else the count of its stars.
pub(super) fn value(score: &ParsedScore, scale: u64) -> Option<f64> {
    let number = score.number.as_ref().map(|number| {
        let share =
            number.scale.filter(|written| *written > 0.0).map_or(1.0, |written| to_f64(scale) / written);
        number.score * share
    });
    number.or_else(|| score.stars.as_ref().map(|stars| to_f64(stars.full)))
}

/// Returns `number` as a count of stars; `None` if it is not a whole number.
pub(super) fn whole(number: f64) -> Option<u64> {
    let rounded = number.round();
    let is_whole = (number - rounded).abs() < 1e-9 && (0.0..=1e6).contains(&rounded);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be small")]
    is_whole.then_some(rounded as u64)
}

#[expect(clippy::cast_precision_loss, reason = "no note contains that many stars")]
pub(super) fn to_f64(count: u64) -> f64 {
    count as f64
}

/// Returns how messages name the axis `name`.
pub(super) fn axis_words(name: &str) -> String {
    if name == OVERALL { "the overall rating".to_owned() } else { quote(name) }
}

/// Maximum number of axes of the type that each unknown axis is compared with.
pub(super) const MAX_COMPARED_AXES: usize = 500;

/// Returns `names` as a list: `a`, `b` and `c`.
pub(super) fn list_words<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    and_list(names.into_iter().map(axis_words))
}

/// Returns `names` as a list: `a`, `b` or `c`.
pub(super) fn choice_words<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    or_list(names.into_iter().map(axis_words))
}
