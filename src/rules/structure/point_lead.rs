use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Member, RuleId, Severity},
    notetype::{Breach, ItemsPlace, Keyword, ParsedList, ParsedPoints, Place},
    rules::{
        Context, Finding, Findings, Meta, NoteRule, points,
        template::{self, PLACEHOLDER, SECTION_LEVEL},
        wording::quote,
    },
    text::{Span, and_list, line_end},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PointLead {}

impl NoteRule for PointLead {
    const META: Meta = Meta {
        id: RuleId::new("structure/point-lead"),
        summary: "a point does not start with a bold lead",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: None,
        since: "0.1.0",
        page: include_str!("point_lead.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let lacking: Vec<Lacking<'_>> = context.breaches(Self::META.id).filter_map(Lacking::of).collect();
        for section in lacking.chunk_by(|one, next| one.list.section() == next.list.section()) {
            let bare: Vec<Bare<'_>> =
                section.iter().filter_map(|lacking| Bare::of(context, lacking)).collect();
            for Group { points, is_all } in groups(context, &bare) {
                let is_new = |point: &&Bare<'_>| !context.is_known(&point.member(context));
                let new: Vec<&Bare<'_>> = points.iter().filter(is_new).collect();
                match new.as_slice() {
                    [] => {}
                    [point] => findings.push(one(context, point)),
                    [first, ..] => {
                        let all = is_all && new.len() == points.len();
                        findings.push(several(context, first, &new, all));
                    }
                }
            }
            for lacking in section.iter().filter(|lacking| lacking.part != LEAD) {
                let span = first_line(context.note.text, point(context, lacking));
                let message = format!("point {} has a lead but no text", lacking.index + 1);
                let finding = Finding::new(span, message).help("add text after the lead");
                findings.push(finding.breach(lacking.breach));
            }
        }
    }
}

const LEAD: &str = "lead";

/// A point that lacks a part.
struct Lacking<'b> {
    list: ItemsPlace,
    index: usize,
    part: &'b str,
    breach: &'b Breach,
}

impl<'b> Lacking<'b> {
    fn of(breach: &'b Breach) -> Option<Self> {
        let (Place::Item(list, index) | Place::ItemPart(list, index)) = breach.place else { return None };
        let part = match &breach.keyword {
            Keyword::Required { property } => property.as_str(),
            _ => LEAD,
        };
        Some(Self { list, index, part, breach })
    }
}

/// Returns the span of the point that lacks something.
fn point(context: &Context<'_>, lacking: &Lacking<'_>) -> Span {
    let points = points::at(context, lacking.list).map_or(&[][..], |(_, items)| &items.parsed.points);
    points.get(lacking.index).map_or(lacking.breach.span, |point| point.span)
}

/// A point without a lead.
struct Bare<'b> {
    place: ItemsPlace,
    /// Counted from 1.
    number: usize,
    line: Span,
    /// The start of the list of which it is an item.
    list: Option<usize>,
    breach: &'b Breach,
}

impl<'b> Bare<'b> {
    fn of(context: &Context<'_>, lacking: &Lacking<'b>) -> Option<Self> {
        let (_, points) = points::at(context, lacking.list).filter(|_| lacking.part == LEAD)?;
        let span = points.parsed.points.get(lacking.index)?.span;
        let list = list_at(points.parsed, span.start()).filter(|list| list.span.encloses(span));
        Some(Self {
            place: lacking.list,
            number: lacking.index + 1,
            line: first_line(context.note.text, span),
            list: list.map(|list| list.span.start()),
            breach: lacking.breach,
        })
    }

    fn member(&self, context: &Context<'_>) -> Member {
        Member::found(context.text(self.line), self.line)
    }
}

/// Returns the last list of `points` that starts at or before `offset`.
fn list_at(points: &ParsedPoints, offset: usize) -> Option<&ParsedList> {
    let after = points.lists.partition_point(|list| list.span.start() <= offset);
    points.lists.get(after.checked_sub(1)?)
}

/// Points without a lead that are reported together.
struct Group<'p, 'b> {
    points: &'p [Bare<'b>],
    /// Whether no other point of their section, entry, quadrant or list has one.
    is_all: bool,
}

/// Groups the points without a lead by cause: no point of a section, or of an entry or quadrant, has one;
/// else by list.
fn groups<'p, 'b>(context: &Context<'_>, bare: &'p [Bare<'b>]) -> Vec<Group<'p, 'b>> {
    let Some(first) = bare.first() else { return Vec::new() };
    let mut all = 0;
    if let Some(section) = context.projection.section(first.place.section()) {
        section.content.each_items(section.id, &mut |items| all += items.parsed.points.len());
    }
    if all == bare.len() {
        return vec![Group { points: bare, is_all: true }];
    }
    let mut groups = Vec::new();
    for part in bare.chunk_by(|one, next| one.place == next.place) {
        let Some((_, points)) = part.first().and_then(|first| points::at(context, first.place)) else {
            continue;
        };
        if points.parsed.points.len() == part.len() {
            groups.push(Group { points: part, is_all: true });
            continue;
        }
        for list in part.chunk_by(|one, next| one.list == next.list) {
            let whole = list.first().and_then(|point| list_at(points.parsed, point.list?));
            let is_all = whole.is_some_and(|whole| whole.items.len() == list.len());
            groups.push(Group { points: list, is_all });
        }
    }
    groups
}

/// Reports a point without a lead if other points of its list have one.
fn one(context: &Context<'_>, point: &Bare<'_>) -> Finding {
    let text = context.note.text;
    let lead = lead_in_plain(text, point.line);
    let message = format!("point {} has no lead, expected bold text at its start", point.number);
    let help = help(context, point, "the entry")
        .unwrap_or_else(|| format!("start it with its key words in bold: {}", bold(text, lead)));
    let finding = Finding::new(lead.unwrap_or(point.line), message).help(help);
    finding.member(point.member(context)).breach(point.breach)
}

/// Reports `points` without a lead at the `first` of them: `all` of a section, entry, quadrant or list, or some
/// of a list.
fn several(context: &Context<'_>, first: &Bare<'_>, points: &[&Bare<'_>], all: bool) -> Finding {
    let text = context.note.text;
    let parts = points.chunk_by(|one, next| one.place == next.place).count();
    let heading = context.projection.section(first.place.section());
    let heading = heading.map(|of| context.heading(of.heading)).filter(|_| parts > 1);
    let of = heading.map_or_else(String::new, |of| format!(" of {}", quote(of.content.of(text))));
    let message = if all {
        let count = points.len();
        format!("none of the {count} points{of} have a lead, expected bold text at the start of each")
    } else {
        let mut numbers: Vec<String> =
            points.iter().take(MAX_NUMBERS).map(|point| point.number.to_string()).collect();
        if let Some(more) = points.len().checked_sub(MAX_NUMBERS).filter(|more| *more > 0) {
            numbers.push(format!("{more} more"));
        }
        format!("points {} have no lead, expected bold text at the start of each", and_list(numbers))
    };
    let sample = points.iter().find_map(|point| lead_in_plain(text, point.line));
    let help = help(context, first, "each entry")
        .unwrap_or_else(|| format!("start each with its key words in bold: {}", bold(text, sample)));
    Finding::new(lead_in_plain(text, first.line).unwrap_or(first.line), message)
        .help(help)
        .members(points.iter().map(|point| point.member(context)))
        .breaches(points.iter().map(|point| point.breach))
}

/// Returns how `lead` is written in bold, with the colon that follows it.
fn bold(text: &str, lead: Option<Span>) -> String {
    let words = lead.map_or(PLACEHOLDER, |lead| lead.of(text));
    let is_wide = lead.is_some_and(|lead| text[lead.end()..].trim_start().starts_with('：'));
    quote(&format!("**{words}**{}", if is_wide { '：' } else { ':' }))
}

/// The numbers of more points are not all listed.
const MAX_NUMBERS: usize = 10;

/// Returns what to do about a point that is the rest of its entry's only line: a lead of its own is not
/// possible there.
fn help(context: &Context<'_>, point: &Bare<'_>, entry: &str) -> Option<String> {
    let ItemsPlace::Entry { .. } = point.place else { return None };
    let (name, items) = points::at(context, point.place).filter(|_| point.list.is_none())?;
    let heading = quote(&template::heading(SECTION_LEVEL + 1, name.of(context.note.text)));
    Some(format!(
        "write {entry} as a heading, {heading}, with points below it: {}",
        quote(&items.line(None, 1))
    ))
}

fn first_line(text: &str, span: Span) -> Span {
    Span::new(span.start(), line_end(text, span.start()).min(span.end())).trim(text)
}

/// Returns the span of the words before a colon if the point starts with a lead that is merely not bold.
fn lead_in_plain(text: &str, line: Span) -> Option<Span> {
    let words = line.of(text);
    // In `12:30` and `https://`, a colon is part of a word.
    let ends = |&(at, c): &(usize, char)| match c {
        ':' => words[at + 1..].chars().next().is_none_or(char::is_whitespace),
        c => c == '：',
    };
    let (end, _) = words.char_indices().take(MAX_LEAD_CHARS).find(ends)?;
    let lead = &words[..end];
    // An emoji is written `:rocket:`.
    let is_emoji = lead.starts_with(':') || lead.contains(" :");
    let is_plain = end > 0 && !is_emoji && !lead.contains(['*', '_', '`', '[', '<', '。', '、']);
    (is_plain && !lead.contains("://")).then(|| Span::new(line.start(), line.start() + end).trim(text))
}

/// The colon after a lead is among this many characters.
const MAX_LEAD_CHARS: usize = 40;
