//! The table of the rules and their pages.

use std::{
    io::{self, Write},
    iter,
};

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use crate::{
    console::{BOLD, RenderStyle, StyledText, column_widths, inline, row_lines},
    diagnostic::{Safety, Severity},
    rules::{Meta, TABLE, page_url},
};

const INDENT: &str = "  ";

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

/// Returns the metadata of all rules.
pub fn metas() -> impl Iterator<Item = &'static Meta> {
    TABLE.iter().map(|rule| &rule.meta)
}

/// Writes the metadata of `metas` as a JSON array.
///
/// # Errors
/// Those of `out`.
pub fn write_rules<'a>(metas: impl Iterator<Item = &'a Meta>, out: &mut dyn Write) -> io::Result<()> {
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
/// each cell of a rule is on its own line.
pub fn rule_table<'a>(metas: impl Iterator<Item = &'a Meta>, style: RenderStyle) -> String {
    let metas: Vec<&Meta> = metas.collect();
    let head = ["rule", "severity", "fix", "summary"].map(|name| StyledText::new(name, BOLD));
    let rows: Vec<Vec<StyledText>> =
        iter::once(head.to_vec()).chain(metas.iter().map(|meta| row(meta, style))).collect();
    let available = style.width.saturating_sub(INDENT.len());
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
        line.write(style.color, &mut out);
        out.push('\n');
    }
    out
}

fn indented(line: &StyledText) -> StyledText {
    let mut indented = StyledText::new(INDENT, Style::new());
    indented.append(line);
    indented
}

/// Returns the default severity of a rule.
fn severity(meta: &Meta) -> &'static str {
    if meta.enabled_by_default { meta.severity.as_str() } else { "off" }
}

/// Returns the kind of fix of a rule, empty if it has none.
fn fix(meta: &Meta) -> &'static str {
    match meta.fix {
        Some(Safety::Safe) => "safe",
        Some(Safety::Unsafe) => "unsafe",
        None => "",
    }
}

/// Returns the cells of a rule: id, severity, fix, summary.
fn row(meta: &Meta, style: RenderStyle) -> Vec<StyledText> {
    let color = match meta.severity {
        _ if !meta.enabled_by_default => Style::new().dimmed(),
        Severity::Error => AnsiColor::Red.on_default(),
        Severity::Warning => AnsiColor::Yellow.on_default(),
        Severity::Info => AnsiColor::Blue.on_default(),
    };
    let mut id = StyledText::default();
    id.push_unbreakable(meta.id.as_str(), AnsiColor::Cyan.on_default());
    vec![
        id,
        StyledText::new(severity(meta), color),
        StyledText::new(fix(meta), Style::new()),
        inline(meta.summary, style),
    ]
}

/// Returns the lines of a rule in at most `available` columns.
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

/// Returns the page of a rule, in Markdown, with its settings below the title.
pub fn rule_page(meta: &Meta) -> String {
    let (title, text) = meta.page.trim_end().split_once('\n').unwrap_or((meta.page, ""));
    format!("{title}\n\n{}\n\n{}\n", settings(meta), text.trim_start())
}

/// Returns what the page of a rule begins with, in Markdown: what the rule is about, without examples, below a link to the
/// whole page.
pub fn rule_lead(meta: &Meta) -> String {
    let (_, text) = meta.page.split_once('\n').unwrap_or_default();
    let lead = text.split("\n## ").next().unwrap_or_default().trim();
    format!("[`{}`]({})\n\n{lead}\n\n{}\n", meta.id, page_url(meta.id), settings(meta))
}

/// Returns the rule's default severity, its kind of fix and its version, in one line.
fn settings(meta: &Meta) -> String {
    let severity = meta.severity.as_str();
    let severity =
        if meta.enabled_by_default { severity.to_owned() } else { format!("off ({severity} when enabled)") };
    let fix = match meta.fix {
        Some(Safety::Safe) => "safe (`--fix`)",
        Some(Safety::Unsafe) => "unsafe (`--fix --unsafe-fixes`)",
        None => "none",
    };
    format!("Severity: {severity} · Fix: {fix} · Since: {}", meta.since)
}

/// Returns a page, in Markdown, with the rules of a group.
pub fn group_page(group: &str) -> String {
    let rows = metas().filter(|meta| meta.id.group() == group).map(|meta| {
        let summary = meta.summary.replace('|', "\\|");
        format!("| `{}` | {} | {} | {summary} |\n", meta.id, severity(meta), fix(meta))
    });
    let head = format!("# {group}\n\n| rule | severity | fix | summary |\n| --- | --- | --- | --- |\n");
    head + &rows.collect::<String>()
}
