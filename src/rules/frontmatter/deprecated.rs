use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    notetype::ParsedSection,
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
        let parts = context.note_type.deprecated_parts(&context.projection.json);
        if parts.is_empty() {
            return;
        }
        let is_headed = |section: &&ParsedSection<'_>| !context.projection.is_text(section.id);
        let sections = context.projection.sections.iter().filter(is_headed);
        let headings: HashMap<usize, &ParsedSection<'_>> =
            sections.map(|section| (context.heading(section.heading).span.start(), section)).collect();
        for part in parts {
            let span = part.value.origin().key_or_value();
            let section = headings.get(&span.start()).map(|section| context.name_of(section));
            let (span, subject) = match (section, part.name) {
                (Some(words), _) => (words, format!("section {}", quote(context.text(words)))),
                (None, Some(name)) if part.is_in_frontmatter => (span, format!("key {}", quote(name))),
                (None, Some(name)) => (span, quote(name)),
                (None, None) => (span, "the item".to_owned()),
            };
            let finding = Finding::new(span, format!("{subject} is deprecated"));
            let help = match section {
                Some(_) => "move what is still needed to another section, and delete it",
                None => "delete it",
            };
            findings.push(finding.help(part.description.as_deref().unwrap_or(help)));
        }
    }
}
