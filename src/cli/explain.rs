//! `notelint explain`.

use std::io::{self, Write};

use super::{args::ExplainArgs, exit::Code, rules, terminal::Terminal};
use crate::{
    diagnostic::Fault,
    rules::{Selector, TABLE, find},
};

/// Prints the page of a rule, or the rules of a group.
pub(super) fn explain(args: &ExplainArgs) -> Code {
    let terminal = Terminal::new(args.global);
    match Selector::parse(&args.rule) {
        Ok(selector) => terminal.print(|out| write(selector, out)),
        Err(unknown) => terminal.fail(&[Fault::new(unknown.to_string()).help(unknown.help())]),
    }
}

fn write(selector: Selector, out: &mut dyn Write) -> io::Result<()> {
    match selector {
        Selector::Rule(id) => match find(id.as_str()) {
            Some(rule) => writeln!(out, "{}\n\n{}", rule.meta.page.trim_end(), rules::facts(&rule.meta)),
            None => Ok(()),
        },
        Selector::Group(group) => rules::write_table(
            TABLE.iter().map(|rule| &rule.meta).filter(|meta| meta.id.group() == group),
            out,
        ),
    }
}
