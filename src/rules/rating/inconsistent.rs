use schemars::JsonSchema;
use serde::Deserialize;

use super::scores::{Rating, agree, axis_words, ratings, value, whole};
use crate::{
    diagnostic::{RuleId, Severity},
    notetype::{Axis, AxisId, ParsedScore},
    rules::{
        Context, Finding, Findings, Meta, NoteRule,
        wording::{count, quote},
    },
    text::IndexVec,
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Inconsistent {}

impl NoteRule for Inconsistent {
    const META: Meta = Meta {
        id: RuleId::new("rating/inconsistent"),
        summary: "the stars and the number of a score, or two scores of an axis, disagree",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("inconsistent.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let text = context.note.text;
        for rating in ratings(context) {
            let mut first: IndexVec<AxisId, Option<&ParsedScore>> = rating.spec.axes.map(|_| None);
            for score in rating.scores {
                if !agree(score, rating.spec.scale) {
                    if let Some(finding) = disagreement(rating, score, text) {
                        findings.push(finding);
                    }
                    continue;
                }
                let Axis::Known(axis) = score.axis else { continue };
                match &mut first[axis] {
                    first @ None => *first = Some(score),
                    Some(first) if differ(first, score, rating.spec.scale) => {
                        let name = axis_words(rating.name(&score.axis));
                        let (here, there) = (quote(score.span.of(text)), quote(first.span.of(text)));
                        let message = format!("conflicting scores for {name}: {here} here, {there} before");
                        let finding = Finding::new(score.span, message).related(first.span, "first score");
                        findings.push(finding.help("keep one of the scores, or make them equal"));
                    }
                    Some(_) => {}
                }
            }
        }
    }
}

/// Whether two readable scores differ.
fn differ(first: &ParsedScore, second: &ParsedScore, scale: u64) -> bool {
    value(first, scale).zip(value(second, scale)).is_some_and(|(first, second)| (first - second).abs() >= 1.0)
}

/// Reports that the stars and the number of `score` disagree.
fn disagreement(rating: Rating<'_>, score: &ParsedScore, text: &str) -> Option<Finding> {
    let (stars, number) = (score.stars.as_ref()?, score.number.as_ref()?);
    let written = quote(number.span.of(text));
    let message = format!("{written} contradicts the {} next to it", count(stars.full, "star", "stars"));
    let by_number = value(score, rating.spec.scale).and_then(whole);
    let choices: Vec<String> =
        [Some(stars.full), by_number].into_iter().flatten().filter_map(|count| rating.stars(count)).collect();
    let help = match choices.as_slice() {
        [stars, number] => format!("write `{stars}` or `{number}`, whichever is meant"),
        [only] => format!("write `{only}`, or make both agree"),
        _ => "make both agree".to_owned(),
    };
    Some(Finding::new(number.span, message).related(stars.span, "the stars").help(help))
}
