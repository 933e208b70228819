use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    note::Heading,
    notetype::ParsedSection,
    rules::{
        Context, Finding, Findings, Meta, NoteRule,
        template::{self, SECTION_LEVEL},
        titles,
        wording::quote,
    },
    text::{Edit, Id, Span},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct HeadingLevel {}

impl NoteRule for HeadingLevel {
    const META: Meta = Meta {
        id: RuleId::new("structure/heading-level"),
        summary: "a section's heading is at the wrong level",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: Some(Safety::Unsafe),
        since: "0.1.0",
        page: include_str!("heading_level.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        // Without a title, `#` may be the level of the sections.
        let is_titled = context.note_type.spec.title.is_named;
        let top = if is_titled { SECTION_LEVEL } else { titles::section_level(context).min(SECTION_LEVEL) };
        for section in context.projection.sections.iter().filter(|section| section.repeats.is_none()) {
            let heading = context.heading(section.heading);
            if [SECTION_LEVEL, top].contains(&heading.level) {
                continue;
            }
            let words = context.text(heading.content);
            let (help, fix) = match repair(context, section) {
                Repair::Edits(edits) => {
                    let title = format!("Move the section to level {SECTION_LEVEL}");
                    (help(context, heading), Some(Fix::unsafe_(title, edits)))
                }
                Repair::Joins(next) => {
                    let words = context.text(next.span);
                    let why = format!(
                        "not fixed automatically because {} would become part of the section",
                        quote(words)
                    );
                    (format!("{}; {why}", help(context, heading)), None)
                }
                Repair::None => (help(context, heading), None),
            };
            findings.push(
                Finding::new(
                    marks(context, heading),
                    format!(
                        "section {} is at level {}, expected level {SECTION_LEVEL}",
                        quote(words),
                        heading.level
                    ),
                )
                .help(help)
                .fix(fix),
            );
        }
    }
}

fn help(context: &Context<'_>, heading: &Heading<'_>) -> String {
    let marks = marks(context, heading).of(context.note.text);
    if marks.starts_with('#') {
        return format!("write `{}` instead of `{marks}`", "#".repeat(SECTION_LEVEL.into()));
    }
    format!("write {}", quote(&template::heading(SECTION_LEVEL, marks)))
}

/// Returns the span of the `#` marks, or of the text if the heading is underlined.
fn marks(context: &Context<'_>, heading: &Heading<'_>) -> Span {
    let marks = Span::new(heading.span.start, heading.content.start).trim(context.note.text);
    if marks.is_empty() { heading.content } else { marks }
}

/// How a section at the wrong level can be fixed.
enum Repair<'a> {
    /// Edits that move the section with its subheadings to the right level.
    Edits(Vec<Edit>),
    /// No fix: this heading after the section would become part of it.
    Joins(&'a Heading<'a>),
    /// No fix: a heading would get a level that does not exist.
    None,
}

fn repair<'a>(context: &Context<'a>, section: &ParsedSection) -> Repair<'a> {
    let id = section.heading;
    let outline = &context.note.outline;
    let is_section = |id| context.projection.section_at(id).is_some();
    let moves = |id| context.projection.section_at(id).is_some_and(|section| section.repeats.is_none());
    let own = outline.range(outline.below(id)).take_while(|(below, _)| !is_section(*below));
    let last = own.last().map_or(id, |(last, _)| last);
    // Quadrants at the level of their section's heading already belong to the section.
    let mut after = outline.iter().skip_while(|(id, _)| *id <= last);
    let next = after.find(|(_, next)| next.span.start >= section.span.end);
    if let Some((_, next)) = next.filter(|(id, next)| next.level > SECTION_LEVEL && !moves(*id)) {
        return Repair::Joins(next);
    }
    let level = outline[id].level;
    let edits: Option<Vec<Edit>> = outline
        .range(id..last.next())
        .map(|(_, heading)| {
            let new = (heading.level + SECTION_LEVEL).checked_sub(level)?;
            (1..=6).contains(&new).then(|| relevel(context.note.text, heading, new))?
        })
        .collect();
    edits.map_or(Repair::None, Repair::Edits)
}

/// Returns the edit that changes the level of `heading`.
fn relevel(text: &str, heading: &Heading<'_>, level: u8) -> Option<Edit> {
    let marks = "#".repeat(level.into());
    let written = heading.span.of(text);
    if written.starts_with('#') {
        let length = written.len() - written.trim_start_matches('#').len();
        return Some(Edit::replace(Span::new(heading.span.start, heading.span.start + length), marks));
    }
    let words = heading.written().of(text);
    (!words.contains(['\n', '\r'])).then(|| Edit::replace(heading.span, format!("{marks} {words}")))
}
