//! `baseline` in the configuration: it holds for each run over its notes, whatever the command line says.

use std::{
    fs,
    path::Path,
    process::{Output, Stdio},
    sync::Arc,
};

use notelint::{BaselineChoice, Options, Overlay, Workspace};

use crate::support::{folder, json, notelint, run, write};

const CONFIG: &str = "baseline: known.jsonl\ntypes: [{ name: page, schema: page.yaml }]\n";
const TYPE: &str = "x-note: { type: page }\ntype: object\n";
const OLD: &str = "# Old\n\nSee https:/old.example/ here.\n";
const BOTH: &str = "# Old\n\nSee https:/old.example/ here.\n\nAnd https:/new.example/ there.\n";

fn collection(files: &[(&str, &str)]) -> tempfile::TempDir {
    folder(&[&[("notelint.yaml", CONFIG), ("page.yaml", TYPE)], files].concat())
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// What is said beside the report, without its line breaks.
fn stderr(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    text.split_whitespace().filter(|word| *word != "|").collect::<Vec<_>>().join(" ")
}

/// The diagnostics of a run, each as `path:line`, and how many the baselines hide.
fn shown(folder: &Path, arguments: &[&str]) -> (Vec<String>, u64) {
    let report = json(&run(folder, arguments.iter().chain(&["--format", "json"])));
    let line = |found: &serde_json::Value| {
        format!("{}:{}", found["path"].as_str().unwrap(), found["range"]["start"]["line"])
    };
    let found = report["diagnostics"].as_array().unwrap().iter().map(line).collect();
    (found, report["summary"]["baselined"].as_u64().unwrap())
}

fn entries(folder: &Path, file: &str) -> Vec<String> {
    let text = fs::read_to_string(folder.join(file)).unwrap();
    let path = |line: &str| {
        serde_json::from_str::<serde_json::Value>(line).unwrap()["path"].as_str().unwrap().to_owned()
    };
    text.lines().skip(1).map(path).collect()
}

#[test]
fn it_holds_for_each_run_and_format() {
    let folder = collection(&[("a.md", OLD), ("sub/b.md", OLD)]);
    let folder = folder.path();
    let written = run(folder, ["--write-baseline"]);
    assert_eq!(code(&written), 0, "{}", stderr(&written));
    assert!(stderr(&written).contains("known.jsonl: recorded 2 entries"), "{}", stderr(&written));
    assert!(!stderr(&written).contains("--baseline"), "it is used already: {}", stderr(&written));
    assert!(!folder.join("notelint-baseline.jsonl").exists());
    assert_eq!(shown(folder, &[]), (vec![], 2));
    assert_eq!(shown(folder, &["sub/b.md"]), (vec![], 1));
    assert_eq!(shown(&folder.join("sub"), &["."]), (vec![], 1));
    assert_eq!(shown(folder, &["--jobs", "1", "--config", "notelint.yaml"]), (vec![], 2));
    for format in ["human", "concise", "sarif", "github", "gitlab", "junit", "markdown", "jsonl"] {
        let output = run(folder, ["--format", format]);
        assert!(!String::from_utf8_lossy(&output.stdout).contains("old.example"), "{format}");
        assert_eq!(code(&output), 0, "{format}");
    }
    write(folder, &[("sub/b.md", BOTH)]);
    assert_eq!(shown(folder, &[]), (vec!["sub/b.md:5".to_owned()], 2));
    assert_eq!(code(&run(folder, ["."])), 1);
}

#[test]
fn the_command_line_overrides_it() {
    let folder = collection(&[("a.md", OLD)]);
    let folder = folder.path();
    run(folder, ["--write-baseline"]);
    assert_eq!(shown(folder, &["--no-baseline"]), (vec!["a.md:3".to_owned()], 0));
    run(folder, ["--write-baseline", "--baseline", "none.jsonl", "--select", "text/bom"]);
    assert_eq!(shown(folder, &["--baseline", "none.jsonl"]), (vec!["a.md:3".to_owned()], 0));
    assert_eq!(shown(folder, &["--isolated"]), (vec!["a.md:3".to_owned()], 0));
    let both = run(folder, ["--no-baseline", "--write-baseline"]);
    assert_eq!(code(&both), 2);
    fs::remove_file(folder.join("known.jsonl")).unwrap();
    assert_eq!(shown(folder, &["--no-baseline"]).0, ["a.md:3"], "it need not exist then");
}

#[test]
fn one_that_is_missing_is_a_fault_that_says_how_to_write_it() {
    let folder = collection(&[("a.md", OLD)]);
    let folder = folder.path();
    let output = run(folder, ["--format", "concise"]);
    assert_eq!(code(&output), 2);
    let said = stderr(&output);
    let place = "the baseline `known.jsonl` does not exist ,-[notelint.yaml:1:11]";
    assert!(said.contains(place), "{said}");
    assert!(said.contains("`notelint --write-baseline`"), "{said}");
    assert!(output.stdout.is_empty(), "what it hides is not reported as new");
    write(folder, &[("b.md", "# B  \n")]);
    assert_eq!(code(&run(folder, ["--fix"])), 2);
    assert_eq!(fs::read_to_string(folder.join("b.md")).unwrap(), "# B  \n");
    fs::remove_file(folder.join("b.md")).unwrap();
    // That of notes that are not checked is not read.
    write(folder, &[("sub/notelint.yaml", "types: []\n"), ("sub/c.md", "# C\n")]);
    assert_eq!(code(&run(folder, ["sub"])), 0);
    fs::remove_dir_all(folder.join("sub")).unwrap();
    // Nothing but a check needs it.
    for arguments in [&["extract"][..], &["types"], &["--show-files"], &["--show-settings"]] {
        assert_eq!(code(&run(folder, arguments)), 0, "{arguments:?}");
    }
    assert_eq!(code(&run(folder, ["--write-baseline"])), 0);
    assert_eq!(code(&run(folder, ["."])), 0);
    fs::write(folder.join("known.jsonl"), "{\"notelint-baseline\":2}\n<<<<<<< HEAD\n").unwrap();
    let broken = run(folder, ["."]);
    assert_eq!(code(&broken), 2);
    assert!(stderr(&broken).contains(",-[known.jsonl:2:1]"), "{}", stderr(&broken));
}

#[test]
fn the_notes_of_each_configuration_have_its_own() {
    let inner = CONFIG.replace("page.yaml", "../page.yaml");
    let shared = inner.replace("known.jsonl", "../known.jsonl");
    let none = inner.replace("baseline: known.jsonl\n", "");
    let folder = collection(&[
        ("a.md", OLD),
        ("own/notelint.yaml", &inner),
        ("own/b.md", OLD),
        ("shared/notelint.yaml", &shared),
        ("shared/c.md", OLD),
        ("none/notelint.yaml", &none),
        ("none/d.md", OLD),
    ]);
    let folder = folder.path();
    let written = run(folder, ["--write-baseline"]);
    assert_eq!(code(&written), 0, "{}", stderr(&written));
    assert_eq!(entries(folder, "known.jsonl"), ["a.md", "shared/c.md"]);
    assert_eq!(entries(folder, "own/known.jsonl"), ["b.md"]);
    assert_eq!(entries(folder, "notelint-baseline.jsonl"), ["none/d.md"]);
    assert_eq!(shown(folder, &[]), (vec!["none/d.md:3".to_owned()], 3));
    let said = stderr(&written);
    assert!(said.contains("use it in later runs as `baseline` in `notelint.yaml`"), "{said}");
    // Those that a run does not check keep theirs.
    assert_eq!(code(&run(folder, ["shared", "--write-baseline"])), 0);
    assert_eq!(entries(folder, "known.jsonl"), ["a.md", "shared/c.md"]);
    assert_eq!(shown(folder, &["shared/c.md", "own", "--strict-baseline"]), (vec![], 2));

    // A note that gets another configuration leaves a stale entry, which the next writing removes.
    write(folder, &[("shared/notelint.yaml", &inner)]);
    fs::write(folder.join("shared/known.jsonl"), "{\"notelint-baseline\":2}\n").unwrap();
    let output = run(folder, ["--strict-baseline"]);
    assert!(stderr(&output).contains("no longer occurs in `shared/c.md`"), "{}", stderr(&output));
    run(folder, ["--write-baseline"]);
    assert_eq!(entries(folder, "known.jsonl"), ["a.md"]);
    assert_eq!(entries(folder, "shared/known.jsonl"), ["c.md"]);
}

#[test]
fn what_no_later_run_would_read_is_not_recorded() {
    let own = CONFIG.replace("known.jsonl", "notelint-baseline.jsonl");
    let none = CONFIG.replace("page.yaml", "../page.yaml").replace("baseline: known.jsonl\n", "");
    let folder = folder(&[
        ("notelint.yaml", &*own),
        ("page.yaml", TYPE),
        ("a.md", OLD),
        ("none/notelint.yaml", &none),
        ("none/d.md", OLD),
    ]);
    let folder = folder.path();
    let written = run(folder, ["--write-baseline", "--format", "concise"]);
    assert_eq!(entries(folder, "notelint-baseline.jsonl"), ["a.md"]);
    assert_eq!(shown(folder, &[]), (vec!["none/d.md:3".to_owned()], 1));
    let said = stderr(&written);
    assert!(said.contains("none/notelint.yaml: its notes are not recorded:"), "{said}");
    assert!(!stderr(&run(folder, ["."])).contains("stale"), "entries that nothing uses");
    // Alone, it is no other one's.
    fs::write(folder.join("none/notelint.yaml"), none + "baseline: notelint-baseline.jsonl\n").unwrap();
    assert_eq!(code(&run(folder, ["--write-baseline"])), 0);
    assert_eq!(shown(folder, &[]), (vec![], 2));
}

#[test]
fn stale_entries_are_told_and_can_be_errors() {
    let folder = collection(&[("a.md", OLD)]);
    let folder = folder.path();
    run(folder, ["--write-baseline"]);
    write(folder, &[("a.md", "# Old\n")]);
    let output = run(folder, ["."]);
    assert_eq!(code(&output), 0);
    assert!(stderr(&output).contains("known.jsonl: stale baseline entry"), "{}", stderr(&output));
    assert_eq!(code(&run(folder, ["--strict-baseline"])), 1);
    run(folder, ["--write-baseline"]);
    assert_eq!(code(&run(folder, ["--strict-baseline"])), 0);

    fs::write(folder.join("notelint.yaml"), CONFIG.replace("baseline: known.jsonl\n", "")).unwrap();
    let unused = run(folder, ["--strict-baseline"]);
    assert_eq!(code(&unused), 2);
    assert!(stderr(&unused).contains("--strict-baseline: no baseline is used"), "{}", stderr(&unused));
}

#[test]
fn it_holds_for_standard_input_and_fixes() {
    let folder = collection(&[("sub/a.md", "# Old  \n\nSee https:/old.example/ here.\n")]);
    let folder = folder.path();
    run(folder, ["--write-baseline"]);
    let path = folder.join("sub/a.md");
    let mut command = notelint(folder);
    command.args(["-", "--stdin-filename", "sub/a.md", "--format", "json"]);
    let output = command.stdin(Stdio::from(fs::File::open(&path).unwrap())).output().unwrap();
    let report = json(&output);
    assert_eq!(report["diagnostics"].as_array().unwrap().len(), 0, "{report}");
    assert_eq!(report["summary"]["baselined"], 2);
    // What is hidden is repaired all the same, as with `--baseline`.
    let fixed = run(folder, ["--fix"]);
    assert_eq!(code(&fixed), 0, "{}", stderr(&fixed));
    assert_eq!(fs::read_to_string(&path).unwrap(), "# Old\n\nSee https:/old.example/ here.\n");
    assert!(
        stderr(&fixed).contains("stale baseline entry: `text/trailing-whitespace`"),
        "{}",
        stderr(&fixed)
    );
}

#[test]
fn the_cache_does_not_know_it() {
    let notes: Vec<(String, &str)> = (0..300).map(|at| (format!("n{at}.md"), OLD)).collect();
    let folder = collection(&notes.iter().map(|(name, text)| (name.as_str(), *text)).collect::<Vec<_>>());
    let folder = folder.path();
    run(folder, ["--write-baseline"]);
    assert_eq!(shown(folder, &[]), (vec![], 300));
    let text = fs::read_to_string(folder.join("known.jsonl")).unwrap();
    let fewer: Vec<&str> = text.lines().filter(|line| !line.contains("\"n7.md\"")).collect();
    fs::write(folder.join("known.jsonl"), fewer.join("\n")).unwrap();
    assert_eq!(shown(folder, &[]), (vec!["n7.md:3".to_owned()], 299));
}

#[test]
fn settings_name_it() {
    let folder = collection(&[("sub/a.md", OLD)]);
    let settings = |arguments: &[&str]| {
        let output = run(folder.path(), ["--show-settings"].iter().chain(arguments));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(settings(&[]).contains("  baseline    known.jsonl\n"), "{}", settings(&[]));
    assert!(settings(&["--baseline", "x/y.jsonl"]).contains("  baseline    x/y.jsonl\n"));
    assert!(!settings(&["--no-baseline"]).contains("  baseline"));
}

#[test]
fn it_is_no_note_and_in_the_repository() {
    let reported = |written: &str| {
        let folder = folder(&[
            (".git/HEAD", ""),
            ("in/notelint.yaml", &CONFIG.replace("known.jsonl", written)),
            ("in/page.yaml", TYPE),
            ("in/a.md", OLD),
            ("in/data.json", "{}"),
        ]);
        let output = run(&folder.path().join("in"), ["--write-baseline", "--format", "concise"]);
        let left = walkdir::WalkDir::new(folder.path()).into_iter().flatten().count();
        (code(&output), stderr(&output), left)
    };
    let before = reported("data.json").2;
    for (written, expected) in [
        ("data.json", "is not a notelint baseline file ,-[data.json:1:1]"),
        ("../../known.jsonl", "cannot be read: it is outside the repository"),
        ("/known.jsonl", "cannot be read: it is outside the repository"),
        ("known.md", "the baseline `known.md` has the name of a note"),
        ("../.git/hooks/x.jsonl", "the baseline `../.git/hooks/x.jsonl` is in a folder of Git"),
        ("''", "the baseline `` cannot be read"),
        ("page.yaml", "page.yaml: cannot be written: it is a schema of this run"),
    ] {
        let (code, said, left) = reported(written);
        assert_eq!((code, left), (2, before), "{written}: {said}");
        assert!(said.contains(expected), "{written}: {said}");
    }
    assert_eq!(reported("../known.jsonl").0, 0, "the repository is the limit, as for schemas");
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_it_out_of_the_repository() {
    let outside = folder(&[("known.jsonl", "{\"notelint-baseline\":2}\n")]);
    for git in [&[(".git/HEAD", "")][..], &[]] {
        let folder = collection(&[git, &[("a.md", OLD)]].concat());
        for target in ["known.jsonl", "new.jsonl"] {
            let link = folder.path().join("known.jsonl");
            fs::remove_file(&link).ok();
            std::os::unix::fs::symlink(outside.path().join(target), &link).unwrap();
            for arguments in [&["."][..], &["--write-baseline"]] {
                let output = run(folder.path(), arguments);
                assert_eq!(code(&output), 2, "{target} {arguments:?}");
                assert!(stderr(&output).contains("a symbolic link leads out of"), "{}", stderr(&output));
            }
        }
        let known = fs::read_to_string(outside.path().join("known.jsonl")).unwrap();
        assert_eq!((known.lines().count(), outside.path().join("new.jsonl").exists()), (1, false));
    }
}

#[test]
fn no_report_replaces_it() {
    let folder = collection(&[("a.md", OLD)]);
    let folder = folder.path();
    run(folder, ["--write-baseline"]);
    let before = fs::read_to_string(folder.join("known.jsonl")).unwrap();
    for config in [CONFIG, "typo: 1\n"] {
        fs::write(folder.join("notelint.yaml"), config).unwrap();
        for arguments in [&["--output", "json=known.jsonl"][..], &["--output", "json=known.jsonl", "a.md"]] {
            let output = run(folder, arguments);
            assert_eq!(code(&output), 2);
            assert!(stderr(&output).contains("known.jsonl: cannot be written"), "{}", stderr(&output));
            assert_eq!(fs::read_to_string(folder.join("known.jsonl")).unwrap(), before);
        }
    }
}

#[test]
fn what_is_written_wrong_is_a_fault() {
    for (config, expected) in [
        ("baseline: [a.jsonl]\n", "`baseline` is a list, expected a string ,-[notelint.yaml:1:11]"),
        ("baselin: a.jsonl\n", "did you mean `baseline`?"),
        ("types: [{ name: page, baseline: a.jsonl }]\n", "unknown key `baseline`"),
    ] {
        let folder = folder(&[("notelint.yaml", config), ("a.md", OLD)]);
        let output = run(folder.path(), ["--format", "concise"]);
        assert_eq!(code(&output), 2, "{config}");
        assert!(stderr(&output).contains(expected), "{config}: {}", stderr(&output));
    }
}

#[test]
fn hooks_and_the_action_check_without_a_baseline_of_their_own() {
    for file in [".pre-commit-hooks.yaml", ".github/action/notelint.sh", "action.yml"] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        assert!(text.contains("notelint"), "{file}");
        assert!(!text.contains("--no-baseline") && !text.contains("--isolated"), "{file}");
    }
    // As the hook `notelint` runs it.
    let folder = collection(&[("a.md", OLD)]);
    run(folder.path(), ["--write-baseline"]);
    assert_eq!(code(&run(folder.path(), ["check", "--force-exclude", "--", "a.md"])), 0);
}

/// A program's notes in memory, under `/notes`.
fn files() -> Overlay {
    let files = Overlay::in_memory("/notes");
    let known = "{\"notelint-baseline\":2}\n\
                 {\"path\":\"a.md\",\"rule\":\"link/invalid-url\",\"line\":\"See https:/old.example/ here.\"}\n";
    for (name, text) in
        [("notelint.yaml", CONFIG), ("page.yaml", TYPE), ("a.md", OLD), ("b.md", OLD), ("known.jsonl", known)]
    {
        files.insert(Path::new("/notes").join(name), text.as_bytes());
    }
    files
}

/// How many diagnostics a note has, and how many its baseline hides.
fn counts(workspace: &mut Workspace, path: &str) -> (usize, usize) {
    let report = workspace.check(Path::new(path)).unwrap();
    (report.diagnostics.len(), report.baselined)
}

#[test]
fn a_program_sees_what_it_leaves() {
    let mut workspace = Workspace::open(Options::default(), Arc::new(files())).unwrap();
    assert_eq!(counts(&mut workspace, "a.md"), (0, 1));
    assert_eq!(counts(&mut workspace, "a.md"), (0, 1), "an entry is not used up");
    assert_eq!(counts(&mut workspace, "b.md"), (1, 0));
    let all: Vec<usize> = workspace.check_all().iter().map(|report| report.diagnostics.len()).collect();
    assert_eq!(all, [0, 1]);

    workspace.update(Path::new("a.md"), BOTH).unwrap();
    assert_eq!(counts(&mut workspace, "a.md"), (1, 1));
    workspace.update(Path::new("known.jsonl"), "{\"notelint-baseline\":2}\n").unwrap();
    assert_eq!(counts(&mut workspace, "a.md"), (2, 0));
    workspace.update(Path::new("known.jsonl"), "no baseline").unwrap();
    assert!(workspace.faults().is_empty(), "it is read when a note is checked");
    for _ in 0..2 {
        assert_eq!(counts(&mut workspace, "a.md"), (2, 0));
        assert_eq!(workspace.faults().len(), 1);
    }
    assert_eq!(workspace.faults()[0].path.as_deref(), Some("known.jsonl"));
    workspace.reload(Path::new("known.jsonl")).unwrap();
    assert_eq!((counts(&mut workspace, "a.md"), workspace.faults().len()), ((1, 1), 0));

    for (choice, expected) in
        [(BaselineChoice::Off, (1, 0)), (BaselineChoice::File("known.jsonl".into()), (0, 1))]
    {
        let mut options = Options::default();
        options.baseline = choice;
        let mut workspace = Workspace::open(options, Arc::new(files())).unwrap();
        assert_eq!(counts(&mut workspace, "a.md"), expected);
    }
}
