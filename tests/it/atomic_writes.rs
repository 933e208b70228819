//! `--fix` writes whole files or nothing, whatever happens to it.

use std::{
    fs,
    path::Path,
    process::{Output, Stdio},
};

use crate::support::{
    json, notelint,
    page::{BROKEN, CONFIG, FIXED, TYPE, collection},
    run, spawn_until_written,
};

fn fix(folder: &Path) -> Output {
    run(folder, ["check", "--fix", "--format", "json", "."])
}

fn text(folder: &Path, note: &str) -> String {
    fs::read_to_string(folder.join(note)).unwrap()
}

#[test]
fn a_run_that_is_killed_leaves_whole_files_and_the_next_one_cleans_up() {
    const NOTES: usize = 1000;
    let rounds = if std::env::var_os("NOTELINT_LONG").is_some() { 200 } else { 20 };
    let names: Vec<String> = (0..NOTES).map(|at| format!("{at:04}.md")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let folder = collection(&names);
    for round in 0..rounds {
        let mut command = notelint(folder.path());
        command
            .args(["check", "--fix", "--select", "structure", "."])
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        // Another moment each time: when this note is written, or the run is over.
        let last = folder.path().join(names[round * 37 % NOTES]);
        let mut child = spawn_until_written(&mut command, &last);
        child.kill().unwrap();
        child.wait().unwrap();
        for name in &names {
            let text = text(folder.path(), name);
            assert!(text == BROKEN || text == FIXED, "{name} is neither old nor new: {text:?}");
            if text == FIXED {
                fs::write(folder.path().join(name), BROKEN).unwrap();
            }
        }
    }
    assert_eq!(fix(folder.path()).status.code(), Some(0));
    for name in &names {
        assert_eq!(text(folder.path(), name), FIXED);
    }
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, NOTES + 2, "a killed run left something");
}

#[cfg(unix)]
#[test]
fn mode_link_and_line_endings_stay_and_nothing_is_written_when_nothing_changed() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = collection(&["a.md"]);
    let path = folder.path().join("a.md");
    fs::write(&path, BROKEN.replace('\n', "\r\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    fs::rename(&path, folder.path().join("real")).unwrap();
    symlink("real", &path).unwrap();
    fix(folder.path());
    assert_eq!(text(folder.path(), "real"), FIXED.replace('\n', "\r\n"));
    assert!(fs::symlink_metadata(&path).unwrap().is_symlink());
    let metadata = fs::metadata(&path).unwrap();
    assert_eq!(metadata.permissions().mode() & 0o777, 0o640);

    fix(folder.path());
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), metadata.modified().unwrap());
}

#[cfg(unix)]
#[test]
fn what_a_killed_run_left_beside_the_target_of_a_link_is_cleaned() {
    let folder = collection(&[]);
    let elsewhere = folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::write(elsewhere.join("real"), BROKEN).unwrap();
    fs::write(elsewhere.join(".notelint-1.tmp"), "half").unwrap();
    std::os::unix::fs::symlink("elsewhere/real", folder.path().join("a.md")).unwrap();
    fix(folder.path());
    assert_eq!(text(&elsewhere, "real"), FIXED);
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_is_a_fault_and_the_rest_is_written() {
    use std::os::unix::fs::PermissionsExt;

    let folder = collection(&["a.md", "b.md", "c.md"]);
    let path = folder.path().join("b.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let output = fix(folder.path());
    assert_eq!(output.status.code(), Some(2));
    let report = json(&output);
    assert_eq!(report["faults"][0]["path"], "b.md");
    assert_eq!(report["faults"][0]["message"], "cannot be saved: permission denied");
    assert_eq!(text(folder.path(), "b.md"), BROKEN);
    assert_eq!((text(folder.path(), "a.md"), text(folder.path(), "c.md")), (FIXED.into(), FIXED.into()));
}

#[test]
fn a_diff_writes_nothing_and_git_takes_it() {
    let unended = BROKEN.trim_end();
    let crlf = BROKEN.replace('\n', "\r\n");
    let notes = [
        ("a.md", BROKEN),
        ("日本 語.md", BROKEN),
        ("no newline.md", unended),
        ("crlf.md", &crlf),
        ("crlf no newline.md", crlf.trim_end()),
        ("サブ フォルダー/b c.md", BROKEN),
        #[cfg(unix)]
        ("quote\" and tab\t.md", BROKEN),
        #[cfg(unix)]
        ("line\nfeed, escape\u{1b} and direction\u{202e}.md", BROKEN),
    ];
    let folder = collection(&[]);
    fs::create_dir(folder.path().join("サブ フォルダー")).unwrap();
    for (note, text) in notes {
        fs::write(folder.path().join(note), text).unwrap();
    }
    let output = run(folder.path(), ["check", "--diff", "."]);
    assert_eq!(output.status.code(), Some(1));
    for (note, before) in notes {
        assert_eq!(text(folder.path(), note), before, "{note}");
    }
    fs::write(folder.path().join("fix.patch"), &output.stdout).unwrap();
    let git = |arguments: &[&str]| {
        let done =
            std::process::Command::new("git").current_dir(folder.path()).args(arguments).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    git(&["init", "-q"]);
    git(&["apply", "fix.patch"]);
    for (note, before) in notes {
        let fixed = if before.contains('\r') { FIXED.replace('\n', "\r\n") } else { FIXED.to_owned() };
        assert_eq!(text(folder.path(), note), fixed, "{note}");
    }
    assert_eq!(run(folder.path(), ["check", "--diff", "."]).status.code(), Some(0));
}

#[test]
fn a_diff_is_coloured_only_where_that_is_asked_for_or_a_terminal_shows_it() {
    let folder = collection(&["a.md"]);
    let plain = run(folder.path(), ["check", "--diff", "."]).stdout;
    assert!(!plain.contains(&0x1b));
    let coloured = run(folder.path(), ["check", "--diff", ".", "--color", "always"]).stdout;
    let coloured = String::from_utf8(coloured).unwrap();
    assert!(coloured.contains("\u{1b}[31m-1. two") && coloured.contains("\u{1b}[32m+2. two"), "{coloured:?}");
}

#[test]
fn a_round_that_would_add_a_finding_is_taken_back_and_that_is_said() {
    let folder = collection(&["b.md"]);
    let note = "---\nname: C #入門\n---\n\n# 水\n\n## Points\n\n1. one\n1. two\n";
    fs::write(folder.path().join("a.md"), note).unwrap();
    let frontmatter = "properties:\n  frontmatter: { type: object, properties: { name: { type: string, maxLength: 3 } } }\n";
    fs::write(
        folder.path().join("page.yaml"),
        TYPE.replace("properties:\n  s", &format!("{frontmatter}  s")),
    )
    .unwrap();
    let output = fix(folder.path());
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    let words: Vec<&str> = said.split_whitespace().filter(|word| *word != "|").collect();
    let said = words.join(" ");
    assert!(
        said.contains("some fixes were reverted: they would have introduced `frontmatter/invalid-value`"),
        "{said}"
    );
    assert!(said.contains("a.md") && !said.contains("b.md"), "{said}");
    assert_eq!(text(folder.path(), "a.md"), note);
    assert_eq!(text(folder.path(), "b.md"), FIXED);
    assert_eq!(json(&output)["summary"]["fixed"], 1);
}

#[test]
fn a_repair_depends_on_no_number_of_threads() {
    let names: Vec<String> = (0..50).map(|at| format!("{at}.md")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let outputs = ["1", "2", "7"].map(|jobs| {
        let folder = collection(&names);
        run(folder.path(), ["check", "--fix", "--format", "json", "--jobs", jobs, "."]).stdout
    });
    assert_eq!(outputs[0], outputs[1]);
    assert_eq!(outputs[0], outputs[2]);
}

#[test]
fn what_a_comment_hides_is_not_repaired() {
    let folder = collection(&["a.md"]);
    let hidden = format!("<!-- notelint-disable-file structure/points-numbering -->\n\n{BROKEN}");
    fs::write(folder.path().join("a.md"), &hidden).unwrap();
    let report = json(&fix(folder.path()));
    assert_eq!(text(folder.path(), "a.md"), hidden);
    assert_eq!(report["summary"]["suppressed"], 1);
    assert_eq!(report["summary"]["fixed"], 0);
}

#[test]
fn what_the_baseline_hides_is_repaired() {
    let folder = collection(&["a.md"]);
    let lint = |flags: &[&str]| {
        run(
            folder.path(),
            ["check", ".", "--baseline", "known.jsonl", "--format", "json"].iter().chain(flags),
        )
    };
    lint(&["--write-baseline"]);
    assert_eq!(json(&lint(&[]))["summary"]["baselined"], 1);
    assert_eq!(json(&lint(&["--fix"]))["summary"]["fixed"], 1);
    assert_eq!(text(folder.path(), "a.md"), FIXED);
}

#[test]
fn a_heading_that_is_linked_to_is_renamed_only_when_that_is_asked_for() {
    let heading = "# 水\n\n## 1. POINTS\n\n1. one\n";
    for (link, is_safe) in [("[p](a.md#1-points)", false), ("[[a#1. POINTS]]", false), ("[p](a.md)", true)] {
        let folder = collection(&[]);
        fs::write(folder.path().join("a.md"), heading).unwrap();
        fs::write(folder.path().join("b.md"), format!("# B\n\n{link}\n")).unwrap();
        fs::write(folder.path().join("notelint.yaml"), "types: [{ name: page, schema: page.yaml }]\n")
            .unwrap();
        let report = json(&run(folder.path(), ["a.md", "--format", "json"]));
        let safety = if is_safe { "safe" } else { "unsafe" };
        assert_eq!(report["diagnostics"][0]["fix"]["safety"], safety, "{link}");
        fix(folder.path());
        assert_eq!(text(folder.path(), "a.md") != heading, is_safe, "{link}");
    }
}

#[test]
fn standard_input_is_repaired_to_standard_output() {
    use std::io::Write;

    let folder = collection(&[]);
    let repair = |note: &str, name: &str| {
        let mut command = notelint(folder.path());
        command
            .args(["check", "--fix", "--force-exclude", "--stdin-filename", name, "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(note.as_bytes()).unwrap();
        String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
    };
    assert_eq!(repair(BROKEN, "a.md"), FIXED);
    assert_eq!(repair(FIXED, "a.md"), FIXED);
    fs::write(folder.path().join("notelint.yaml"), CONFIG.to_owned() + "exclude: [out]\n").unwrap();
    assert_eq!(repair(BROKEN, "out/a.md"), BROKEN, "what is excluded is passed on as it is");
}
