//! `notelint explain`.

use super::{
    args::{ExplainArgs, PageFormat},
    exit::Code,
    terminal::Terminal,
};
use crate::{
    console::render,
    diagnostic::Fault,
    report::{group_page, metas, rule_page, rule_table},
    rules::{Selector, find},
};

/// Prints the page of a rule, or a list of the rules of a group.
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
        (PageFormat::Human, Selector::Rule(_)) => terminal.print_drawn(|style| render(&page, style)),
        (PageFormat::Human, Selector::Group(group)) => {
            terminal.print_drawn(|style| rule_table(metas().filter(|meta| meta.id.group() == group), style))
        }
    }
}
