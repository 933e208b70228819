//! What a run writes beside the notes: reports, baselines, caches.

use std::{fs, path::Path};

use super::Scene;
use crate::support::{notelint, run};

#[test]
fn baselines_and_reports_stay_inside() {
    let scene = Scene::new();
    fs::write(scene.outside("b"), "xyzzy").unwrap();
    for target in ["b", "none"] {
        scene.link("notelint-baseline.jsonl", scene.outside(target));
        scene.link("folder", scene.outside(""));
        for (arguments, file) in [
            (&["--baseline", "notelint-baseline.jsonl"][..], "notelint-baseline.jsonl"),
            (&["--write-baseline"], "notelint-baseline.jsonl"),
            (&["--baseline", "folder/new", "--write-baseline"], "folder/new"),
        ] {
            let (code, said) = scene.said(arguments);
            let verb = if file == "folder/new" { "saved" } else { "read" };
            let fault = format!("{file}: cannot be {verb}: a symbolic link leads out of the repository");
            assert_eq!((code, said.last()), (2, Some(&fault)));
        }
        for file in ["notelint-baseline.jsonl", "folder/new"] {
            let output = run(&scene.repository(), ["--output", file]);
            assert_eq!(output.status.code(), Some(2));
            assert!(String::from_utf8_lossy(&output.stderr).contains("cannot be saved: a symbolic link"));
        }
    }
    scene.link("dangling.txt", "nowhere.txt");
    assert_eq!(run(&scene.repository(), ["--output", "dangling.txt"]).status.code(), Some(2));
    let mut left: Vec<_> =
        fs::read_dir(scene.outside("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["b", "secret.md"]);
    assert_eq!(fs::read_to_string(scene.outside("b")).unwrap(), "xyzzy");
    assert!(!scene.repository().join("nowhere.txt").exists());
}

#[test]
fn a_cache_is_not_written_through_a_link() {
    let scene = Scene::new();
    for number in 0..256 {
        scene.write(&format!("{number}.md"), "# N\n");
    }
    fs::create_dir(scene.repository().join("cache")).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = notelint(&scene.repository());
        let output = command.env("NOTELINT_CACHE_DIR", "cache").args(arguments).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), said.replace("\n  | ", " "))
    };
    let cached = |folder: &Path| fs::read_dir(folder).map_or(0, Iterator::count);
    let folder = scene.repository().join("cache/notelint");
    assert_eq!(run(&["--select", "text"]).0, Some(0));
    assert!(cached(&folder) > 0, "without a link, there is a cache");
    fs::remove_dir_all(&folder).unwrap();
    scene.link("cache/notelint", scene.outside(""));
    assert_eq!(run(&["--select", "text"]).0, Some(0));
    assert_eq!(cached(&scene.outside("")), 1);
    let (code, said) = run(&["clean"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("cache/notelint: cannot be the cache folder: a symbolic link leads out"), "{said}");
    assert_eq!(cached(&scene.outside("")), 1);
}

#[test]
fn what_a_run_reads_is_not_overwritten() {
    let scene = Scene::new();
    scene.write("b.jsonl", "{\"notelint-baseline\":1}\n");
    scene.write("part.yaml", "type: string\n");
    scene.write("t.yaml", "x-note: { type: t }\n$defs: { a: { $ref: part.yaml } }\n");
    scene.link("link.txt", "a.md");
    fs::hard_link(scene.repository().join("a.md"), scene.repository().join("hard.txt")).unwrap();
    let before = |name: &str| fs::read(scene.repository().join(name)).unwrap();
    for (file, arguments) in [
        ("a.md", &["--output", "a.md"][..]),
        ("a.md", &["--output", "json=./a.md"]),
        ("a.md", &["--output", "json=x.json", "--output", "a.md", "--fix"]),
        ("a.md", &["--output", "link.txt"]),
        ("a.md", &["--output", "hard.txt"]),
        ("a.md", &["--write-baseline", "--baseline", "a.md"]),
        ("notelint.yaml", &["--output", "sarif=notelint.yaml"]),
        ("notelint.yaml", &["--write-baseline", "--baseline", "notelint.yaml"]),
        ("t.yaml", &["--output", "junit=t.yaml"]),
        ("part.yaml", &["--output", "part.yaml"]),
        ("b.jsonl", &["--output", "b.jsonl", "--baseline", "b.jsonl"]),
        ("b.jsonl", &["--output", "json=b.jsonl", "--baseline", "./b.jsonl", "--write-baseline"]),
    ] {
        let old = (before(file), before("a.md"));
        let output = run(&scene.repository(), ["--select", "text", "--no-cache"].iter().chain(arguments));
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            said.contains("cannot be written: ") && said.contains("of this run"),
            "{arguments:?}: {said}"
        );
        assert!(old == (before(file), before("a.md")), "{arguments:?}");
        assert!(!scene.repository().join("x.json").exists(), "{arguments:?}");
    }
    // A report among the notes is written once: then it is one of them, unless it is excluded.
    let report = || {
        let output = run(&scene.repository(), ["--select", "text,link", "--output", "markdown=report.md"]);
        (output.status.code(), String::from_utf8(output.stderr).unwrap().replace("\n        ", " "))
    };
    assert_eq!(report().0, Some(0));
    let (code, said) = report();
    assert!(
        code == Some(2) && said.contains("report.md: cannot be written: it is a note of this run"),
        "{said}"
    );
    assert!(said.contains("help: write to a file outside of the notes"), "{said}");
    scene.write("notelint.yaml", "types: [{ name: t, schema: t.yaml }]\nexclude: [report.md]\n");
    assert_eq!((report().0, report().0), (Some(0), Some(0)));
    // Nor does a run that could not begin know what it would have read.
    scene.write("notelint.yaml", "types: [\n");
    for file in ["notelint.yaml", "t.yaml", "a.md"] {
        let old = before(file);
        assert_eq!(run(&scene.repository(), ["--output", file]).status.code(), Some(2));
        assert!(old == before(file), "{file}");
    }
    // It still reports its faults to files that it cannot have read.
    let summary = scene.outside("summary.md");
    fs::write(&summary, "").unwrap();
    let markdown = format!("markdown={}", summary.display());
    let outputs = ["--output", "json=new.json", "--output", &markdown];
    assert_eq!(run(&scene.repository(), outputs).status.code(), Some(2));
    assert!(scene.repository().join("new.json").exists());
    assert!(fs::read_to_string(summary).unwrap().contains("notelint.yaml"));
}

#[test]
fn two_reports_do_not_go_to_one_file() {
    let scene = Scene::new();
    scene.write("old.txt", "");
    scene.link("again.txt", "old.txt");
    for outputs in [
        ["json=x.json", "sarif=x.json"],
        ["json=x.json", "./x.json"],
        ["x.json", "concise=.git/../x.json"],
        ["json=old.txt", "again.txt"],
    ] {
        let output = run(&scene.repository(), outputs.iter().flat_map(|output| ["--output", output]));
        assert_eq!(output.status.code(), Some(2), "{outputs:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("cannot be written: two outputs of this run"), "{outputs:?}: {said}");
        assert!(!scene.repository().join("x.json").exists(), "{outputs:?}");
    }
    let both = ["--output", "json=x.json", "--output", "sarif=y.json", "--select", "text"];
    assert_eq!(run(&scene.repository(), both).status.code(), Some(0));
    assert_eq!(run(&scene.repository(), both).status.code(), Some(0), "a report replaces its last one");
}
