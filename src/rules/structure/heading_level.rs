use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    note::{Heading, HeadingId},
    notetype::{GroupId, ParsedSection, SectionGroup},
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
        for section in context.projection.projected() {
            if section.spec.pattern.is_some() {
                continue;
            }
            let heading = context.heading(section.heading);
            let group = &context.projection.groups[section.group];
            let expected = expected_level(context, group);
            let allowed = match group.owner {
                // They may all be deeper, and one in a section at the wrong level is moved together with it.
                Some(_) => common_level(context, section.group, group),
                None => top,
            };
            if [expected, allowed].contains(&heading.level) {
                continue;
            }
            let words = context.text(heading.content);
            let (help, fix) = match repair(context, section, expected) {
                Repair::Edits(edits) => {
                    let title = format!("Move the section to level {expected}");
                    (help(context, heading, expected), Some(Fix::unsafe_(title, edits)))
                }
                Repair::Joins(next) => {
                    let words = context.text(next.span);
                    let why = format!(
                        "not fixed automatically because {} would become part of the section",
                        quote(words)
                    );
                    (format!("{}; {why}", help(context, heading, expected)), None)
                }
                Repair::None => (help(context, heading, expected), None),
            };
            findings.push(
                Finding::new(
                    marks(context, heading),
                    format!(
                        "section {} is at level {}, expected level {expected}",
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

/// Returns the level of the first heading of the sections of `id`, if it is below that of the section that they are
/// in; else the level next to that.
fn common_level(context: &Context<'_>, id: GroupId, group: &SectionGroup<'_>) -> u8 {
    let first = context.projection.projected_in(id).find(|section| section.spec.pattern.is_none());
    first.map_or(group.level, |first| context.heading(first.heading).level.max(group.level))
}

/// Returns the level that the headings of `group` should have if all headings above them had theirs.
fn expected_level(context: &Context<'_>, group: &SectionGroup<'_>) -> u8 {
    let mut owner = group.owner;
    let mut level = SECTION_LEVEL;
    while let Some(section) = owner.and_then(|owner| context.projection.section(owner)) {
        level += 1;
        owner = context.projection.groups[section.group].owner;
    }
    level
}

/// Whether the heading `id` opens a section that is neither `section` nor inside it.
fn is_outside(context: &Context<'_>, id: HeadingId, section: &ParsedSection<'_>) -> bool {
    let mut next = context.projection.section_at(id);
    let is_section = next.is_some();
    while let Some(around) = next {
        if around.id == section.id {
            return false;
        }
        let owner = context.projection.groups[around.group].owner;
        next = owner.and_then(|owner| context.projection.section(owner));
    }
    is_section
}

fn help(context: &Context<'_>, heading: &Heading<'_>, expected: u8) -> String {
    let marks = marks(context, heading).of(context.note.text);
    if marks.starts_with('#') {
        return format!("write `{}` instead of `{marks}`", "#".repeat(expected.into()));
    }
    format!("write {}", quote(&template::heading(expected, marks)))
}

/// Returns the span of the `#` marks, or of the text if the heading is underlined.
fn marks(context: &Context<'_>, heading: &Heading<'_>) -> Span {
    let marks = Span::new(heading.span.start(), heading.content.start()).trim(context.note.text);
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

fn repair<'a>(context: &Context<'a>, section: &ParsedSection, expected: u8) -> Repair<'a> {
    let id = section.heading;
    let outline = &context.note.outline;
    let moves = |id| context.projection.section_at(id).is_some_and(|section| section.duplicates.is_none());
    let own = outline.range(outline.below(id)).take_while(|(below, _)| !is_outside(context, *below, section));
    let last = own.last().map_or(id, |(last, _)| last);
    // Quadrants at the level of their section's heading already belong to the section.
    let mut after = outline.iter().skip_while(|(id, _)| *id <= last);
    let next = after.find(|(_, next)| next.span.start() >= section.span.end());
    if let Some((_, next)) = next.filter(|(id, next)| next.level > expected && !moves(*id)) {
        return Repair::Joins(next);
    }
    let level = outline[id].level;
    let edits: Option<Vec<Edit>> = outline
        .range(id..last.next())
        .map(|(_, heading)| {
            let new = (heading.level + expected).checked_sub(level)?;
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
        return Some(Edit::replace(Span::new(heading.span.start(), heading.span.start() + length), marks));
    }
    let words = heading.written().of(text);
    (!words.contains(['\n', '\r'])).then(|| Edit::replace(heading.span, format!("{marks} {words}")))
}
