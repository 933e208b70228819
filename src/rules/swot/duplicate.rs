use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    incomplete::{Incomplete, misnamed, missing},
    quadrants::{Swot, swots},
};
use crate::{
    diagnostic::{RuleId, Severity},
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
    text::Span,
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Duplicate {}

impl NoteRule for Duplicate {
    const META: Meta = Meta {
        id: RuleId::new("swot/duplicate"),
        summary: "a SWOT quadrant occurs more than once",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("duplicate.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let heading = |id| context.heading(id).content;
        let breaches = context.breaches_by_section(Incomplete::ID);
        for swot in swots(context).filter(Swot::repeats) {
            let missing =
                breaches.get(&swot.section).map(|breaches| missing(swot, breaches)).unwrap_or_default();
            let meant: HashMap<Span, &str> = misnamed(context, swot, &missing)
                .into_iter()
                .map(|(heading, name)| (heading.content, name))
                .collect();
            for later in &swot.reading.quadrants {
                let first = later.repeats.and_then(|first| swot.reading.quadrants.get(first));
                let Some(first) = first.map(|first| heading(first.heading)) else { continue };
                let later = heading(later.heading);
                let (words, first_words) =
                    (quote(later.of(context.note.text)), quote(first.of(context.note.text)));
                let message = if words == first_words {
                    format!("duplicate quadrant {words}")
                } else {
                    format!("duplicate quadrant {words} (first as {first_words})")
                };
                let name = meant.get(&later).map(|name| quote(name));
                let help = match name {
                    Some(name) => format!(
                        "rename it to the missing quadrant {name}, or move its points into the first one"
                    ),
                    None if missing.is_empty() => "move its points into the first one".to_owned(),
                    None => {
                        "move its points into the first one, or rename it to a missing quadrant".to_owned()
                    }
                };
                let finding = Finding::new(later, message).help(help);
                findings.push(finding.related(first, "first occurrence"));
            }
        }
    }
}
