use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    note::HeadingId,
    notetype::fold,
    rules::{Context, Finding, Findings, Meta, NoteRule, words::quote},
};

/// The rule `structure/section-unknown`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SectionUnknown {
    /// The headings of further sections to allow.
    allow: Vec<String>,
}

impl NoteRule for SectionUnknown {
    const META: Meta = Meta {
        id: RuleId::new("structure/section-unknown"),
        summary: "a section that the type does not know",
        severity: Severity::Warning,
        on: false,
        fix: None,
        since: "0.1.0",
        page: include_str!("section_unknown.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let allowed: Vec<String> = self.allow.iter().map(|heading| fold(heading)).collect();
        let mut inside: HeadingId = 0;
        for &id in &context.projection.unknown {
            let Some(heading) = context.note.outline.get(id) else { continue };
            if id < inside {
                continue;
            }
            inside = context.note.outline.below(id).end;
            let similar = context.projection.similar.iter().any(|similar| similar.heading == id);
            if similar || allowed.contains(&fold(&heading.plain)) {
                continue;
            }
            let words = quote(heading.content.of(context.note.text));
            let message = format!("{words} is no section of {}", quote(&context.note_type.name));
            findings.push(Finding::new(heading.content, message).help(
                "move what it holds into a section of the type, or name it in the rule's option `allow`",
            ));
        }
    }
}
