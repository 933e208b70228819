//! `notelint explain`.

use super::{
    args::{ExplainArgs, PageFormat},
    exit::Code,
    markdown::render,
    rules::{fix, metas, severity, table},
    terminal::Terminal,
};
use crate::{
    diagnostic::{Fault, Safety},
    rules::{Meta, Selector, find},
};

/// Prints the page of a rule, or the rules of a group.
pub(super) fn explain(args: &ExplainArgs) -> Code {
    let terminal = Terminal::new(args.global);
    let selector = match Selector::parse(&args.rule) {
        Ok(selector) => selector,
        Err(unknown) => return terminal.fail(&[Fault::new(unknown.to_string()).help(unknown.help())]),
    };
    let auto = if terminal.is_read_by_people() { PageFormat::Human } else { PageFormat::Markdown };
    let page = match selector {
        Selector::Rule(id) => find(id.as_str()).map_or_else(String::new, |rule| rule_page(&rule.meta)),
        Selector::Group(group) => group_page(group),
    };
    match (args.format.unwrap_or(auto), selector) {
        (PageFormat::Markdown, _) => terminal.print(|out| out.write_all(page.as_bytes())),
        (PageFormat::Human, Selector::Rule(_)) => terminal.print_drawn(|look| render(&page, look)),
        (PageFormat::Human, Selector::Group(group)) => {
            terminal.print_drawn(|look| table(metas().filter(|meta| meta.id.group() == group), look))
        }
    }
}

/// Returns the page of a rule with its settings below the title.
fn rule_page(meta: &Meta) -> String {
    let (title, text) = meta.page.trim_end().split_once('\n').unwrap_or((meta.page, ""));
    format!("{title}\n\n{}\n\n{}\n", settings(meta), text.trim_start())
}

/// Returns what holds for the rule unless it is configured, in one line.
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

/// Returns a page with the rules of a group.
fn group_page(group: &str) -> String {
    let rows = metas().filter(|meta| meta.id.group() == group).map(|meta| {
        let summary = meta.summary.replace('|', "\\|");
        format!("| `{}` | {} | {} | {summary} |\n", meta.id, severity(meta), fix(meta))
    });
    let head = format!("# {group}\n\n| rule | severity | fix | summary |\n| --- | --- | --- | --- |\n");
    head + &rows.collect::<String>()
}
