use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SectionDuplicate {}

impl NoteRule for SectionDuplicate {
    const META: Meta = Meta {
        id: RuleId::new("structure/section-duplicate"),
        summary: "a section occurs more than once",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("section_duplicate.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        for section in &context.projection.sections {
            let Some(first) = section.duplicates.and_then(|first| context.projection.section(first)) else {
                continue;
            };
            let (heading, first) = (context.heading(section.heading), context.heading(first.heading));
            let words = quote(context.text(heading.content));
            let first_words = quote(context.text(first.content));
            let message = if words == first_words {
                format!("duplicate section {words}")
            } else {
                format!("duplicate section {words} (first as {first_words})")
            };
            findings.push(
                Finding::new(heading.content, message)
                    .help("move its content into the first one, or give it another heading")
                    .related(first.content, "first occurrence"),
            );
        }
    }
}
