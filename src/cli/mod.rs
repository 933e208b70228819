//! The command line: arguments, commands and exit codes.

mod agent;
mod args;
mod arguments;
mod check;
mod clean;
mod describe;
mod exit;
mod explain;
mod extract;
mod infer;
mod init;
mod new;
mod output;
mod printer;
mod progress;
mod reasons;
mod record_lines;
mod records;
mod request;
mod rules;
mod schema;
mod shell;
mod show;
mod terminal;
mod types;
mod usage;

use std::{
    ffi::OsString,
    io::{self, Write},
    process::ExitCode,
};

use clap::{CommandFactory, FromArgMatches};

use self::{
    args::{Cli, Command},
    exit::Code,
};
use crate::workspace::process_limits;

/// Runs the command that the process's arguments name, and returns its exit code. `serve` is the language server.
pub fn main(serve: fn() -> ExitCode) -> ExitCode {
    let mut served = None;
    let work = || {
        let given: Vec<OsString> = std::env::args_os().collect();
        run_command(&given, || served = Some(serve()))
    };
    let code = process_limits::run(Code::Failure as i32, work).unwrap_or_else(|fault| {
        // With little memory and a small stack, by no other means.
        let help = fault.help.as_deref().unwrap_or_default();
        writeln!(io::stderr(), "error: {fault}\n  help: {help}").ok();
        Code::Failure
    });
    served.unwrap_or_else(|| code.into())
}

fn run_command(given: &[OsString], serve: impl FnOnce()) -> Code {
    let mut command = Cli::command().color(usage::color(given));
    let arguments = arguments::command_first(given.to_vec(), &command);
    if let Some(fault) = arguments::file_like_option(&arguments, &command) {
        return usage::refuse(fault, &arguments, &command);
    }
    let parsed = command.try_get_matches_from_mut(&arguments);
    let cli = match parsed.and_then(|mut matches| Cli::from_arg_matches_mut(&mut matches)) {
        Ok(cli) => cli,
        Err(error) => return usage::explain(error, &arguments, &command, arguments != given),
    };
    match cli.command {
        None => check::check(&cli.check),
        Some(Command::Check(args)) => check::check(&args),
        Some(Command::Describe(args)) => describe::describe(&args),
        Some(Command::Explain(args)) => explain::explain(&args),
        Some(Command::Extract(args)) => extract::extract(&args),
        Some(Command::New(args)) => new::new(&args),
        Some(Command::Rules(args)) => rules::rules(&args),
        Some(Command::Schema(args)) => schema::schema(&args),
        Some(Command::Types(args)) => types::types(&args),
        Some(Command::Infer(args)) => infer::infer(&args),
        Some(Command::Init(args)) => init::init(&args),
        Some(Command::Clean(global)) => clean::clean(global),
        Some(Command::Completions(args)) => shell::completions(&args),
        Some(Command::Man(args)) => shell::man(&args),
        Some(Command::Lsp(_)) => {
            serve();
            Code::Success
        }
    }
}
