use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Fix, Member, RuleId, Safety, Severity},
    note::{Heading, HeadingId, Note},
    notetype::{Breach, Keyword, SectionId, SectionSpec},
    rules::{
        Context, Finding, Findings, Meta, NoteRule,
        template::{self, Anchor},
        titles,
        wording::quote,
    },
    text::{Edit, Span},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SectionMissing {}

impl NoteRule for SectionMissing {
    const META: Meta = Meta {
        id: RuleId::new("structure/section-missing"),
        summary: "a required section is missing",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: Some(Safety::Unsafe),
        since: "0.1.0",
        page: include_str!("section_missing.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let specs = &context.note_type.spec.sections;
        let breaches = context.breaches(Self::META.id).filter_map(|breach| match &breach.keyword {
            Keyword::Required { property } => Some((specs.position(|spec| spec.key == *property)?, breach)),
            _ => None,
        });
        let mut missing: Vec<(SectionId, &Breach)> = breaches.collect();
        if missing.is_empty() {
            return;
        }
        let similar = &context.projection.similar;
        let present = present(context);
        let is_other_kind = present.is_empty() && missing.len() > 1 && !context.projection.unknown.is_empty();
        let mut other_kind = is_other_kind.then(|| other_kind(context));
        missing.retain(|(section, _)| !context.is_known(&member(context, *section)));
        let places: Vec<Place> = missing
            .iter()
            .map(|(index, _)| *index)
            .filter(|index| similar.iter().all(|similar| similar.section != *index))
            .map(|index| Place { section: index, anchor: template::anchor(index, &present) })
            .collect();
        for (index, breach) in missing {
            if let Some(similar) = similar.iter().find(|similar| similar.section == index) {
                let finding = misspelt(context, &specs[index], similar.heading);
                findings.push(finding.member(member(context, index)).breach(breach));
            }
            if let Some(place) = places.iter().find(|place| place.section == index) {
                let finding = missing_at(context, *place, &places, other_kind.take());
                findings.push(finding.member(member(context, index)).breach(breach));
            }
        }
    }
}

/// Returns the missing section at the place where it is reported.
fn member(context: &Context<'_>, section: SectionId) -> Member {
    let similar = context.projection.similar.iter().find(|similar| similar.section == section);
    let place = similar.map_or_else(|| title(context), |similar| context.heading(similar.heading).content);
    Member::missing(context.note_type.spec.sections[section].heading.as_str(), place)
}

fn title(context: &Context<'_>) -> Span {
    titles::all(context).next().map_or(Span::empty(0), |(_, heading)| heading.span)
}

/// Where a missing section belongs.
#[derive(Clone, Copy)]
struct Place {
    section: SectionId,
    anchor: Anchor,
}

/// Returns the sections of the note, including those that only need another heading.
fn present(context: &Context<'_>) -> Vec<(SectionId, HeadingId)> {
    let projection = context.projection;
    let first = projection.projected();
    let similar = projection.similar.iter().map(|similar| (similar.section, similar.heading));
    first.map(|section| (section.id, section.heading)).chain(similar).collect()
}

/// Reports a heading that is only similar to the section's.
fn misspelt(context: &Context<'_>, spec: &SectionSpec, heading: HeadingId) -> Finding {
    let place = context.heading(heading).content;
    let message = format!(
        "unknown section {}; did you mean the missing section {}?",
        quote(place.of(context.note.text)),
        quote(&spec.heading)
    );
    let line = template::heading(template::SECTION_LEVEL, &spec.heading);
    let rename = vec![Edit::replace(place, spec.heading.as_str())];
    Finding::new(place, message)
        .help(format!("write {}", quote(&line)))
        .fix(Fix::unsafe_(format!("Rename the heading to {}", quote(&spec.heading)), rename))
}

/// Returns what to do about a note that has no section of its type.
fn other_kind(context: &Context<'_>) -> String {
    format!(
        "if this is not a note of type {}, `exclude` it or give it another type in `notelint.yaml`; otherwise ",
        quote(&context.note_type.name)
    )
}

fn missing_at(context: &Context<'_>, place: Place, places: &[Place], other_kind: Option<String>) -> Finding {
    let spec = &context.note_type.spec.sections[place.section];
    let line = template::heading(template::SECTION_LEVEL, &spec.heading);
    let (side, contents) = (side(context, place.anchor), spec.content.contents());
    let contents = if contents.is_empty() { contents } else { format!(", with {contents}") };
    Finding::new(title(context), format!("missing section {}", quote(&spec.heading)))
        .help(format!("{}add {} {side}{contents}", other_kind.unwrap_or_default(), quote(&line)))
        .fix(insertion(context, place.anchor, places))
}

/// Returns where the section belongs, in words.
fn side(context: &Context<'_>, anchor: Anchor) -> String {
    let words = |heading| quote(context.text(context.heading(heading).content));
    match anchor {
        Anchor::After(heading) => format!("after the section {}", words(heading)),
        Anchor::Before(heading) => format!("before the section {}", words(heading)),
        Anchor::End => "at the end of the note".to_owned(),
    }
}

/// Inserts all sections that belong at one place together, so that they are in the order of the type.
/// `None` next to a section at the wrong level, or one that contains another section: they would become
/// part of it, and `structure/heading-level` must be fixed first.
fn insertion(context: &Context<'_>, anchor: Anchor, places: &[Place]) -> Option<Fix> {
    if let Anchor::After(heading) | Anchor::Before(heading) = anchor {
        let below = context.note.outline.below(heading);
        let mut sections = context.projection.sections.iter();
        let holds_section = sections.any(|section| below.contains(&section.heading));
        if holds_section || context.heading(heading).level != template::SECTION_LEVEL {
            return None;
        }
    }
    let here = places.iter().filter(|place| place.anchor == anchor);
    let mut sections: Vec<SectionId> = here.map(|place| place.section).collect();
    sections.sort_unstable();
    let specs = || sections.iter().map(|&section| &context.note_type.spec.sections[section]);
    let lines: Option<Vec<String>> = specs().map(template::section).collect();
    let above = match anchor {
        Anchor::Before(heading) => Anchor::Before(first_of(context.note, heading)),
        anchor => anchor,
    };
    let edit = template::insert(context.note, above, &lines?.join("\n\n"))?;
    let names: Vec<String> = specs().map(|spec| quote(&spec.heading)).collect();
    let noun = if names.len() == 1 { "section" } else { "sections" };
    Some(Fix::unsafe_(format!("Insert {noun} {}", names.join(", ")), vec![edit]))
}

/// Returns the topmost of the headings above `heading` that have its level and no content of their own,
/// as they introduce it; else `heading`.
fn first_of(note: &Note<'_>, heading: HeadingId) -> HeadingId {
    let names = |(id, above): &(HeadingId, &Heading<'_>)| {
        above.level == template::SECTION_LEVEL && note.outline.own_blocks(*id).is_empty()
    };
    let above = note.outline.iter().rev().skip_while(|(id, _)| *id >= heading).take_while(names);
    above.last().map_or(heading, |(id, _)| id)
}
