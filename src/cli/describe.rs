//! `notelint describe`.

use super::{args::TypeArgs, exit::Code, schema::find, terminal::Terminal};
use crate::{
    config::Patterns,
    console::render,
    notetype::{Given, PLACEHOLDER},
    report::{self, Described},
    tree::Syntax,
};

/// Describes what a note of a type must have.
pub(super) fn describe(args: &TypeArgs) -> Code {
    let terminal = Terminal::new(args.global);
    let chosen = match find(args) {
        Ok(chosen) => chosen,
        Err(faults) => return terminal.fail(&faults),
    };
    let (note_type, entry) = (chosen.note_type(), chosen.entry());
    let given = Given {
        syntax: Syntax::Yaml,
        values: serde_json::Map::new(),
        title: None,
        // What is printed is the same every day.
        date: PLACEHOLDER,
        path: None,
    };
    let when = entry.and_then(|entry| entry.when.as_ref()).map(|when| when.value.to_string());
    let page = report::describe(&Described {
        note_type,
        file: chosen.schema(),
        files: entry.and_then(|entry| entry.files.as_ref()).map(Patterns::globs).unwrap_or_default(),
        when: when.as_deref(),
        skeleton: &note_type.draft(&given),
    });
    if terminal.is_read_by_people() {
        return terminal.print_drawn(|style| render(&page, style));
    }
    terminal.print(|out| out.write_all(page.as_bytes()))
}
