use clap::CommandFactory;

use super::*;
use crate::cli::args::Cli;

fn reordered(arguments: &str) -> String {
    let arguments = arguments.split(' ').map(OsString::from).collect();
    let reordered = command_first(arguments, &Cli::command());
    reordered.join(OsStr::new(" ")).into_string().unwrap()
}

#[test]
fn the_flags_before_a_command_go_after_it() {
    for (given, expected) in [
        ("notelint rules --color never", "notelint rules --color never"),
        ("notelint --color never rules", "notelint rules --color never"),
        ("notelint --color=never -q rules --format json", "notelint rules --color=never -q --format json"),
        ("notelint --config a.yaml check notes", "notelint check --config a.yaml notes"),
        ("notelint -qj 2 extract a.md", "notelint extract -qj 2 a.md"),
        ("notelint -qj2 extract a.md", "notelint extract -qj2 a.md"),
        ("notelint -srules check a.md", "notelint check -srules a.md"),
        ("notelint --output json=- check", "notelint check --output json=-"),
    ] {
        assert_eq!(reordered(given), expected);
    }
}

#[test]
fn a_value_and_a_path_are_not_commands() {
    for arguments in [
        "notelint",
        "notelint notes rules",
        "notelint ./rules",
        "notelint -- rules",
        "notelint - rules",
        "notelint --config rules",
        "notelint -s rules",
        "notelint -qs rules",
        "notelint --unknown rules",
        "notelint -x rules",
        "notelint --help rules",
    ] {
        assert_eq!(reordered(arguments), arguments);
    }
}

#[test]
fn the_flags_before_help_are_dropped() {
    assert_eq!(reordered("notelint --color never help rules"), "notelint help rules");
}
