use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    notetype::{Keyword, ListKind, Place},
    rules::{
        Context, Finding, Findings, Meta, NoteRule, points,
        words::{count, quote},
    },
};

/// The rule `swot/empty`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Empty {}

impl NoteRule for Empty {
    const META: Meta = Meta {
        id: RuleId::new("swot/empty"),
        summary: "a quadrant of the SWOT has no point",
        severity: Severity::Error,
        on: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("empty.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        for breach in context.breaches(Self::META.id) {
            let Place::Points(place) = breach.place else { continue };
            let Some((words, quadrant)) = points::at(context, place) else { continue };
            let expected = match breach.keyword {
                Keyword::Size { limit, .. } if limit > 1 => {
                    format!("at least {}", count(limit, "point", "points"))
                }
                _ => "a point".to_owned(),
            };
            let marker = if quadrant.spec.list == Some(ListKind::Ordered) { "1." } else { "-" };
            let message =
                format!("expected {expected} under {}, found none", quote(words.of(context.note.text)));
            findings.push(
                Finding::new(words, message)
                    .help(format!("write a list, such as `{marker} **…**: …`"))
                    .breach(breach),
            );
        }
    }
}
