use std::collections::{HashMap, HashSet};

use schemars::JsonSchema;
use serde::Deserialize;

use super::{near::is_misspelt, numbers};
use crate::{
    diagnostic::{RuleId, Severity},
    note::{Heading, HeadingId},
    notetype::{Breach, GroupId, Keyword, Place, SectionGroup, SectionSpec, SimilarHeading, fold},
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
        summary: "the note type does not allow a section",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("section_unknown.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        for breach in context.breaches(Self::META.id) {
            if let (Place::Sections { group }, Keyword::MaxProperties(size)) =
                (&breach.place, &breach.keyword)
            {
                findings.push(too_many(context, *group, size.limit, breach));
            }
        }
        let allowed: Vec<String> = self.allow.iter().map(|heading| fold(heading)).collect();
        for group in &context.projection.groups {
            if group.spec.is_closed {
                self::group(context, group, &allowed, findings);
            }
        }
    }
}

/// Reports that there are more sections than the `limit`, at the first one above it.
fn too_many(context: &Context<'_>, id: GroupId, limit: u64, breach: &Breach) -> Finding {
    let group = &context.projection.groups[id];
    let kinds = context.projection.projected_in(id).scan(HashSet::new(), |seen, section| {
        seen.insert(&section.key);
        Some((seen.len() as u64, section))
    });
    let first = kinds.into_iter().find(|(count, _)| *count > limit).map(|(_, section)| section.heading);
    let span = first.map_or(breach.span, |heading| context.heading(heading).content);
    Finding::new(span, numbers::message(context, group, breach)).breach(breach)
}

/// Reports the unknown sections of `group`.
fn group(context: &Context<'_>, group: &SectionGroup<'_>, allowed: &[String], findings: &mut Findings<'_>) {
    let level = group.level;
    let near: HashMap<HeadingId, &SimilarHeading> =
        group.similar.iter().map(|similar| (similar.heading, similar)).collect();
    for &id in &group.unknown {
        let heading = context.heading(id);
        if heading.level != level || allowed.contains(&fold(&heading.plain)) {
            continue;
        }
        let similar = near.get(&id);
        let meant = similar.map(|similar| &group.spec.all[similar.section]);
        // `structure/section-missing` asks whether it was meant.
        let is_asked = similar.is_some_and(|similar| is_misspelt(context, group, **similar));
        if is_asked || meant.is_some_and(|meant| meant.required) {
            continue;
        }
        findings.push(finding(context, (group, heading), meant).unexpected_section());
    }
}

/// Reports the section of `heading`, which may be `meant` as one of the type.
fn finding(
    context: &Context<'_>,
    (group, heading): (&SectionGroup<'_>, &Heading<'_>),
    meant: Option<&SectionSpec>,
) -> Finding {
    let owner = group.owner.and_then(|owner| context.projection.section(owner));
    let name = owner.map_or(&*context.note_type.name, |owner| owner.name());
    if heading.content.is_empty() {
        let finding = Finding::new(heading.span, "unknown section with an empty heading");
        return finding.help("write its heading, or delete the line");
    }
    let words = quote(context.text(heading.content));
    let folded = fold(&heading.plain);
    let is_alias = |section: &&SectionSpec| section.aliases.iter().any(|alias| fold(alias) == folded);
    if let Some(section) = group.spec.named().find(is_alias) {
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
