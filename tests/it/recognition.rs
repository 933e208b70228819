//! Without a configuration, a note has the built-in type that recognises it.

use std::path::Path;

use crate::support::{folder, json, run, write};

/// The notes with their types, one a line.
fn shown(folder: &Path) -> String {
    let output = run(folder, ["--show-files"]);
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A tech note by half of its sections.
const HALF: &str =
    "# A\n\n## My Notes\n\nx\n\n## グローバルスタンダード\n\n## 日本企業の先進事例\n\n## Rating(5段階評価)\n";

#[test]
fn a_note_has_the_type_that_recognises_it_or_none() {
    let folder = folder(&[
        ("a.md", HALF),
        ("T1-01-01_b.md", "# B\n"),
        ("c.md", "# T1-01-02 C\n"),
        ("README.md", "# D  \n\n## Usage\n\n[x](x.md)\n\n<!-- notelint-disable text/bom -->\n"),
    ]);
    let types = "README.md: no note type\nT1-01-01_b.md: tech-note\na.md: tech-note\nc.md: tech-note\n";
    assert_eq!(shown(folder.path()), types);
    let report = json(&run(folder.path(), ["README.md", "--format", "json"]));
    let found = report["diagnostics"].as_array().unwrap().iter();
    let found: Vec<_> = found.map(|it| (it["rule"].as_str().unwrap(), it["type"].is_null())).collect();
    let expected =
        [("text/trailing-whitespace", true), ("link/missing-target", true), ("suppression/unused", true)];
    assert_eq!(found, expected);
    assert_eq!(report["summary"]["files"], 1);
    let said = String::from_utf8(run(folder.path(), ["README.md"]).stdout).unwrap();
    assert!(said.contains(
        "1 note checked (1 has no note type, so only the rules that need none ran; `notelint init` "
    ));
    assert!(
        run(folder.path(), ["extract", "README.md"])
            .stdout
            .starts_with(b"{\n  \"version\": 1,\n  \"notes\": [\n  ]")
    );
}

#[test]
fn the_rules_that_need_no_type_and_no_others_run() {
    let broken = "---\ntags: [a, a, A]\ntags: b\ndate: 2026/1/1\nn: a #b\n---\n\n# A\n\n# B\n\n**x *\n\n## 1. C\n\n#### D\n";
    let files = folder(&[
        ("a.md", broken),
        ("b.md", "---\na: b: c\n---\n"),
        ("c.md", "---\na: b\n\n# C\n"),
        // It may be text: without a type, no other fences are looked for.
        ("d.md", "Name: x\nVersion: y\n\nText\n"),
    ]);
    let report = json(&run(files.path(), ["--format", "json"]));
    let found = report["diagnostics"].as_array().unwrap().iter();
    let found: Vec<_> = found
        .map(|it| format!("{} {}", it["path"].as_str().unwrap(), it["rule"].as_str().unwrap()))
        .collect();
    let expected = [
        "a.md frontmatter/duplicate-key",
        "a.md frontmatter/lost-text",
        "a.md text/broken-emphasis",
        "b.md frontmatter/syntax",
        "c.md frontmatter/unclosed",
    ];
    assert_eq!(found, expected);
    let shown = run(files.path(), ["--show-settings", "d.md"]);
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.contains("  type        none: only rules that need no type run\n"), "{shown}");
    assert!(shown.contains("  off         structure/title-missing\n"), "{shown}");
}

#[test]
fn a_configuration_without_types_recognises_them_too_and_an_empty_list_names_none() {
    let folder = folder(&[("notelint.yaml", "rules: { text: off }\n"), ("a.md", HALF), ("b.md", "# B  \n")]);
    assert_eq!(shown(folder.path()), "a.md: tech-note\nb.md: no note type\n");
    assert!(run(folder.path(), ["b.md"]).status.success());
    write(folder.path(), &[("notelint.yaml", "types: []\n")]);
    let skipped = "a.md: skipped, no matching note type\nb.md: skipped, no matching note type\n";
    assert_eq!(shown(folder.path()), skipped);
    let typed = run(folder.path(), ["--show-files", "--isolated", "--type", "tech-note", "b.md"]);
    assert_eq!(String::from_utf8_lossy(&typed.stdout), "b.md: tech-note\n");
}

#[test]
fn decisions_are_compared_within_their_folder_unless_a_configuration_names_their_type() {
    let record = |number: u8| {
        format!(
            "# {number}. Keep records\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nADR-2, ADR-3.\n\n\
             ## Decision\n\nWe will.\n\n## Consequences\n\nNone.\n"
        )
    };
    let (first, second) = (record(1), record(2));
    let files = folder(&[
        ("a/adr/0001-a.md", &first),
        ("a/adr/0001-b.md", &first),
        ("a/adr/old/0001-a.md", &first),
        ("a/adr.md", "# 1. Keep records\n"),
        ("b/adr/0001-a.md", &first),
        ("b/adr/0002-b.md", &second),
        ("T1-01-01_a.md", "# T1-01-01 A\n"),
        ("b/T1-01-01_b.md", "# T1-01-01 A\n"),
    ]);
    let found = |flags: &[&str]| {
        let rules = ["--format", "json", "--select", "vault"];
        let report = json(&run(files.path(), [&rules, flags].concat()));
        let found = report["diagnostics"].as_array().unwrap().clone().into_iter();
        let line = |it: serde_json::Value| {
            format!("{}: {}", it["path"].as_str().unwrap(), it["message"].as_str().unwrap())
        };
        found.map(line).collect::<Vec<_>>()
    };
    let of_decisions = [
        "a/adr/0001-a.md: no note has the id `3`, which `ADR-3` mentions",
        "a/adr/0001-b.md: duplicate id `0001` (first in `a/adr/0001-a.md`)",
        "a/adr/0001-b.md: duplicate title `1. Keep records` (first in `a/adr/0001-a.md`)",
        "a/adr/0001-b.md: no note has the id `3`, which `ADR-3` mentions",
        "a/adr/old/0001-a.md: no note has the id `3`, which `ADR-3` mentions",
        "b/adr/0001-a.md: no note has the id `3`, which `ADR-3` mentions",
        "b/adr/0002-b.md: no note has the id `3`, which `ADR-3` mentions",
    ];
    let of_others = [
        "b/T1-01-01_b.md: duplicate id `T1-01-01` (first in `T1-01-01_a.md`)",
        "b/T1-01-01_b.md: duplicate title `T1-01-01 A` (first in `T1-01-01_a.md`)",
    ];
    assert_eq!(found(&[]), [&of_decisions[..5], &of_others, &of_decisions[5..]].concat());
    assert_eq!(found(&["b/adr"]), of_decisions[5..]);
    write(files.path(), &[("notelint.yaml", "types: [{ name: adr, files: [\"**/adr/**\"] }]\n")]);
    let said = found(&["b/adr/0001-a.md"]);
    let first = "(first in `a/adr/0001-a.md`)";
    assert_eq!(said[0], format!("b/adr/0001-a.md: duplicate id `0001` {first}"));
    assert_eq!(said[1], format!("b/adr/0001-a.md: duplicate title `1. Keep records` {first}"));
}
