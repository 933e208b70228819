//! The baseline: recorded diagnostics stay hidden, new ones are shown, stale entries are reported.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use crate::support::{json, run};
use serde_json::Value;

const CONFIG: &str = "types: [{ name: page, schema: page.yaml }]\n";
const TYPE: &str = "x-note: { type: page }\ntype: object\n";
const OLD: &str = "# Alt\n\nSee https:/old.example/ here.\n";

fn collection(notes: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "notelint.yaml", CONFIG);
    write(folder.path(), "page.yaml", TYPE);
    for (name, text) in notes {
        write(folder.path(), name, text);
    }
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn lint(folder: &Path, arguments: &[&str]) -> Output {
    run(folder, ["check", "--baseline", "known.jsonl", "--format", "json"].iter().chain(arguments))
}

/// The rules and lines of what is shown.
fn shown(output: &Output) -> Vec<(String, u64)> {
    let line = |diagnostic: &Value| diagnostic["range"]["start"]["line"].as_u64().unwrap();
    let diagnostics = json(output)["diagnostics"].as_array().unwrap().clone();
    diagnostics.iter().map(|d| (d["rule"].as_str().unwrap().to_owned(), line(d))).collect()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn baseline(folder: &Path) -> String {
    fs::read_to_string(folder.join("known.jsonl")).unwrap()
}

#[test]
fn what_is_known_is_hidden_and_only_what_is_new_is_shown() {
    let folder = collection(&[("a.md", OLD), ("sub/b.md", "# B\n\nhttps:/b.example/\n")]);
    let folder = folder.path();
    assert_eq!(code(&lint(folder, &["."])), 2, "a baseline that is not there is a fault");
    assert_eq!(code(&lint(folder, &[".", "--write-baseline"])), 0);
    let silent = lint(folder, &["."]);
    assert_eq!((code(&silent), shown(&silent)), (0, vec![]));
    assert_eq!(json(&silent)["summary"]["baselined"], 2);

    write(folder, "a.md", &format!("# Alt\n\nNew: https:/new.example/\n\n{}", OLD.replace("# Alt\n\n", "")));
    let output = lint(folder, &["."]);
    assert_eq!((code(&output), shown(&output)), (1, vec![("link/invalid-url".to_owned(), 3)]));
}

#[test]
fn writing_names_the_file_and_how_to_use_it() {
    let folder = collection(&[("a.md", OLD)]);
    let write = |arguments: &[&str]| stderr(&run(folder.path(), ["."].iter().chain(arguments)));
    let said = write(&["--write-baseline"]);
    assert!(said.contains("notelint-baseline.jsonl: recorded 1 diagnostic\n"), "{said}");
    assert!(said.contains("`--baseline notelint-baseline.jsonl`"), "{said}");
    let again = write(&["--write-baseline"]);
    assert!(again.contains("notelint-baseline.jsonl: already up to date"), "{again}");
    let named = write(&["--write-baseline", "--baseline", "known.jsonl"]);
    assert!(named.contains("`--baseline known.jsonl`"), "{named}");
    assert_eq!(write(&["--write-baseline", "--quiet"]), "");
    assert_eq!(write(&["--baseline", "known.jsonl"]), "");
}

#[test]
fn the_same_line_twice_is_known_as_often_as_it_was_there() {
    let folder = collection(&[("a.md", OLD)]);
    lint(folder.path(), &[".", "--write-baseline"]);
    write(folder.path(), "a.md", &format!("{OLD}\n  See https:/old.example/ here.\n"));
    assert_eq!(shown(&lint(folder.path(), &["."])), [("link/invalid-url".to_owned(), 5)]);
}

#[test]
fn an_entry_that_no_longer_occurs_is_said_and_removed_by_the_next_write() {
    let folder = collection(&[("a.md", OLD)]);
    let folder = folder.path();
    lint(folder, &[".", "--write-baseline"]);
    write(folder, "a.md", "# Alt\n");
    let output = lint(folder, &["."]);
    assert_eq!(code(&output), 0);
    let stale = "stale baseline entry: `link/invalid-url` no longer";
    assert!(stderr(&output).contains(stale), "{}", stderr(&output));
    let strict = lint(folder, &[".", "--strict-baseline"]);
    assert_eq!(code(&strict), 1);
    assert_eq!(code(&lint(folder, &[".", "--write-baseline"])), 0);
    assert_eq!(baseline(folder).lines().count(), 1);
    assert_eq!(code(&lint(folder, &[".", "--strict-baseline"])), 0);
}

#[test]
fn notes_that_were_not_looked_at_keep_their_entries() {
    let folder = collection(&[("a.md", OLD), ("b.md", "# B\n\nhttps:/b.example/\n")]);
    let folder = folder.path();
    lint(folder, &[".", "--write-baseline"]);
    let before = baseline(folder);
    let output = lint(folder, &["a.md", "--strict-baseline"]);
    assert_eq!((code(&output), stderr(&output)), (0, String::new()));
    lint(folder, &["a.md", "--write-baseline"]);
    assert_eq!(baseline(folder), before);

    fs::remove_file(folder.join("b.md")).unwrap();
    assert_eq!(code(&lint(folder, &["a.md", "--strict-baseline"])), 1);
    lint(folder, &["a.md", "--write-baseline"]);
    assert_eq!(baseline(folder).lines().count(), 2);
}

#[test]
fn a_baseline_holds_from_any_working_directory() {
    let folder = collection(&[("sub/a.md", OLD)]);
    lint(folder.path(), &[".", "--write-baseline"]);
    let sub = folder.path().join("sub");
    let output = run(&sub, ["check", ".", "--baseline", "../known.jsonl", "--format", "json"]);
    assert_eq!((code(&output), shown(&output)), (0, vec![]));
}

#[test]
fn what_is_written_does_not_depend_on_threads_and_is_not_written_again() {
    let notes: Vec<(String, String)> = (0..40)
        .map(|at| (format!("{}/{at}.md", at % 7), format!("# {at}\n\nhttps:/{at}.example/\n")))
        .collect();
    let notes: Vec<(&str, &str)> = notes.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = collection(&notes);
    let folder = folder.path();
    lint(folder, &[".", "--write-baseline", "--jobs", "1"]);
    let text = baseline(folder);
    let written = fs::metadata(folder.join("known.jsonl")).unwrap().modified().unwrap();
    lint(folder, &[".", "--write-baseline", "--jobs", "8"]);
    assert_eq!(baseline(folder), text);
    assert_eq!(fs::metadata(folder.join("known.jsonl")).unwrap().modified().unwrap(), written);
    let mut sorted: Vec<&str> = text.lines().skip(1).collect();
    sorted.sort_unstable();
    assert_eq!(text.lines().skip(1).collect::<Vec<_>>(), sorted);
}

#[test]
fn a_baseline_with_a_conflict_is_a_fault_at_its_line() {
    let folder = collection(&[("a.md", OLD)]);
    lint(folder.path(), &[".", "--write-baseline"]);
    let text = baseline(folder.path()).replacen('\n', "\n<<<<<<< HEAD\n", 1);
    write(folder.path(), "known.jsonl", &text);
    let output = lint(folder.path(), &["."]);
    assert_eq!(code(&output), 2);
    assert_eq!(json(&output)["faults"][0]["range"]["start"]["line"], 2);
}

#[test]
fn baselines_that_grow_on_two_branches_merge() {
    let folder = collection(&[("a.md", "# A\n"), ("m.md", OLD), ("z.md", "# Z\n")]);
    let folder = folder.path();
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
        let done = Command::new("git").current_dir(folder).args(identity).args(arguments).output().unwrap();
        assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stdout));
    };
    let commit = |name: &str| {
        lint(folder, &[".", "--write-baseline"]);
        git(&["add", "-A"]);
        git(&["commit", "-q", "-m", name]);
    };
    git(&["init", "-q", "-b", "main"]);
    commit("all");
    git(&["checkout", "-q", "-b", "other"]);
    write(folder, "a.md", "# A\n\nhttps:/a.example/\n");
    commit("a");
    git(&["checkout", "-q", "main"]);
    write(folder, "z.md", "# Z\n\nhttps:/z.example/\n");
    commit("z");
    git(&["merge", "-q", "other"]);
    assert_eq!(code(&lint(folder, &[".", "--strict-baseline"])), 0);
    assert_eq!(baseline(folder).lines().count(), 4);
}
