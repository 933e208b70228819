//! The command line: arguments, commands, exit codes.

mod args;
mod check;
mod clean;
mod exit;
mod explain;
mod extract;
mod init;
mod interrupts;
mod output;
mod printer;
mod progress;
mod request;
mod rules;
mod shell;
mod show;
mod terminal;
mod types;
mod usage;

use std::{ffi::OsString, process::ExitCode};

use clap::Parser;

use self::{
    args::{Cli, Command},
    exit::Code,
};

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
        Some(Command::Rules(args)) => rules::rules(&args),
        Some(Command::Types(args)) => types::types(&args),
        Some(Command::Init(args)) => init::init(&args),
        Some(Command::Clean) => clean::clean(),
        Some(Command::Completions(args)) => shell::completions(&args),
        Some(Command::Man) => shell::man(),
    }
}
