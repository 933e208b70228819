use std::ops::Range;

use memchr::memchr;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Fix, RuleId, Safety, Severity},
    note::{Block, BlockId, BlockKind, InlineKind},
    rules::{
        Context, Finding, Findings, Meta, NoteRule,
        rows::{cells, is_delimiter},
        text::inline_at,
        wording::{count, quote},
    },
    text::{Edit, LineEnding, Span, and_list, line_end, line_start, next_line},
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct BrokenTable {}

impl NoteRule for BrokenTable {
    const META: Meta = Meta {
        id: RuleId::new("structure/broken-table"),
        summary: "cells of a table are not shown, or it is not read as a table",
        severity: Severity::Error,
        enabled_by_default: true,
        fix: Some(Safety::Safe),
        since: "0.1.0",
        page: include_str!("broken_table.md"),
    };

    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        let text = context.note.text;
        let bar_from =
            |start: usize| memchr(b'|', &text.as_bytes()[start..]).map_or(text.len(), |at| start + at);
        let mut bar = bar_from(context.note.body.start());
        for (id, block) in context.note.blocks.iter() {
            match block.kind {
                BlockKind::Table => wide_rows(context, id, findings),
                BlockKind::Paragraph => {
                    if bar < block.span.start() {
                        bar = bar_from(block.span.start());
                    }
                    if bar < block.span.end() {
                        no_table(context, block, findings);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Reports the rows of the table `id` with more cells than it has columns: the others are dropped (GFM 4.10).
fn wide_rows(context: &Context<'_>, id: BlockId, findings: &mut Findings<'_>) {
    let text = context.note.text;
    let mut rows = context.note.blocks.children(id).map(|(_, row)| row);
    let line = |row: &Block| Span::new(row.span.start(), line_end(text, row.span.start()));
    let Some(header) = rows.next() else { return };
    let columns = cells(line(header), text).len();
    for row in rows {
        let found = cells(line(row), text);
        let dropped: Vec<Span> =
            found.iter().skip(columns).copied().filter(|cell| !cell.is_empty()).collect();
        let (Some(first), Some(last)) = (dropped.first(), dropped.last()) else { continue };
        let message = format!(
            "row with {}, but the table has {}",
            count(found.len() as u64, "cell", "cells"),
            count(columns as u64, "column", "columns"),
        );
        let shown: Vec<String> = dropped.iter().take(MAX_SHOWN).map(|cell| quote(cell.of(text))).collect();
        let are = if dropped.len() == 1 { "is" } else { "are" };
        let others = match dropped.len() - shown.len() {
            0 => String::new(),
            others => format!(" and {}", count(others as u64, "other", "others")),
        };
        findings.push(
            Finding::new(first.cover(*last), message)
                .help(format!(
                    "{}{others} {are} not shown; write `\\|` for a `|` that belongs to a cell, also in code, or add a column",
                    if others.is_empty() { and_list(&shown) } else { shown.join(", ") },
                ))
                .related(header.span, format!("the header has {}", count(columns as u64, "cell", "cells"))),
        );
    }
}

/// Upper bound on the cells that a help names.
const MAX_SHOWN: usize = 5;

/// Reports a table in the `paragraph` that is none because of its delimiter row.
fn no_table(context: &Context<'_>, paragraph: &Block, findings: &mut Findings<'_>) {
    let text = context.note.text;
    let mut above: Option<Row> = None;
    let mut start = paragraph.span.start();
    while start < paragraph.span.end() {
        let end = line_end(text, start);
        let row = Row::of(Span::new(start, end.min(paragraph.span.end())), text);
        let row = Some(row).filter(|row| !continues_code(context, row.line.start()));
        if let Some(finding) = row.as_ref().and_then(|row| row.finding(above.as_ref(), text)) {
            findings.push(finding);
            return;
        }
        above = row;
        start = next_line(text, end);
    }
}

/// Whether code, math or a comment that begins on a line above `offset` goes on there.
fn continues_code(context: &Context<'_>, offset: usize) -> bool {
    inline_at(context.note, offset).is_some_and(|inline| {
        inline.span.start() < offset
            && matches!(inline.kind, InlineKind::Code | InlineKind::Math | InlineKind::Html)
    })
}

/// A line of a paragraph that may be meant as a row.
struct Row {
    line: Span,
    cells: Vec<Span>,
    /// The first cells in a row that are those of a delimiter row, by index; empty if there are none.
    delimiters: Range<usize>,
}

impl Row {
    fn of(line: Span, text: &str) -> Self {
        // In a block quote, each line begins with its marker.
        let words = line.of(text).trim_start_matches([' ', '\t', '>']);
        let line = Span::new(line.end() - words.len(), line.end()).trim(text);
        let cells = if line.of(text).contains('|') { cells(line, text) } else { Vec::new() };
        let is_delimiter = |cell: &Span| is_delimiter(cell.of(text));
        let first = cells.iter().position(is_delimiter).unwrap_or_default();
        let count = cells[first..].iter().take_while(|cell| is_delimiter(cell)).count();
        Self { line, cells, delimiters: first..first + count }
    }

    fn finding(&self, above: Option<&Self>, text: &str) -> Option<Finding> {
        let columns = self.delimiters.len();
        let is_whole = columns == self.cells.len();
        let above = above.filter(|above| above.cells.len() > usize::from(columns > 1));
        if columns == 0 {
            return above.and_then(|header| self.of_other_dashes(header, text));
        }
        if is_whole {
            return above
                .filter(|header| header.cells.len() != columns)
                .map(|header| self.other_width(header));
        }
        // Dashes stand in cells with other text, too.
        if columns < 2 || self.delimiters_of(text).any(|cell| cell.len() < 3) {
            return None;
        }
        let mut others = self.cells.iter().enumerate().filter(|(at, _)| !self.delimiters.contains(at));
        if others.all(|(_, cell)| cell.is_empty()) {
            return above.map(|header| self.other_width(header));
        }
        self.glued(above, text)
    }

    fn delimiters_of<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        self.cells[self.delimiters.clone()].iter().map(move |cell| cell.of(text))
    }

    fn other_width(&self, header: &Self) -> Finding {
        let wanted = header.cells.len();
        // Empty cells count only if the others are as many as the header's.
        let columns = Some(self.delimiters.len()).filter(|columns| *columns != wanted);
        let (columns, wanted) = (columns.unwrap_or(self.cells.len()) as u64, wanted as u64);
        let message = format!(
            "not read as a table: the delimiter row has {}, the header {wanted}",
            count(columns, "cell", "cells")
        );
        let row = format!("|{}", " --- |".repeat(header.cells.len().min(MAX_COLUMNS)));
        Finding::new(self.line, message)
            .help(format!("give the delimiter row a cell for each column: {}", quote(&row)))
            .related(header.line, format!("the header has {}", count(wanted, "cell", "cells")))
    }

    /// Reports a delimiter row of characters that only look like `-`.
    fn of_other_dashes(&self, header: &Self, text: &str) -> Option<Finding> {
        let is_dashes = |cell: &Span| {
            let dashes = cell.of(text).trim_matches(':');
            !dashes.is_empty() && dashes.chars().all(|c| c == '-' || looks_like_dash(c))
        };
        if self.cells.len() != header.cells.len() || !self.cells.iter().all(is_dashes) {
            return None;
        }
        let other = self.line.of(text).chars().find(|c| looks_like_dash(*c))?;
        let edits = self.cells.iter().map(|cell| {
            let written = cell.of(text);
            let colon = |is_there: bool| if is_there { ":" } else { "" };
            let (left, right) = (colon(written.starts_with(':')), colon(written.ends_with(':')));
            Edit::replace(*cell, format!("{left}---{right}"))
        });
        let code = u32::from(other);
        let message = format!("not read as a table: the delimiter row has `{other}` (U+{code:04X}), not `-`");
        Some(
            Finding::new(self.line, message)
                .help("write `---` in each cell of the delimiter row")
                .fix(Fix::safe("Write `---`", edits.collect())),
        )
    }

    /// Reports a delimiter row on one line with the header or with a row.
    fn glued(&self, above: Option<&Self>, text: &str) -> Option<Finding> {
        let (before, after) = (&self.cells[..self.delimiters.start], &self.cells[self.delimiters.end..]);
        let is_header_glued = before.iter().any(|cell| !cell.is_empty());
        if !is_header_glued && above.is_none() {
            return None;
        }
        let delimiters =
            Span::new(self.cells[self.delimiters.start].start(), self.cells[self.delimiters.end - 1].end());
        let message = "not read as a table: the delimiter row is joined to another row";
        let columns = if is_header_glued { before } else { &above?.cells[..] };
        let columns = columns.iter().rev().skip_while(|cell| cell.is_empty()).count();
        let after: Vec<&Span> = after.iter().skip_while(|cell| cell.is_empty()).collect();
        let is_clear = columns == self.delimiters.len() && after.len() <= columns;
        let mut edits = Vec::new();
        if is_header_glued {
            edits.push(self.split(
                before.iter().rfind(|cell| !cell.is_empty())?.end(),
                delimiters.start(),
                text,
            ));
        }
        if let Some(row) = after.first() {
            edits.push(self.split(delimiters.end(), row.start(), text));
        }
        let fix = is_clear.then(|| Fix::safe("Put each row on a line of its own", edits));
        let help = "put the delimiter row on a line of its own, between the header and the first row";
        Some(Finding::new(delimiters, message).help(help).fix(fix))
    }

    /// Returns the edit that ends a row after the cell that ends at `end`, and begins one at the cell at `start`.
    fn split(&self, end: usize, start: usize, text: &str) -> Edit {
        let line_start = line_start(text, self.line.start());
        let line_break = format!("{}{}", LineEnding::of(text).as_str(), &text[line_start..self.line.start()]);
        let between = Span::new(end, start).of(text);
        match (between.find('|'), between.rfind('|')) {
            (Some(first), Some(last)) if first < last => {
                Edit::replace(Span::new(end + first + 1, end + last), line_break)
            }
            _ => Edit::replace(Span::new(end, start), format!(" |{line_break}| ")),
        }
    }
}

fn looks_like_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '−' | '─' | '━' | 'ー' | '－')
}

/// Upper bound on the columns that a help writes out.
const MAX_COLUMNS: usize = 20;
