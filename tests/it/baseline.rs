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
    assert!(said.contains("notelint-baseline.jsonl: recorded 1 entry\n"), "{said}");
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
fn entries_of_rules_that_were_not_run_are_kept() {
    let folder = collection(&[("a.md", OLD), ("b.md", "# B  \n\nhttps:/b.example/\n")]);
    let folder = folder.path();
    lint(folder, &[".", "--write-baseline"]);
    let before = baseline(folder);
    for selection in [["--select", "text"], ["--ignore", "link"], ["--select", "link/invalid-url"]] {
        let strict =
            run(folder, [".", "--baseline", "known.jsonl", "--strict-baseline"].iter().chain(&selection));
        assert_eq!((code(&strict), stderr(&strict)), (0, String::new()), "{selection:?}");
        run(folder, [".", "--baseline", "known.jsonl", "--write-baseline"].iter().chain(&selection));
        assert_eq!(baseline(folder), before, "{selection:?}");
    }
}

#[test]
fn what_the_collection_says_of_a_note_is_kept_where_the_collection_is_not_known() {
    let folder = tempfile::tempdir().unwrap();
    let notes = folder.path().join("notes");
    fs::create_dir(&notes).unwrap();
    for name in ["a.md", "b.md"] {
        write(&notes, name, "# T1-01-01 One\n\n[gone](gone.md)\n");
    }
    let check = |paths: &[&str], more: &[&str]| {
        let all = ["--baseline", "known.jsonl", "--isolated"];
        run(folder.path(), paths.iter().chain(&all).chain(more))
    };
    check(&["notes"], &["--write-baseline"]);
    let before = baseline(folder.path());
    assert!(before.contains("vault/duplicate-id"), "{before}");
    let alone = check(&["notes/b.md"], &["--strict-baseline"]);
    assert_eq!((code(&alone), stderr(&alone)), (0, String::new()));
    check(&["notes/b.md"], &["--write-baseline"]);
    assert_eq!(baseline(folder.path()), before);
    write(&notes, "b.md", "# T1-01-02 Two\n\n[gone](gone.md)\n");
    assert_eq!(code(&check(&["notes"], &["--strict-baseline"])), 1);
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

/// A type whose parts are reported together if they are missing.
const PARTS: &str = "\
x-note: { type: page }
type: object
required: [frontmatter, title, sections]
properties:
  frontmatter: { type: object, required: [date, tags] }
  title: { type: string }
  sections:
    type: object
    required: [points, rating, swot, notes, more]
    properties:
      points:
        type: array
        x-note: { heading: Points, content: points, list: ordered }
        items: { type: object, required: [lead, text] }
      rating:
        type: object
        x-note: { heading: Rating, content: rating }
        required: [depth, reach, cost]
        properties: { depth: &axis { type: object, required: [score, reason] }, reach: *axis, cost: *axis }
      swot:
        type: object
        x-note: { heading: SWOT, content: swot }
        required: [s, w, o]
        properties:
          s: { type: array, x-note: { heading: Strengths } }
          w: { type: array, x-note: { heading: Weaknesses } }
          o: { type: array, x-note: { heading: Opportunities } }
      notes: { type: string, x-note: { heading: My Notes } }
      more: { type: string, x-note: { heading: More } }
";

/// A note that lacks nothing.
const COMPLETE: &str = "\
---
date: 2026-11-27
tags: []
kind: a
---

# Tides

## Points

1. **Moon**: pulls.
2. **Sun**: pulls too.
3. **Wind**: pushes.

## Rating

- **depth**: ⭐⭐⭐⭐☆(deep)
- **reach**: ⭐⭐⭐☆☆(far)
- **cost**: ⭐⭐☆☆☆(high)

## SWOT

### Strengths

- Steady.

### Weaknesses

- Slow.

### Opportunities

- Many.

## My Notes

Text.

## More

Text.
";

/// What is shown of a note that loses first `known`, then `new`: each is replaced by the text after it. The
/// first loss is in the baseline.
fn told(known: &[(&str, &str)], new: &[(&str, &str)]) -> (Vec<Value>, String) {
    let folder = collection(&[]);
    let folder = folder.path();
    write(folder, "page.yaml", PARTS);
    let lose = |text: String, losses: &[(&str, &str)]| {
        losses.iter().fold(text, |text, (old, new)| {
            assert!(text.contains(old), "{old}");
            text.replacen(old, new, 1)
        })
    };
    let before = lose(COMPLETE.to_owned(), known);
    write(folder, "a.md", &before);
    lint(folder, &[".", "--write-baseline"]);
    let silent = lint(folder, &[".", "--strict-baseline"]);
    assert_eq!((code(&silent), shown(&silent)), (0, vec![]), "{}", stderr(&silent));
    write(folder, "a.md", &lose(before, new));
    let output = lint(folder, &["."]);
    (json(&output)["diagnostics"].as_array().unwrap().clone(), stderr(&output))
}

/// Like [`told`], where nothing becomes stale: the messages.
fn messages(known: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<String> {
    let (diagnostics, notices) = told(known, new);
    assert_eq!(notices, "");
    diagnostics.iter().map(|it| it["message"].as_str().unwrap().to_owned()).collect()
}

const DEPTH: (&str, &str) = ("- **depth**: ⭐⭐⭐⭐☆(deep)\n", "");
const REACH: (&str, &str) = ("- **reach**: ⭐⭐⭐☆☆(far)\n", "");
const STRENGTHS: (&str, &str) = ("### Strengths\n\n- Steady.\n\n", "");
const WEAKNESSES: (&str, &str) = ("### Weaknesses\n\n- Slow.\n\n", "");
const NOTES: (&str, &str) = ("\n## My Notes\n\nText.\n", "");
const MORE: (&str, &str) = ("\n## More\n\nText.\n", "");

#[test]
fn of_what_is_missing_together_only_what_is_new_is_shown() {
    assert_eq!(messages(&[DEPTH], &[REACH]), ["missing score for `reach`"]);
    assert_eq!(messages(&[REACH], &[DEPTH]), ["missing score for `depth`"]);
    assert_eq!(messages(&[STRENGTHS], &[WEAKNESSES]), ["missing quadrant `Weaknesses` (found 1 of 3)"]);
    assert_eq!(messages(&[NOTES], &[MORE]), ["missing section `More`"]);
    assert_eq!(messages(&[MORE], &[NOTES]), ["missing section `My Notes`"]);
    assert_eq!(messages(&[("date: 2026-11-27\n", "")], &[("tags: []\n", "")]), ["missing key `tags`"]);
    assert_eq!(messages(&[("tags: []\n", "")], &[("date: 2026-11-27\n", "")]), ["missing key `date`"]);
}

#[test]
fn a_fix_of_what_is_new_repairs_only_that() {
    let titles = |known, new| -> Vec<String> {
        let (diagnostics, _) = told(&[known], &[new]);
        diagnostics.iter().map(|it| it["fix"]["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles(NOTES, MORE), ["Insert section `More`"]);
    assert_eq!(titles(STRENGTHS, WEAKNESSES), ["Insert `Weaknesses`"]);
}

#[test]
fn of_what_a_list_or_rating_reports_together_only_what_is_new_is_shown() {
    let [moon, sun, wind] =
        [("**Moon**: pulls", "Moon pulls"), ("**Sun**: pulls too", "Sun too"), ("**Wind**: p", "Wind p")];
    let no_lead = |number: usize| format!("point {number} has no lead, expected bold text at its start");
    assert_eq!(messages(&[moon, sun], &[wind]), [no_lead(3)]);
    assert_eq!(
        messages(&[moon], &[sun, wind]),
        ["points 2 and 3 have no lead, expected bold text at the start of each"]
    );
    // All three are known, one by one or together.
    let lead = ("Wind p", "**Wind**: p");
    assert_eq!(messages(&[moon, sun], &[]), [""; 0]);
    let (shown, notices) = told(&[moon, sun, wind], &[lead]);
    assert_eq!((shown.len(), notices.matches("stale").count()), (0, 1));

    let numbers = [("2. **Sun", "4. **Sun"), ("3. **Wind", "7. **Wind")];
    assert_eq!(messages(&numbers[..1], &numbers[1..]), ["expected number 3, found 7"]);
    let reasons = [("(deep)", ""), ("(far)", ""), ("(high)", "")];
    assert_eq!(messages(&reasons[..2], &reasons[2..]), ["missing reason for the score of `cost`"]);
    let titles = [("\n## Points", "\n# One\n\n## Points"), ("\n## Rating", "\n# Two\n\n## Rating")];
    assert_eq!(messages(&titles[..1], &titles[1..]), ["expected one `#` heading, found 3"]);
}

#[test]
fn what_is_mended_of_what_is_missing_together_is_stale_by_name() {
    let (shown, notices) =
        told(&[DEPTH, REACH], &[("- **cost**", "- **depth**: ⭐⭐⭐⭐☆(deep)\n- **cost**")]);
    assert_eq!(shown.len(), 0);
    let notices = notices.split_whitespace().filter(|word| *word != "|").collect::<Vec<_>>().join(" ");
    assert!(notices.contains("`rating/missing-axis` for `depth` no longer occurs in `a.md`"), "{notices}");
}

#[test]
fn what_is_reported_together_is_named() {
    let (shown, _) = told(&[], &[DEPTH, REACH, STRENGTHS, WEAKNESSES, NOTES]);
    let members: Vec<_> = shown.iter().map(|it| (it["rule"].as_str().unwrap(), it.get("members"))).collect();
    assert_eq!(
        members,
        [
            ("structure/section-missing", None),
            ("rating/missing-axis", Some(&serde_json::json!(["depth", "reach"]))),
            ("swot/incomplete", Some(&serde_json::json!(["Strengths", "Weaknesses"]))),
        ]
    );
    // What is there is no part of what identifies it.
    let (more, _) = told(&[("- **cost**", "- **price**")], &[DEPTH, REACH]);
    let fingerprint = |found: &[Value]| {
        let axes = found.iter().find(|it| it["members"] == serde_json::json!(["depth", "reach"]));
        axes.map(|it| it["fingerprint"].clone())
    };
    assert_eq!(fingerprint(&shown), fingerprint(&more));
}

#[test]
fn characters_of_one_line_are_known_as_often_as_they_were_there() {
    let (shown, _) = told(&[], &[("Text.", "Te\u{200b}xt\u{ad}.")]);
    assert_eq!(shown[0]["members"], serde_json::json!(["U+200B", "U+00AD"]));
    assert_eq!(messages(&[("Text.", "Te\u{200b}xt\u{ad}.")], &[("Steady", "Firm")]), [""; 0]);
}

#[test]
fn what_one_line_reports_together_is_named_up_to_a_bound() {
    let many = format!("# A\n\nText.{}\n", "\u{200b}".repeat(1_500));
    let folder = collection(&[("a.md", &many)]);
    lint(folder.path(), &[".", "--write-baseline"]);
    let recorded = baseline(folder.path());
    assert_eq!(recorded.matches("text/invisible-character").count(), 1_000);
    assert_eq!(shown(&lint(folder.path(), &[".", "--strict-baseline"])), []);
}

#[test]
fn of_a_long_line_the_text_around_what_is_known_counts() {
    let url = "https:/old.example/";
    let line = |before: &str, after: &str| {
        format!("# A\n\n{before}{} {url}{}{after}\n", " word".repeat(100), " 語".repeat(300))
    };
    let folder = collection(&[("a.md", &line("", ""))]);
    let folder = folder.path();
    let check = |text: &str| {
        write(folder, "a.md", text);
        let output = lint(folder, &[".", "--select", "link/invalid-url"]);
        (shown(&output).len(), stderr(&output).matches("stale").count())
    };
    lint(folder, &[".", "--write-baseline", "--select", "link/invalid-url"]);
    assert!(baseline(folder).len() < 1_000, "not the whole line is recorded");
    assert_eq!(check(&line("", "")), (0, 0));
    assert_eq!(check(&line("Far before.", "Far after.")), (0, 0));
    assert_eq!(check(&line("", "").replace(url, &format!("near {url}"))), (1, 1));
    // The same again in another part of the line is new.
    assert_eq!(check(&line("", &format!(" {url}"))), (1, 0));
}

#[test]
fn a_baseline_of_an_earlier_version_is_written_anew_over_all_notes() {
    let folder = collection(&[("a.md", OLD), ("b.md", OLD)]);
    let folder = folder.path();
    lint(folder, &[".", "--write-baseline"]);
    let new = baseline(folder);
    write(folder, "known.jsonl", &new.replacen('2', "1", 1));
    for arguments in [&["."][..], &["a.md", "--write-baseline"]] {
        let output = lint(folder, arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(stderr(&output).contains("is of an earlier version"), "{}", stderr(&output));
    }
    assert_eq!(code(&lint(folder, &[".", "--write-baseline"])), 0);
    assert_eq!(baseline(folder), new);
}
