use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    notetype::{ContentReading, Keyword, Place},
    rules::{Context, Finding, Findings, Meta, NoteRule, template::PLACEHOLDER, words::quote},
    text::Span,
};

/// The rule `structure/entry-field`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::rules) struct EntryField {}

impl NoteRule for EntryField {
    const META: Meta = Meta {
        id: RuleId::new("structure/entry-field"),
        summary: "an entry lacks a field that the type requires",
        severity: Severity::Warning,
        on: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("entry_field.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        for breach in context.breaches(Self::META.id) {
            let Keyword::Required { property } = &breach.keyword else { continue };
            let name = match breach.place {
                Place::Fields { section, entry } | Place::Entry { section, entry } => {
                    name(context, section, entry)
                }
                _ => None,
            };
            let span = name.or(breach.key).unwrap_or(breach.span);
            let words = quote(span.of(context.note.text));
            findings.push(
                Finding::new(span, format!("entry {words} has no {}", quote(property)))
                    .help(format!("add {} to it", quote(&format!("- **{property}**: {PLACEHOLDER}")))),
            );
        }
    }
}

/// The name of an entry.
fn name(context: &Context<'_>, section: usize, entry: usize) -> Option<Span> {
    let mut sections = context.projection.sections.iter();
    let reading = sections.find(|reading| reading.section == section && reading.repeats.is_none())?;
    let ContentReading::Entries(entries) = &reading.content else { return None };
    entries.entries.get(entry).map(|entry| entry.name)
}
