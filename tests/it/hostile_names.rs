//! Names and texts that strangers wrote: no output lets them command a terminal, begin a line, or pass
//! for something else.

use std::fs;

use crate::support::{json, run};

/// What is between the letters of the names: controls of terminals, ends of lines, marks of direction.
const HIDDEN: [&str; 14] = [
    "\n",
    "\r",
    "\t",
    "\u{1b}[2J",
    "\u{7f}",
    "\u{85}",
    "\u{9b}31m",
    "\u{202e}",
    "\u{2066}",
    "\u{200e}",
    "\u{200f}",
    "\u{61c}",
    "\u{feff}",
    "\u{2028}",
];

const TABLE: &str = "`x\\|<img src=x>|.md";

fn names() -> Vec<String> {
    let hidden = HIDDEN.iter().map(|hidden| format!("a{hidden}b.md"));
    hidden.chain(["::error::a.md".to_owned(), TABLE.to_owned()]).collect()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("notelint.yaml"), "types: [{ name: t, schema: t.yaml }]\n").unwrap();
    fs::write(folder.path().join("t.yaml"), "x-note: { type: t }\n").unwrap();
    for name in names() {
        fs::write(folder.path().join(name), "# A\n\ntext \n").unwrap();
    }
    folder
}

/// Whether `text` has what a terminal or a viewer would obey, line feeds aside.
fn is_obeyed(text: &str) -> bool {
    text.contains(|c: char| {
        c != '\n' && c.is_control()
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

/// The formats that persons read, in which a name must not look like another one, either.
const SHOWN: [&str; 5] = ["human", "concise", "github", "junit", "markdown"];

/// What a run prints to both streams, without anything that is obeyed.
fn printed(folder: &tempfile::TempDir, arguments: &[&str]) -> String {
    let output = run(folder.path(), arguments);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    for printed in [&stdout, &stderr] {
        assert!(!is_obeyed(printed), "{arguments:?}: {printed:?}");
        let commands = |line: &&str| line.trim_start().starts_with("::") && !line.starts_with("::warning ");
        assert_eq!(printed.lines().find(commands), None, "{arguments:?}");
    }
    stdout
}

#[test]
fn every_format_spells_names_out() {
    let folder = folder();
    let select = ["--select", "text", "--no-cache", "--format"];
    let print = |format: &str| printed(&folder, &[&select[..], &[format]].concat());
    for format in ["human", "concise", "gitlab", "junit", "markdown", "sarif", "jsonl", "github"] {
        let text = print(format);
        assert!(!SHOWN.contains(&format) || !text.contains('\u{feff}'), "{format}: {text:?}");
        if !matches!(format, "gitlab" | "sarif" | "jsonl") {
            assert!(text.contains("U+202E&gt;b.md") || text.contains("a<U+202E>b.md"), "{format}: {text}");
        }
    }
    assert_eq!(print("concise").lines().count(), names().len());
    assert_eq!(print("github").lines().count(), names().len() + 1, "one line says how many there are");

    let paths = |text: &str| -> Vec<String> {
        let report: serde_json::Value = serde_json::from_str(text).unwrap();
        let diagnostics = report["diagnostics"].as_array().unwrap();
        let mut paths: Vec<String> =
            diagnostics.iter().map(|found| found["path"].as_str().unwrap().to_owned()).collect();
        paths.sort();
        paths
    };
    let mut expected = names();
    expected.sort();
    assert_eq!(paths(&print("json")), expected, "JSON keeps names as they are");

    for arguments in [
        &["--show-files"][..],
        &["--show-settings"],
        &["--statistics"],
        &["--diff"],
        &["extract", "."],
        &["extract", ".", "--format", "jsonl"],
        &["extract", ".", "--format", "yaml"],
        &["--fix", "--select", "text"],
    ] {
        printed(&folder, arguments);
    }
}

#[test]
fn a_cell_of_markdown_holds_any_name() {
    let report = printed(&folder(), &["--select", "text", "--no-cache", "--format", "markdown"]);
    let row = report.lines().find(|line| line.contains("img") && line.starts_with('|')).unwrap();
    assert_eq!(row, "| `` `x\\<U+007C><img src=x>\\|.md `` | 0 | 1 | 0 |");
}

#[test]
fn what_notes_and_types_say_is_spelled_out() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    for hidden in HIDDEN.iter().filter(|hidden| **hidden != "\n" && **hidden != "\r") {
        let escaped = hidden.chars().map(|c| format!("\\u{:04X}", u32::from(c))).collect::<Vec<_>>().concat();
        write("notelint.yaml", &format!("types: [{{ name: \"t{escaped}\", schema: t.yaml }}]\n"));
        let heading = format!("One{escaped}\n::error::two");
        let heading = heading.replace('\n', "\\n");
        write(
            "t.yaml",
            &format!(
                "x-note: {{ type: \"t{escaped}\" }}\nrequired: [sections]\nproperties:\n  sections:\n    \
                 required: [one]\n    properties:\n      one: {{ type: string, x-note: {{ heading: \"{heading}\", content: text }} }}\n"
            ),
        );
        write(
            "a.md",
            &format!("# A{hidden}\n\n[x](gone{hidden}.md \"t\") [[gone{hidden}]]\n\n## On{hidden}\n"),
        );
        for format in ["human", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"]
        {
            let output = run(folder.path(), ["--format", format, "--no-cache"]);
            let text = String::from_utf8(output.stdout).unwrap();
            assert!(!is_obeyed(&text), "{format}: {text:?}");
            assert!(!SHOWN.contains(&format) || !text.contains('\u{feff}'), "{format}: {text:?}");
            assert!(!is_obeyed(&String::from_utf8(output.stderr).unwrap()), "{format}");
        }
        for arguments in
            [&["types"][..], &["types", "--format", "json"], &["--show-settings"], &["extract", "."]]
        {
            let output = run(folder.path(), arguments);
            let (stdout, stderr) = (String::from_utf8(output.stdout).unwrap(), output.stderr);
            assert!(!is_obeyed(&stdout), "{arguments:?}: {stdout:?}");
            assert!(!is_obeyed(&String::from_utf8(stderr).unwrap()), "{arguments:?}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn bytes_of_a_name_that_are_not_utf8_are_spelled_out() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(OsStr::from_bytes(b"a\xff.md")), "# A\n\ntext \n").unwrap();
    fs::write(folder.path().join("a\u{fffd}.md"), "# B\n").unwrap();
    let output = run(folder.path(), ["--isolated", "--select", "text", "--format", "json"]);
    assert_eq!(json(&output)["diagnostics"][0]["path"], "a\\xFF.md");
    let diff = run(folder.path(), ["--isolated", "--select", "text", "--diff"]);
    assert!(
        String::from_utf8(diff.stdout).unwrap().starts_with("--- \"a/a\\377.md\"\n+++ \"b/a\\377.md\"\n")
    );
    let excerpt = run(folder.path(), ["--isolated", "--select", "text", "--format", "human"]);
    let excerpt = String::from_utf8(excerpt.stdout).unwrap();
    assert!(excerpt.contains("a\\xFF.md:3:5") && excerpt.contains("3 | text"), "{excerpt}");
}

#[test]
fn a_file_that_looks_like_an_option_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let files =
        ["--fix.md", "-rf.md", "--output=x.md", "--select=text", "-qj2", "-stext", "--", "-q", "--fix", "-x"];
    for file in files {
        fs::write(folder.path().join(file), "# A\n\ntext \n").unwrap();
    }
    for (argument, help) in [
        ("--fix.md", "write `./--fix.md`, or put `--` before the paths"),
        ("-rf.md", "write `./-rf.md`, or put `--` before the paths"),
        ("-x", "write `./-x`, or put `--` before the paths"),
        ("-qj2", "write `./-qj2`, or put `--` before the paths"),
        ("-stext", "write `./-stext`, or put `--` before the paths"),
        ("--output=x.md", "write `./--output=x.md` for the file, or `--output x.md` for the option"),
        ("--select=text", "write `./--select=text` for the file, or `--select text` for the option"),
    ] {
        for before in [&[][..], &["check"], &["extract"], &["check", "--quiet"]] {
            let output = run(folder.path(), before.iter().chain(&[argument, "--fix.md"]));
            assert_eq!(output.status.code(), Some(2), "{argument}");
            let said =
                String::from_utf8(output.stderr).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
            let fault = format!("error: `{argument}` is a file, but would be read as an option help: {help}");
            assert_eq!(said, fault);
        }
        assert!(!folder.path().join("x.md").exists());
        for arguments in [["--", argument], ["--no-cache", &format!("./{argument}")]] {
            let output = run(folder.path(), ["--isolated", "--select", "text"].iter().chain(&arguments));
            assert_eq!(output.status.code(), Some(0), "{output:?}");
        }
    }
    let output = run(folder.path(), ["--format", "json", "-rf.md"]);
    assert_eq!(json(&output)["faults"][0]["message"], "`-rf.md` is a file, but would be read as an option");
}

#[test]
fn an_option_stays_one_whatever_files_there_are() {
    let folder = tempfile::tempdir().unwrap();
    for file in ["--fix", "-q", "--help", "-", "a.md"] {
        fs::write(folder.path().join(file), "# A\n\ntext \n").unwrap();
    }
    let output = run(folder.path(), ["--isolated", "--select", "text", "-q", "--fix", "a.md"]);
    assert_eq!((output.status.code(), output.stdout), (Some(0), vec![]));
    assert_eq!(fs::read_to_string(folder.path().join("a.md")).unwrap(), "# A\n\ntext\n");
    assert_eq!(run(folder.path(), ["--help"]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(folder.path().join("--fix")).unwrap(), "# A\n\ntext \n");
}

/// The temporary folder may be on a disk that tells the cases of letters apart; each name is then its own.
#[test]
fn a_note_is_one_note_in_each_spelling_that_its_folder_takes_for_it() {
    let config = "types: [{ name: t, schema: t.yaml, files: ['Notes/T*.md'] }]\n";
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("Notes")).unwrap();
    for (name, text) in
        [("notelint.yaml", config), ("t.yaml", "x-note: { type: t }\n"), ("Notes/T1.md", "# A\n\ntext \n")]
    {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let is_case_told_apart = !folder.path().join("NOTES/t1.MD").exists();
    for names in
        [&["NOTES/t1.MD"][..], &["NOTES"], &["Notes/T1.md", "notes/t1.md"], &["Notes", "NOTES/T1.md"]]
    {
        let output = run(folder.path(), ["check", "--format", "json"].iter().chain(names));
        let report = json(&output);
        if is_case_told_apart {
            assert_eq!(report["faults"].as_array().unwrap().len(), 1, "{names:?}: {report}");
        } else {
            assert_eq!(report["summary"]["files"], 1, "{names:?}: {report}");
            assert_eq!(report["diagnostics"][0]["path"], "Notes/T1.md", "{names:?}");
        }
    }
    run(folder.path(), ["check", "--output", "json=NOTES/t1.MD"]);
    let text = fs::read_to_string(folder.path().join("Notes/T1.md")).unwrap();
    assert_eq!(text, "# A\n\ntext \n", "a report overwrites a note");
    // A name that is not there is not taken for another one.
    fs::write(folder.path().join("readme.MD"), "# B\n").unwrap();
    let output = run(folder.path(), ["check", "--format", "json", "README.md"]);
    let faults = json(&output)["faults"].as_array().unwrap().len();
    assert_eq!(faults, usize::from(is_case_told_apart));
}
