//! The text of new sections and quadrants, and where it is inserted.

use super::words::{bounds, quote};
use crate::{
    note::{BlockKind, Frontmatter, HeadingId, Note},
    notetype::{
        Content, EntriesSpec, ListKind, PointsSpec, QuadrantSpec, RatingSpec, SectionSpec, TableSpec,
    },
    text::{Edit, Span, apply},
};

/// Text to be filled in, unless the type has a placeholder of its own.
pub(super) const PLACEHOLDER: &str = "…";

/// The level of a section's heading: level 1 is the note's title.
pub(super) const SECTION_LEVEL: u8 = 2;

/// No list of more points is inserted to be filled in.
const MAX_INSERTED_POINTS: u64 = 50;

/// Returns the lines of a new section, with LF, from its heading (or the `---` above it) to its last
/// character; `None` if the type requires more points than anybody fills in.
pub(super) fn section(spec: &SectionSpec) -> Option<String> {
    let body = match &spec.content {
        Content::Text(text) => text.placeholder.clone().unwrap_or_else(|| PLACEHOLDER.to_owned()),
        Content::Points(points) => list(points)?,
        Content::Entries(entries) => entry(entries)?,
        Content::Rating(rating) => axes(rating),
        Content::Swot(swot) => {
            let required = swot.quadrants.iter().filter(|quadrant| quadrant.required);
            let quadrants: Option<Vec<_>> = required.map(|spec| quadrant(spec, SECTION_LEVEL + 1)).collect();
            quadrants?.join("\n\n")
        }
        Content::Table(columns) => table(columns),
    };
    let heading = heading(SECTION_LEVEL, &spec.heading);
    let rule = if spec.break_before { "---\n\n" } else { "" };
    Some(format!("{rule}{heading}\n\n{body}").trim_end().to_owned())
}

/// Returns the lines of a new quadrant, with LF, from its heading of `level` to its last character;
/// `None` if the type requires more points than anybody fills in.
pub(super) fn quadrant(spec: &QuadrantSpec, level: u8) -> Option<String> {
    Some(format!("{}\n\n{}", heading(level, &spec.heading), list(&spec.points)?))
}

pub(super) fn heading(level: u8, words: &str) -> String {
    format!("{} {words}", "#".repeat(level.into()))
}

/// Returns the line of a new point, the `number`th of its list.
pub(super) fn point(list: Option<ListKind>, number: u64) -> String {
    match list {
        Some(ListKind::Ordered) => format!("{number}. **{PLACEHOLDER}**: {PLACEHOLDER}"),
        Some(ListKind::Bullets) | None => bullet(PLACEHOLDER),
    }
}

/// Returns what a section must contain, as the end of a help: `, with 5 points`.
pub(super) fn contents(spec: &SectionSpec) -> String {
    match &spec.content {
        Content::Text(_) => String::new(),
        Content::Points(points) => match (points.min, points.max) {
            (None, None) => ", with its points".to_owned(),
            (min, max) => format!(", with {}", bounds(min, max, "point", "points")),
        },
        Content::Entries(_) => format!(", with a heading `### {PLACEHOLDER}` for each entry"),
        Content::Rating(rating) => {
            let axes = rating.axes.iter().filter(|axis| axis.required);
            names(", with a score for ", axes.map(|axis| axis.name.as_str()))
        }
        Content::Swot(swot) => {
            let quadrants = swot.quadrants.iter().filter(|quadrant| quadrant.required);
            names(", with ", quadrants.map(|quadrant| quadrant.heading.as_str()))
        }
        Content::Table(table) => {
            names(", with a table of ", table.columns.iter().map(|column| column.name.as_str()))
        }
    }
}

fn names<'a>(before: &str, names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<_> = names.map(quote).collect();
    if names.is_empty() { String::new() } else { format!("{before}{}", names.join(", ")) }
}

fn list(spec: &PointsSpec) -> Option<String> {
    let count = spec.min.unwrap_or(1).max(1);
    let points = (1..=count).map(|number| point(spec.list, number));
    (count <= MAX_INSERTED_POINTS).then(|| points.collect::<Vec<_>>().join("\n"))
}

fn entry(spec: &EntriesSpec) -> Option<String> {
    let points = list(&spec.points)?;
    let fields = spec.fields.iter().filter(|field| field.required);
    let lines: Vec<_> = std::iter::once(points).chain(fields.map(|field| bullet(&field.name))).collect();
    Some(format!("{}\n{}", heading(SECTION_LEVEL + 1, PLACEHOLDER), lines.join("\n")))
}

fn axes(spec: &RatingSpec) -> String {
    let axes = spec.axes.iter().filter(|axis| axis.required);
    axes.map(|axis| bullet(&axis.name)).collect::<Vec<_>>().join("\n")
}

fn bullet(lead: &str) -> String {
    format!("- **{lead}**: {PLACEHOLDER}")
}

fn table(spec: &TableSpec) -> String {
    let row = |cells: Vec<&str>| format!("| {} |", cells.join(" | "));
    if spec.columns.is_empty() {
        return PLACEHOLDER.to_owned();
    }
    let header = row(spec.columns.iter().map(|column| column.name.as_str()).collect());
    let fill = |cell| row(vec![cell; spec.columns.len()]);
    [header, fill("---"), fill(PLACEHOLDER)].join("\n")
}

/// Where new text is inserted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// After all text under this heading.
    After(HeadingId),
    /// Above this heading.
    Before(HeadingId),
    /// At the end of the note.
    End,
}

/// Returns where part `index` of a type belongs among those `present`, each given by its own index
/// and its heading: after the nearest earlier one, else above the nearest later one.
pub(super) fn anchor(index: usize, present: &[(usize, HeadingId)]) -> Anchor {
    let before = present.iter().filter(|(other, _)| *other < index).max_by_key(|(other, _)| *other);
    let after = present.iter().filter(|(other, _)| *other > index).min_by_key(|(other, _)| *other);
    match (before, after) {
        (Some(&(_, heading)), _) => Anchor::After(heading),
        (None, Some(&(_, heading))) => Anchor::Before(heading),
        (None, None) => Anchor::End,
    }
}

/// Returns the edit that inserts `lines`, which end in LF and contain a heading, at `anchor`; `None`
/// if they would become part of another block there.
pub(super) fn insert(note: &Note<'_>, anchor: Anchor, lines: &str) -> Option<Edit> {
    if matches!(note.frontmatter, Frontmatter::Unclosed { .. }) {
        return None;
    }
    let end_of_line = line_ending(note.text);
    let blank = end_of_line.repeat(2);
    let next = match anchor {
        Anchor::After(heading) => note.outline.get(note.outline.below(heading).end),
        Anchor::Before(heading) => Some(note.outline.get(heading)?),
        Anchor::End => None,
    };
    let stop = next.map_or(note.text.len(), |heading| own_lines(note, heading.block));
    let offset = note.text[..stop].trim_end().len();
    let first = note.text[..offset].trim_start_matches('\u{feff}').is_empty();
    let last = note.blocks.top_level().last().map(|(_, block)| block.kind);
    let is_parted = next.is_none() && last == Some(BlockKind::Break);
    // At the top of a file `---` would open frontmatter; after another `---` it would be one too many.
    let lines = if first || is_parted { lines.trim_start_matches("---\n\n") } else { lines };
    let lines = lines.replace('\n', end_of_line);
    let before = if first { "" } else { &blank };
    let after = match next {
        None if first => end_of_line,
        Some(_) if first => &blank,
        // What follows must remain a block of its own.
        Some(_) if note.text[offset..stop].matches('\n').count() < 2 => end_of_line,
        _ => "",
    };
    let edit = Edit::insert(offset, format!("{before}{lines}{after}"));
    (next.is_some() || stays_open(note).is_none() || is_heading_after(note, &edit)).then_some(edit)
}

/// Returns the block at the end of the note that would swallow text appended to it if it is not
/// closed: a code fence or a comment.
fn stays_open<'n>(note: &'n Note<'_>) -> Option<&'n crate::note::Block> {
    let last = note.blocks.top_level().last().map(|(_, block)| block);
    last.filter(|block| matches!(block.kind, BlockKind::Code | BlockKind::Html))
}

/// Whether `edit` adds a heading to the note.
fn is_heading_after(note: &Note<'_>, edit: &Edit) -> bool {
    let headings = |text: &str| Note::parse(text).outline.iter().count();
    apply(note.text, std::slice::from_ref(edit))
        .is_ok_and(|text| headings(&text) > note.outline.iter().count())
}

/// Returns where the lines that belong to the heading's `block` begin: with a `---` above it, and a
/// comment on the line directly above.
fn own_lines(note: &Note<'_>, block: usize) -> usize {
    let start = |id: usize| note.blocks.get(id).map_or(0, |block| block.span.start);
    let mut top = line_start(note.text, start(block));
    let before: Vec<_> = note.blocks.siblings(0..block).collect();
    for (_, above) in before.into_iter().rev() {
        let between = Span::new(above.span.end, top).of(note.text);
        let lines = between.bytes().filter(|&byte| byte == b'\n').count();
        let belongs = match above.kind {
            BlockKind::Break => between.trim().is_empty(),
            BlockKind::Html => between.trim().is_empty() && lines < 2,
            _ => false,
        };
        if !belongs {
            break;
        }
        top = line_start(note.text, above.span.start);
    }
    top
}

/// Returns the start of the line that contains `offset`.
pub(super) fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

/// Returns the line ending of the first line of `text`.
pub(super) fn line_ending(text: &str) -> &'static str {
    match memchr::memchr(b'\n', text.as_bytes()) {
        Some(at) if at > 0 && text.as_bytes()[at - 1] == b'\r' => "\r\n",
        _ => "\n",
    }
}
