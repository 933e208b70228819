use serde_json::{Number, Value};

use super::{
    super::{Axis, RatingReading, RatingShape, ScoreForm, ScoreReading, validate::OVERALL},
    Scope, words,
};
use crate::text::Traced;

/// Scores as a JSON object: the axes of the type in its order, others in the note's.
pub(super) fn json(scope: &Scope<'_>, shape: &RatingShape, reading: &RatingReading) -> Traced {
    let mut json = Traced::object(scope.span());
    let heading = scope.heading_span();
    let mut insert = |name: &str, score: &ScoreReading| {
        json.insert(name, Some(score.axis_span.unwrap_or(heading)), axis_json(scope, shape, score));
    };
    for (index, axis) in shape.axes.iter().enumerate() {
        if let Some(score) = reading.scores.iter().find(|score| score.axis == Axis::Known(index)) {
            insert(&axis.name, score);
        }
    }
    for score in &reading.scores {
        match &score.axis {
            Axis::Known(_) => {}
            Axis::Unknown(name) => insert(name, score),
            Axis::Overall => insert(OVERALL, score),
        }
    }
    json
}

fn axis_json(scope: &Scope<'_>, shape: &RatingShape, reading: &ScoreReading) -> Traced {
    let span = reading.reason.map_or(reading.span, |reason| reading.span.cover(reason));
    let mut json = Traced::object(span);
    if let Some(score) = reading.score() {
        json.insert("score", None, Traced::leaf(number(score), reading.span));
        let scale = reading.number.as_ref().and_then(|number| number.scale);
        let scale = scale.map_or_else(|| Value::from(shape.scale), number);
        json.insert("scale", None, Traced::leaf(scale, reading.span));
    }
    if let Some(reason) = reading.reason {
        let item =
            (reading.form == ScoreForm::Item).then_some(reading.axis_span.unwrap_or(reading.span).start);
        json.insert("reason", None, words::source(scope.note.text, reason, item));
    }
    json
}

/// `value` as a JSON number: an integer where it is one.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number below 2^53")]
fn number(value: f64) -> Value {
    if value.fract() == 0.0 && (0.0..9e15).contains(&value) {
        return Value::from(value as u64);
    }
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}
