//! The `notelint` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    notelint::cli::main()
}
