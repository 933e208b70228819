//! The command line: arguments, commands, exit codes.

mod known;
mod loaded;
mod repair;
mod run;
mod settings;
mod survey;
mod texts;
mod workspace;

use std::process::ExitCode;

/// Runs the command that the process's arguments name; its exit code.
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
