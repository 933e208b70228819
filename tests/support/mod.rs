//! What the test files share: running the binary, and showing what it said.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test file is a crate of its own and uses its part of this"
)]

pub mod document;
pub mod page;
pub mod wording;

use std::{
    ffi::OsStr,
    fs,
    path::Path,
    process::{Child, Command, Output},
};

use serde_json::Value;

/// The `notelint` binary in `folder`, without the environment's colours and the user's settings of git, and with a cache
/// of its own.
pub fn notelint(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_notelint"));
    command.current_dir(folder).env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE");
    command.env("HOME", env!("CARGO_TARGET_TMPDIR")).env_remove("XDG_CONFIG_HOME");
    command.env("NOTELINT_CACHE_DIR", env!("CARGO_TARGET_TMPDIR"));
    command
}

/// Returns a folder with `files`.
pub fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), files);
    folder
}

/// Writes `files` into `folder`, and the folders that they are in.
pub fn write(folder: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Returns a folder with `notes`, whose type is `name` with the schema `schema`.
pub fn collection_of(name: &str, schema: &str, notes: &[(&str, &str)]) -> tempfile::TempDir {
    let config = format!("types: [{{ name: {name}, schema: {name}.yaml }}]\n");
    let folder = folder(&[("notelint.yaml", &*config), (&format!("{name}.yaml"), schema)]);
    write(folder.path(), notes);
    folder
}

/// Runs `notelint` in `folder`; its output.
pub fn run(folder: &Path, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Output {
    notelint(folder).args(arguments).output().expect("notelint starts")
}

/// Runs `command` until it writes the file at `path`, or is over.
#[cfg(target_os = "linux")]
pub fn spawn_until_written(command: &mut Command, path: &Path) -> Child {
    use rustix::{
        event::{PollFd, PollFlags, Timespec, poll},
        fs::inotify::{CreateFlags, WatchFlags, add_watch, init},
    };

    // To look at the file again and again takes as much time as the run.
    let watch = init(CreateFlags::CLOEXEC).unwrap();
    add_watch(&watch, path, WatchFlags::MODIFY | WatchFlags::ATTRIB | WatchFlags::DELETE_SELF).unwrap();
    let mut child = command.spawn().unwrap();
    let pause = Timespec { tv_sec: 0, tv_nsec: 50_000_000 };
    let is_written = || poll(&mut [PollFd::new(&watch, PollFlags::IN)], Some(&pause)).unwrap() > 0;
    while !is_written() && child.try_wait().unwrap().is_none() {}
    child
}

/// Runs `command` until it writes the file at `path`, or is over.
#[cfg(not(target_os = "linux"))]
pub fn spawn_until_written(command: &mut Command, path: &Path) -> Child {
    let before = fs::read(path).unwrap();
    let mut child = command.spawn().unwrap();
    while fs::read(path).unwrap() == before && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    child
}

/// What `--format json` printed.
pub fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        let (stdout, stderr) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        panic!("not JSON: {error}\nstdout: {stdout}\nstderr: {stderr}")
    })
}

/// The diagnostics of a JSON report, one line each, their details indented below.
pub fn describe(report: &Value) -> String {
    let diagnostics = report["diagnostics"].as_array().expect("diagnostics");
    diagnostics
        .iter()
        .map(diagnostic)
        .chain(report["faults"].as_array().into_iter().flatten().map(fault))
        .collect()
}

fn diagnostic(diagnostic: &Value) -> String {
    let text = |key: &str| diagnostic[key].as_str().unwrap_or_default();
    let place = range(&diagnostic["range"]);
    let mut lines = vec![format!("{place} {}[{}] {}", text("severity"), text("rule"), text("message"))];
    lines.extend(diagnostic["help"].as_str().map(|help| format!("  help: {help}")));
    for label in diagnostic["related"].as_array().into_iter().flatten() {
        let path = label["path"].as_str().filter(|path| *path != text("path"));
        let path = path.map(|path| format!("{path} ")).unwrap_or_default();
        let message = label["message"].as_str().unwrap_or_default();
        lines.push(format!("  related {path}{}: {message}", range(&label["range"])));
    }
    if let Some(fix) = diagnostic["fix"].as_object() {
        let part = |key: &str| fix[key].as_str().unwrap_or_default();
        lines.push(format!("  fix {}: {}", part("safety"), part("title")));
    }
    lines.join("\n") + "\n"
}

fn fault(fault: &Value) -> String {
    format!("fault {}\n", fault["message"].as_str().unwrap_or_default())
}

fn range(range: &Value) -> String {
    let end = |end: &str| format!("{}:{}", range[end]["line"], range[end]["column"]);
    format!("{}-{}", end("start"), end("end"))
}

/// Compares `actual` with the file at `path`, or writes it there where `NOTELINT_BLESS` is set.
pub fn expect_file(path: &Path, actual: &[u8]) -> Result<(), String> {
    if std::env::var_os("NOTELINT_BLESS").is_some() {
        fs::write(path, actual).expect("the expectation can be written");
        return Ok(());
    }
    let expected = fs::read(path).unwrap_or_default();
    if expected == actual {
        return Ok(());
    }
    let (expected, actual) = (String::from_utf8_lossy(&expected), String::from_utf8_lossy(actual));
    let diff = similar::TextDiff::from_lines(expected.as_ref(), actual.as_ref());
    Err(format!("{}\n{}", path.display(), diff.unified_diff().header("expected", "actual")))
}
