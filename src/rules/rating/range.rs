use schemars::JsonSchema;
use serde::Deserialize;

use super::scores::{Breached, Rating, agree, breached, value, whole};
use crate::{
    diagnostic::{RuleId, Severity},
    notetype::{Breach, Keyword, ParsedScore},
    rules::{
        Context, Finding, Findings, Meta, NoteRule,
        wording::{count, quote},
    },
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Range {}

impl NoteRule for Range {
    const META: Meta = Meta {
        id: RuleId::new("rating/range"),
        summary: "a score is outside the scale",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("range.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        for Breached { rating, score, breaches, .. } in breached(context, Self::META.id) {
            // If they disagree, which `rating/inconsistent` reports, it is unclear which is out of range.
            if !agree(score, rating.spec.scale) {
                continue;
            }
            let written = context.text(score.span);
            let (expected, help) = expectation(rating, score, &breaches);
            let found = match (&score.number, &score.stars) {
                (None, Some(stars)) => stars.full.to_string(),
                _ => quote(written),
            };
            let message = format!("expected {expected}, found {found}");
            findings.push(Finding::new(score.span, message).help(help).breaches(breaches));
        }
    }
}

/// Returns what `breaches` of one score expect, and what to do.
fn expectation(rating: Rating<'_>, score: &ParsedScore, breaches: &[&Breach]) -> (String, String) {
    let scale = rating.spec.scale;
    if breaches.iter().any(|breach| matches!(breach.keyword, Keyword::Const { .. })) {
        let same = value(score, scale).and_then(whole).filter(|stars| *stars > 0);
        let help = match same.and_then(|stars| rating.stars(stars)) {
            Some(stars) => format!("write `{stars}`, the equivalent on a scale of {scale}"),
            None => format!("rate on a scale of {scale}, for example `{}`", rating.sample()),
        };
        return (format!("a score out of {scale}"), help);
    }
    let stars = |limit: u64| match (&score.number, &score.stars) {
        (None, Some(_)) => count(limit, "star", "stars"),
        _ => limit.to_string(),
    };
    let bound = breaches.iter().find_map(|breach| match &breach.keyword {
        Keyword::Limit { bound, limit } => Some((*bound, limit)),
        _ => None,
    });
    let help = format!("write 1 to {scale} stars, such as `{}`", rating.sample());
    let expected = match bound {
        Some((bound, limit)) => {
            format!("{} {}", bound.words(), limit.as_u64().map_or_else(|| limit.to_string(), stars))
        }
        None => stars(scale),
    };
    (expected, help)
}
