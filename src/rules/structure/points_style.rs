use schemars::JsonSchema;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    note::BlockKind,
    notetype::{Items, ItemsOwner, ListKind, NameMatch, ParsedList, ParsedPoint, ParsedPoints, PointForm},
    rules::{
        Context, Finding, Findings, Meta, NoteRule,
        lists::{set_markers, why_not},
        points, template,
        wording::quote,
    },
    text::{Edit, LineEnding, Span},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PointsStyle {}

impl NoteRule for PointsStyle {
    const META: Meta = Meta {
        id: RuleId::new("structure/points-style"),
        summary: "the points are not the kind of list that the note type requires",
        severity: Severity::Warning,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("points_style.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let mut unheaded = None;
        points::each(context, |section, items| {
            let Some(kind) = items.spec.list else { return };
            let is_by_alias =
                section.matched.name != NameMatch::Canonical && matches!(items.owner, ItemsOwner::Section);
            let points = Points { items, is_by_alias };
            if items.parsed.form == PointForm::Items {
                lists(context, points, kind, findings);
                return;
            }
            // Report a section once if all its quadrants are written as numbered subheadings.
            if points.lacks().is_some() && unheaded.replace(section.id) == Some(section.id) {
                return;
            }
            if let Some(finding) = headings(context, points, kind) {
                findings.push(finding);
            }
        });
    }
}

/// The items of a section, entry or quadrant.
#[derive(Clone, Copy)]
struct Points<'a> {
    items: Items<'a>,
    /// Whether they belong directly to a section that was recognised by an alias of its heading, which
    /// may mean something else.
    is_by_alias: bool,
}

impl<'a> Points<'a> {
    /// Returns the heading that their quadrant lacks because its points are numbered subheadings.
    fn lacks(self) -> Option<&'a str> {
        match self.items.owner {
            ItemsOwner::Quadrant { lacks, .. } => lacks,
            ItemsOwner::Section | ItemsOwner::Entry { .. } => None,
        }
    }
}

fn name(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Ordered => "a numbered list",
        ListKind::Bullets => "a bulleted list",
    }
}

fn lists(context: &Context<'_>, points: Points<'_>, kind: ListKind, findings: &mut Findings<'_>) {
    let text = context.note.text;
    let (lists, noun) = (&points.items.parsed.lists, points.items.noun);
    let ordered = kind == ListKind::Ordered;
    // Numbers that continue after text or a heading would not be what several lists meant.
    let is_parted = ordered && lists.windows(2).any(|pair| !is_one_list(context, &pair[0], &pair[1]));
    let mut before = 0;
    for list in lists {
        if list.ordered != ordered
            && let Some(first) = list.items.first()
        {
            let (found, help) = if ordered {
                ("a bulleted list", format!("number the {} `1.`, `2.`, `3.`", noun.many))
            } else {
                ("a numbered list", format!("start each {} with `-`", noun.one))
            };
            let edits = set_markers(text, list, |index, _| match kind {
                ListKind::Ordered => format!("{}.", before + index + 1),
                ListKind::Bullets => "-".to_owned(),
            });
            let edits = edits.filter(|_| !is_parted);
            let help = match &edits {
                Some(_) => help,
                None if is_parted => {
                    format!("{help}; not fixed automatically because the {} are in several lists", noun.many)
                }
                None => format!("{help}; not fixed automatically because {}", why_not(text, list)),
            };
            let fix = if points.is_by_alias { Fix::unsafe_ } else { Fix::safe };
            let title = format!("Convert the {} to {}", noun.many, name(kind));
            findings.push(
                Finding::new(first.marker, format!("expected {}, found {found}", name(kind)))
                    .help(help)
                    .fix(edits.map(|edits| fix(title, edits))),
            );
        }
        before += list.items.len();
    }
}

/// Whether there are only comments between the two lists.
fn is_one_list(context: &Context<'_>, list: &ParsedList, next: &ParsedList) -> bool {
    let between = list.span.end()..next.span.start();
    let blocks = &context.note.blocks;
    let mut parting = blocks.iter().filter(|(_, block)| between.contains(&block.span.start()));
    parting.all(|(_, block)| block.kind == BlockKind::Html)
}

/// Reports points that are written as subheadings.
fn headings(context: &Context<'_>, points: Points<'_>, kind: ListKind) -> Option<Finding> {
    let list = &points.items.parsed.points;
    let first = context.heading(list.first()?.heading?);
    let form = quote(&points.items.line(Some(kind), 1));
    let finding = Finding::new(first.content, format!("expected {}, found subheadings", name(kind)));
    if let Some(quadrant) = points.lacks() {
        let heading = quote(&template::heading(first.level, quadrant));
        return Some(finding.help(format!(
            "write {heading}, and below it each point as {form}; not fixed automatically because the \
             quadrants have no headings of their own"
        )));
    }
    let number = |point: &ParsedPoint| -> Option<usize> {
        let heading = point.heading.map(|heading| context.heading(heading));
        let (start, words) =
            (heading.map(|heading| heading.content.start()), point.lead.unwrap_or(point.span));
        let before =
            start.filter(|start| *start < words.start()).map(|start| Span::new(start, words.start()));
        let digits = before.map(|before| before.of(context.note.text).nfkc().collect::<String>());
        let digits = digits.unwrap_or_default();
        digits.trim_matches(|c: char| !c.is_numeric()).parse().ok()
    };
    // Readers see the numbers of headings as they are written.
    let keeps_numbers = || {
        let numbers = list.iter().map(number);
        kind == ListKind::Bullets || numbers.zip(1..).all(|(number, index)| number == Some(index))
    };
    let is_final = |index: usize| index + 1 == list.len();
    if !list.iter().enumerate().all(|(index, point)| is_one_paragraph(context, point, is_final(index))) {
        return Some(finding.help(format!(
            "write each point as {form}; not fixed automatically because some have several paragraphs"
        )));
    }
    let help = format!("write each point as {form}");
    let fix = as_list(context, points.items.parsed, kind).map(|fix| Fix {
        // Headings without numbers may divide the text rather than be points.
        safety: if points.is_by_alias || !list.iter().all(|point| number(point).is_some()) || !keeps_numbers()
        {
            Safety::Unsafe
        } else {
            fix.safety
        },
        ..fix
    });
    Some(finding.help(help).fix(fix))
}

/// Whether the point is a heading with at most one paragraph below.
fn is_one_paragraph(context: &Context<'_>, point: &ParsedPoint, is_final: bool) -> bool {
    let Some(heading) = point.heading else { return false };
    let outline = &context.note.outline;
    let mut blocks = context.note.blocks.siblings(outline.section_blocks(heading)).peekable();
    blocks.next_if(|(_, block)| block.kind == BlockKind::Paragraph);
    // The `---` above the next section does not belong to the point.
    blocks.all(|(_, block)| is_final && block.kind == BlockKind::Break)
}

/// Turns the headings into list items if each consists of its lead alone.
fn as_list(context: &Context<'_>, points: &ParsedPoints, kind: ListKind) -> Option<Fix> {
    let note = context.note;
    let end_of_line = LineEnding::of(note.text).as_str();
    let mut edits = Vec::new();
    let mut end_of_last = None;
    for (index, point) in points.points.iter().enumerate() {
        let id = point.heading?;
        let heading = context.heading(id);
        let lead = point.lead.filter(|lead| heading.content.encloses(*lead))?;
        let after = Span::new(lead.end(), heading.content.end()).of(note.text);
        if after.contains(|c: char| !matches!(c, '*' | ':' | '：' | ' ')) {
            return None;
        }
        let marker = match kind {
            ListKind::Ordered => format!("{}. ", index + 1),
            ListKind::Bullets => "- ".to_owned(),
        };
        let words = lead.of(note.text).trim_end_matches([':', '：']);
        if words.contains('*') {
            return None;
        }
        let mut blocks = note.blocks.siblings(note.outline.own_blocks(id));
        let below = blocks.next().filter(|(_, block)| block.kind == BlockKind::Paragraph);
        let start = end_of_last.unwrap_or(heading.span.start());
        let line = if end_of_last.is_some() { end_of_line } else { "" };
        let Some((_, below)) = below else {
            let item = format!("{line}{marker}**{words}**");
            edits.push(Edit::replace(Span::new(start, heading.span.end()), item));
            end_of_last = Some(heading.span.end());
            continue;
        };
        let item = format!("{line}{marker}**{words}**: ");
        edits.push(Edit::replace(Span::new(start, below.span.start()), item));
        let lines = below.span.of(note.text).match_indices('\n');
        let indent = " ".repeat(marker.len());
        edits.extend(lines.map(|(at, _)| Edit::insert(below.span.start() + at + 1, indent.as_str())));
        end_of_last = Some(below.span.end());
    }
    Some(Fix::safe(format!("Convert the points to {}", name(kind)), edits))
}
