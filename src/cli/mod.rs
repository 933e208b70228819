//! The command line: arguments, commands, exit codes.

mod args;
mod check;
mod clean;
mod destination;
mod exit;
mod explain;
mod extract;
mod hints;
mod init;
mod interrupts;
mod known;
mod listing;
mod loaded;
mod printer;
mod progress;
mod recall;
mod repair;
mod request;
mod run;
mod settings;
mod shell;
mod show;
mod survey;
mod terminal;
mod texts;
mod types;
mod usage;
mod workspace;

use std::{ffi::OsString, process::ExitCode};

use clap::{ColorChoice, Parser};

use self::{
    args::{Cli, Command},
    exit::Code,
    terminal::Terminal,
    texts::Texts,
};
use crate::{diagnostic::Fault, report};

/// Runs the command that the process's arguments name; its exit code.
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    run_command(&arguments).into()
}

fn run_command(arguments: &[OsString]) -> Code {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return usage::explain(&error, arguments),
    };
    match cli.command {
        None => check::check(&cli.check),
        Some(Command::Check(args)) => check::check(&args),
        Some(Command::Explain(args)) => explain::explain(&args),
        Some(Command::Extract(args)) => extract::extract(&args),
        Some(Command::Rules(args)) => listing::rules(&args),
        Some(Command::Types(args)) => types::types(&args),
        Some(Command::Init(args)) => init::init(&args),
        Some(Command::Clean) => clean::clean(),
        Some(Command::Completions(args)) => shell::completions(&args),
        Some(Command::Man) => shell::man(),
    }
}

/// Says why a command could not do its work.
fn failure(faults: &[Fault]) -> Code {
    let look = Terminal::new(ColorChoice::Auto, false).stderr_look();
    terminal::stderr(look.color, |out| {
        faults.iter().try_for_each(|fault| report::write_fault(fault, &Texts::default(), look, out))
    });
    Code::Failure
}
