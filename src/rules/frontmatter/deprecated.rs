use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Deprecated {}

impl NoteRule for Deprecated {
    const META: Meta = Meta {
        id: RuleId::new("frontmatter/deprecated"),
        summary: "the note type calls a key or a section deprecated",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("deprecated.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        for part in context.note_type.deprecated_parts(&context.projection.json) {
            let span = part.value.origin().key_or_value();
            let heading = context.text(span).strip_prefix('#').and_then(|line| line.lines().next());
            let subject = match (part.name, heading) {
                (Some(_), Some(heading)) => {
                    format!("section {}", quote(heading.trim_start_matches('#').trim()))
                }
                (Some(name), None) if part.is_in_frontmatter => format!("key {}", quote(name)),
                (Some(name), None) => quote(name),
                (None, _) => "the item".to_owned(),
            };
            let finding = Finding::new(span, format!("{subject} is deprecated"));
            findings.push(finding.help(part.description.as_deref().unwrap_or("delete it")));
        }
    }
}
