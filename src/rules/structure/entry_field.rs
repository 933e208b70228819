use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Member, RuleId, Severity},
    note::Link,
    notetype::{EntriesSpec, Keyword, ParsedEntry, Place, Section, SectionId},
    rules::{
        Context, Finding, Findings, Meta, NoteRule,
        template::PLACEHOLDER,
        wording::{quote, quote_whole},
    },
    text::lexicon::LINK_FIELDS,
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct EntryField {}

impl NoteRule for EntryField {
    const META: Meta = Meta {
        id: RuleId::new("structure/entry-field"),
        summary: "an entry lacks a required field",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("entry_field.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        for breach in context.breaches(Self::META.id) {
            let Keyword::Required { property } = &breach.keyword else { continue };
            let (Place::Fields { section, entry } | Place::Entry { section, entry }) = breach.place else {
                continue;
            };
            let reading = entry_at(context, section, entry);
            let span = reading.map(|(_, entry)| entry.name).or(breach.key).unwrap_or(breach.span);
            let words = quote(context.text(span));
            let link = reading
                .filter(|(spec, _)| is_link(spec, property))
                .and_then(|(_, entry)| link(context, entry));
            let value = link.map_or(PLACEHOLDER, |link| link.target.as_str());
            let bullet = quote_whole(&format!("- **{property}**: {value}"));
            let finding = Finding::new(span, format!("missing field {} in entry {words}", quote(property)))
                .member(Member::missing(property.as_str(), span))
                .breach(breach);
            findings.push(match link {
                Some(link) => finding
                    .help(format!("write its link as {bullet}"))
                    .related(link.span, "the entry's link is here"),
                None => finding.help(format!("add {bullet} to the entry")),
            });
        }
    }
}

/// Returns the entry, and what the type declares of all of them.
fn entry_at<'a>(
    context: &Context<'a>,
    section: SectionId,
    entry: usize,
) -> Option<(&'a EntriesSpec, &'a ParsedEntry)> {
    let Section::Entries { spec, parsed } = &context.projection.section(section)?.content else {
        return None;
    };
    Some((spec, parsed.entries.get(entry)?))
}

/// Whether the field `name` contains a link, judging by its name and aliases in the type.
fn is_link(entries: &EntriesSpec, name: &str) -> bool {
    let field = entries.fields.iter().find(|field| field.name == name);
    let mut names = field.into_iter().flat_map(|field| std::iter::once(&field.name).chain(&field.aliases));
    names.any(|name| LINK_FIELDS.contains(&name.to_lowercase().as_str()))
}

/// Returns the entry's first link to a web page.
fn link<'a>(context: &Context<'a>, entry: &ParsedEntry) -> Option<&'a Link> {
    let links = &context.note.links;
    let first = links.partition_point(|link| link.span.start < entry.span.start);
    let mut inside = links[first..].iter().take_while(|link| link.span.start < entry.span.end);
    inside.find(|link| !link.embedded && link.target.starts_with("http"))
}
