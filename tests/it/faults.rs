//! What the system refuses or takes away while notelint works: each is said, ends with the right
//! exit code, and leaves every file whole.

use std::{
    fs,
    os::unix::{fs::symlink, process::ExitStatusExt},
    path::Path,
    process::{Command, Output, Stdio},
};

use crate::support::{
    json, notelint,
    page::{BROKEN, FIXED, collection},
    run, spawn_until_written,
};

/// Runs `script`, in which `"$@"` is notelint with `arguments`, in `folder`.
fn shell(folder: &Path, script: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new("sh");
    command.current_dir(folder).env("NO_COLOR", "1").args(["-c", script, "sh"]);
    command.arg(env!("CARGO_BIN_EXE_notelint")).args(arguments).output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The exit code, what is found, each as `path rule`, and each fault as `path: message`.
fn said(output: &Output) -> (Option<i32>, Vec<String>, Vec<String>) {
    let report = json(output);
    let list = |key: &str, part: fn(&serde_json::Value) -> String| {
        report[key].as_array().unwrap().iter().map(part).collect()
    };
    let found = list("diagnostics", |found| {
        format!("{} {}", found["path"].as_str().unwrap(), found["rule"].as_str().unwrap())
    });
    let faults = list("faults", |fault| {
        format!("{}: {}", fault["path"].as_str().unwrap_or("-"), fault["message"].as_str().unwrap())
    });
    (output.status.code(), found, faults)
}

#[test]
fn where_a_file_cannot_grow_the_old_one_stays_whole_and_nothing_is_left() {
    let folder = collection(&["a.md"]);
    let long = format!("{BROKEN}\n{}\n", "x".repeat(200_000));
    fs::write(folder.path().join("long.md"), &long).unwrap();
    // A limit on the size of files stands for a full disk: that one needs a mount.
    let limited = "ulimit -f 100; trap '' XFSZ; exec \"$@\"";
    let output = shell(folder.path(), limited, &["--fix", "--format", "json"]);
    let (code, found, faults) = said(&output);
    assert_eq!(code, Some(2));
    assert_eq!(found, ["long.md structure/points-numbering"]);
    assert_eq!(faults, ["long.md: cannot be saved: file too large"]);
    assert_eq!(fs::read_to_string(folder.path().join("long.md")).unwrap(), long);
    assert_eq!(fs::read_to_string(folder.path().join("a.md")).unwrap(), FIXED);
    assert_eq!(names(folder.path()), ["a.md", "long.md", "notelint.yaml", "page.yaml"]);
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_is_full_is_said_and_is_a_failure() {
    let folder = collection(&["a.md"]);
    let commands: [&[&str]; 9] = [
        &[],
        &["--format", "json"],
        &["--diff"],
        &["extract"],
        &["rules"],
        &["explain", "rating/range"],
        &["completions", "bash"],
        &["--help"],
        &["--version"],
    ];
    for arguments in commands {
        let output = shell(folder.path(), "exec \"$@\" > /dev/full", arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
        assert!(stderr(&output).contains("disk full"), "{arguments:?}: {output:?}");
    }
    let output = run(folder.path(), ["--output", "json=/dev/full"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("/dev/full: cannot be saved: disk full"), "{output:?}");
    let output = shell(folder.path(), "exec \"$@\" 2> /dev/full", &["gone.md"]);
    assert_eq!(output.status.code(), Some(2), "where nobody can be told, the code still says it");
}

#[test]
fn streams_that_are_closed_are_no_fault_of_the_notes() {
    let folder = collection(&["a.md"]);
    for (script, arguments, code) in [
        ("exec \"$@\" >&-", &["."][..], 0),
        ("exec \"$@\" 2>&-", &["gone.md"], 2),
        ("exec \"$@\" <&-", &["."], 0),
        ("exec \"$@\" <&- >&- 2>&-", &["--fix"], 0),
    ] {
        let output = shell(folder.path(), script, arguments);
        assert_eq!(output.status.code(), Some(code), "{script}: {output:?}");
    }
    assert_eq!(fs::read_to_string(folder.path().join("a.md")).unwrap(), FIXED);
}

#[test]
fn a_repair_that_is_interrupted_leaves_whole_files_and_nothing_else() {
    const NOTES: usize = 3000;
    let names_of_notes: Vec<String> = (0..NOTES).map(|at| format!("{at:04}.md")).collect();
    let folder = collection(&names_of_notes.iter().map(String::as_str).collect::<Vec<_>>());
    let text = |note: &str| fs::read_to_string(folder.path().join(note)).unwrap();
    for (name, number) in [("INT", 2), ("TERM", 15), ("HUP", 1)] {
        fs::write(folder.path().join("0000.md"), BROKEN).unwrap();
        let mut command = notelint(folder.path());
        command.args(["--fix", "--jobs", "2"]).stdout(Stdio::null()).stderr(Stdio::null());
        // It is in the middle of its work when it has saved the first note.
        let mut child = spawn_until_written(&mut command, &folder.path().join("0000.md"));
        assert!(child.try_wait().unwrap().is_none(), "it ended before it had saved a note");
        let kill = Command::new("kill").args(["-s", name, &child.id().to_string()]).status().unwrap();
        assert!(kill.success());
        assert_eq!(child.wait().unwrap().signal(), Some(number), "SIG{name}");
        let texts: Vec<String> = names_of_notes.iter().map(|note| text(note)).collect();
        assert!(texts.iter().all(|text| text == BROKEN || text == FIXED), "a note is neither old nor new");
        assert!(texts.iter().any(|text| text == BROKEN), "SIG{name} stopped nothing");
        let left: Vec<String> =
            names(folder.path()).into_iter().filter(|name| name.starts_with('.')).collect();
        assert_eq!(left, [""; 0], "SIG{name}");
    }
}

#[test]
fn notes_in_a_folder_that_may_not_be_written_stay() {
    use std::os::unix::fs::PermissionsExt;

    let folder = collection(&["a.md"]);
    let mode = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
    mode(0o555);
    if fs::write(folder.path().join("probe"), "").is_ok() {
        // Who may write everywhere, such as root, cannot see this fault.
        return;
    }
    let (code, _, faults) = said(&run(folder.path(), ["--fix", "--format", "json"]));
    mode(0o755);
    assert_eq!((code, faults), (Some(2), vec!["a.md: cannot be saved: permission denied".to_owned()]));
    assert_eq!(fs::read_to_string(folder.path().join("a.md")).unwrap(), BROKEN);
}

#[test]
fn what_is_no_file_is_no_note_unless_it_is_named() {
    let folder = collection(&["a.md"]);
    fs::create_dir(folder.path().join("folder.md")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket.md")).unwrap();
    assert!(Command::new("mkfifo").arg(folder.path().join("pipe.md")).status().unwrap().success());
    let (code, found, faults) = said(&run(folder.path(), ["--format", "json"]));
    assert_eq!((code, faults), (Some(0), vec![]));
    assert_eq!(found, ["a.md structure/points-numbering"]);

    let (code, found, _) = said(&run(folder.path(), ["folder.md", "--format", "json"]));
    assert_eq!((code, found), (Some(0), vec![]), "a folder, whatever it is called");
    let (code, _, faults) = said(&run(folder.path(), ["socket.md", "--format", "json"]));
    assert_eq!(code, Some(2));
    assert!(faults[0].starts_with("socket.md: cannot be read: "), "{faults:?}");
    let output = shell(folder.path(), "cat a.md > pipe.md & exec \"$@\"", &["pipe.md", "--format", "json"]);
    assert_eq!(said(&output).1, ["pipe.md structure/points-numbering"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_without_end_is_read_up_to_the_limit() {
    let folder = collection(&[]);
    let (code, _, faults) = said(&run(folder.path(), ["/dev/zero", "--format", "json"]));
    assert_eq!((code, faults), (Some(2), vec!["/dev/zero: exceeds the limit of 16 MiB".to_owned()]));
}

#[test]
fn links_that_lead_nowhere_or_in_circles_are_faults_and_the_rest_goes_on() {
    let folder = collection(&["a.md"]);
    symlink("gone", folder.path().join("lost.md")).unwrap();
    symlink("two.md", folder.path().join("one.md")).unwrap();
    symlink("one.md", folder.path().join("two.md")).unwrap();
    symlink(".", folder.path().join("loop")).unwrap();
    let (code, found, faults) = said(&run(folder.path(), ["--format", "json"]));
    assert_eq!(code, Some(2));
    assert_eq!(found, ["a.md structure/points-numbering"]);
    assert_eq!(faults.len(), 3, "{faults:?}");
    assert_eq!(faults[0], "lost.md: cannot be read: no such file");
    assert!(faults[1].starts_with("one.md: cannot be read: "), "{faults:?}");
}

#[test]
fn a_configuration_that_leads_nowhere_is_a_fault_and_not_passed_over() {
    let folder = collection(&["a.md"]);
    let config = folder.path().join("notelint.yaml");
    fs::remove_file(&config).unwrap();
    symlink("gone.yaml", &config).unwrap();
    let (code, found, faults) = said(&run(folder.path(), ["--format", "json"]));
    assert_eq!((code, found), (Some(2), vec![]));
    assert_eq!(faults, ["notelint.yaml: cannot be read: no such file"]);
}

#[test]
fn a_file_of_many_names_is_one_note() {
    let folder = collection(&["a.md"]);
    symlink("a.md", folder.path().join("link.md")).unwrap();
    let absolute = folder.path().join("a.md");
    let named = ["link.md", "./a.md", absolute.to_str().unwrap(), "a.md", ".", "--format", "json"];
    let output = run(folder.path(), named);
    assert_eq!(json(&output)["summary"]["files"], 1);
    assert_eq!(said(&output).1, ["a.md structure/points-numbering"]);
}

#[test]
fn names_that_are_too_long_are_said() {
    let folder = collection(&[]);
    for name in ["x".repeat(300) + ".md", "x/".repeat(3000) + "a.md"] {
        let (code, _, faults) = said(&run(folder.path(), [&name, "--format", "json"]));
        assert_eq!(code, Some(2));
        assert!(faults[0].ends_with("cannot be read: file name too long"), "{faults:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf8_is_one_of_a_note() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

    let folder = collection(&[]);
    let path = folder.path().join(OsStr::from_bytes(b"\xff.md"));
    fs::write(&path, BROKEN).unwrap();
    let output = run(folder.path(), ["--fix", "--format", "json"]);
    assert_eq!((output.status.code(), &json(&output)["summary"]["fixed"]), (Some(0), &1.into()));
    assert_eq!(fs::read_to_string(&path).unwrap(), FIXED);
}

#[test]
fn a_name_that_holds_a_line_begins_none_and_commands_no_terminal() {
    let folder = collection(&["a\n::error::\u{1b}[31mb.md"]);
    let output = run(folder.path(), ["--format", "concise"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said.lines().count(), 1, "{said:?}");
    assert!(said.starts_with("a<U+000A>::error::<U+001B>[31mb.md:6:1: warning[structure/points-numbering]"));
}
