use std::borrow::Cow;

use serde_json::Number;

use super::model::{Axis, AxisId, OVERALL, ParsedRating, ParsedScore, RatingSpec, ScoreForm};
use crate::{
    notetype::read::{Scope, plain_text},
    text::{IndexVec, Json, Traced},
};

/// Scores as a JSON object: the axes of the type in its order, others in the note's.
pub(super) fn json<'a>(scope: &Scope<'a>, spec: &'a RatingSpec, reading: &ParsedRating) -> Traced<'a> {
    let mut json = Traced::object(reading.scores.len(), scope.span());
    let heading = scope.heading_span();
    let mut insert = |name: Cow<'a, str>, score: &ParsedScore| {
        json.insert(name, Some(score.axis_span.unwrap_or(heading)), axis_json(scope, spec, score));
    };
    let mut first: IndexVec<AxisId, Option<&ParsedScore>> = spec.axes.map(|_| None);
    for score in &reading.scores {
        if let Axis::Known(id) = score.axis {
            first[id].get_or_insert(score);
        }
    }
    for (id, axis) in spec.axes.pairs() {
        if let Some(score) = first[id] {
            insert(axis.name.as_str().into(), score);
        }
    }
    for score in &reading.scores {
        match &score.axis {
            Axis::Known(_) => {}
            Axis::Unknown(name) => insert(name.clone().into(), score),
            Axis::Overall => insert(OVERALL.into(), score),
        }
    }
    json
}

fn axis_json<'a>(scope: &Scope<'a>, spec: &RatingSpec, reading: &ParsedScore) -> Traced<'a> {
    let span = reading.reason.map_or(reading.span, |reason| reading.span.cover(reason));
    let mut json = Traced::object(3, span);
    if let Some(score) = reading.score() {
        json.insert("score", None, Traced::new(number(score), reading.span));
        let scale = reading.number.as_ref().and_then(|number| number.scale);
        let scale = scale.map_or_else(|| Json::Number(spec.scale.into()), number);
        json.insert("scale", None, Traced::new(scale, reading.span));
    }
    if let Some(reason) = reading.reason {
        let item =
            (reading.form == ScoreForm::Item).then_some(reading.axis_span.unwrap_or(reading.span).start());
        json.insert("reason", None, plain_text::source(scope.note.text, reason, item));
    }
    json
}

/// `value` as a JSON number: an integer if it is one.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number below 2^53")]
fn number(value: f64) -> Json<'static> {
    if value.fract() == 0.0 && (0.0..9e15).contains(&value) {
        return Json::Number((value as u64).into());
    }
    Number::from_f64(value).map_or(Json::Null, Json::Number)
}
