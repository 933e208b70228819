use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    note::{Heading, HeadingId},
    rules::{Context, Finding, Findings, Meta, NoteRule, wording::quote},
    text::Span,
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SkippedLevel {}

impl NoteRule for SkippedLevel {
    const META: Meta = Meta {
        id: RuleId::new("structure/skipped-level"),
        summary: "a heading is more than one level below the one above it",
        severity: Severity::Warning,
        enabled_by_default: false,
        fix: None,
        since: "0.1.0",
        page: include_str!("skipped_level.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let headings = context.note.outline.iter();
        for ((_, above), (id, heading)) in headings.zip(context.note.outline.iter().skip(1)) {
            if heading.level > above.level + 1 {
                findings.push(finding(context, above, (id, heading)));
            }
        }
    }
}

/// Reports `heading`, which is too far below the heading `above` it.
fn finding(context: &Context<'_>, above: &Heading<'_>, (id, heading): (HeadingId, &Heading<'_>)) -> Finding {
    let (level, expected) = (usize::from(heading.level), usize::from(above.level) + 1);
    // An underlined heading is of level 1 or 2, and cannot be too far below another one.
    let marks = Span::new(heading.span.start(), heading.span.start() + level);
    let name = match context.text(heading.content) {
        "" => "empty heading".to_owned(),
        words => format!("heading {}", quote(words)),
    };
    let below = context.note.outline.below(id);
    let subheadings = if below.is_empty() { "" } else { ", and move its subheadings up as well" };
    let marks_of = |level: usize| "#".repeat(level);
    Finding::new(marks, format!("{name} is at level {level}, expected at most level {expected}"))
        .related(above.span, format!("the heading above it is at level {}", above.level))
        .help(format!("write `{}` instead of `{}`{subheadings}", marks_of(expected), marks_of(level)))
}
