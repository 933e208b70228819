//! `notelint rules`.

use std::{
    io::{self, Write},
    iter,
};

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::{
    args::{ListFormat, RulesArgs},
    exit::Code,
    markdown::{BOLD, inline},
    styled::StyledText,
    table::{column_widths, row_lines},
    terminal::{Terminal, columns},
};
use crate::{
    diagnostic::{Safety, Severity},
    report::RenderStyle,
    rules::{Meta, TABLE},
};

const INDENT: &str = "  ";

const LEGEND: &str = "\
Fix: safe fixes are applied by `--fix`, unsafe ones by `--fix --unsafe-fixes`.
Run `notelint explain RULE` for the page of a rule.
";

#[derive(Serialize)]
struct Rule<'a> {
    id: &'a str,
    group: &'a str,
    summary: &'a str,
    severity: Severity,
    default: bool,
    fix: Option<Safety>,
    since: &'a str,
}

/// Lists the rules.
pub(super) fn rules(args: &RulesArgs) -> Code {
    let terminal = Terminal::new(args.global);
    if args.list.format == ListFormat::Json {
        return terminal.print(|out| write_json(metas(), out));
    }
    terminal.print_drawn(|look| {
        // In a pipe each rule is one line, for grep.
        let width = columns().unwrap_or(usize::MAX);
        let table = table(metas(), RenderStyle { width, ..look });
        if args.global.quiet { table } else { [table.as_str(), "\n", LEGEND].concat() }
    })
}

/// Returns the metadata of all rules.
pub(super) fn metas() -> impl Iterator<Item = &'static Meta> {
    TABLE.iter().map(|rule| &rule.meta)
}

fn write_json<'a>(metas: impl Iterator<Item = &'a Meta>, out: &mut dyn Write) -> io::Result<()> {
    let rules: Vec<Rule<'_>> = metas
        .map(|meta| Rule {
            id: meta.id.as_str(),
            group: meta.id.group(),
            summary: meta.summary,
            severity: meta.severity,
            default: meta.enabled_by_default,
            fix: meta.fix,
            since: meta.since,
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &rules)?;
    writeln!(out)
}

/// Draws a table of the rules, with a heading for each group. If it does not fit into the width,
/// the cells of a rule are one below the other.
pub(super) fn table<'a>(metas: impl Iterator<Item = &'a Meta>, look: RenderStyle) -> String {
    let metas: Vec<&Meta> = metas.collect();
    let head = ["rule", "severity", "fix", "summary"].map(|name| StyledText::new(name, BOLD));
    let rows: Vec<Vec<StyledText>> =
        iter::once(head.to_vec()).chain(metas.iter().map(|meta| row(meta, look))).collect();
    let available = look.width.saturating_sub(INDENT.len());
    let widths = column_widths(&rows, available);
    let mut lines: Vec<StyledText> = Vec::new();
    let mut group = "";
    if let Some(widths) = &widths {
        lines.extend(row_lines(&rows[0], widths).iter().map(indented));
    }
    for (meta, row) in metas.iter().zip(&rows[1..]) {
        if group != meta.id.group() {
            group = meta.id.group();
            lines.extend([StyledText::default(), StyledText::new(group, BOLD)]);
        }
        let row = widths.as_ref().map_or_else(|| stacked(row, available), |widths| row_lines(row, widths));
        lines.extend(row.iter().map(indented));
    }
    let mut out = String::new();
    for line in lines {
        line.write(look.color, &mut out);
        out.push('\n');
    }
    out
}

fn indented(line: &StyledText) -> StyledText {
    let mut indented = StyledText::new(INDENT, Style::new());
    indented.append(line);
    indented
}

/// Returns the severity of a rule unless it is configured.
pub(super) fn severity(meta: &Meta) -> &'static str {
    if meta.enabled_by_default { meta.severity.as_str() } else { "off" }
}

/// Returns the word for the fixes of a rule, empty if it has none.
pub(super) fn fix(meta: &Meta) -> &'static str {
    match meta.fix {
        Some(Safety::Safe) => "safe",
        Some(Safety::Unsafe) => "unsafe",
        None => "",
    }
}

/// Returns the cells of a rule: id, severity, fix, summary.
fn row(meta: &Meta, look: RenderStyle) -> Vec<StyledText> {
    let style = match meta.severity {
        _ if !meta.enabled_by_default => Style::new().dimmed(),
        Severity::Error => AnsiColor::Red.on_default(),
        Severity::Warning => AnsiColor::Yellow.on_default(),
        Severity::Info => AnsiColor::Blue.on_default(),
    };
    let mut id = StyledText::default();
    id.push_unbreakable(meta.id.as_str(), AnsiColor::Cyan.on_default());
    vec![
        id,
        StyledText::new(severity(meta), style),
        StyledText::new(fix(meta), Style::new()),
        inline(meta.summary, look),
    ]
}

/// Returns the lines of a rule that takes less than `available` columns.
fn stacked(row: &[StyledText], available: usize) -> Vec<StyledText> {
    let [id, severity, fix, summary] = row else { return row.to_vec() };
    let mut facts = severity.clone();
    if !fix.is_empty() {
        facts.push(", fix: ", Style::new());
        facts.append(fix);
    }
    let below = summary.wrap(available.saturating_sub(INDENT.len()).max(1));
    let below = iter::once(facts).chain(below).map(|line| indented(&line));
    iter::once(id.clone()).chain(below).collect()
}
