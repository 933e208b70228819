//! Writes what a new rule needs: `cargo run --example new-rule -- GROUP/NAME "when it fires"`, with
//! `--fix safe` or `--fix unsafe` for one that repairs what it finds. The rule compiles and runs: it reports
//! the word FIXME, until its check is written.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a tool of the repository prints")]

mod scaffold;

use std::{env, path::PathBuf, process::ExitCode};

use scaffold::{Fix, NewRule};

const USAGE: &str = "cargo run --example new-rule -- GROUP/NAME \"when it fires\" [--fix safe|unsafe]";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (id, summary, fix) = match arguments.as_slice() {
        [id, summary] => (*id, *summary, None),
        [id, summary, "--fix", "safe"] => (*id, *summary, Some(Fix::Safe)),
        [id, summary, "--fix", "unsafe"] => (*id, *summary, Some(Fix::Unsafe)),
        _ => {
            eprintln!("usage: {USAGE}");
            return ExitCode::from(2);
        }
    };
    let root = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from);
    match NewRule::new(id, summary, fix).and_then(|rule| rule.write(&root)) {
        Ok(files) => {
            println!("Written:");
            for file in files {
                println!("  {file}");
            }
            println!("\n{}", scaffold::left_to_do(id).trim_end());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
