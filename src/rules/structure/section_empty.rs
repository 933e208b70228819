use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    notetype::{Breach, Keyword, ParsedSection, Place, PointPlace},
    rules::{
        Context, Finding, Findings, Meta, NoteRule, points,
        template::{self, PLACEHOLDER, SECTION_LEVEL},
        words::{bounds, quote},
    },
    text::Span,
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SectionEmpty {}

impl NoteRule for SectionEmpty {
    const META: Meta = Meta {
        id: RuleId::new("structure/section-empty"),
        summary: "a section or an entry lacks its required content",
        severity: Severity::Error,
        on: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("section_empty.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        for breach in context.breaches(Self::META.id) {
            findings.push(finding(context, breach).breach(breach));
        }
    }
}

fn finding(context: &Context<'_>, breach: &Breach) -> Finding {
    let min = match breach.keyword {
        Keyword::Size { limit, .. } => limit,
        _ => 1,
    };
    match breach.place {
        Place::Points(place) => points(context, breach, place, min),
        Place::Entries { section } => {
            let heading =
                reading(context, section).and_then(|reading| context.note.outline.get(reading.heading));
            let level = heading.map_or(SECTION_LEVEL, |heading| heading.level.min(5)) + 1;
            let line = template::heading(level, PLACEHOLDER);
            let help = format!("give each entry a heading of its own: `{line}`");
            Part { one: "entry", many: "entries", min }.missing_in(context, breach, section, &help)
        }
        Place::Text { section } => {
            let span = heading(context, section).unwrap_or(breach.key.unwrap_or(breach.span));
            let words = quote(span.of(context.note.text));
            Finding::new(span, format!("section {words} is empty, expected text"))
                .help("add text below the heading")
        }
        Place::Rating { section } => Part { one: "score", many: "scores", min }.missing_in(
            context,
            breach,
            section,
            "write one line per score: the axis in bold, the stars, and the reason in parentheses",
        ),
        Place::Swot { section } => Part { one: "quadrant", many: "quadrants", min }.missing_in(
            context,
            breach,
            section,
            "give each quadrant a heading of its own, with its points below it",
        ),
        Place::Table { section } => Part { one: "row", many: "rows", min }.missing_in(
            context,
            breach,
            section,
            "add a table with a header row and one row per item",
        ),
        _ => {
            let span = breach.key.unwrap_or(breach.span);
            Finding::new(span, format!("{} is empty", quote(span.of(context.note.text))))
        }
    }
}

/// Reports a section or an entry without points.
fn points(context: &Context<'_>, breach: &Breach, place: PointPlace, min: u64) -> Finding {
    let found = points::at(context, place);
    let span = found.map_or(breach.key.unwrap_or(breach.span), |(span, _)| span);
    let max = found.and_then(|(_, points)| points.spec.max);
    let list = found.and_then(|(_, points)| points.spec.list);
    let help = format!("write each point as `{}`", template::point(list, 1));
    let words = quote(span.of(context.note.text));
    let expected = bounds(Some(min), max, "point", "points");
    let message = match place {
        PointPlace::Section { section } if is_blank(context, section) => {
            format!("section {words} is empty, expected {expected}")
        }
        PointPlace::Section { .. } => format!("section {words} has no points, expected {expected}"),
        PointPlace::Entry { .. } => format!("entry {words} has no points, expected {expected}"),
        PointPlace::Quadrant { .. } => format!("quadrant {words} has no points, expected {expected}"),
    };
    Finding::new(span, message).help(help)
}

/// What a section consists of.
struct Part {
    one: &'static str,
    many: &'static str,
    min: u64,
}

impl Part {
    /// Reports a section without any.
    fn missing_in(&self, context: &Context<'_>, breach: &Breach, section: usize, help: &str) -> Finding {
        let span = heading(context, section).unwrap_or(breach.key.unwrap_or(breach.span));
        let words = quote(span.of(context.note.text));
        let expected = bounds(Some(self.min), None, self.one, self.many);
        let state =
            if is_blank(context, section) { "is empty".to_owned() } else { format!("has no {}", self.many) };
        Finding::new(span, format!("section {words} {state}, expected {expected}")).help(help)
    }
}

fn reading<'a>(context: &Context<'a>, section: usize) -> Option<&'a ParsedSection> {
    context.projection.sections.iter().find(|reading| reading.section == section)
}

/// Returns the span of the section's heading text.
fn heading(context: &Context<'_>, section: usize) -> Option<Span> {
    let heading = reading(context, section)?.heading;
    context.note.outline.get(heading).map(|heading| heading.content)
}

/// Whether the section contains nothing but whitespace.
fn is_blank(context: &Context<'_>, section: usize) -> bool {
    reading(context, section).is_none_or(|reading| reading.span.of(context.note.text).trim().is_empty())
}
