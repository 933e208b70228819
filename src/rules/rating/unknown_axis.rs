use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    missing_axis::{MissingAxis, missing_axes},
    scores::{MAX_COMPARED_AXES, choice_words, list_words, ratings},
};
use crate::{
    diagnostic::{RuleId, Severity},
    notetype::{Keyword, Place},
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
    text::nearest,
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct UnknownAxis {}

impl NoteRule for UnknownAxis {
    const META: Meta = Meta {
        id: RuleId::new("rating/unknown-axis"),
        summary: "an axis of a rating is not defined in the note type",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("unknown_axis.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let unknown = context.breaches_by_section(Self::META.id);
        if unknown.is_empty() {
            return;
        }
        let missing = context.breaches_by_section(MissingAxis::META.id);
        for rating in ratings(context) {
            let missing = missing.get(&rating.section).into_iter().flatten().copied();
            let missing: Vec<&str> = missing_axes(missing, rating.section).collect();
            let scores = rating.by_name();
            let expected = match missing.as_slice() {
                [] => "; all axes of the note type already have a score".to_owned(),
                missing if missing.len() > MAX_LISTED_AXES => {
                    let others = missing.len() - MAX_LISTED_AXES;
                    let shown = list_words(missing.iter().copied().take(MAX_LISTED_AXES));
                    format!(", expected one of {shown} and {others} more")
                }
                missing => format!(", expected {}", choice_words(missing.iter().copied())),
            };
            for &breach in unknown.get(&rating.section).into_iter().flatten() {
                let Place::Rating { .. } = breach.place else { continue };
                let Keyword::AdditionalProperties { property, .. } = &breach.keyword else { continue };
                let score = scores.get(property.as_str());
                let place = score.and_then(|score| score.axis_span).unwrap_or(breach.span);
                let message = format!("unknown axis {}{expected}", quote(property));
                findings.push(Finding::new(place, message).help(help(property, &missing)).breach(breach));
            }
        }
    }
}

/// Maximum number of axes that each message lists.
const MAX_LISTED_AXES: usize = 20;

/// Returns what to do about the unknown axis `property`, given the `missing` ones.
fn help(property: &str, missing: &[&str]) -> String {
    if let Some(meant) = nearest(property, missing.iter().copied().take(MAX_COMPARED_AXES)) {
        return format!("rename it to `{meant}`");
    }
    match missing {
        [] => "delete it, or move it into the reason of another axis".to_owned(),
        [only] => format!("rename it to {} if they mean the same; otherwise delete it", quote(only)),
        _ => "rename it to the one that means the same; otherwise delete it".to_owned(),
    }
}
