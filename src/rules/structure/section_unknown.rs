use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    note::{Heading, HeadingId},
    notetype::{NoteType, SectionId, SectionSpec, fold},
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
            findings.push(finding(context, heading, meant).unexpected_section());
        }
    }
}

/// Reports the section of `heading`, which may be `meant` as one of the type.
fn finding(context: &Context<'_>, heading: &Heading<'_>, meant: Option<&SectionSpec>) -> Finding {
    let NoteType { name, spec, .. } = context.note_type;
    if heading.content.is_empty() {
        let finding = Finding::new(heading.span, "unknown section with an empty heading");
        return finding.help("write its heading, or delete the line");
    }
    let words = quote(context.text(heading.content));
    let folded = fold(&heading.plain);
    let is_alias = |section: &&SectionSpec| section.aliases.iter().any(|alias| fold(alias) == folded);
    if let Some(section) = spec.sections.iter().find(is_alias) {
        let name = quote(&section.heading);
        let message = format!("section {words} is another name of {name}, which the note has already");
        return Finding::new(heading.content, message)
            .help(format!("move its content into the section {name}"));
    }
    Finding::new(heading.content, format!("unknown section {words}")).help(match meant {
        Some(meant) => format!("did you mean {}?", quote(&meant.heading)),
        None => format!(
            "move its content into a section of {}, or allow the heading in the note type",
            quote(name)
        ),
    })
}
