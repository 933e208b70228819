//! Arguments that cannot be understood.

use std::ffi::OsString;

use clap::{CommandFactory, error::ErrorKind};

use super::{args::Cli, check, exit::Code, terminal};
use crate::diagnostic::Fault;

/// Prints what `error` says of `arguments`: help where that was asked for, else what is wrong,
/// also as JSON where a program asked for that.
pub(super) fn explain(error: &clap::Error, arguments: &[OsString]) -> Code {
    // Where even the message cannot be printed, the code has to say it all.
    let printed = error.print();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return terminal::code(printed),
        _ if wants_report(arguments) => {
            let message = error.render().to_string();
            let first = message.lines().next().unwrap_or_default();
            check::print_json(Fault::new(first.trim_start_matches("error: ")));
        }
        _ => {}
    }
    Code::Failure
}

/// Whether `arguments` ask for a check with a report in JSON.
fn wants_report(arguments: &[OsString]) -> bool {
    let cli = Cli::command();
    let mut others = cli.get_subcommands().map(clap::Command::get_name).filter(|name| *name != "check");
    let is_check = !arguments.get(1).is_some_and(|first| others.any(|name| first == name));
    let in_one = arguments.iter().any(|argument| argument == "--format=json");
    is_check && (in_one || arguments.windows(2).any(|pair| pair[0] == "--format" && pair[1] == "json"))
}
