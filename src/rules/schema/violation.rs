use std::{collections::HashMap, mem};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Member, RuleId, Severity},
    notetype::{
        Breach, Content, ItemsPlace, Keyword, ParsedPart, ParsedSection, Place, Section, SectionId,
        first_match,
    },
    rules::{
        Context, Finding, Findings, Meta, NoteRule,
        frontmatter::date,
        points,
        schema::words::{sections, wording},
        wording::quote,
    },
    text::{Span, and_list, bound, line_end, nearest, pointer, quote_exact},
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
        let mut comparisons = MAX_COMPARISONS;
        for breach in context.breaches(Self::ID) {
            match cell(breach).map(|column| (column, columns.get_mut(&column).map(mem::take))) {
                // Said with the first row.
                Some((_, Some(rows))) if rows.is_empty() => {}
                Some(((section, column), Some(rows))) => {
                    findings.push(table_without(context, section, column).breaches(rows));
                }
                _ => findings.push(finding(context, breach, &mut comparisons).breach(breach)),
            }
        }
    }
}

/// How many names and values of the type are compared with those of a note to find which one was meant.
const MAX_COMPARISONS: usize = 200_000;

fn finding(context: &Context<'_>, breach: &Breach, comparisons: &mut usize) -> Finding {
    if let Some(finding) = repeated(context, breach).or_else(|| unknown_field(context, breach, comparisons)) {
        return finding;
    }
    let subject = subject(context, breach);
    if let Some((words, span)) = excluded_words(context, breach) {
        let found = quote(span.map_or(words.as_str(), |span| context.text(span)));
        let span = span.or_else(|| name_of(context, breach)).unwrap_or(breach.span);
        return Finding::new(span, format!("{subject}: {found} is not allowed"));
    }
    if let Some((owner, message)) = sections(context, breach) {
        return Finding::new(owner, message);
    }
    let message = format!("{subject}: {}", wording(context, breach));
    let is_long = || memchr::memchr(b'\n', context.text(breach.span).as_bytes()).is_some();
    let is_about_all = matches!(breach.place, Place::Count { .. })
        || matches!(breach.place, Place::Items(place) if context.projection.is_text(place.section()))
        || matches!(breach.place, Place::Text { .. } | Place::Field { .. })
            && (breach.keyword.size().is_some() || is_long());
    let name = if is_about_all { name_of(context, breach) } else { heading_of(context, breach) };
    let span = name.unwrap_or_else(|| match breach.place {
        Place::Item(..) if breach.keyword.required().is_some() => first_line(context, breach.span),
        _ => breach.span,
    });
    let finding = Finding::new(span, message);
    match help(breach, comparisons) {
        Some(help) => finding.help(help),
        None => finding,
    }
}

/// The part of `span` on its first line.
fn first_line(context: &Context<'_>, span: Span) -> Span {
    Span::new(span.start(), line_end(context.note.text, span.start()).min(span.end()))
}

/// Returns where the value of `breach` is named: its key, or the heading of its section.
fn name_of(context: &Context<'_>, breach: &Breach) -> Option<Span> {
    let section = || Some(context.name_of(context.projection.section(breach.place.section()?)?));
    // The key of a section is its heading with the marks.
    let key = breach.key.filter(|_| !matches!(breach.place, Place::Text { .. }));
    key.or_else(section)
}

/// Returns the heading of a section that lacks something above the sections in it.
fn heading_of(context: &Context<'_>, breach: &Breach) -> Option<Span> {
    match (&breach.place, &breach.keyword) {
        (Place::Nested { section }, Keyword::Required { .. }) => {
            Some(context.name_of(context.projection.section(*section)?))
        }
        _ => None,
    }
}

/// Reports a field that the section does not allow.
fn unknown_field(context: &Context<'_>, breach: &Breach, comparisons: &mut usize) -> Option<Finding> {
    let (Place::Fields { section, .. }, Keyword::AdditionalProperties { property }) =
        (&breach.place, &breach.keyword)
    else {
        return None;
    };
    let section = context.projection.section(*section)?;
    let message = format!("unknown field {} in {}", quote(property), name(context, section.id));
    let finding = Finding::new(breach.span, message);
    let Some(spec) = section.spec.content.fields() else { return Some(finding) };
    let known = || spec.fields.iter().map(|field| field.name.as_str());
    let left = comparisons.checked_sub(spec.fields.len());
    *comparisons = left.unwrap_or_default();
    let meant = left.and_then(|_| nearest(property, known()));
    Some(match meant {
        Some(meant) => finding.help(format!("did you mean {}?", quote(meant))),
        None if spec.fields.len() <= MAX_LISTED => {
            finding.help(format!("the known fields are {}", and_list(known().map(quote))))
        }
        None => finding,
    })
}

/// Of more fields, the names are not listed.
const MAX_LISTED: usize = 20;

/// The words of a text that match the pattern that it must not match, and where they are, if that is known.
fn excluded_words(context: &Context<'_>, breach: &Breach) -> Option<(String, Option<Span>)> {
    let (Place::Text { section }, Keyword::Not, Some(text)) =
        (&breach.place, &breach.keyword, breach.value.as_str())
    else {
        return None;
    };
    let shape = breach.asked.shapes.first().filter(|shape| shape.only_pattern())?;
    let found = first_match(shape.pattern.as_deref()?, text).filter(|found| !found.is_empty())?;
    let span = match &context.projection.section(*section)?.content {
        Section::Prose { parsed, .. } => parsed.source(found.clone()),
        Section::Parts { parsed, .. } if breach.pointer.ends_with("/prose") => {
            parsed.parts.iter().find_map(|part| match part {
                ParsedPart::Prose(prose) => prose.source(found.clone()),
                _ => None,
            })
        }
        Section::Text { parsed, .. } => {
            // The projection has the lines of the note.
            let written = context.text(*parsed);
            (written == text).then(|| Span::from(found.clone()).shift(parsed.start()))
        }
        _ => None,
    };
    Some((text.get(found)?.to_owned(), span))
}

fn help(breach: &Breach, comparisons: &mut usize) -> Option<String> {
    if !matches!(breach.place, Place::Table { .. } | Place::Field { .. }) {
        return None;
    }
    let value = breach.value.as_str()?;
    let options: Vec<&str> = match &breach.keyword {
        Keyword::Format { format } if format == "date" => {
            let date = date::canonical(value).map(|date| format!("write {}", quote(&date)));
            return date.or_else(|| date::correction(value));
        }
        Keyword::Enum { options } => {
            options.as_array()?.iter().filter_map(|option| option.as_str()).collect()
        }
        _ => return None,
    };
    // Any word of one character is near any other.
    let is_word = |text: &str| text.chars().nth(2).is_some();
    *comparisons = comparisons.checked_sub(options.len())?;
    let meant = nearest(value, options).filter(|meant| is_word(meant) && is_word(value))?;
    Some(format!("did you mean {}?", quote_exact(meant)))
}

/// Reports the number of sections with one heading, at the first that is too many, else at the last.
fn repeated(context: &Context<'_>, breach: &Breach) -> Option<Finding> {
    let (Place::Repeated { section }, (kind, size)) = (&breach.place, breach.keyword.size()?) else {
        return None;
    };
    let first = context.projection.section(*section)?;
    let same = |other: &&ParsedSection<'_>| other.spec_id == first.spec_id && other.key == first.key;
    let sections: Vec<_> = context.projection.projected_in(first.group).filter(same).collect();
    let index = usize::try_from(size.limit).unwrap_or(usize::MAX);
    let shown = sections.get(index).or(sections.last())?;
    let expected = bound(kind, size.limit, "section", "sections");
    let message = format!("{}: expected {expected}, found {}", quote(first.name()), size.found);
    Some(Finding::new(context.heading(shown.heading).content, message))
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
    let heading = quote(parsed.map_or("", |section| section.name()));
    Finding::new(span, format!("missing column {} in the table of {heading}", quote(column)))
        .help(format!("add the column {}", quote(column)))
        .member(Member::missing(column, span))
}

/// Returns what the breach is about, such as a point of a section or a cell of a table.
fn subject(context: &Context<'_>, breach: &Breach) -> String {
    let tokens: Vec<String> = pointer::tokens(&breach.pointer).map(String::from).collect();
    let heading = |section: &SectionId| name(context, *section);
    let last = || quote(tokens.last().map_or("", String::as_str));
    match &breach.place {
        Place::Root => match tokens.first() {
            Some(part) => format!("the {part}"),
            None => "the note".to_owned(),
        },
        Place::Frontmatter => "the frontmatter".to_owned(),
        Place::FrontmatterValue { key } => quote(key),
        Place::Sections { .. } => "the sections".to_owned(),
        Place::Repeated { section } => format!("the sections {}", heading(section)),
        Place::Nested { section } if is_inside(context, *section, &tokens) => {
            format!("{} in {}", last(), heading(section))
        }
        Place::Text { section }
        | Place::Nested { section }
        | Place::Rating { section }
        | Place::Swot { section }
        | Place::Parts { section }
        | Place::Count { section, .. }
        | Place::Fields { section, entry: None } => heading(section),
        Place::Items(place) => items(context, *place),
        Place::Item(place, index) => {
            let noun = points::noun(context, *place);
            format!("{} {} of {}", noun.one, index + 1, items(context, *place))
        }
        Place::ItemPart(place, index) => {
            let (part, noun) = (part(context, &tokens, *place), points::noun(context, *place));
            if let ([row, value @ ..], true) = (part, noun.one == "table") {
                let cell = match value {
                    [] => String::new(),
                    _ => format!("{} in ", value_name(value)),
                };
                let table = format!("table {} of {}", index + 1, items(context, *place));
                return format!("{cell}row {} of {table}", number(row));
            }
            let part = match part.first().map_or("text", String::as_str) {
                "alt" => "alternative text",
                "done" => "checkbox",
                "lang" => "language",
                part => part,
            };
            format!("the {part} of {} {} of {}", noun.one, index + 1, items(context, *place))
        }
        Place::Entry { section, entry } | Place::Fields { section, entry: Some(entry) } => {
            format!("entry {} of {}", entry + 1, heading(section))
        }
        Place::Field { section, entry, name } => {
            let at = tokens.iter().rposition(|token| token == name).unwrap_or_default();
            let value = value_name(tokens.get(at..).unwrap_or_default());
            match entry {
                Some(entry) => format!("{value} of entry {} of {}", entry + 1, heading(section)),
                None => format!("{value} in {}", heading(section)),
            }
        }
        Place::Axis { axis, .. } | Place::Score { axis, .. } => quote(axis),
        Place::Reason { axis, .. } => format!("the reason of {}", quote(axis)),
        Place::Table { section } => match tokens.get(context.projection.depth(*section)..) {
            Some([row]) => format!("row {} of {}", number(row), heading(section)),
            Some([row, value @ ..]) => {
                format!("{} in row {} of {}", value_name(value), number(row), heading(section))
            }
            _ => format!("the table of {}", heading(section)),
        },
        Place::Other => last(),
    }
}

/// Whether `tokens`, a pointer, name something in the value of the section `id`, such as what its heading says.
fn is_inside(context: &Context<'_>, id: SectionId, tokens: &[String]) -> bool {
    tokens.len() > context.projection.depth(id)
}

/// What the items at `place` belong to.
fn items(context: &Context<'_>, place: ItemsPlace) -> String {
    let section = name(context, place.section());
    let parsed = context.projection.section(place.section());
    match (place, parsed.map(|parsed| &parsed.spec.content)) {
        (ItemsPlace::Entry { entry, .. }, _) => format!("entry {} of {section}", entry + 1),
        (ItemsPlace::Quadrant { quadrant, .. }, Some(Content::Swot(swot))) => {
            quote(&swot.quadrants[quadrant].heading)
        }
        (ItemsPlace::Section { .. }, Some(Content::Table(_))) => format!("the table of {section}"),
        (ItemsPlace::Section { .. } | ItemsPlace::Part { .. } | ItemsPlace::Quadrant { .. }, _) => section,
    }
}

/// The name of the section `id` in quotes.
fn name(context: &Context<'_>, id: SectionId) -> String {
    let section = context.projection.section(id);
    match (section, context.projection.introduced_by(id)) {
        (Some(text), Some(section)) => format!("the {} of {}", text.name(), quote(section.name())),
        (Some(text), None) if context.projection.is_text(id) => format!("the {}", text.name()),
        _ => quote(section.map_or("", |section| section.name())),
    }
}

/// Returns what the tokens after the item's index name: `lead` or `text`, or the cell of a table.
fn part<'t>(context: &Context<'_>, tokens: &'t [String], place: ItemsPlace) -> &'t [String] {
    let inside = match place {
        ItemsPlace::Section { .. } => 1,
        ItemsPlace::Quadrant { .. } | ItemsPlace::Part { .. } => 2,
        ItemsPlace::Entry { .. } => 3,
    };
    tokens.get(context.projection.depth(place.section()) + inside..).unwrap_or_default()
}

/// Returns what the tokens of a pointer name in a row or among fields: `Due`, item 2 of `Owners`.
fn value_name(tokens: &[String]) -> String {
    match tokens {
        [] => String::new(),
        [name] => quote(name),
        [name, item, ..] => format!("item {} of {}", number(item), quote(name)),
    }
}

/// Returns the number of a row, from 1, given its index in the pointer.
fn number(index: &str) -> String {
    index.parse::<usize>().map_or_else(|_| index.to_owned(), |index| (index + 1).to_string())
}
