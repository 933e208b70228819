use std::{collections::HashMap, mem};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Member, RuleId, Severity},
    notetype::{Breach, Content, ItemsPlace, Keyword, NoteType, Place, Section, SectionId},
    rules::{
        Context, Finding, Findings, Meta, NoteRule, expected::describe_violation, points, wording::quote,
    },
    text::pointer,
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Violation {}

impl NoteRule for Violation {
    const META: Meta = Meta {
        id: RuleId::new("schema/violation"),
        summary: "the note violates its type in a way that no other rule reports",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("violation.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let mut columns = missing_columns(context);
        for breach in context.breaches(Self::ID) {
            match cell(breach).map(|column| (column, columns.get_mut(&column).map(mem::take))) {
                // Said with the first row.
                Some((_, Some(rows))) if rows.is_empty() => {}
                Some(((section, column), Some(rows))) => {
                    findings.push(table_without(context, section, column).breaches(rows));
                }
                _ => {
                    let subject = subject(context, breach);
                    let message = format!("{subject}: {}", wording(context, breach));
                    let about_all =
                        matches!(breach.place, Place::Text { .. }) && breach.keyword.size().is_some();
                    let span = breach.key.filter(|_| about_all).unwrap_or(breach.span);
                    findings.push(Finding::new(span, message).breach(breach));
                }
            }
        }
    }
}

fn wording(context: &Context<'_>, breach: &Breach) -> String {
    match (&breach.place, &breach.keyword) {
        (Place::Item(..), Keyword::Required { property }) if property == "text" => {
            "missing text after the lead".to_owned()
        }
        _ => describe_violation(breach, context.note.text),
    }
}

/// A column of the table of a section.
type Column<'b> = (SectionId, &'b str);

/// The column whose cell is missing in a row.
fn cell(breach: &Breach) -> Option<Column<'_>> {
    match (&breach.place, &breach.keyword) {
        (Place::Table { section }, Keyword::Required { property }) => Some((*section, property)),
        _ => None,
    }
}

/// The columns that all rows of their table lack, each with the breaches of its rows.
fn missing_columns<'b>(context: &'b Context<'_>) -> HashMap<Column<'b>, Vec<&'b Breach>> {
    let mut columns: HashMap<Column<'_>, Vec<&Breach>> = HashMap::new();
    for breach in context.breaches(Violation::ID) {
        if let Some(column) = cell(breach) {
            columns.entry(column).or_default().push(breach);
        }
    }
    columns.retain(|_, breaches| {
        let table = breaches.first().and_then(|breach| breach.pointer.rsplit_once('/'));
        let rows = table.and_then(|(table, _)| context.projection.json.at(table));
        rows.is_some_and(|rows| rows.elements().len() == breaches.len())
    });
    columns
}

fn table_without(context: &Context<'_>, section: SectionId, column: &str) -> Finding {
    let parsed = context.projection.section(section);
    let header = parsed.and_then(|section| match &section.content {
        Section::Table { parsed: Some(table), .. } => {
            let (first, last) = (table.header.first()?, table.header.last()?);
            Some(first.cover(*last))
        }
        _ => None,
    });
    let span = header.or(parsed.map(|section| section.span)).unwrap_or_default();
    let heading = &context.note_type.spec.sections[section].heading;
    Finding::new(span, format!("missing column {} in the table of {}", quote(column), quote(heading)))
        .help(format!("add the column {}", quote(column)))
        .member(Member::missing(column, span))
}

/// Returns what the breach is about, such as a point of a section or a cell of a table.
fn subject(context: &Context<'_>, breach: &Breach) -> String {
    let tokens: Vec<String> = pointer::tokens(&breach.pointer).map(String::from).collect();
    let heading = |section: &SectionId| quote(&context.note_type.spec.sections[*section].heading);
    let last = || quote(tokens.last().map_or("", String::as_str));
    match &breach.place {
        Place::Root => match tokens.first() {
            Some(part) => format!("the {part}"),
            None => "the note".to_owned(),
        },
        Place::Frontmatter => "the frontmatter".to_owned(),
        Place::FrontmatterValue { key } => quote(key),
        Place::Sections => "the sections".to_owned(),
        Place::Text { section } | Place::Rating { section } | Place::Swot { section } => heading(section),
        Place::Items(place) => items(context.note_type, *place),
        Place::Item(place, index) => {
            let noun = points::noun(context, *place);
            format!("{} {} of {}", noun.one, index + 1, items(context.note_type, *place))
        }
        Place::ItemPart(place, index) => {
            let (part, noun) = (part(&tokens, place), points::noun(context, *place));
            format!("the {part} of {} {} of {}", noun.one, index + 1, items(context.note_type, *place))
        }
        Place::Entry { section, entry } | Place::Fields { section, entry } => {
            format!("entry {} of {}", entry + 1, heading(section))
        }
        Place::Field { section, entry, name } => {
            format!("{} of entry {} of {}", quote(name), entry + 1, heading(section))
        }
        Place::Axis { axis, .. } | Place::Score { axis, .. } => quote(axis),
        Place::Reason { axis, .. } => format!("the reason of {}", quote(axis)),
        Place::Table { section } => match tokens.get(2..) {
            Some([row]) => format!("row {} of {}", number(row), heading(section)),
            Some([row, ..]) => format!("{} in row {} of {}", last(), number(row), heading(section)),
            _ => format!("the table of {}", heading(section)),
        },
        Place::Other => last(),
    }
}

/// What the items at `place` belong to.
fn items(note_type: &NoteType, place: ItemsPlace) -> String {
    let section = &note_type.spec.sections[place.section()];
    match (place, &section.content) {
        (ItemsPlace::Entry { entry, .. }, _) => format!("entry {} of {}", entry + 1, quote(&section.heading)),
        (ItemsPlace::Quadrant { quadrant, .. }, Content::Swot(swot)) => {
            quote(&swot.quadrants[quadrant].heading)
        }
        (ItemsPlace::Section { .. } | ItemsPlace::Quadrant { .. }, _) => quote(&section.heading),
    }
}

/// Returns `lead` or `text`: the token after the item's index.
fn part<'t>(tokens: &'t [String], place: &ItemsPlace) -> &'t str {
    let depth = match place {
        ItemsPlace::Section { .. } => 3,
        ItemsPlace::Quadrant { .. } => 4,
        ItemsPlace::Entry { .. } => 5,
    };
    tokens.get(depth).map_or("text", String::as_str)
}

/// Returns the number of a row, from 1, given its index in the pointer.
fn number(index: &str) -> String {
    index.parse::<usize>().map_or_else(|_| index.to_owned(), |index| (index + 1).to_string())
}
