//! Drives the library as an editor or a program does: notes are opened once, asked about often, and
//! change in between.

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use notelint::{
    diagnostic::Safety,
    disk::{FileSystem, OsFileSystem, Overlay},
    workspace::{NoteReport, Options, Workspace},
};
use proptest::prelude::*;

const FOLDER: &str = "/notes";

/// A type whose notes have an id, and a configuration that uses it.
const TYPE: &str = r#"{
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "x-note": {
        "type": "page",
        "id": { "title": "P\\d", "/frontmatter/key": "P\\d", "mention": "P\\d" },
        "agree": [{ "file": ".+", "/frontmatter/title": ".+" }]
    },
    "type": "object",
    "properties": { "title": { "type": "string" } }
}"#;
const CONFIG: &str = "types:\n  - name: page\n    schema: page.json\n    files: [\"[!x]*.md\"]\n";

fn files(notes: &[(&str, &str)]) -> Overlay {
    let files = Overlay::in_memory(FOLDER);
    for (name, text) in [("notelint.yaml", CONFIG), ("page.json", TYPE)].iter().chain(notes) {
        files.insert(Path::new(FOLDER).join(name), text.as_bytes());
    }
    files
}

fn open(notes: &[(&str, &str)]) -> Workspace {
    Workspace::open(Options::default(), Arc::new(files(notes))).unwrap()
}

/// What is said of a note: rule, first line, message.
fn said(report: &NoteReport) -> Vec<String> {
    let line = |located: &notelint::lint::Located| {
        let related: Vec<String> = located
            .related
            .iter()
            .zip(&located.diagnostic.related)
            .map(|(range, label)| format!("{range:?} {:?}", label.place))
            .collect();
        let diagnostic = &located.diagnostic;
        format!(
            "{} {:?} {} {:?} {:?} {}",
            diagnostic.rule,
            located.range,
            diagnostic.message,
            diagnostic.help,
            diagnostic.fix,
            related.join(", ")
        )
    };
    report.diagnostics.iter().map(line).collect()
}

fn rules(workspace: &mut Workspace, path: &str) -> Vec<&'static str> {
    let report = workspace.check(Path::new(path)).unwrap();
    report.diagnostics.iter().map(|located| located.diagnostic.rule.as_str()).collect()
}

#[test]
fn an_update_of_one_note_changes_what_is_said_of_another() {
    let mut workspace = open(&[("a.md", "# P1\n"), ("b.md", "# P2\n\n[there](a.md#part)\n")]);
    assert_eq!(rules(&mut workspace, "b.md"), ["link/missing-target"]);

    workspace.update(Path::new("a.md"), "# P1\n\n## Part\n").unwrap();
    assert_eq!(rules(&mut workspace, "b.md"), [""; 0]);

    workspace.update(Path::new("a.md"), "# P2\n\n## Part\n").unwrap();
    assert_eq!(rules(&mut workspace, "b.md"), ["vault/duplicate-id", "vault/duplicate-title"]);
    assert_eq!(rules(&mut workspace, "a.md"), [""; 0]);

    workspace.update(Path::new("a.md"), "# P3\n").unwrap();
    assert_eq!(rules(&mut workspace, "b.md"), ["link/missing-target"]);
}

#[test]
fn two_notes_that_link_to_one_heading_without_number() {
    let text = |title: &str| format!("# {title}\n\n{}", "- [c](c.md#h)\n".repeat(30_000));
    let mut workspace = open(&[("a.md", &text("P1")), ("b.md", &text("P2")), ("c.md", "# P3\n\n## H\n")]);
    workspace.check(Path::new("a.md")).unwrap();
    workspace.update(Path::new("a.md"), &text("P4")).unwrap();
    assert_eq!(rules(&mut workspace, "a.md"), [""; 0]);
}

#[test]
fn a_fix_is_safe_or_not_by_the_links_of_other_notes() {
    let steps = r#"{
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "x-note": { "type": "page" },
        "properties": { "sections": { "properties": { "steps": {
            "x-note": { "heading": "Steps", "content": "points", "list": "ordered" }
        } } } }
    }"#;
    let mut workspace = open(&[
        ("page.json", steps),
        ("a.md", "# A\n\n## Steps\n\n### 1. Mix\n\nWell.\n\n### 2. Bake\n\nLong.\n"),
        ("b.md", "# B\n"),
    ]);
    let safety = |workspace: &mut Workspace| {
        let report = workspace.check(Path::new("a.md")).unwrap();
        let fixes = report.diagnostics.iter().filter_map(|located| located.diagnostic.fix.as_ref());
        fixes.map(|fix| fix.safety).collect::<Vec<_>>()
    };
    assert_eq!(safety(&mut workspace), [Safety::Safe]);
    for (link, expected) in [
        ("[bake](a.md#2-bake)", Safety::Unsafe),
        ("[steps](a.md#steps)", Safety::Safe),
        ("[[a#2. Bake]]", Safety::Unsafe),
        ("none", Safety::Safe),
    ] {
        workspace.update(Path::new("b.md"), &format!("# B\n\n{link}\n")).unwrap();
        assert_eq!(safety(&mut workspace), [expected], "{link}");
    }
}

#[test]
fn one_note_gets_the_answer_that_it_gets_among_all() {
    let notes = [
        ("a.md", "# P1\n\n[there](b.md#gone), P7\n"),
        ("b.md", "# P1 \n\n<!-- notelint-disable vault -->\n\nP8 [P9](gone.md)\n"),
        ("c.md", "---\ntags: [a, A]\n---\n\n# P3\n\n<!-- notelint-disable-next-line vault/no -->\nx  \n"),
    ];
    let all = open(&notes).check_all();
    assert_eq!(all.len(), 3);
    for report in &all {
        let alone = open(&notes).check(Path::new(&*report.path)).unwrap();
        assert_eq!(said(&alone), said(report), "{}", report.path);
        assert_eq!(alone.suppressed, report.suppressed);
    }
    assert_eq!(all.iter().map(|report| report.suppressed).sum::<usize>(), 1, "{all:#?}");
}

#[test]
fn a_new_note_a_lost_one_and_a_new_configuration_are_taken_over() {
    let mut workspace = open(&[("a.md", "# P1\n\n[b](b.md)\n")]);
    assert_eq!(rules(&mut workspace, "a.md"), ["link/missing-target"]);
    workspace.update(Path::new("b.md"), "# P2\n").unwrap();
    assert_eq!(rules(&mut workspace, "a.md"), [""; 0]);
    assert_eq!(workspace.collection(Path::new("a.md")).unwrap().notes.len(), 2);

    workspace.reload(Path::new("b.md")).unwrap();
    assert_eq!(rules(&mut workspace, "a.md"), ["link/missing-target"]);
    assert!(workspace.check(Path::new("b.md")).is_none());

    workspace.update(Path::new("notelint.yaml"), &format!("{CONFIG}rules:\n  link: off\n")).unwrap();
    assert_eq!(rules(&mut workspace, "a.md"), [""; 0]);
    let faults = workspace.update(Path::new("notelint.yaml"), "nothing: here\n").unwrap_err();
    assert_eq!(faults[0].path.as_deref(), Some("notelint.yaml"));
}

#[test]
fn any_path_can_be_resolved() {
    let mut workspace = open(&[("a.md", "# P1\n")]);
    let known = workspace.resolve(Path::new("a.md")).unwrap().unwrap();
    let new = workspace.resolve(Path::new("/notes/new.md")).unwrap().unwrap();
    assert_eq!(known.note_type.unwrap().name, "page");
    assert_eq!(new.note_type.unwrap().name, "page");
    assert_eq!(known.rules, new.rules);
    assert_eq!(known.collection.as_deref(), Some(Path::new(FOLDER)));
}

#[test]
fn a_fix_of_an_overlaid_note_leaves_the_disk_alone() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().canonicalize().unwrap();
    let on_disk = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    for name in ["a.md", "b.md"] {
        fs::write(folder.join(name), "# T1-01-01 A  \n").unwrap();
    }
    let mut options = Options::default();
    options.paths = vec![folder.clone()];
    options.select = Some(vec!["text".to_owned()]);
    let mut workspace = Workspace::open(options, Arc::new(OsFileSystem)).unwrap();
    workspace.update(&folder.join("a.md"), "# New  \n").unwrap();

    let fixed = workspace.fix(&folder.join("a.md"), Safety::Safe).unwrap().unwrap();
    assert_eq!((fixed.before.as_str(), fixed.after.as_str()), ("# New  \n", "# New\n"));
    assert_eq!(workspace.text(&folder.join("a.md")).unwrap(), "# New\n");
    assert_eq!(on_disk("a.md"), "# T1-01-01 A  \n");
    assert!(workspace.check(&folder.join("a.md")).unwrap().diagnostics.is_empty());

    workspace.fix(&folder.join("b.md"), Safety::Safe).unwrap().unwrap();
    assert_eq!(on_disk("b.md"), "# T1-01-01 A\n");
    assert_eq!(workspace.fix(&folder.join("b.md"), Safety::Safe).unwrap().map(|fixed| fixed.after), None);
}

#[test]
fn an_overlay_that_keeps_writes_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, "a").unwrap();
    let files = Overlay::new(Arc::new(OsFileSystem)).keep_writes();
    files.replace(&path, "a", "b").unwrap();
    assert_eq!((&files as &dyn FileSystem).text(&path).unwrap(), "b");
    assert_eq!(fs::read_to_string(&path).unwrap(), "a");
}

#[test]
fn a_note_is_extracted_as_it_is_now() {
    let mut workspace =
        Workspace::open(Options::default(), Arc::new(files(&[("a.md", "# P1 Tea\n")]))).unwrap();
    let mut title = |name: &str| {
        let json = workspace.extract(Path::new(name)).unwrap()?;
        let note: serde_json::Value = serde_json::from_str(&json).unwrap();
        Some((note["path"].as_str().unwrap().to_owned(), note["title"].as_str().unwrap().to_owned()))
    };
    assert_eq!(title("a.md"), Some(("a.md".to_owned(), "P1 Tea".to_owned())));
    assert_eq!(title("b.md"), None);
    workspace.update(Path::new("a.md"), "# P1 Coffee\n").unwrap();
    assert!(workspace.extract(Path::new("a.md")).unwrap().unwrap().contains("Coffee"));
}

#[test]
fn the_outline_of_a_note_is_all_of_it_as_it_is_now() {
    let mut workspace =
        Workspace::open(Options::default(), Arc::new(files(&[("a.md", "# P1 Tea\n")]))).unwrap();
    let text = "Before.\n\n# P1 Coffee\n\n## Beans\n\nRoasted.\n";
    workspace.update(Path::new("a.md"), text).unwrap();
    let json = workspace.extract_with_outline(Path::new("a.md")).unwrap().unwrap();
    let note: serde_json::Value = serde_json::from_str(&json).unwrap();
    let parts = note["outline"].as_array().unwrap();
    let keys: Vec<Option<&str>> = parts.iter().map(|part| part["key"].as_str()).collect();
    assert_eq!(keys, [None, Some("/title"), None]);
    let joined: String = parts
        .iter()
        .flat_map(|part| ["heading", "markdown"].map(|name| part[name].as_str().unwrap()))
        .collect();
    assert_eq!(joined, text);
    assert!(!workspace.extract(Path::new("a.md")).unwrap().unwrap().contains("outline"));
    assert_eq!(workspace.extract_with_outline(Path::new("b.md")).unwrap(), None);
}

#[test]
fn standard_input_is_a_file_of_an_overlay() {
    let files = files(&[("a.md", "# P1\n")]);
    files.insert("/notes/b.md", "# P1\n");
    let mut options = Options::default();
    options.stdin = Some("b.md".into());
    let mut workspace = Workspace::open(options, Arc::new(files)).unwrap();
    let reports = workspace.check_all();
    assert_eq!(reports.iter().map(|report| &*report.path).collect::<Vec<_>>(), ["b.md"]);
    assert_eq!(rules(&mut workspace, "b.md"), ["vault/duplicate-id", "vault/duplicate-title"]);
}

/// Parts that notes are made of, which speak of each other.
const PARTS: &[&str] = &[
    "# P1\n\n",
    "# P2 \n\n",
    "---\ntitle: x\ntags: [AI, ai]\n---\n",
    "---\ntags: [ai]\n---\n",
    "---\nkey: P3\n---\n",
    "---\nkey: P2\ntitle: b\n---\n",
    "## Part\n\n",
    "##Part\n\n",
    "[l](a.md#part) ",
    "[[b#Part]] ",
    "[own](#part) ",
    "[P2](gone.md) ",
    "P2 P3 ",
    "<!-- notelint-disable vault -->\n\n",
    "<!-- notelint-disable -->\n\n",
    "<!-- notelint-disable-file link text/bom nothing -->\n\n",
    "text  \n\n",
];

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PARTS), 0..6).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn updates_come_to_what_a_fresh_look_comes_to(
        updates in proptest::collection::vec((0..4_usize, text(), any::<bool>()), 1..12),
    ) {
        // The last one has no type.
        let names = ["a.md", "b.md", "c.md", "x.md"];
        let mut texts = BTreeMap::from([("a.md", "# P1\n".to_owned()), ("b.md", String::new())]);
        texts.insert("c.md", "# P2\n\n[a](a.md#part)\n".to_owned());
        let notes = |texts: &BTreeMap<&'static str, String>| -> Workspace {
            let notes: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
            open(&notes)
        };
        let mut workspace = notes(&texts);
        for (at, text, asks) in updates {
            workspace.update(Path::new(names[at]), &text).unwrap();
            texts.insert(names[at], text);
            if asks {
                workspace.check(Path::new("a.md"));
            }
        }
        let fresh = notes(&texts).check_all();
        let updated = workspace.check_all();
        prop_assert_eq!(updated.len(), fresh.len());
        for (updated, fresh) in updated.iter().zip(&fresh) {
            prop_assert_eq!(&updated.path, &fresh.path);
            prop_assert_eq!(said(updated), said(fresh), "{}", &updated.path);
            prop_assert_eq!(updated.suppressed, fresh.suppressed);
        }
    }
}
