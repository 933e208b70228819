//! `notelint rules`.

use super::{
    args::{ListFormat, RulesArgs},
    exit::Code,
    terminal::Terminal,
};
use crate::{
    console::{RenderStyle, columns},
    report::{metas, rule_table, write_rules},
};

const LEGEND: &str = "\
Fix: safe fixes are applied by `--fix`, unsafe ones by `--fix --unsafe-fixes`.
Run `notelint explain RULE` for the page of a rule.
";

/// Lists the rules.
pub(super) fn rules(args: &RulesArgs) -> Code {
    let terminal = Terminal::new(args.global);
    if args.list.format == ListFormat::Json {
        return terminal.print(|out| write_rules(metas(), out));
    }
    terminal.print_drawn(|style| {
        // In a pipe each rule is one line, for grep.
        let width = columns().unwrap_or(usize::MAX);
        let table = rule_table(metas(), RenderStyle { width, ..style });
        if args.global.quiet { table } else { [table.as_str(), "\n", LEGEND].concat() }
    })
}
