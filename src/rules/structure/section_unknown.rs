use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    note::HeadingId,
    notetype::fold,
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SectionUnknown {
    /// The headings of further sections to allow.
    allow: Vec<String>,
}

impl NoteRule for SectionUnknown {
    const META: Meta = Meta {
        id: RuleId::new("structure/section-unknown"),
        summary: "a section is not defined in the note type",
        severity: Severity::Warning,
        enabled_by_default: false,
        fix: None,
        since: "0.1.0",
        page: include_str!("section_unknown.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let allowed: Vec<String> = self.allow.iter().map(|heading| fold(heading)).collect();
        let mut inside: Option<HeadingId> = None;
        for &id in &context.projection.unknown {
            let heading = context.heading(id);
            if inside.is_some_and(|end| id < end) {
                continue;
            }
            inside = Some(context.note.outline.below(id).end);
            let similar = context.projection.similar.iter().any(|similar| similar.heading == id);
            if similar || allowed.contains(&fold(&heading.plain)) {
                continue;
            }
            let message = format!("unknown section {}", quote(context.text(heading.content)));
            findings.push(Finding::new(heading.content, message).help(
                "move its content into a section of the note type, or add the heading to the rule's `allow` option",
            ));
        }
    }
}
