use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    note::HeadingId,
    notetype::{SectionId, fold},
    rules::{Context, Finding, Findings, Meta, NoteRule, titles, wording::quote},
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
        summary: "the note type does not allow a section",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("section_unknown.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let spec = &context.note_type.spec;
        if !spec.is_closed {
            return;
        }
        let projection = context.projection;
        let allowed: Vec<String> = self.allow.iter().map(|heading| fold(heading)).collect();
        let level = titles::section_level(context);
        let mut near: HashMap<HeadingId, SectionId> = HashMap::new();
        near.extend(projection.similar.iter().map(|similar| (similar.heading, similar.section)));
        for &id in &projection.unknown {
            let heading = context.heading(id);
            if heading.level != level || allowed.contains(&fold(&heading.plain)) {
                continue;
            }
            let meant = near.get(&id).map(|section| &spec.sections[*section]);
            // `structure/section-missing` asks whether it was meant.
            if meant.is_some_and(|meant| meant.required) {
                continue;
            }
            let words = quote(context.text(heading.content));
            let finding = Finding::new(heading.content, format!("unknown section {words}"));
            findings.push(match meant {
                Some(meant) => finding.help(format!("did you mean {}?", quote(&meant.heading))),
                None => finding.help(format!(
                    "move its content into a section of {}, or allow the heading in the note type",
                    quote(&context.note_type.name)
                )),
            });
        }
    }
}
