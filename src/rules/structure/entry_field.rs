use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Member, RuleId, Severity},
    note::Link,
    notetype::{Breach, EntriesSpec, Keyword, ParsedEntry, Place, Section, SectionId},
    rules::{
        Context, Finding, Findings, Meta, NoteRule,
        template::PLACEHOLDER,
        wording::{quote, quote_whole},
    },
    text::{Span, and_list, lexicon::LINK_FIELDS},
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
        let lacking = context.breaches(Self::META.id).filter_map(|breach| Lacking::of(context, breach));
        let new: Vec<Lacking<'_>> = lacking.filter(|lacking| !context.is_known(&lacking.member())).collect();
        for section in new.chunk_by(|one, next| one.section == next.section) {
            match section {
                [first, ..] if !first.is_entry => findings.push(of_section(context, first, section)),
                [one] => findings.push(one.finding(context)),
                [first, ..] => findings.push(several(context, first, section)),
                [] => {}
            }
        }
    }
}

/// An entry or a section that lacks a field.
struct Lacking<'b> {
    section: SectionId,
    is_entry: bool,
    /// The name of the entry, or the heading of the section.
    name: Span,
    /// What the section is called, if it is one.
    owner: String,
    field: &'b str,
    /// The entry's link, if the field contains one.
    link: Option<&'b Link>,
    breach: &'b Breach,
}

impl<'b> Lacking<'b> {
    fn of(context: &'b Context<'_>, breach: &'b Breach) -> Option<Self> {
        let Keyword::Required { property } = &breach.keyword else { return None };
        let (section, entry) = match breach.place {
            Place::Fields { section, entry: Some(entry) } | Place::Entry { section, entry } => {
                (section, entry)
            }
            Place::Fields { section, entry: None } => {
                let parsed = context.projection.section(section);
                let heading = parsed.map(|section| context.name_of(section));
                let owner = parsed.map(|section| context.what(section)).unwrap_or_default();
                let name = heading.or(breach.key).unwrap_or(breach.span);
                return Some(Self {
                    section,
                    is_entry: false,
                    name,
                    owner,
                    field: property,
                    link: None,
                    breach,
                });
            }
            _ => return None,
        };
        let reading = entry_at(context, section, entry);
        let name = reading.map(|(_, entry)| entry.name).or(breach.key).unwrap_or(breach.span);
        let link = reading.filter(|(spec, _)| is_link(spec, property));
        let link = link.and_then(|(_, entry)| link_of(context, entry));
        Some(Self { section, is_entry: true, name, owner: String::new(), field: property, link, breach })
    }

    fn member(&self) -> Member {
        Member::missing(self.field, self.name)
    }

    /// Returns the line that is missing.
    fn bullet(&self) -> String {
        let value = self.link.map_or(PLACEHOLDER, |link| link.target.as_str());
        quote_whole(&format!("- **{}**: {value}", self.field))
    }

    fn finding(&self, context: &Context<'_>) -> Finding {
        let (words, field) = (quote(context.text(self.name)), quote(self.field));
        let finding = Finding::new(self.name, format!("missing field {field} in entry {words}"))
            .member(self.member())
            .breach(self.breach);
        match self.link {
            Some(link) => finding
                .help(format!("write its link as {}", self.bullet()))
                .related(link.span, "the entry's link is here"),
            None => finding.help(format!("add {} to the entry", self.bullet())),
        }
    }
}

/// Reports the fields that one section lacks, of which the heading is that of the `first`.
fn of_section(context: &Context<'_>, first: &Lacking<'_>, lacking: &[Lacking<'_>]) -> Finding {
    let names = lacking.iter().take(MAX_ENTRIES).map(|one| quote(one.field));
    let mut names: Vec<String> = names.collect();
    if let Some(more) = lacking.len().checked_sub(MAX_ENTRIES).filter(|more| *more > 0) {
        names.push(format!("{more} more"));
    }
    let noun = if lacking.len() == 1 { "field" } else { "fields" };
    let message = format!("missing {noun} {} in {}", and_list(names), first.owner);
    let lines =
        lacking.iter().take(MAX_ENTRIES).map(|one| quote_whole(&format!("- {}: {PLACEHOLDER}", one.field)));
    let empty = lacking.iter().filter_map(|one| empty_field(context, one));
    let finding = Finding::new(first.name, message).help(format!("add {}", and_list(lines)));
    empty
        .take(MAX_ENTRIES)
        .fold(finding, |finding, name| finding.related(name, "this has no value"))
        .members(lacking.iter().map(Lacking::member))
        .breaches(lacking.iter().map(|lacking| lacking.breach))
}

/// Where the section names the field, without a value that counts.
fn empty_field(context: &Context<'_>, lacking: &Lacking<'_>) -> Option<Span> {
    let Section::Fields { spec, parsed } = &context.projection.section(lacking.section)?.content else {
        return None;
    };
    let index = spec.fields.iter().position(|field| field.name == lacking.field)?;
    parsed.fields.iter().find(|field| field.field == Some(index)).map(|field| field.name)
}

/// The names of more entries are not all listed, nor shown.
const MAX_ENTRIES: usize = 8;

/// Reports the entries of one section that lack fields, at the `first` of them.
fn several(context: &Context<'_>, first: &Lacking<'_>, lacking: &[Lacking<'_>]) -> Finding {
    let mut fields: Vec<(&str, Vec<&Lacking<'_>>)> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for one in lacking {
        let index = *known.entry(one.field).or_insert(fields.len());
        match fields.get_mut(index) {
            Some((_, entries)) => entries.push(one),
            None => fields.push((one.field, vec![one])),
        }
    }
    let missing = fields.iter().take(MAX_ENTRIES).map(|(field, entries)| {
        let mut names: Vec<String> =
            entries.iter().take(MAX_ENTRIES).map(|entry| quote(context.text(entry.name))).collect();
        if let Some(more) = entries.len().checked_sub(MAX_ENTRIES).filter(|more| *more > 0) {
            names.push(format!("{more} more"));
        }
        let noun = if entries.len() == 1 { "entry" } else { "entries" };
        format!("field {} in {noun} {}", quote(field), and_list(names))
    });
    let message = format!("missing {}", missing.collect::<Vec<_>>().join(", "));
    let lines = fields.iter().take(MAX_ENTRIES).map(|(_, entries)| match entries.as_slice() {
        [one] => one.bullet(),
        [one, ..] => quote_whole(&format!("- **{}**: {PLACEHOLDER}", one.field)),
        [] => String::new(),
    });
    let lines = and_list(lines);
    let help = if lacking.iter().all(|one| one.link.is_some()) {
        format!("write the link of each entry as {lines}")
    } else {
        format!("add {lines} to each entry that lacks it")
    };
    let others = lacking.iter().filter(|other| other.name != first.name);
    let mut names: Vec<Span> = others.map(|other| other.name).collect();
    names.dedup();
    names
        .into_iter()
        .take(MAX_ENTRIES)
        .fold(Finding::new(first.name, message).help(help), |finding, name| {
            finding.related(name, "another entry")
        })
        .members(lacking.iter().map(Lacking::member))
        .breaches(lacking.iter().map(|lacking| lacking.breach))
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
fn link_of<'a>(context: &Context<'a>, entry: &ParsedEntry) -> Option<&'a Link> {
    let links = &context.note.links;
    let first = links.partition_point(|link| link.span.start() < entry.span.start());
    let mut inside = links[first..].iter().take_while(|link| link.span.start() < entry.span.end());
    inside.find(|link| !link.embedded && link.target.starts_with("http"))
}
