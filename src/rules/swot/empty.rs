use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    notetype::Place,
    rules::{
        Context, Finding, Findings, Meta, NoteRule, points,
        wording::{bounds, quote},
    },
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Empty {}

impl NoteRule for Empty {
    const META: Meta = Meta {
        id: RuleId::new("swot/empty"),
        summary: "a SWOT quadrant has no points",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("empty.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        for breach in context.breaches(Self::META.id) {
            let Place::Items(place) = breach.place else { continue };
            let Some((words, quadrant)) = points::at(context, place) else { continue };
            let limit = breach.keyword.size().map_or(1, |(_, size)| size.limit);
            let expected = bounds(Some(limit), None, "point", "points");
            let line = quote(&quadrant.line(quadrant.spec.list, 1));
            let state = if points::has_text(context, breach.span) { "has text but" } else { "has" };
            let words_in_note = quote(words.of(context.note.text));
            let message = format!("quadrant {words_in_note} {state} no points, expected {expected}");
            findings.push(
                Finding::new(words, message).help(format!("write each point as {line}")).breach(breach),
            );
        }
    }
}
