//! Checks that `README.md`, `--help` and the comments of the sources are in plain English.

use std::{fs, path::Path};

use walkdir::WalkDir;

use crate::support::{
    run,
    wording::{avoided, avoided_in_comment},
};

/// The folders and files whose comments are checked.
const SOURCES: [&str; 4] = ["src", "benches", "build.rs", "fuzz/fuzz_targets"];

const COMMANDS: [&str; 13] = [
    "",
    "check",
    "extract",
    "new",
    "describe",
    "schema",
    "explain",
    "rules",
    "types",
    "init",
    "clean",
    "completions",
    "man",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_readme_and_the_changelog_are_in_plain_english() {
    for name in ["README.md", "CHANGELOG.md"] {
        let page = fs::read_to_string(root().join(name)).unwrap();
        assert_eq!(avoided(&page), [""; 0], "{name}");
    }
}

#[test]
fn the_help_of_each_command_is_in_plain_english() {
    for command in COMMANDS {
        let arguments = [command, "--help"].into_iter().filter(|argument| !argument.is_empty());
        let output = run(root(), arguments);
        assert!(output.status.success(), "{command}: {output:?}");
        // Indented lines of Markdown would be code.
        let help: String = String::from_utf8(output.stdout)
            .unwrap()
            .lines()
            .map(|line| line.trim().to_owned() + "\n")
            .collect();
        assert_eq!(avoided(&help), [""; 0], "{command}");
    }
}

/// Returns the comments of `source`, each with the number of its first line.
fn comments(source: &str) -> Vec<(usize, String)> {
    let mut comments: Vec<(usize, String)> = Vec::new();
    let mut is_open = false;
    for (at, line) in source.lines().enumerate() {
        let text = line.trim_start().strip_prefix("//").map(|text| text.trim_start_matches(['/', '!']));
        if let Some(text) = text {
            if !is_open {
                comments.push((at + 1, String::new()));
            }
            if let Some((_, comment)) = comments.last_mut() {
                comment.extend([text.trim(), "\n"]);
            }
        }
        is_open = text.is_some();
    }
    comments
}

#[test]
fn comments_are_in_plain_english() {
    let mut checked = 0;
    let mut faults = Vec::new();
    for entry in SOURCES.iter().flat_map(|source| WalkDir::new(root().join(source))).map(Result::unwrap) {
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        for (line, comment) in comments(&fs::read_to_string(path).unwrap()) {
            checked += 1;
            let found = avoided_in_comment(&comment).into_iter();
            faults.extend(found.map(|fault| format!("{}:{line}: {fault}", path.display())));
        }
    }
    assert!(checked > 1000, "{checked} comments");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn an_avoided_phrase_in_a_comment_is_found_across_lines() {
    let source =
        "fn a() {}\n/// What is\n/// said of it, or `none where`.\nfn b() {}\n// It is no longer there.\n";
    let comments = comments(source);
    assert_eq!(comments.len(), 2);
    assert_eq!((comments[0].0, avoided_in_comment(&comments[0].1).len()), (2, 2));
    assert_eq!((comments[1].0, avoided_in_comment(&comments[1].1).len()), (5, 0));
}
