//! Usage errors and requests for help.

use std::ffi::OsString;

use clap::{
    ColorChoice, Command,
    builder::StyledStr,
    error::{ContextKind, ContextValue, ErrorKind},
};

use super::{args::GlobalArgs, arguments, check, exit::Code, terminal::Terminal};
use crate::diagnostic::Fault;

/// Prints the requested help, or what is wrong with `arguments`, also as a JSON report if they
/// request one. `reordered` is whether flags came before the command.
pub(super) fn explain(
    mut error: clap::Error,
    arguments: &[OsString],
    cli: &Command,
    reordered: bool,
) -> Code {
    if let Some(command) = arguments::command(arguments, cli) {
        add_tips(&mut error, command, cli, reordered);
    }
    // If the message cannot be printed, the exit code has to be enough.
    let printed = error.print();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            return Terminal::new(GlobalArgs::default()).code(printed);
        }
        _ if wants_json_report(arguments, cli) => {
            let message = error.render().to_string();
            let first = message.lines().next().unwrap_or_default();
            check::print_json(Fault::new(first.trim_start_matches("error: ")));
        }
        _ => {}
    }
    Code::Failure
}

/// Prints why `arguments` are not parsed, also as a JSON report if they request one.
pub(super) fn refuse(fault: Fault, arguments: &[OsString], cli: &Command) -> Code {
    let options = GlobalArgs { color: color(arguments), ..GlobalArgs::default() };
    let code = Terminal::new(options).fail(std::slice::from_ref(&fault));
    if wants_json_report(arguments, cli) {
        check::print_json(fault);
    }
    code
}

/// Returns the value of the last `--color` in `arguments`, for output before they are parsed.
pub(super) fn color(arguments: &[OsString]) -> ColorChoice {
    let mut values = arguments.iter().enumerate().filter_map(|(at, argument)| {
        let argument = argument.to_str()?;
        if argument == "--color" {
            return arguments.get(at + 1)?.to_str();
        }
        argument.strip_prefix("--color=")
    });
    values.next_back().and_then(|value| value.parse().ok()).unwrap_or_default()
}

/// Adds to `error`, about a flag that `command` does not have, the commands that do.
fn add_tips(error: &mut clap::Error, command: &str, cli: &Command, reordered: bool) {
    if error.kind() != ErrorKind::UnknownArgument {
        return;
    }
    let Some(ContextValue::String(flag)) = error.get(ContextKind::InvalidArg) else { return };
    let takes_it = |command: &&Command| {
        command.get_opts().any(|arg| {
            arg.get_long().is_some_and(|long| flag.strip_prefix("--") == Some(long))
                || arg.get_short().is_some_and(|short| flag.chars().eq(['-', short]))
        })
    };
    let commands: Vec<&str> = cli.get_subcommands().filter(takes_it).map(Command::get_name).collect();
    if commands.is_empty() {
        return;
    }
    let mut tips = vec![format!("'{flag}' can be used with: {}", commands.join(", "))];
    if reordered {
        tips.push(format!("to check a path named '{command}', write './{command}'"));
    }
    // clap's own tip, a value after `--`, does not help here.
    error.remove(ContextKind::SuggestedArg);
    error.insert(
        ContextKind::Suggested,
        ContextValue::StyledStrs(tips.into_iter().map(StyledStr::from).collect()),
    );
}

/// Whether `arguments` ask for a check with a report in JSON.
fn wants_json_report(arguments: &[OsString], cli: &Command) -> bool {
    let is_check = arguments::command(arguments, cli).is_none_or(|command| command == "check");
    let in_one = arguments.iter().any(|argument| argument == "--format=json");
    is_check && (in_one || arguments.windows(2).any(|pair| pair[0] == "--format" && pair[1] == "json"))
}
