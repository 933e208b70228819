//! `--shard I/N`: the parts of a run on several machines.

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::Value;

use crate::support::{collection_of, json, notelint, run};

const TYPE: &str = "\
x-note: { type: plan, id: { title: '^P-\\d+' } }
required: [title]
properties: { title: { type: string } }
";

/// Notes with what rules about the collection report: links to missing notes and headings, and equal ids.
fn collection(notes: usize) -> tempfile::TempDir {
    let folder = collection_of("plan", TYPE, &[]);
    add(folder.path(), 0..notes);
    folder
}

fn add(folder: &Path, numbers: std::ops::Range<usize>) {
    for number in numbers {
        let next = number + 1;
        let text = format!(
            "# P-{} Tea\n\n[a]({next}.md) [b]({next}.md#steps) [c]({next}.md#cups)  \n\n## Steps",
            number / 2
        );
        fs::write(folder.join(format!("{number}.md")), text).unwrap();
    }
}

fn diagnostics(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    let mut report = json(&run(folder, [&["--format", "json"], arguments].concat()));
    assert_eq!(report["faults"], Value::Array(Vec::new()));
    match report["diagnostics"].take() {
        Value::Array(diagnostics) => diagnostics,
        _ => Vec::new(),
    }
}

fn shards(count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("{number}/{count}")).collect()
}

/// The shard of each note, by its path.
fn members(folder: &Path, count: usize) -> BTreeMap<String, String> {
    let mut members = BTreeMap::new();
    for shard in shards(count) {
        let output = run(folder, ["--show-files", "--shard", &shard]);
        for line in String::from_utf8(output.stdout).unwrap().lines() {
            let (path, _) = line.split_once(": ").unwrap();
            assert_eq!(members.insert(path.to_owned(), shard.clone()), None, "{path} is in two");
        }
    }
    members
}

#[test]
fn the_shards_together_report_what_one_run_does() {
    let own = collection(40);
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/broken");
    for folder in [own.path(), &seeds] {
        let whole = diagnostics(folder, &[]);
        assert!(whole.iter().any(|found| found["rule"].as_str().unwrap().starts_with("vault/")));
        for (count, rules) in
            [(1, "vault,link,text,structure"), (3, "vault,link,text,structure"), (3, "text")]
        {
            let whole = diagnostics(folder, &["--select", rules]);
            let shards = shards(count);
            let parts =
                shards.iter().map(|shard| diagnostics(folder, &["--select", rules, "--shard", shard]));
            let parts: Vec<Vec<Value>> = parts.collect();
            assert!(folder == seeds || parts.iter().all(|part| !part.is_empty()));
            let key = |found: &Value| (found["path"].to_string(), found["fingerprint"].to_string());
            let mut parts = parts.concat();
            let mut whole = whole.clone();
            parts.sort_by_key(key);
            whole.sort_by_key(key);
            assert_eq!(parts, whole, "{count} {rules}");
        }
    }
}

#[test]
fn each_note_is_in_one_shard_and_stays_there_when_others_are_added() {
    let folder = collection(30);
    let before = members(folder.path(), 4);
    assert_eq!(before.len(), 30);
    assert!(shards(4).iter().all(|shard| before.values().any(|of| of == shard)));
    add(folder.path(), 30..60);
    let after = members(folder.path(), 4);
    assert_eq!(after.len(), 60);
    for (path, shard) in &before {
        assert_eq!(&after[path], shard, "{path}");
    }
    let counts =
        shards(4).iter().map(|shard| after.values().filter(|of| *of == shard).count()).collect::<Vec<_>>();
    assert!(counts.iter().all(|count| (5..=25).contains(count)), "{counts:?}");
}

#[test]
fn fixes_change_the_notes_of_the_shard_alone() {
    let folder = collection(20);
    let members = members(folder.path(), 2);
    assert_eq!(members.len(), 20);
    run(folder.path(), ["--fix", "--select", "text", "--shard", "2/2"]);
    for (path, shard) in &members {
        let text = fs::read_to_string(folder.path().join(path)).unwrap();
        assert_eq!(text.ends_with('\n'), shard == "2/2", "{path}");
    }
}

#[test]
fn a_baseline_is_that_of_all_shards() {
    let folder = collection(20);
    run(folder.path(), ["--write-baseline", "--shard", "1/2"]);
    let name = "notelint-baseline.jsonl";
    let first = fs::read_to_string(folder.path().join(name)).unwrap();
    run(folder.path(), ["--write-baseline", "--shard", "2/2"]);
    let both = fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(both.len() > first.len());
    run(folder.path(), ["--write-baseline"]);
    assert_eq!(fs::read_to_string(folder.path().join(name)).unwrap(), both, "each adds its notes");

    // One note is gone and one is repaired: each is a stale entry of one shard.
    fs::remove_file(folder.path().join("0.md")).unwrap();
    fs::write(folder.path().join("19.md"), "# P-9 Tea\n").unwrap();
    let stale = |arguments: &[&str]| -> Vec<String> {
        let mut command = notelint(folder.path());
        command.env("COLUMNS", "500").args(["--baseline", name]).args(arguments);
        let output = command.output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        let lines = text.lines().filter(|line| line.contains("stale baseline entry"));
        let mut lines: Vec<String> = lines.map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let whole = stale(&[]);
    assert!(
        whole.iter().any(|line| line.contains("`0.md`")) && whole.iter().any(|line| line.contains("`19.md`"))
    );
    let mut parts = [stale(&["--shard", "1/2"]), stale(&["--shard", "2/2"])].concat();
    parts.sort();
    assert_eq!(parts, whole);
}

#[test]
fn the_cache_keeps_the_results_of_other_shards() {
    let folder = collection(300);
    let shown = |arguments: &[&str]| diagnostics(folder.path(), arguments);
    for rules in ["text", "text,vault"] {
        let cold = shown(&["--no-cache", "--select", rules]);
        assert_eq!(shown(&["--select", rules]), cold);
        let parts =
            [shown(&["--select", rules, "--shard", "1/2"]), shown(&["--select", rules, "--shard", "2/2"])];
        assert_eq!(parts.concat().len(), cold.len());
        assert_eq!(shown(&["--select", rules]), cold);
    }
}

#[test]
fn what_is_not_a_shard_is_refused() {
    let folder = collection(1);
    for wrong in ["0/2", "3/2", "1/0", "1", "1/", "-1/2", "1/2/3", "a/b", "1/99999999999999999999"] {
        let output = run(folder.path(), ["--shard", wrong]);
        assert_eq!(output.status.code(), Some(2), "{wrong}");
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.contains("expected `I/N`, from `1/N` to `N/N`") || wrong == "-1/2", "{text}");
    }
}
