//! The process: its streams, its environment, its files.

use std::{
    fs,
    io::{Read, Write},
    path::Path,
    process::{Command, Output, Stdio},
};

use notelint::rules::{TABLE, find};

use crate::support::{collection_of, json, notelint, run};

const TYPE: &str = "\
x-note: { type: talk }
type: object
properties:
  sections:
    type: object
    required: [rating]
    properties:
      rating:
        x-note: { heading: Rating, content: rating, scale: 5, symbols: { full: ⭐, empty: ☆ } }
        type: object
        properties: { clarity: { type: object, properties: { score: { type: number } } } }
";

const NOTE: &str = "# A\n\n## Rating\n\n- **clarity**: ★★★★ (図)\n";

const REPAIRED: &str = "# A\n\n## Rating\n\n- **clarity**: ⭐⭐⭐⭐☆ (図)\n";

fn folder(notes: &[(&str, &str)]) -> tempfile::TempDir {
    collection_of("talk", TYPE, notes)
}

fn folder_of_many(notes: usize) -> tempfile::TempDir {
    let folder = folder(&[]);
    for number in 0..notes {
        let note = NOTE.replacen('A', &number.to_string(), 1);
        fs::write(folder.path().join(format!("{number}.md")), note).unwrap();
    }
    folder
}

fn with_stdin(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut command = notelint(folder);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn standard_input_is_a_note() {
    let folder = folder(&[]);
    let output = with_stdin(folder.path(), &["-", "--format", "concise"], NOTE.as_bytes());
    assert!(text(&output.stdout).starts_with("<stdin>:5:16: warning[rating/style]"), "{output:?}");
    let named = ["-", "--stdin-filename", "b.md", "--format", "concise"];
    let output = with_stdin(folder.path(), &named, NOTE.as_bytes());
    assert!(text(&output.stdout).starts_with("b.md:5:16: "), "{output:?}");
    let output = with_stdin(folder.path(), &["-"], NOTE.as_bytes());
    assert!(text(&output.stdout).contains("5 | - **clarity**: ★★★★"), "an excerpt: {output:?}");
}

#[test]
fn standard_input_is_repaired_to_standard_output() {
    let folder = folder(&[]);
    let output = with_stdin(folder.path(), &["--fix", "-"], NOTE.as_bytes());
    assert_eq!(text(&output.stdout), REPAIRED);
    assert!(text(&output.stderr).contains("1 fixed, none remaining"), "{output:?}");
    let output = with_stdin(folder.path(), &["--fix", "-"], REPAIRED.as_bytes());
    assert_eq!(text(&output.stdout), REPAIRED, "also where nothing changes");
    let output = with_stdin(folder.path(), &["--diff", "-", "--stdin-filename", "a.md"], NOTE.as_bytes());
    assert!(text(&output.stdout).starts_with("--- a/a.md\n+++ b/a.md\n"), "{output:?}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn standard_input_that_is_no_text_is_a_fault() {
    let folder = folder(&[]);
    let output = with_stdin(folder.path(), &["-", "--format", "json"], b"a\xff");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(json(&output)["faults"][0]["path"], "<stdin>");
}

#[test]
fn extract_of_standard_input_has_no_path() {
    let folder = folder(&[]);
    let output = with_stdin(folder.path(), &["extract", "-", "--format", "jsonl"], REPAIRED.as_bytes());
    let note: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let keys: Vec<&String> = note.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["type", "title", "sections"]);
}

#[test]
fn a_reader_that_has_had_enough_is_no_error() {
    let folder = folder_of_many(600);
    for arguments in [&["--format", "json"][..], &[], &["extract"], &["--diff"]] {
        let mut command = notelint(folder.path());
        command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut first = [0; 1];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        let expected = i32::from(arguments == ["--diff"]);
        assert_eq!(output.status.code(), Some(expected), "{arguments:?}: {}", text(&output.stderr));
        assert!(!text(&output.stderr).contains("error"), "{arguments:?}: {}", text(&output.stderr));
    }
}

#[test]
fn output_is_the_same_for_any_number_of_threads() {
    let folder = folder_of_many(200);
    for arguments in [&["--format", "json"][..], &["--statistics"], &["extract"], &["--diff"]] {
        let with = |jobs: &str| run(folder.path(), arguments.iter().chain(&["--jobs", jobs])).stdout;
        let one = with("1");
        if arguments == ["--statistics"] {
            assert!(text(&one).contains("   200  "), "{}", text(&one));
        } else {
            assert!(one.len() > 10_000);
        }
        for jobs in ["2", "7"] {
            assert!(with(jobs) == one, "{arguments:?} with {jobs} threads");
        }
    }
}

#[test]
fn outputs_go_where_they_are_sent() {
    let folder = folder(&[("a.md", NOTE)]);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let output = run(folder.path(), ["--output", "json=a.json", "--output", "concise"]);
    assert!(
        text(&output.stdout).starts_with("a.md:5:16: warning"),
        "the format alone is printed: {output:?}"
    );
    assert!(read("a.json").contains("\"rating/style\""));
    let output = run(folder.path(), ["--format", "concise", "--output", "a.txt"]);
    assert_eq!(text(&output.stdout), "", "the file takes the place of standard output");
    assert!(read("a.txt").starts_with("a.md:5:16: warning"));
    let output = run(folder.path(), ["--output", "concise=a.txt"]);
    assert!(text(&output.stdout).contains("1 note checked"), "beside it, people are told: {output:?}");
}

#[test]
fn an_output_that_cannot_be_written_is_a_fault() {
    let folder = folder(&[("a.md", NOTE)]);
    let output = run(
        folder.path(),
        ["--output", "json=no/such/folder.json", "--output", "sarif=a.sarif", "--output", "concise"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("no/such/folder.json: cannot be saved"), "{output:?}");
    assert!(text(&output.stdout).starts_with("a.md:5:16: warning"), "the others are written: {output:?}");
    assert!(fs::read_to_string(folder.path().join("a.sarif")).unwrap().contains("rating/style"));
}

/// Whether `arguments` print colours in an environment with `variables`.
fn is_colored(arguments: &[&str], variables: &[(&str, &str)]) -> bool {
    let folder = folder(&[("a.md", NOTE)]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_notelint"));
    command
        .current_dir(folder.path())
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("CLICOLOR");
    let output = command.args(arguments).envs(variables.iter().copied()).output().unwrap();
    text(&output.stdout).contains("\u{1b}[")
}

#[test]
fn colours_are_as_the_user_wants() {
    assert!(!is_colored(&[], &[]), "not in a pipe");
    assert!(is_colored(&["--color", "always"], &[]));
    assert!(is_colored(&["--color", "always"], &[("NO_COLOR", "1")]), "the flag wins");
    assert!(is_colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!is_colored(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!is_colored(&["--format", "concise", "--color", "always"], &[]), "never in what programs read");
    assert!(is_colored(&["--diff", "--color", "always"], &[]));
}

#[test]
fn unicode_is_drawn_where_it_is_seen_unless_ascii_is_asked_for() {
    let folder = folder(&[("a.md", NOTE)]);
    let draw = |arguments: &[&str], locale: &str| {
        let output =
            notelint(folder.path()).args(arguments).env("LC_ALL", locale).env("LANG", locale).output();
        String::from_utf8(output.unwrap().stdout).unwrap().contains('╭')
    };
    assert!(!draw(&[], "C.UTF-8"), "a pipe gets ASCII");
    assert!(draw(&["--color", "always"], "C.UTF-8"));
    assert!(!draw(&["--color", "always", "--ascii"], "C.UTF-8"));
}

#[test]
fn the_environment_can_name_the_configuration() {
    let folder = folder(&[("a.md", NOTE)]);
    fs::write(folder.path().join("other.yaml"), "types: []\n").unwrap();
    let skipped = |arguments: &[&str]| {
        let mut command = notelint(folder.path());
        command.env("NOTELINT_CONFIG", "other.yaml").args(["--format", "json"]).args(arguments);
        json(&command.output().unwrap())["summary"]["skipped"] == 1
    };
    assert!(skipped(&[]));
    assert!(!skipped(&["--config", "notelint.yaml"]), "the flag wins");
    assert!(!skipped(&["--isolated"]));
}

#[test]
fn completions_and_manual_are_printed() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(here, ["completions", shell]).stdout;
        assert!(text(&script).contains("unsafe-fixes"), "{shell}");
    }
    let page = run(here, ["man"]).stdout;
    assert!(text(&page).contains(".TH NOTELINT 1") && text(&page).contains(r"\-\-unsafe\-fixes"));
    assert!(text(&page).contains(".SH EXIT CODES\n.nf\n") && text(&page).contains("notelint\\-extract(1)"));
    let page = run(here, ["man", "extract"]).stdout;
    assert!(text(&page).contains(".TH NOTELINT-EXTRACT 1") && text(&page).contains("jsonl: "));
    assert!(!text(&page).contains(".SH COMMANDS"), "extract has none");
}

#[test]
fn quiet_leaves_out_what_is_not_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), ["--quiet", "init"]);
    assert_eq!((output.status.code(), text(&output.stdout), text(&output.stderr)), (Some(0), "", ""));
    assert!(folder.path().join("notelint.yaml").is_file());
    let output = run(folder.path(), ["init", "--quiet"]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""));
    assert!(text(&output.stderr).contains("notelint.yaml: already exists"), "a failure is told: {output:?}");
}

#[test]
fn faults_and_usage_errors_have_the_colours_that_are_asked_for() {
    let folder = folder(&[]);
    for (arguments, expected) in [
        (&["--color", "always", "explain", "poetry"][..], true),
        (&["explain", "poetry", "--color=always"], true),
        (&["explain", "poetry"], false),
        (&["--color", "always", "--bogus"], true),
        (&["--bogus", "--color=never"], false),
        (&["--color=always", "--fix", "rules"], true),
    ] {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(text(&output.stderr).contains("\u{1b}["), expected, "{arguments:?}: {output:?}");
    }
    let help = run(folder.path(), ["--color", "always", "help", "rules"]);
    assert!(text(&help.stdout).contains("\u{1b}["), "{help:?}");
}

#[test]
fn a_path_called_like_a_command_is_checked_where_it_is_written_as_a_path() {
    let folder = folder(&[]);
    fs::create_dir(folder.path().join("rules")).unwrap();
    fs::write(folder.path().join("rules/a.md"), NOTE).unwrap();
    for arguments in [&["./rules"][..], &["check", "rules"]] {
        let output = run(folder.path(), arguments.iter().chain(&["--format", "concise"]));
        assert!(text(&output.stdout).starts_with("rules/a.md:5:16: "), "{arguments:?}: {output:?}");
    }
}

/// What `arguments` print in an environment where `COLUMNS` is as given.
fn printed(arguments: &[&str], columns: Option<&str>) -> String {
    let mut command = notelint(Path::new(env!("CARGO_MANIFEST_DIR")));
    command.env_remove("COLUMNS").envs(columns.map(|columns| ("COLUMNS", columns)));
    let output = command.args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn rules_are_one_line_each_in_a_pipe_and_wrapped_to_a_width() {
    let table = printed(&["rules"], None);
    for rule in TABLE.iter().map(|rule| &rule.meta) {
        let is_whole =
            |line: &str| line.trim_start().starts_with(rule.id.as_str()) && line.ends_with(rule.summary);
        assert!(table.lines().any(is_whole), "{}:\n{table}", rule.id);
    }
    let syntax = find("frontmatter/syntax").unwrap().meta.summary;
    for columns in ["30", "70", "100"] {
        let table = printed(&["rules"], Some(columns));
        let width = columns.parse().unwrap();
        // The legend is a sentence a line.
        let table = &table[..table.find("Fix: ").unwrap()];
        assert!(table.lines().all(|line| line.chars().count() <= width), "{columns}:\n{table}");
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let at = table.find("frontmatter/syntax").unwrap();
        assert!(words(&table[at..]).contains(syntax), "{columns}:\n{table}");
    }
    assert!(!printed(&["rules", "--quiet"], None).contains("notelint explain"));
}

#[test]
fn rules_and_explain_have_colours_where_they_are_wanted() {
    for arguments in [&["rules"][..], &["explain", "rating"], &["explain", "rating/range"]] {
        let with = |color| printed(&[arguments, &["--color", color]].concat(), None);
        assert!(with("always").contains("\u{1b}["), "{arguments:?}");
        assert!(!with("never").contains("\u{1b}["), "{arguments:?}");
        assert!(!with("auto").contains("\u{1b}["), "{arguments:?}: not in a pipe");
    }
}

#[test]
fn explain_prints_the_source_in_a_pipe_and_renders_it_on_request() {
    let source = printed(&["explain", "rating/range"], None);
    assert!(source.starts_with("# rating/range\n\nSeverity: error"), "{source}");
    assert!(source.contains("```markdown\n# Café Bleu\n"), "{source}");
    let colored = printed(&["explain", "rating/range", "--color", "always"], None);
    assert!(!colored.contains("```"), "who forces colours reads it: {colored}");
    for columns in ["40", "80", "120"] {
        let arguments = ["explain", "rating/range", "--format", "human", "--color", "never"];
        let rendered = printed(&arguments, Some(columns));
        assert!(rendered.contains("  | # Café Bleu\n"), "{rendered}");
        let width = columns.parse().unwrap();
        let prose = rendered.lines().filter(|line| !line.starts_with("  |"));
        assert!(prose.clone().all(|line| line.chars().count() <= width), "{columns}:\n{rendered}");
        assert!(prose.clone().any(|line| line.chars().count() > width - 16), "{columns}:\n{rendered}");
    }
    let source = printed(&["explain", "rating", "--format", "markdown"], Some("40"));
    assert!(source.starts_with("# rating\n\n| rule | severity |"), "{source}");
    assert!(source.contains("| `rating/style` | warning | safe |"), "{source}");
}
