use std::cell::LazyCell;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    keys::{self, Pairs},
    place_name::place_name,
};
use crate::{
    diagnostic::{Member, RuleId, Severity},
    notetype::{Breach, KeySpec, Keyword, Place},
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MissingKey {}

impl NoteRule for MissingKey {
    const META: Meta = Meta {
        id: RuleId::new("frontmatter/missing-key"),
        summary: "a required key is missing",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("missing_key.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let pairs = LazyCell::new(|| Pairs::of(context));
        for breach in context.breaches(Self::META.id) {
            let Keyword::Required { property } = &breach.keyword else { continue };
            let finding = match breach.place {
                Place::Frontmatter => at_top(context, &pairs, breach, property),
                _ => inside(context, breach, property),
            };
            // Where it is reported depends on the other keys.
            let block = context.note.frontmatter.block().filter(|_| breach.place == Place::Frontmatter);
            let place = block.map_or(breach.span, |block| block.opening);
            findings.push(finding.member(Member::missing(property.as_str(), place)).breach(breach));
        }
    }
}

fn at_top(context: &Context<'_>, pairs: &Pairs<'_>, breach: &Breach, name: &str) -> Finding {
    let missing = format!("missing key {}", quote(name));
    if let Some(entry) = pairs.meant_as(name) {
        return Finding::new(breach.span, format!("{missing} (found {})", quote(&entry.name)))
            .help(format!("rename {} to {}", quote(&entry.name), quote(name)))
            .related(entry.key, format!("did you mean {}?", quote(name)));
    }
    let line = keys::declared_key(context, name).map_or_else(|| format!("{name}: …"), example);
    Finding::new(breach.span, missing).help(format!("add a line like {}", quote(&line)))
}

fn inside(context: &Context<'_>, breach: &Breach, name: &str) -> Finding {
    let place = place_name(context, &breach.pointer);
    Finding::new(breach.span, format!("missing key {} in {place}", quote(name)))
        .help(format!("add {}", quote(&format!("{name}: …"))))
}

/// Returns a line that shows what value the type expects.
fn example(key: &KeySpec) -> String {
    let value = match (key.format.as_deref(), key.types.first().map(String::as_str)) {
        (Some("date"), _) => "YYYY-MM-DD",
        (Some("uri" | "iri"), _) => "https://…",
        (_, Some("array")) => "[…, …]",
        (_, Some("boolean")) => "true",
        (_, Some("integer" | "number")) => "1",
        _ => "…",
    };
    format!("{}: {value}", key.name)
}
