use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    note::HeadingId,
    notetype::{Keyword, SectionShape},
    rules::{
        Context, Finding, Findings, Meta, NoteRule,
        template::{self, Anchor},
        titles,
        words::quote,
    },
    text::{Edit, Span},
};

/// The rule `structure/section-missing`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::rules) struct SectionMissing {}

impl NoteRule for SectionMissing {
    const META: Meta = Meta {
        id: RuleId::new("structure/section-missing"),
        summary: "a section that the type requires is absent",
        severity: Severity::Error,
        on: true,
        fix: Some(Safety::Unsafe),
        since: "0.1.0",
        page: include_str!("section_missing.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let shapes = &context.note_type.shape.sections;
        for breach in context.breaches(Self::META.id) {
            let Keyword::Required { property } = &breach.keyword else { continue };
            let Some(index) = shapes.iter().position(|shape| shape.key == *property) else { continue };
            let mut similar = context.projection.similar.iter();
            findings.push(match similar.find(|similar| similar.section == index) {
                Some(similar) => misspelt(context, &shapes[index], similar.heading),
                None => absent(context, index),
            });
        }
    }
}

/// The finding where a heading is only similar to the section's.
fn misspelt(context: &Context<'_>, shape: &SectionShape, heading: HeadingId) -> Finding {
    let place = context.note.outline.get(heading).map_or(Span::empty(0), |heading| heading.content);
    let message = format!(
        "section {} is missing: did you mean it by {}?",
        quote(&shape.heading),
        quote(place.of(context.note.text))
    );
    let line = template::heading(template::SECTION_LEVEL, &shape.heading);
    let rename = vec![Edit::replace(place, shape.heading.as_str())];
    Finding::new(place, message)
        .help(format!("write {}", quote(&line)))
        .fix(Fix::unsafe_(format!("Rename the heading to {}", quote(&shape.heading)), rename))
}

fn absent(context: &Context<'_>, index: usize) -> Finding {
    let shape = &context.note_type.shape.sections[index];
    let first = context.projection.sections.iter().filter(|section| section.repeats.is_none());
    let present: Vec<_> = first.map(|section| (section.section, section.heading)).collect();
    let anchor = template::anchor(index, &present);
    let line = template::heading(template::SECTION_LEVEL, &shape.heading);
    let title = titles::all(context).next().map_or(Span::empty(0), |(_, heading)| heading.span);
    Finding::new(title, format!("section {} is missing", quote(&shape.heading)))
        .help(format!("add {}{} {}", quote(&line), template::contents(shape), place(context, anchor)))
        .fix(insertion(context, shape, anchor))
}

/// Where the section goes, in words.
fn place(context: &Context<'_>, anchor: Anchor) -> String {
    let words = |heading| {
        let heading = context.note.outline.get(heading);
        quote(heading.map_or("", |heading| heading.content.of(context.note.text)))
    };
    match anchor {
        Anchor::After(heading) => format!("behind the section {}", words(heading)),
        Anchor::Before(heading) => format!("above the section {}", words(heading)),
        Anchor::End => "at the end of the note".to_owned(),
    }
}

/// Inserts the section. Beside a section of another level it would become part of something else;
/// `structure/heading-level` comes first there.
fn insertion(context: &Context<'_>, shape: &SectionShape, anchor: Anchor) -> Option<Fix> {
    if let Anchor::After(heading) | Anchor::Before(heading) = anchor
        && context.note.outline.get(heading)?.level != template::SECTION_LEVEL
    {
        return None;
    }
    let edit = template::insert(context.note, anchor, &template::section(shape)?)?;
    Some(Fix::unsafe_(format!("Insert the section {}", quote(&shape.heading)), vec![edit]))
}
