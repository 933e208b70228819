use schemars::JsonSchema;
use serde::Deserialize;

use super::scores::{Breached, axis_words, breached};
use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Malformed {}

impl NoteRule for Malformed {
    const META: Meta = Meta {
        id: RuleId::new("rating/malformed"),
        summary: "a score cannot be read",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("malformed.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        for Breached { rating, axis, score, breaches } in breached(context, Self::META.id) {
            let scale = rating.spec.scale;
            let written = context.text(score.span);
            let name = axis_words(axis);
            let message = if score.stars.is_some() || score.number.is_some() {
                format!("expected a whole score from 1 to {scale} for {name}, found {}", quote(written))
            } else if written.is_empty() {
                format!("expected 1 to {scale} stars for {name}, found none")
            } else {
                format!("expected 1 to {scale} stars for {name}, found {}", quote(written))
            };
            let place = if written.is_empty() { score.axis_span.unwrap_or(score.span) } else { score.span };
            let help = format!("write 1 to {scale} stars, such as `{}`", rating.sample());
            findings.push(Finding::new(place, message).help(help).breaches(breaches));
        }
    }
}
