mod axes;
mod json;
mod lines;
mod model;
mod overall;
mod rows;
mod score;

pub use model::{
    Axis, AxisId, OVERALL, ParsedNumber, ParsedRating, ParsedScore, ParsedStars, RatingSpec, ScoreForm,
    Symbols,
};
pub use overall::is_overall;

use super::{
    kind::{Kind, Noun, Spec},
    template,
};
use crate::{
    diagnostic::Fault,
    notetype::{
        names::Names,
        place::{Place, SectionId},
        read::Scope,
        schema::{ALIASES, Annotation, ContentKind, Declaring, Form, Key, Node, Role},
    },
    text::{Traced, quote},
};

const AXIS: Role = Role { noun: "an axis", keys: &[ALIASES] };

/// What axes consist of.
const AXES: Form = Form::Named(&Form::Object {
    what: "an axis",
    members: &[("score", Form::Any), ("scale", Form::Any), ("reason", Form::Any)],
});

const SCALE: Key = Key::new::<u64>("scale", "a whole number");
const SYMBOLS: Key = Key::new::<Symbols>("symbols", "an object of the strings `full` and `empty`");

/// The stars of a rating that does not name its own, and how many make a full score.
const STARS: (&str, &str, u64) = ("⭐", "☆", 5);

/// A score of more symbols than these cannot be read at a glance, nor be meant.
const MAX_SCALE: u64 = 100;

impl Spec for RatingSpec {
    fn names(&self) -> Names {
        Names::new(self.axes.iter().map(|axis| (&*axis.name, &*axis.aliases)))
    }

    fn place(&self, section: SectionId, inside: &[&str]) -> Place {
        match inside {
            [] => Place::Rating { section },
            [axis] => Place::Axis { section, axis: (*axis).to_owned() },
            [axis, "score" | "scale", ..] => Place::Score { section, axis: (*axis).to_owned() },
            [axis, "reason", ..] => Place::Reason { section, axis: (*axis).to_owned() },
            _ => Place::Other,
        }
    }

    fn template(&self, _level: u8) -> Option<String> {
        let axes = self.axes.iter().filter(|axis| axis.required);
        Some(axes.map(|axis| template::bullet(&axis.name)).collect::<Vec<_>>().join("\n"))
    }

    fn contents(&self) -> String {
        let axes = self.axes.iter().filter(|axis| axis.required);
        let names: Vec<String> = axes.map(|axis| quote(&axis.name)).collect();
        if names.is_empty() { String::new() } else { format!("a score for {}", names.join(", ")) }
    }

    fn noun(&self) -> Option<Noun> {
        Some(Noun { one: "score", many: "scores" })
    }

    fn how_to_write(&self, _level: u8) -> String {
        "write one line per score: the axis in bold, the stars, and the reason in parentheses".to_owned()
    }
}

/// Faults for limits of the score of `axis` that are over the scale.
fn within_scale<'a>(declaring: &mut Declaring<'a, '_>, axis: &Node<'a>, scale: u32) {
    let Some(score) = declaring.read(axis).property("score").map(|score| declaring.read(&score)) else {
        return;
    };
    for keyword in ["minimum", "maximum", "exclusiveMinimum"] {
        let is_over = |limit: &Node<'_>| {
            let limit = limit.value.as_f64();
            limit.is_some_and(|limit| limit > f64::from(scale))
                || keyword == "exclusiveMinimum" && limit.is_some_and(|limit| limit >= f64::from(scale))
        };
        let Some(limit) = score.get(keyword).filter(is_over) else { continue };
        let message = format!("`{keyword}` is {}, but the scale of the rating is {scale}", limit.value);
        let other = limit.value.as_u64().filter(|other| (u64::from(scale) + 1..=MAX_SCALE).contains(other));
        let help = match other {
            Some(other) => format!("write `scale: {other}` in the `x-note` of the section, or a lower limit"),
            None => "write a lower limit".to_owned(),
        };
        declaring.faults.value(declaring.documents, &limit, Fault::new(message).help(help));
    }
}

impl Kind for RatingSpec {
    const KIND: ContentKind = ContentKind {
        name: "rating",
        json_type: "object",
        is_default: false,
        keys: &[SCALE, SYMBOLS],
        part: Some(AXIS),
        form: AXES,
    };

    type Parsed = ParsedRating;

    fn declare<'a>(declaring: &mut Declaring<'a, '_>, node: &Node<'a>, says: &Annotation) -> Self {
        let scale = says.get(SCALE).unwrap_or(STARS.2);
        if !(1..=MAX_SCALE).contains(&scale) {
            let place = node.get("x-note").and_then(|note| note.get("scale"));
            let fault = Fault::new(format!("`scale` must be between 1 and {MAX_SCALE}"));
            declaring.faults.value(declaring.documents, &place.unwrap_or_else(|| node.clone()), fault);
        }
        let symbols = says.get(SYMBOLS);
        let symbols =
            symbols.unwrap_or_else(|| Symbols { full: STARS.0.to_owned(), empty: STARS.1.to_owned() });
        let axes = declaring.names(node, AXIS, "axis").into_iter();
        for axis in declaring.read(node).properties() {
            within_scale(declaring, &axis.schema, u32::try_from(scale).unwrap_or(u32::MAX));
        }
        Self { scale, symbols, axes: axes.filter(|axis| axis.name != OVERALL).collect() }
    }

    fn read<'a>(&'a self, scope: &Scope<'a>, names: &Names) -> (ParsedRating, Traced<'a>) {
        let parsed = lines::read(scope, self, names);
        let json = json::json(scope, self, &parsed);
        (parsed, json)
    }
}
