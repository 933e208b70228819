//! Runs `tests/cases/<group>/<rule>/<case>/`: a whole note, and what is said of it.
//!
//! `note.md` is linted; `expected` holds what is said, and is empty for a clean note. Where there
//! is a `fixed.md`, it is what `--fix` makes of the note; `fixed-unsafe.md`, what `--fix
//! --unsafe-fixes` makes of it. Where there is no `notelint.yaml`, the note is a `tech-note`.
//! `NOTELINT_BLESS=1` rewrites the expectations: read each before you keep it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use notelint::{
    diagnostic::Safety,
    rules::{Meta, TABLE},
};
use support::{describe, expect_file, faults_of_wording, json, run};
use walkdir::WalkDir;

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = WalkDir::new(root).sort_by_file_name().into_iter().map(Result::unwrap);
    let notes = entries.filter(|entry| entry.file_name() == "note.md");
    notes.map(|entry| entry.path().parent().unwrap().to_owned()).collect()
}

fn selection(case: &Path) -> &'static [&'static str] {
    if case.join("notelint.yaml").exists() { &[] } else { &["--isolated"] }
}

/// A copy of the case in a folder of its own, without what is expected: that is no part of its
/// collection.
fn copy(case: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in WalkDir::new(case).min_depth(1) {
        let entry = entry.unwrap();
        if ["expected", "fixed.md", "fixed-unsafe.md"].map(OsStr::new).contains(&entry.file_name()) {
            continue;
        }
        let to = folder.path().join(entry.path().strip_prefix(case).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir(to).unwrap();
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
    folder
}

fn check_case(case: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    let mut hold = |file: &str, actual: &[u8]| faults.extend(expect_file(&case.join(file), actual).err());

    let output =
        run(copy(case).path(), selection(case).iter().chain(&["check", "note.md", "--format", "json"]));
    let report = json(&output);
    hold("expected", describe(&report).as_bytes());

    for (file, flags) in [("fixed.md", &["--fix"][..]), ("fixed-unsafe.md", &["--fix", "--unsafe-fixes"])] {
        if !case.join(file).exists() {
            continue;
        }
        let copy = copy(case);
        let fix = || run(copy.path(), selection(case).iter().chain(&["check", "note.md"]).chain(flags));
        fix();
        let once = fs::read(copy.path().join("note.md")).unwrap();
        hold(file, &once);
        fix();
        if fs::read(copy.path().join("note.md")).unwrap() != once {
            hold(&format!("{file} (a second run changes the note again)"), b"");
        }
    }
    faults.extend(faults_of_wording(&report).into_iter().map(|fault| format!("{}: {fault}", case.display())));
    faults
}

#[test]
fn every_case_says_what_is_expected() {
    let cases = cases();
    let faults: Vec<String> = cases.iter().flat_map(|case| check_case(case)).collect();
    assert!(faults.is_empty(), "{} of {} cases:\n\n{}", faults.len(), cases.len(), faults.join("\n"));
    assert!(!cases.is_empty());
}

/// Whether one of the rule's cases holds `file` with a content that `wanted` accepts.
fn has_case(meta: &Meta, file: &str, wanted: impl Fn(&str) -> bool) -> bool {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(meta.id.as_str());
    let content =
        |entry: walkdir::DirEntry| String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned();
    let entries = WalkDir::new(folder).into_iter().filter_map(Result::ok);
    entries.filter(|entry| entry.file_name() == file).any(|entry| wanted(&content(entry)))
}

#[test]
fn every_rule_has_a_finding_case_a_clean_case_and_a_repaired_case() {
    let mut missing = Vec::new();
    for meta in TABLE.iter().map(|rule| &rule.meta) {
        let finding = format!("[{}]", meta.id);
        let mut need = |kind: &str, there: bool| {
            if !there {
                missing.push(format!("{}: no {kind} case", meta.id));
            }
        };
        need("finding", has_case(meta, "expected", |said| said.contains(&finding)));
        need("clean", has_case(meta, "expected", |said| !said.contains(&finding)));
        match meta.fix {
            Some(Safety::Safe) => need("repaired (fixed.md)", has_case(meta, "fixed.md", |_| true)),
            Some(Safety::Unsafe) => {
                need("repaired (fixed-unsafe.md)", has_case(meta, "fixed-unsafe.md", |_| true));
            }
            None => {}
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
