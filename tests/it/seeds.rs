//! The seeds: clean notes side by side, notes that are broken on purpose, and clean ones with one
//! repairable part broken.

mod mutations;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::support::{json, notelint, run, write};
use mutations::mutations;
use notelint::{diagnostic::Safety, rules::TABLE};
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The notes in `folder`, sorted.
fn notes(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut notes: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|ext| ext == "md")).collect();
    notes.sort();
    notes
}

fn name(note: &Path) -> &str {
    note.file_name().unwrap().to_str().unwrap()
}

fn diagnostics(report: &Value) -> &Vec<Value> {
    report["diagnostics"].as_array().unwrap()
}

/// Whether `rule` is one of the rules that there are.
fn is_known(rule: &str) -> bool {
    TABLE.iter().any(|registration| registration.meta.id.as_str() == rule)
}

#[test]
fn the_clean_seeds_pass_side_by_side() {
    let output = run(root(), ["seeds", "--format", "json"]);
    let report = json(&output);
    assert_eq!(diagnostics(&report), &Vec::<Value>::new());
    assert_eq!(
        (report["summary"]["files"].as_u64(), report["summary"]["skipped"].as_u64()),
        (Some(13), Some(0))
    );
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn no_seed_speaks_of_another() {
    for note in notes("seeds") {
        let text = fs::read_to_string(&note).unwrap();
        for other in notes("seeds").iter().filter(|other| **other != note) {
            let id = name(other).split('_').next().unwrap();
            assert!(!text.contains(id), "{} speaks of {id}", note.display());
        }
    }
}

/// `README.md` says how a built-in type is changed.
#[test]
fn a_copy_of_a_built_in_schema_replaces_it_or_is_a_type_of_its_own() {
    let types = ["adr", "changelog", "meeting", "okf", "skill", "tech-note"];
    for prefix in ["", "own-"] {
        let folder = tempfile::tempdir().unwrap();
        let mut config = fs::read_to_string(root().join("seeds/notelint.yaml")).unwrap();
        for name in types {
            let schema = fs::read_to_string(root().join(format!("schema/{name}.schema.json"))).unwrap();
            let own = schema.replace(&format!("\"{name}\""), &format!("\"{prefix}{name}\""));
            assert_eq!(own != schema, !prefix.is_empty(), "{name}");
            write(folder.path(), &[(&format!("own/{name}.json"), &own)]);
            let entry = format!("- name: {prefix}{name}\n    schema: own/{name}.json\n");
            let changed = config.replace(&format!("- name: {name}\n"), &entry);
            assert_ne!(changed, config, "`seeds/notelint.yaml` has the type `{name}`");
            config = changed;
        }
        for path in files("seeds") {
            let text = fs::read_to_string(root().join("seeds").join(&path)).unwrap();
            write(folder.path(), &[(&path, &text)]);
        }
        write(folder.path(), &[("notelint.yaml", &config)]);
        let report = json(&run(folder.path(), ["--format", "json"]));
        assert_eq!(diagnostics(&report), &Vec::<Value>::new());
        assert_eq!(report["summary"]["files"].as_u64(), Some(13));
    }
}

/// The paths in `seeds/broken` of the notes there, sorted.
fn broken() -> Vec<String> {
    files("seeds/broken")
}

/// The paths in `folder` of the files there, sorted.
fn files(folder: &str) -> Vec<String> {
    let root = root().join(folder);
    let notes = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().map(|entry| entry.unwrap());
    let notes = notes.filter(|entry| entry.file_type().is_file());
    notes
        .map(|entry| entry.path().strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/"))
        .collect()
}

/// Each broken note, and all that is said of it: the rule, and the characters it points at.
const BROKEN: &[(&str, &[(&str, &str)])] = &[
    ("T9-01-01_Unquoted_Colon.md", &[("frontmatter/syntax", ": ")]),
    ("T9-01-02_Four_Points.md", &[("structure/points-count", "Summary(5つの要点)")]),
    ("T9-01-03_Missing_Quadrant.md", &[("swot/incomplete", "日本の立ち位置・強み弱みのSummary(4点)")]),
    ("T9-01-04_Six_Of_Five_Stars.md", &[("rating/range", "⭐⭐⭐⭐⭐⭐")]),
    ("T9-01-05_Similar_Heading.md", &[("structure/section-missing", "グローバルスタンタード")]),
    (
        "T9-01-06_Mixed_Brackets.md",
        &[("structure/heading-text", "Summary（5つの要点)"), ("text/mismatched-brackets", ")")],
    ),
    ("T9-01-07_Misspelt_Key.md", &[("frontmatter/missing-key", "data")]),
    (
        "T9-01-08_Repairable_Drift.md",
        &[
            ("frontmatter/date-format", "2026/2/26"),
            ("frontmatter/duplicate-tag", "醸造"),
            ("rating/style", "3/5"),
            ("rating/style", "★★★★"),
            ("rating/style", "★★★★☆ (4/5)"),
            ("rating/style", "⭐\u{fe0f}⭐\u{fe0f}⭐\u{fe0f}⭐\u{fe0f}⭐\u{fe0f}"),
            ("structure/heading-text", "💡 Summary - 5つの要点"),
            ("structure/points-numbering", "1."),
            ("text/final-newline", ""),
            ("text/trailing-whitespace", " "),
        ],
    ),
    (
        "changelog/CHANGELOG.md",
        &[
            ("schema/violation", "0.9.0"),
            ("schema/violation", "6 Nov 2025"),
            ("structure/section-missing", "Fixes"),
            ("structure/section-order", "[1.0.0] - 2025-10-01"),
            ("structure/section-unknown", "Performance"),
        ],
    ),
    (
        "decisions/0003-heat-the-tank.md",
        &[
            ("frontmatter/date-format", "2026/3/9"),
            ("schema/violation", "Decision Outcome"),
            ("structure/section-missing", "# Heat the tank at weekends"),
            ("vault/broken-reference", "ADR-0099"),
        ],
    ),
    (
        "meetings/2026-03-19_shift_meeting.md",
        &[
            ("frontmatter/invalid-value", "A. Lindqvist, M. Okafor"),
            ("structure/section-empty", "Actions"),
            ("structure/section-missing", "Desicions"),
        ],
    ),
    ("okf/log.md", &[("schema/violation", "March 9"), ("structure/section-order", "2026-02-27")]),
    (
        "okf/tables/halls.md",
        &[
            ("frontmatter/invalid-value", "M. Okafor"),
            ("frontmatter/invalid-value", "final"),
            ("frontmatter/missing-key", ""),
        ],
    ),
    (
        "skills/read-meter/SKILL.md",
        &[
            ("frontmatter/invalid-value", "Read_Meter"),
            ("frontmatter/invalid-value", "Reads meters."),
            ("frontmatter/unknown-key", "version"),
            ("vault/id-mismatch", "Read_Meter"),
        ],
    ),
];

#[test]
fn each_broken_seed_says_what_it_was_made_to_show() {
    assert_eq!(broken(), BROKEN.iter().map(|(note, _)| *note).collect::<Vec<_>>());
    for (note, expected) in BROKEN {
        let path = format!("seeds/broken/{note}");
        let output = run(root(), [&path, "--format", "json"]);
        let text = fs::read_to_string(root().join(&path)).unwrap();
        let place = |diagnostic: &Value, end: &str| {
            usize::try_from(diagnostic["range"][end]["offset"].as_u64().unwrap()).unwrap()
        };
        let report = json(&output);
        let mut said: Vec<(&str, &str)> = diagnostics(&report)
            .iter()
            .map(|diagnostic| {
                let characters = &text[place(diagnostic, "start")..place(diagnostic, "end")];
                (diagnostic["rule"].as_str().unwrap(), characters)
            })
            .collect();
        said.sort_unstable();
        let expected: Vec<_> = expected.iter().copied().filter(|(rule, _)| is_known(rule)).collect();
        assert_eq!(said, expected, "{note}");
        let errors = report["summary"]["errors"].as_u64().unwrap() > 0;
        assert_eq!(output.status.code(), Some(i32::from(errors)), "{note}");
    }
}

#[test]
fn a_folder_that_is_excluded_is_checked_where_it_is_named() {
    let files = |arguments: &[&str]| {
        let report = json(&run(root(), arguments.iter().chain(&["--format", "json"])));
        report["summary"]["files"].as_u64().unwrap()
    };
    assert_eq!(files(&["seeds/broken"]), 14);
    assert_eq!(files(&["seeds", "seeds/broken"]), 27);
    assert_eq!(files(&["seeds/broken", "seeds"]), 27);
    assert_eq!(files(&["seeds/broken/okf/log.md", "seeds/broken/okf"]), 2);
    assert_eq!(files(&["seeds/broken", "--force-exclude"]), 0);
    let inside = notelint(&root().join("seeds/broken")).args(["--format", "json"]).output().unwrap();
    assert_eq!(json(&inside)["summary"]["files"], 14);
}

/// A folder with the seeds' configuration and types.
fn vault(folder: &Path) {
    fs::create_dir_all(folder.join("types")).unwrap();
    for file in ["notelint.yaml", "types/review.schema.yaml"] {
        fs::copy(root().join("seeds").join(file), folder.join(file)).unwrap();
    }
}

#[test]
fn what_drifts_in_the_usual_ways_is_repaired_without_judgement() {
    let folder = tempfile::tempdir().unwrap();
    vault(folder.path());
    let note = "T9-01-08_Repairable_Drift.md";
    fs::copy(root().join("seeds/broken").join(note), folder.path().join(note)).unwrap();
    assert_eq!(run(folder.path(), ["--fix", "--deny", "warnings"]).status.code(), Some(0));
    assert_eq!(diagnostics(&json(&run(folder.path(), ["--format", "json"]))), &Vec::<Value>::new());
}

#[test]
fn a_clean_note_with_one_repairable_part_broken_comes_back_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    vault(folder.path());
    // The same notes over and over have the same titles.
    let config = folder.path().join("notelint.yaml");
    let with = fs::read_to_string(&config).unwrap() + "\nrules:\n  vault: off\n";
    fs::write(config, with).unwrap();
    let mut broken = Vec::new();
    for seed in notes("seeds") {
        let clean = fs::read_to_string(&seed).unwrap();
        for mutation in mutations(&clean).into_iter().filter(|mutation| is_known(mutation.rule)) {
            let path = format!("{}/{}", broken.len(), name(&seed));
            let file = folder.path().join(&path);
            fs::create_dir(file.parent().unwrap()).unwrap();
            fs::write(&file, &mutation.text).unwrap();
            broken.push((path, mutation, clean.clone()));
        }
    }
    let report = json(&run(folder.path(), ["--format", "json"]));
    run(folder.path(), ["--fix"]);

    let mut faults = Vec::new();
    for (path, mutation, clean) in &broken {
        let here = format!("{} in {path}, {}", mutation.rule, mutation.what);
        let said: BTreeSet<&str> = diagnostics(&report)
            .iter()
            .filter(|diagnostic| diagnostic["path"] == path.as_str())
            .map(|diagnostic| diagnostic["rule"].as_str().unwrap())
            .collect();
        if said != BTreeSet::from([mutation.rule]) {
            faults.push(format!("{here}: {said:?}"));
        }
        let repaired = fs::read_to_string(folder.path().join(path)).unwrap();
        if repaired != *clean {
            let diff = similar::TextDiff::from_lines(clean, &repaired);
            faults.push(format!("{here}\n{}", diff.unified_diff().context_radius(0)));
        }
    }
    let covered: BTreeSet<&str> = broken.iter().map(|(_, mutation, _)| mutation.rule).collect();
    let safe = TABLE.iter().map(|rule| rule.meta).filter(|meta| meta.fix == Some(Safety::Safe));
    faults.extend(
        safe.filter(|meta| !covered.contains(meta.id.as_str()))
            .map(|meta| format!("{}: no mutation in tests/it/seeds/mutations.rs changes a seed", meta.id)),
    );
    assert!(faults.is_empty(), "{} faults in {} notes:\n{}", faults.len(), broken.len(), faults.join("\n"));
}
