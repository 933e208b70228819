use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{RuleId, Severity},
    notetype::{Breach, Content, ItemsPlace, Noun, ParsedSection, Place, SECTION_LEVEL, SectionId},
    rules::{
        Context, Finding, Findings, Meta, NoteRule, points,
        wording::{bounds, quote},
    },
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SectionEmpty {}

impl NoteRule for SectionEmpty {
    const META: Meta = Meta {
        id: RuleId::new("structure/section-empty"),
        summary: "a section or an entry lacks its required content",
        severity: Severity::Error,
        enabled_by_default: true,
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
    let min = breach.keyword.size().map_or(1, |(_, size)| size.limit);
    match breach.place {
        Place::Items(place @ (ItemsPlace::Entry { .. } | ItemsPlace::Quadrant { .. })) => {
            part(context, breach, place, min)
        }
        Place::Items(ItemsPlace::Section { section } | ItemsPlace::Part { section, .. })
        | Place::Text { section }
        | Place::Fields { section, entry: None }
        | Place::Rating { section }
        | Place::Swot { section } => whole(context, breach, section, min),
        _ => {
            let span = breach.key.unwrap_or(breach.span);
            Finding::new(span, format!("{} is empty", quote(context.text(span))))
        }
    }
}

/// Reports a section without anything of what it consists of.
fn whole(context: &Context<'_>, breach: &Breach, section: SectionId, min: u64) -> Finding {
    let parsed = context.projection.section(section);
    let span = parsed.map_or(breach.key.unwrap_or(breach.span), |section| context.name_of(section));
    let what = parsed.map_or_else(|| quote(context.text(span)), |section| context.what(section));
    let headed = parsed.filter(|_| !context.projection.is_text(section));
    let headed = headed.or_else(|| context.projection.introduced_by(section));
    let level = headed.map_or(SECTION_LEVEL, |section| context.heading(section.heading).level);
    let declared = parsed.map(|section| &section.spec.content);
    let help = declared.map(|content| match breach.place {
        Place::Items(place) => content.how_to_write_at(place, level),
        _ => content.how_to_write(level),
    });
    let noun = match breach.place {
        Place::Items(place) => declared.and_then(|content| content.noun_at(place)),
        Place::Fields { .. } => Some(Noun { one: "field", many: "fields" }),
        _ => declared.and_then(Content::noun),
    };
    let message = match noun {
        None => format!("{what} is empty, expected text"),
        Some(noun) => {
            let place = match breach.place {
                Place::Items(place) => place,
                _ => ItemsPlace::Section { section },
            };
            let items = points::at(context, place);
            let max = items.and_then(|(_, items)| items.spec.max);
            let expected = bounds(Some(min), max, noun.one, noun.many);
            let state = match parsed.map_or(Inside::Nothing, |section| Inside::of(context, section)) {
                Inside::Nothing => "is empty".to_owned(),
                Inside::Sections => format!("has no {}", noun.many),
                Inside::Text => format!("has text but no {}", noun.many),
            };
            format!("{what} {state}, expected {expected}")
        }
    };
    match help {
        Some(help) => Finding::new(span, message).help(help),
        None => Finding::new(span, message),
    }
}

/// What a section contains that lacks what it consists of.
enum Inside {
    Nothing,
    /// Other sections, and nothing above them.
    Sections,
    Text,
}

impl Inside {
    fn of(context: &Context<'_>, section: &ParsedSection<'_>) -> Self {
        if points::has_text(context, section.span) {
            return Self::Text;
        }
        if context.projection.is_text(section.id) {
            return Self::Nothing;
        }
        let below = context.note.outline.below(section.heading);
        if context.projection.sections_between(below).is_empty() { Self::Nothing } else { Self::Sections }
    }
}

/// Reports an entry or a quadrant without items.
fn part(context: &Context<'_>, breach: &Breach, place: ItemsPlace, min: u64) -> Finding {
    let found = points::at(context, place);
    let span = found.map_or(breach.key.unwrap_or(breach.span), |(span, _)| span);
    let noun = points::noun(context, place);
    let max = found.and_then(|(_, items)| items.spec.max);
    let expected = bounds(Some(min), max, noun.one, noun.many);
    let words = quote(context.text(span));
    let owner = if matches!(place, ItemsPlace::Entry { .. }) { "entry" } else { "quadrant" };
    let state = if points::has_text(context, breach.span) { "has text but no" } else { "has no" };
    let finding = Finding::new(span, format!("{owner} {words} {state} {}, expected {expected}", noun.many));
    match found {
        Some((_, items)) => {
            finding.help(format!("write each {} as `{}`", noun.one, items.line(items.spec.list, 1)))
        }
        None => finding,
    }
}
