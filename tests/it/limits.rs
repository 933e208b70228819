//! Few resources: a run stays within the limits of the system, or says why it cannot.

use std::{
    fs,
    io::Write,
    os::unix::{fs::PermissionsExt, process::CommandExt},
    path::Path,
    process::{Command, Output, Stdio},
    thread,
};

#[cfg(target_os = "linux")]
use crate::support::notelint;

const NOTE: &str = "# A\n\ntext  \n";

const FIXED: &str = "# A\n\ntext\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.md", "b/c.md"] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, NOTE).unwrap();
    }
    folder
}

/// Runs notelint with `arguments` in `folder` after the shell command `before`; `None` if the system
/// does not have it.
fn after(before: &str, folder: &Path, arguments: &[&str]) -> Option<Output> {
    let output = shell(before, env!("CARGO_BIN_EXE_notelint").as_ref(), folder, arguments).output().unwrap();
    (output.status.code() != Some(77)).then_some(output)
}

fn shell(before: &str, binary: &Path, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{{ {before}; }} 2>/dev/null || exit 77; exec \"$0\" \"$@\"")]);
    command.arg(binary).args(["--isolated", "--select", "text", "--no-cache"]).args(arguments);
    command
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env("COLUMNS", "500")
        .env_remove("RUST_BACKTRACE")
        .stdin(Stdio::null());
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn without_threads_the_work_is_done_on_the_first_one() {
    let folder = folder();
    let expected = after("true", folder.path(), &[]).unwrap();
    // Other users may not enter the folder of the binary, and the superuser has no such limit.
    let is_superuser = rustix::process::geteuid().is_root();
    let binary = folder.path().join("notelint");
    fs::copy(env!("CARGO_BIN_EXE_notelint"), &binary).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    for number in 1..5 {
        for arguments in [&[][..], &["--jobs", "1"], &["--jobs", "8"]] {
            let limit = format!("ulimit -u {number} || ulimit -p {number}");
            let mut command = shell(&limit, &binary, folder.path(), arguments);
            if is_superuser {
                command.uid(65534);
            }
            let output = command.output().unwrap();
            if output.status.code() == Some(77) {
                return;
            }
            assert_eq!(output, expected, "{number} {arguments:?}");
        }
    }
}

/// The number of threads that a run with `arguments` has while it waits for a note.
#[cfg(target_os = "linux")]
fn threads_of(arguments: &[&str]) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.md");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut command = notelint(folder.path());
    command.args(arguments).args(["--isolated", "pipe.md"]).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    // Opening a pipe waits for its other end.
    let end = fs::File::options().write(true).open(&pipe).unwrap();
    let threads = fs::read_dir(format!("/proc/{}/task", child.id())).unwrap().count();
    drop(end);
    child.wait().unwrap();
    threads
}

#[cfg(target_os = "linux")]
#[test]
fn one_job_starts_no_thread() {
    assert_eq!(threads_of(&["--jobs", "1"]), 1);
    assert_eq!(threads_of(&["--jobs", "3"]), 4);
}

#[test]
fn a_small_stack_is_enough() {
    let folder = folder();
    fs::write(folder.path().join("deep.md"), format!("# A\n\n{} x\n", "> - ".repeat(20_000))).unwrap();
    let expected = after("true", folder.path(), &[]).unwrap();
    for size in [64, 256, 1024] {
        for arguments in [&[][..], &["--jobs", "1"]] {
            let Some(output) = after(&format!("ulimit -s {size}"), folder.path(), arguments) else { return };
            assert_eq!(output, expected, "{size} {arguments:?}");
        }
    }
}

#[test]
fn little_memory_is_enough_or_a_fault() {
    let folder = folder();
    let expected = after("true", folder.path(), &[]).unwrap();
    // 96 MiB are promised.
    for (limit, jobs) in [(250_000, "1"), (250_000, "64"), (98_304, "1"), (98_304, "64")] {
        let limit = format!("ulimit -v {limit}");
        let Some(output) = after(&limit, folder.path(), &["--jobs", jobs]) else { return };
        assert_eq!(output, expected, "{limit} {jobs}");
    }
    let output = after("ulimit -v 90000", folder.path(), &[]).unwrap();
    assert_eq!(output.status.code(), Some(2));
    let expected = "at least 96 MiB of virtual memory are needed, and the limit is 87 MiB";
    assert!(text(&output.stderr).contains(expected), "{output:?}");
}

#[test]
fn records_without_end_take_little_memory() {
    let folder = folder();
    let mut command = shell(
        "ulimit -v 180000",
        env!("CARGO_BIN_EXE_notelint").as_ref(),
        folder.path(),
        &["--input", "jsonl", "--jobs", "1"],
    );
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = thread::spawn(move || {
        let text = "words ".repeat(8_333) + "words";
        for number in 0..2_000 {
            writeln!(stdin, "{{\"path\": \"{number}/a.md\", \"text\": \"# A \\n\\n{text}\\n\"}}").ok();
        }
        let part = vec![b'x'; 1_000_000];
        for _ in 0..200 {
            stdin.write_all(&part).ok();
        }
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    if output.status.code() == Some(77) {
        return;
    }
    assert_eq!(output.status.code(), Some(2));
    let printed = text(&output.stdout);
    assert_eq!(printed.lines().count(), 2_001, "{}", text(&output.stderr));
    assert!(printed.lines().last().unwrap().contains("the line exceeds the limit of 32 MiB"));
}

#[test]
fn memory_that_runs_out_is_no_abort() {
    let folder = folder();
    fs::write(folder.path().join("a.md"), "- a\n".repeat(2_000_000)).unwrap();
    let Some(output) = after("ulimit -v 150000", folder.path(), &["--fix"]) else { return };
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(text(&output.stderr).contains("memory allocation of"), "{output:?}");
    assert_eq!(fs::metadata(folder.path().join("a.md")).unwrap().len(), 8_000_000);
}

#[test]
fn a_limit_on_the_size_of_files_is_a_fault_and_loses_nothing() {
    let folder = folder();
    let commands = [
        (&["--fix", "a.md"][..], "a.md: cannot be saved: file too large"),
        (&["--output", "json=report.json"], "report.json: cannot be saved: file too large"),
        (&["--write-baseline"], "notelint-baseline.jsonl: cannot be saved: file too large"),
    ];
    for (arguments, expected) in commands {
        let Some(output) = after("ulimit -f 0", folder.path(), arguments) else { return };
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(text(&output.stderr).contains(expected), "{output:?}");
    }
    let mut left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["a.md", "b"]);
    assert_eq!(fs::read_to_string(folder.path().join("a.md")).unwrap(), NOTE);
}

#[test]
fn few_open_files_are_enough_or_a_fault() {
    let folder = folder();
    let expected = after("true", folder.path(), &[]).unwrap();
    for number in [8, 12] {
        let output = after(&format!("ulimit -n {number}"), folder.path(), &[]).unwrap();
        assert_eq!(output, expected, "{number}");
    }
    let deep = "folder/".repeat(20);
    fs::create_dir_all(folder.path().join(&deep)).unwrap();
    fs::write(folder.path().join(&deep).join("a.md"), NOTE).unwrap();
    let expected = after("true", folder.path(), &[]).unwrap();
    for number in [8, 10, 12, 14, 16, 20, 64] {
        let output = after(&format!("ulimit -n {number}"), folder.path(), &[]).unwrap();
        let is_fault = output.status.code() == Some(2)
            && text(&output.stderr).contains("too many open files; raise the limit");
        assert!(output == expected || is_fault && number < 20, "{number}: {output:?}");
    }
}

#[test]
fn closed_streams_are_no_panic_and_the_notes_are_fixed() {
    for closed in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"] {
        let folder = folder();
        let output = after(&format!("exec {closed}"), folder.path(), &["--fix"]).unwrap();
        assert_eq!(output.status.code(), Some(0), "{closed}: {output:?}");
        assert_eq!(fs::read_to_string(folder.path().join("b/c.md")).unwrap(), FIXED, "{closed}");
    }
}

#[test]
fn a_full_device_is_a_fault() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    let folder = folder();
    for (redirection, arguments, expected) in [
        (">/dev/full", &[][..], "cannot write the report: disk full"),
        (">/dev/full", &["--help"], "cannot print: disk full"),
        ("", &["--output", "json=/dev/full"], "/dev/full: cannot be saved: disk full"),
        ("2>/dev/full", &["gone.md"], ""),
    ] {
        // The redirection is for the second command.
        let mut command = Command::new("sh");
        command.args(["-c", &format!("exec \"$0\" \"$@\" {redirection}"), env!("CARGO_BIN_EXE_notelint")]);
        let output =
            command.args(["--isolated"]).args(arguments).current_dir(folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{redirection} {arguments:?}: {output:?}");
        assert!(text(&output.stderr).contains(expected), "{redirection} {arguments:?}: {output:?}");
    }
}
