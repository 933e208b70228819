//! What is said of a note does not depend on which notes were named, nor from where.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use notelint::{
    diagnostic::Place,
    disk::Overlay,
    lint::Located,
    workspace::{ConfigChoice, NoteReport, Options, Workspace},
};
use proptest::prelude::*;
use serde_json::Value;

use crate::support::{folder, json, run};

const ROOT: &str = "/notes";
const NAMES: [&str; 5] = ["a.md", "sub/a.md", "sub/b.md", "sub/deep/c.md", "z.md"];

/// A type whose notes have an id.
const TYPE: &str = r#"{
    "x-note": { "type": "page", "id": "P\\d" },
    "type": "object",
    "properties": { "title": { "type": "string" } }
}"#;

/// Parts that notes are made of, which speak of each other.
const PARTS: &[&str] = &[
    "# P1\n\n",
    "# P2\n\n",
    "---\ntags: [AI, ai]\n---\n",
    "---\ntags: [ai]\n---\n",
    "## Part\n\n",
    "##  Part \n\n",
    "[l](/a.md#part) ",
    "[l](../a.md#part) ",
    "[l](b.md#part) ",
    "[[b#Part]] ",
    "[[c]] ",
    "[l](gone/z.md) ",
    "P2 P3 ",
    "<!-- notelint-disable-file vault -->\n\n",
    "text  \n\n",
];

fn note() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PARTS), 0..6).prop_map(|parts| parts.concat())
}

/// What makes the folder of the notes a collection.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Configured,
    /// The configuration leaves out `sub/b.md`.
    Excluding,
    Repository,
    WorkingDirectory,
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::Configured),
        Just(Kind::Excluding),
        Just(Kind::Repository),
        Just(Kind::WorkingDirectory)
    ]
}

/// Opens the notes `paths`, named from `folder`.
fn open(kind: Kind, texts: &BTreeMap<&str, String>, folder: &Path, paths: Vec<PathBuf>) -> Workspace {
    let files = Overlay::in_memory(folder);
    let types = "types: [{ name: page, schema: page.json }]\n";
    match kind {
        Kind::Configured => files.insert(Path::new(ROOT).join("notelint.yaml"), types),
        Kind::Excluding => {
            files.insert(Path::new(ROOT).join("notelint.yaml"), format!("{types}exclude: [sub/b.md]\n"));
        }
        Kind::Repository => files.insert(Path::new(ROOT).join(".git/HEAD"), "ref: refs/heads/main\n"),
        Kind::WorkingDirectory => {}
    }
    files.insert(Path::new(ROOT).join("page.json"), TYPE);
    for (name, text) in texts {
        files.insert(Path::new(ROOT).join(name), text.as_bytes());
    }
    let mut options = Options::default();
    options.paths = paths;
    Workspace::open(options, Arc::new(files)).unwrap()
}

/// What is said of each note, by its absolute path.
fn said(workspace: &mut Workspace, folder: &Path) -> BTreeMap<PathBuf, Vec<String>> {
    let reports = workspace.check_all();
    reports.iter().map(|report| (folder.join(&*report.path), lines(report, folder))).collect()
}

fn lines(report: &NoteReport, folder: &Path) -> Vec<String> {
    let line = |located: &Located| {
        let found = &located.diagnostic;
        let related = found.related.iter().zip(&located.related).map(|(label, range)| match &label.place {
            Place::Here(_) => format!("{range:?} {}", label.message),
            Place::Elsewhere { path, .. } => {
                format!("{} {range:?} {}", folder.join(path).display(), label.message)
            }
        });
        let related: Vec<String> = related.collect();
        format!(
            "{} {:?} {} {:?} {:?} {related:?}",
            found.rule, located.range, found.message, found.help, found.fix
        )
    };
    report.diagnostics.iter().map(line).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn some_notes_are_told_what_they_are_told_among_all(
        kind in kind(),
        texts in proptest::collection::vec(note(), NAMES.len()),
        named in proptest::collection::btree_set(0..NAMES.len(), 1..NAMES.len()),
        is_inside in any::<bool>(),
    ) {
        let texts: BTreeMap<&str, String> = NAMES.into_iter().zip(texts).collect();
        let root = Path::new(ROOT);
        let all = said(&mut open(kind, &texts, root, vec![root.to_owned()]), root);
        // Without a mark, the working directory is what makes a collection.
        let is_inside = is_inside && !matches!(kind, Kind::WorkingDirectory);
        let folder = if is_inside { root.join("sub") } else { root.to_owned() };
        let named: BTreeSet<PathBuf> = named.into_iter().map(|at| root.join(NAMES[at])).collect();
        let some = said(&mut open(kind, &texts, &folder, named.iter().cloned().collect()), &folder);
        for path in named {
            // What the configuration leaves out is only checked when it is named.
            if matches!(kind, Kind::Excluding) && path.ends_with("sub/b.md") {
                prop_assert!(!all.contains_key(&path) && some.contains_key(&path));
                continue;
            }
            let whole = all.get(&path);
            prop_assert!(whole.is_some(), "{:?} {:?}", kind, path);
            prop_assert_eq!(some.get(&path), whole, "{:?} {:?}", kind, path);
        }
    }
}

/// The rules of the collection that report something with `arguments`: rule, note, message.
fn found(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let report = json(&run(folder, [&["--format", "json", "--select", "vault,link"], arguments].concat()));
    assert_eq!(report["faults"], serde_json::json!([]), "{arguments:?}");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let line = |it: &Value| format!("{} {} {}", text(&it["rule"]), text(&it["path"]), text(&it["message"]));
    report["diagnostics"].as_array().unwrap().iter().map(line).collect()
}

const TIDES: &str = "# Tides\n";

/// Gives notes a type that has titles, without a configuration.
const TYPED: [&str; 2] = ["--type", "tech-note"];

#[test]
fn without_a_configuration_the_repository_is_the_collection() {
    let folder =
        folder(&[(".git/HEAD", ""), ("a.md", TIDES), ("sub/b.md", TIDES), ("sub/c.md", "[[a#x]]\n")]);
    let duplicate =
        |path: &str| format!("vault/duplicate-title {path} duplicate title `Tides` (first in `a.md`)");
    let missing = |path: &str| format!("link/missing-target {path} `a.md` has no heading `#x`");
    let (root, sub) = (folder.path(), folder.path().join("sub"));
    let found = |folder: &Path, arguments: &[&str]| found(folder, &[&TYPED[..], arguments].concat());
    assert_eq!(found(root, &[]), [duplicate("sub/b.md"), missing("sub/c.md")]);
    for arguments in [&["sub/b.md"][..], &["sub/b.md", "--isolated"]] {
        assert_eq!(found(root, arguments), [duplicate("sub/b.md")]);
    }
    assert_eq!(found(&sub, &["b.md"]), [duplicate("b.md")]);
    assert_eq!(found(&sub, &[]), [duplicate("b.md"), missing("c.md")]);
}

#[test]
fn a_repository_in_a_repository_is_a_collection_of_its_own() {
    let folder =
        folder(&[(".git/HEAD", ""), ("a.md", TIDES), ("sub/.git", "gitdir: x\n"), ("sub/b.md", TIDES)]);
    let found = |folder: &Path, arguments: &[&str]| found(folder, &[&TYPED[..], arguments].concat());
    assert_eq!(found(folder.path(), &[]), [""; 0]);
    assert_eq!(found(folder.path(), &["sub/b.md"]), [""; 0]);
    assert_eq!(found(&folder.path().join("sub"), &["b.md"]), [""; 0]);
}

#[test]
fn a_note_outside_the_folder_of_the_chosen_configuration_is_told_the_same_alone() {
    let folder =
        folder(&[("ci/notelint.yaml", "types: [{ name: tech-note }]\n"), ("a.md", TIDES), ("b.md", TIDES)]);
    let config = ["--config", "ci/notelint.yaml"];
    let all = found(folder.path(), &config);
    assert_eq!(all.len(), 1);
    assert_eq!(found(folder.path(), &[&config[..], &["b.md"]].concat()), all);
    assert_eq!(found(folder.path(), &[&config[..], &["a.md"]].concat()), [""; 0]);
}

#[test]
fn other_notes_do_not_see_one_that_their_collection_leaves_out() {
    let config = "types: [{ name: tech-note }]\nexclude: [b.md]\n";
    let notes = [
        ("notelint.yaml", config),
        ("a.md", "# A\n"),
        ("b.md", "# C\n"),
        (".d.md", "# C\n"),
        ("c.md", "# C\n"),
    ];
    let folder = folder(&notes);
    assert_eq!(found(folder.path(), &[]), [""; 0]);
    assert_eq!(found(folder.path(), &["a.md", "b.md", ".d.md", "c.md"]).len(), 2);
    assert_eq!(found(folder.path(), &["b.md", "c.md"]), found(folder.path(), &["b.md"]));
    assert_eq!(found(folder.path(), &[".", ".d.md"]), found(folder.path(), &[".d.md"]));
}

#[cfg(unix)]
#[test]
fn a_note_named_by_a_link_to_it_is_no_duplicate_of_itself() {
    let folder = folder(&[("notelint.yaml", "types: [{ name: tech-note }]\n"), ("a.md", TIDES)]);
    std::os::unix::fs::symlink("a.md", folder.path().join("b.md")).unwrap();
    assert_eq!(found(folder.path(), &[]), [""; 0]);
    assert_eq!(found(folder.path(), &["b.md"]), [""; 0]);
}

#[cfg(unix)]
#[test]
fn a_note_named_through_a_linked_folder_is_no_duplicate_of_itself() {
    let folder = folder(&[(".git/HEAD", ""), ("notes/sub/a.md", TIDES), ("docs/x.md", "# X\n")]);
    std::os::unix::fs::symlink("../notes", folder.path().join("docs/notes")).unwrap();
    for named in ["docs/notes", "docs/notes/sub", "docs/notes/sub/a.md", "notes/sub/a.md"] {
        let found = found(folder.path(), &[named]);
        assert_eq!(found.iter().filter(|found| found.contains("vault/")).count(), 0, "{named}: {found:?}");
    }
}

#[test]
fn the_baseline_of_all_holds_for_each_note() {
    let notes = [("a.md", TIDES), ("sub/b.md", TIDES), ("sub/c.md", "---\ntags: [ai]\n---\n# C\n")];
    let more =
        [("d.md", "---\ntags: [AI]\n---\n# D\n"), ("e.md", "---\ntags: [AI]\n---\n# E\n\n[x](sub/c.md#y)\n")];
    let folder = folder(&[&[(".git/HEAD", "")], &notes[..], &more].concat());
    let root = folder.path();
    run(root, ["--write-baseline"]);
    for (path, _) in notes.iter().chain(&more) {
        let output = run(root, [path, "--baseline", "notelint-baseline.jsonl", "--format", "json"]);
        assert_eq!(json(&output)["diagnostics"].as_array().unwrap().len(), 0, "{path}");
        assert_eq!(String::from_utf8_lossy(&output.stderr).matches("stale").count(), 0, "{path}");
    }
}

#[test]
fn a_program_that_asks_about_one_note_is_told_the_same() {
    let texts = BTreeMap::from([("a.md", "# P1\n".to_owned()), ("z.md", "# P1\n".to_owned())]);
    let root = Path::new(ROOT);
    let mut workspace = open(Kind::Configured, &texts, root, vec!["z.md".into()]);
    let rules = |report: &NoteReport| -> Vec<&'static str> {
        report.diagnostics.iter().map(|located| located.diagnostic.rule.as_str()).collect()
    };
    let both = ["vault/duplicate-id", "vault/duplicate-title"];
    assert_eq!(rules(&workspace.check(Path::new("z.md")).unwrap()), both);
    assert_eq!(rules(&workspace.check(Path::new("a.md")).unwrap()), [""; 0]);
    assert_eq!(rules(&workspace.check(Path::new("z.md")).unwrap()), both);
}

#[test]
fn the_choice_of_no_configuration_is_that_of_having_none() {
    let texts = BTreeMap::from([("a.md", TIDES.to_owned()), ("sub/b.md", TIDES.to_owned())]);
    let root = Path::new(ROOT);
    let files = Overlay::in_memory(root);
    for (name, text) in &texts {
        files.insert(root.join(name), text.as_bytes());
    }
    let mut options = Options::default();
    options.config = ConfigChoice::Isolated;
    options.paths = vec!["sub/b.md".into()];
    let mut workspace = Workspace::open(options, Arc::new(files)).unwrap();
    assert_eq!(workspace.collection(Path::new("sub/b.md")).unwrap().notes.len(), 2);
}
