#![no_main]
//! A collection of any names, symbolic links, sizes, configurations and types is checked, changed and
//! fixed without a panic, and nothing outside of it is changed or shown. The result is the same again,
//! after a change as from the start, and for one note as for all.
//!
//! An input has files, each after the byte 0x1C: a line with its name, and its content. The line may end
//! with ` -> TARGET` for a symbolic link, or with ` # SIZE` for a file that is that large.

#[allow(dead_code, reason = "each target uses its part")]
mod support;

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs::{self, File},
    os::unix::{ffi::OsStrExt, fs::symlink},
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use libfuzzer_sys::fuzz_target;
use notelint::{
    Fault, FileSystem, Located, NoteReport, Options, OsFileSystem, Overlay, Place, Safety, Workspace,
    console::RenderStyle,
    lint::{Baseline, NoteOutcome, Outcome, Sources, Summary},
    report::{Checkout, FORMATS, Report, write_fault, write_notice},
};

/// A word of the files outside. No input has it.
const SECRET: &str = "kept-from-every-report";

/// The most files of a collection.
const MAX_FILES: usize = 12;

fuzz_target!(|bytes: &[u8]| {
    let files = bytes.split(|byte| *byte == 0x1c).skip(1).take(MAX_FILES);
    let root = tempfile::Builder::new().prefix("notelint-fuzz-").tempdir().unwrap();
    let (inside, outside) = (root.path().join("inside"), root.path().join("outside"));
    fs::create_dir_all(inside.join(".git")).unwrap();
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("note.md"), format!("---\ntitle: {SECRET}\n---\n# {SECRET}  \n")).unwrap();
    fs::write(outside.join("type.yaml"), format!("type: {SECRET}\nx-note: {{ type: {SECRET} }}\n")).unwrap();
    let before = contents(&outside);
    for file in files {
        let line = file.iter().position(|byte| *byte == b'\n').unwrap_or(file.len());
        create(&inside, &file[..line], file.get(line + 1..).unwrap_or_default());
    }
    // Paths are reported as those of a run in the collection.
    let start = std::env::current_dir().unwrap();
    std::env::set_current_dir(&inside).unwrap();
    hold_collection(&inside);
    std::env::set_current_dir(start).unwrap();
    assert_eq!(contents(&outside), before, "a file outside was changed");
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 2, "a file was created outside");
});

/// Creates the file that `line` names, with `content`, unless that is not possible or not inside `folder`.
fn create(folder: &Path, line: &[u8], content: &[u8]) {
    let (name, target) = split(line, b" -> ");
    let (name, size) = split(name, b" # ");
    let name = Path::new(OsStr::from_bytes(name));
    if !is_below(name, 0) || name.starts_with(".git") {
        return;
    }
    let path = folder.join(name);
    if let Some(parent) = path.parent()
        && fs::create_dir_all(parent).is_ok()
        // A link may lead outside.
        && fs::canonicalize(parent).is_ok_and(|parent| parent.starts_with(folder))
        && path.symlink_metadata().is_err()
    {
        if let Some(target) = target.map(|target| Path::new(OsStr::from_bytes(target))) {
            if is_below(target, name.components().count()) {
                symlink(target, &path).ok();
            }
        } else if fs::write(&path, content).is_ok()
            && let Some(size) = size.and_then(|size| std::str::from_utf8(size).ok()?.parse::<u64>().ok())
        {
            // Too large to be read, or soon read.
            let size = if size > 65_536 { size.clamp(17 << 20, 1 << 36) } else { size };
            File::options().write(true).open(&path).and_then(|file| file.set_len(size)).ok();
        }
    }
}

fn split<'l>(line: &'l [u8], by: &[u8]) -> (&'l [u8], Option<&'l [u8]>) {
    match line.windows(by.len()).position(|window| window == by) {
        Some(at) => (&line[..at], Some(&line[at + by.len()..])),
        None => (line, None),
    }
}

/// Whether `path` is relative and goes up at most `up` folders.
fn is_below(path: &Path, up: usize) -> bool {
    let is_up = |part: &Component<'_>| *part == Component::ParentDir;
    path.components().all(|part| matches!(part, Component::Normal(_)) || is_up(&part))
        && path.components().filter(is_up).count() <= up
        && path.components().next().is_some()
}

/// Returns the contents of the files in `folder`, by name.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| (path.clone(), fs::read(path).unwrap_or_default())).collect()
}

fn open(paths: &[&str], files: Arc<dyn FileSystem>) -> Result<Workspace, Vec<Fault>> {
    let mut options = Options::default();
    options.paths = paths.iter().map(PathBuf::from).collect();
    options.jobs = std::num::NonZeroUsize::new(1);
    Workspace::open(options, files)
}

fn hold_collection(folder: &Path) {
    let disk = || Arc::new(OsFileSystem) as Arc<dyn FileSystem>;
    if let Ok(text) = fs::read_to_string(folder.join("notelint-baseline.jsonl"))
        && let Err(faults) = Baseline::read(&text)
    {
        faults.iter().for_each(|fault| support::hold_fault(fault, &text));
    }
    let mut workspace = match open(&[], disk()) {
        Ok(workspace) => workspace,
        Err(faults) => {
            let outcome = Outcome { faults, ..Outcome::default() };
            return hold_output(&outcome, &Texts::default());
        }
    };
    let reports = workspace.check_all();
    for report in &reports {
        hold_report(report, &workspace);
    }
    hold_output(&outcome(&reports, &workspace), &Texts::of(&reports, &workspace));
    let first = snapshot(&reports);
    assert_eq!(snapshot(&workspace.check_all()), first, "the second check");
    assert_eq!(all(disk()), Some(first.clone()), "another workspace");
    for report in reports.iter().take(3) {
        let path = Path::new(&*report.path);
        // Without a configuration, a collection has the notes that were named.
        let is_configured = workspace.collection(path).is_some_and(|collection| collection.is_configured);
        // Bytes that are not UTF-8 are spelled out in the report.
        if is_configured && report.fault.is_none() && path.exists() {
            let alone = open(&[&report.path], disk()).ok();
            let alone = alone.map(|mut workspace| snapshot(&workspace.check_all()));
            assert_eq!(alone, Some(snapshot(std::slice::from_ref(report))), "one note alone");
        }
        if let Ok(Some(json)) = workspace.extract(path) {
            assert!(!json.contains(SECRET), "what is outside is extracted: {json}");
            serde_json::from_str::<serde_json::Value>(&json).unwrap();
        }
        hold_change(report, &first);
    }
    hold_fixes(&mut workspace, &reports);
}

/// What is reported of each note.
type Snapshot = Vec<(Arc<str>, Vec<Located>, Option<Fault>)>;

fn snapshot(reports: &[NoteReport]) -> Snapshot {
    let of =
        |report: &NoteReport| (report.path.clone(), report.diagnostics.to_vec().into(), report.fault.clone());
    reports.iter().map(of).collect()
}

fn all(files: Arc<dyn FileSystem>) -> Option<Snapshot> {
    open(&[], files).ok().map(|mut workspace| snapshot(&workspace.check_all()))
}

/// Panics if a changed note gives another result than from the start, or the old text not the old one.
fn hold_change(report: &NoteReport, before: &Snapshot) {
    let (path, disk) = (Path::new(&*report.path), Arc::new(OsFileSystem) as Arc<dyn FileSystem>);
    let Ok(mut workspace) = open(&[], disk.clone()) else { return };
    let Ok(text) = workspace.text(path) else { return };
    workspace.check_all();
    let changed = format!("{text}\n## Another\n\n[[{}#Another]]  \n", report.path);
    if workspace.update(path, &changed).is_err() {
        return;
    }
    let file = disk.reported(path, &std::env::current_dir().unwrap());
    let overlay = Overlay::new(disk);
    overlay.insert(file, changed.as_bytes());
    assert_eq!(Some(snapshot(&workspace.check_all())), all(Arc::new(overlay)), "after a change");
    workspace.reload(path).unwrap();
    assert_eq!(&snapshot(&workspace.check_all()), before, "after it was taken back");
}

/// Panics if fixes are not done after one pass, or leave another result than that of the new texts.
fn hold_fixes(workspace: &mut Workspace, reports: &[NoteReport]) {
    let mut pass = || {
        let mut changed = Vec::new();
        for report in reports {
            if let Ok(Some(fixed)) = workspace.fix(Path::new(&*report.path), Safety::Safe)
                && fixed.before != fixed.after
            {
                changed.push(report.path.clone());
            }
        }
        changed
    };
    pass();
    assert_eq!(pass(), [] as [Arc<str>; 0], "notes that a second pass changes");
    let after = snapshot(&workspace.check_all());
    assert_eq!(all(Arc::new(OsFileSystem)), Some(after), "after the fixes");
}

/// Panics if a diagnostic of `report` is not valid for its note.
fn hold_report(report: &NoteReport, workspace: &Workspace) {
    // A path with characters that are not shown as they are does not name the note.
    let Ok(text) = workspace.text(Path::new(&*report.path)) else { return };
    for Located { diagnostic, range, related, .. } in &*report.diagnostics {
        support::hold_diagnostic(diagnostic, &text);
        assert_eq!((range.start.offset, range.end.offset), (diagnostic.span.start(), diagnostic.span.end()));
        assert_eq!(related.len(), diagnostic.related.len());
        for label in &diagnostic.related {
            if let Place::Elsewhere { path, span, .. } = &label.place {
                support::hold(*span, &workspace.text(Path::new(&**path)).unwrap());
            }
        }
    }
    if let Some(fault) = &report.fault {
        support::hold_fault(fault, &text);
    }
}

fn outcome(reports: &[NoteReport], workspace: &Workspace) -> Outcome {
    let note = |report: &NoteReport| NoteOutcome {
        path: report.path.to_string(),
        note_type: report.note_type.clone(),
        diagnostics: report.diagnostics.to_vec().into(),
    };
    let faults = reports.iter().filter_map(|report| report.fault.clone());
    Outcome {
        notes: reports.iter().map(note).collect(),
        faults: workspace.faults().iter().cloned().chain(faults).collect(),
        notices: workspace.notices().to_vec(),
        summary: Summary { files: reports.len(), ..Summary::default() },
        untyped: reports.iter().filter(|report| report.note_type.is_none()).count(),
        ..Outcome::default()
    }
}

/// The texts of the notes.
#[derive(Default)]
struct Texts(BTreeMap<String, String>);

impl Texts {
    fn of(reports: &[NoteReport], workspace: &Workspace) -> Self {
        let text = |report: &NoteReport| {
            Some((report.path.to_string(), workspace.text(Path::new(&*report.path)).ok()?))
        };
        Self(reports.iter().filter_map(text).collect())
    }
}

impl Sources for Texts {
    fn text(&self, path: &str) -> Option<String> {
        self.0.get(path).cloned()
    }
}

/// Panics if a format shows what is outside, or characters that control a terminal.
fn hold_output(outcome: &Outcome, sources: &Texts) {
    let style = RenderStyle { color: false, unicode: true, width: 80 };
    let report = Report {
        outcome,
        repairs: Vec::new(),
        sources,
        checkout: &Checkout::default(),
        threads: None,
        style,
        limit: None,
        worst: None,
        statistics: false,
        quiet: false,
    };
    for format in FORMATS {
        let mut out = Vec::new();
        (format.write)(&report, &mut out).unwrap();
        hold_words(std::str::from_utf8(&out).unwrap());
    }
    let mut out = Vec::new();
    outcome.faults.iter().for_each(|fault| write_fault(fault, sources, style, &mut out).unwrap());
    outcome.notices.iter().for_each(|notice| write_notice(notice, style, &mut out).unwrap());
    hold_words(std::str::from_utf8(&out).unwrap());
}

fn hold_words(words: &str) {
    assert!(!words.contains(SECRET), "what is outside is shown: {words}");
    let control = words.chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(control, None, "in {words:?}");
}
