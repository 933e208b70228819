use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Context, Finding, Findings, Meta, NoteRule},
};

/// The rule `schema/violation`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::rules) struct Violation {}

impl NoteRule for Violation {
    const META: Meta = Meta {
        id: RuleId::new("schema/violation"),
        summary: "the note breaks its type in a way that no other rule puts into words",
        severity: Severity::Error,
        on: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("violation.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        for breach in context.breaches(Self::META.id) {
            findings
                .push(Finding::new(breach.span, format!("breaks `{}` of the type", breach.keyword.name())));
        }
    }
}
