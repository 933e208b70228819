//! `notelint init` on collections that have no configuration.

use std::{collections::BTreeMap, fs, path::Path};

use crate::support::{folder, run};

/// A note about a bird, the `number`th.
fn bird(number: usize) -> String {
    let (day, status) = (1 + number % 28, if number.is_multiple_of(3) { "resident" } else { "migrant" });
    format!(
        "---\nseen: 2026-03-{day:02}\nstatus: {status}\n---\n\n# Bird {number}\n\n## Song\n\n1. **Call**: short.\n\
         2. **Song**: long.\n3. **Alarm**: {number} times.\n\n## Habitat\n\nNear water, {number} metres away.\n"
    )
}

/// A note about a walk, the `number`th.
fn walk(number: usize) -> String {
    format!(
        "# Walk {number}\n\n## Route\n\n- north {number}\n- east\n\n## Weather\n\nDry, wind force {number}.\n\n## Sightings\n\n\
         Bird {number}.\n"
    )
}

fn collection() -> tempfile::TempDir {
    let birds = (0..24).map(|number| (format!("birds/b{number}.md"), bird(number)));
    let walks = (0..12).map(|number| (format!("walks/w{number}.md"), walk(number)));
    let files: Vec<(String, String)> = birds.chain(walks).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    folder(&files)
}

fn said(folder: &Path, flags: &[&str]) -> (Option<i32>, String) {
    let done = run(folder, flags);
    let said = [done.stdout, done.stderr].concat();
    (done.status.code(), String::from_utf8(said).unwrap())
}

/// The texts of all files in `folder`, by path.
fn texts(folder: &Path) -> BTreeMap<String, String> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
            (path, fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

#[test]
fn what_is_written_in_an_empty_folder_is_silent_with_the_first_note() {
    let folder = folder(&[]);
    assert_eq!(said(folder.path(), &["init"]).0, Some(0));
    fs::write(folder.path().join("walk.md"), walk(1)).unwrap();
    let (code, silent) = said(folder.path(), &[]);
    assert_eq!(code, Some(0));
    assert!(!silent.contains("warning"), "{silent}");
}

#[test]
fn what_is_written_is_silent_until_a_note_breaks_it() {
    let folder = collection();
    fs::write(folder.path().join("birds/b3.md"), bird(3).replace("## Habitat", "## Habitatt")).unwrap();
    let (code, said_first) = said(folder.path(), &["init", "--yes"]);
    assert_eq!(code, Some(0), "{said_first}");
    assert!(said_first.contains("Found 36 notes of 2 kinds:"), "{said_first}");
    assert!(said_first.contains("types/birds.yaml"), "{said_first}");
    let (code, silent) = said(folder.path(), &[]);
    assert_eq!((code, &*silent), (Some(0), "36 notes checked: no problems found; 1 in the baseline\n"));
    let (code, found) = said(folder.path(), &["--no-baseline", "--format", "concise"]);
    assert_eq!(code, Some(1));
    assert!(found.contains("birds/b3.md:14:4: error[structure/section-missing]"), "{found}");

    let broken = bird(30).replace("2026-03-03", "2026-02-30").replace("migrant", "migratn");
    fs::write(folder.path().join("birds/b30.md"), broken.replace("status: resident", "status: migratn"))
        .unwrap();
    fs::write(folder.path().join("walks/w30.md"), walk(30).replace("Dry, wind force 30.", "")).unwrap();
    let (code, found) = said(folder.path(), &["--format", "concise"]);
    assert_eq!(code, Some(1));
    for place in [
        "birds/b30.md:2:7: error[frontmatter/invalid-value]",
        "birds/b30.md:3:9: error[frontmatter/invalid-value]",
        "walks/w30.md:8:4: error[structure/section-empty]",
    ] {
        assert!(found.contains(place), "{place}\n{found}");
    }
}

#[test]
fn a_large_kind_is_calibrated_by_a_sample_but_all_its_faults_are_known() {
    // Each fifth note has a blank at its end; one note, which the sample lacks, has no `Habitat`.
    let blank = |number: usize| if number.is_multiple_of(5) { " " } else { "" };
    let note = |number: usize| bird(number).replace("away.", &format!("away.{}", blank(number)));
    let mut notes: Vec<(String, String)> =
        (0..900).map(|number| (format!("birds/b{number:03}.md"), note(number))).collect();
    notes[898].1 = note(898).replace("## Habitat", "## Range");
    notes[898].1.push_str("\n[gone](gone.md)\n");
    let notes: Vec<(&str, &str)> = notes.iter().map(|(path, text)| (&**path, &**text)).collect();
    let folder = folder(&notes);
    let (code, first) = said(folder.path(), &["init", "--yes"]);
    assert_eq!(code, Some(0), "{first}");
    assert!(first.contains("`text/trailing-whitespace` is off: it reports 80 of 400 notes"), "{first}");
    assert!(first.contains("and 2 diagnostics to the baseline"), "{first}");
    let (code, silent) = said(folder.path(), &[]);
    assert_eq!((code, &*silent), (Some(0), "900 notes checked: no problems found; 2 in the baseline\n"));
    let (_, found) = said(folder.path(), &["--no-baseline", "--format", "concise"]);
    for rule in ["structure/section-missing", "link/missing-target"] {
        assert!(
            found.lines().any(|line| line.starts_with("birds/b898.md") && line.contains(rule)),
            "{found}"
        );
    }
}

#[test]
fn the_same_is_written_whatever_the_order_of_the_files() {
    let written = |reversed: bool| {
        let above = tempfile::tempdir().unwrap();
        let folder = above.path().join("birds");
        fs::create_dir(&folder).unwrap();
        let mut notes: Vec<(String, String)> =
            (0..20).map(|number| (format!("b{number}.md"), bird(number))).collect();
        if reversed {
            notes.reverse();
        }
        for (path, text) in notes {
            fs::write(folder.join(path), text).unwrap();
        }
        assert_eq!(said(&folder, &["init", "-y", "-q"]).0, Some(0));
        texts(&folder)
    };
    let once = written(false);
    assert!(once.contains_key("types/birds.yaml"));
    assert_eq!(once, written(true));
}

#[test]
fn nothing_is_overwritten() {
    for existing in ["notelint.yaml", "types/birds.yaml"] {
        let folder = collection();
        fs::create_dir_all(folder.path().join("types")).unwrap();
        fs::write(folder.path().join(existing), "# mine\n").unwrap();
        let before = texts(folder.path());
        let (code, refused) = said(folder.path(), &["init", "--yes"]);
        assert_eq!(code, Some(2), "{refused}");
        assert!(refused.contains(&format!("error: {existing}: already exists")), "{refused}");
        assert_eq!(texts(folder.path()), before);
    }
}

#[test]
fn a_dry_run_prints_what_would_be_written_and_writes_nothing() {
    let folder = collection();
    let before = texts(folder.path());
    let (code, dry) = said(folder.path(), &["init", "--dry-run"]);
    assert_eq!(code, Some(0));
    assert_eq!(texts(folder.path()), before);
    said(folder.path(), &["init", "--yes"]);
    for name in ["notelint.yaml", "types/birds.yaml", "types/walks.yaml"] {
        let text = fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(dry.contains(&format!("--- {name}\n{text}")), "{name}\n{dry}");
    }
}

#[test]
fn looks_that_many_notes_do_not_follow_are_off_but_errors_are_not() {
    let folder = collection();
    for number in 0..6 {
        let text = walk(number).replace("Dry, wind", "Dry,  \nwind").replace("east\n", "**east **now\n");
        fs::write(folder.path().join(format!("walks/w{number}.md")), text.trim_end()).unwrap();
    }
    let (code, said_first) = said(folder.path(), &["init", "--yes"]);
    assert_eq!(code, Some(0), "{said_first}");
    let config = fs::read_to_string(folder.path().join("notelint.yaml")).unwrap();
    assert!(config.contains("      text/final-newline: off  # 6 of 12 notes\n"), "{config}");
    assert!(!config.contains("text/broken-emphasis"), "{config}");
    let (_, found) = said(folder.path(), &["--no-baseline", "--format", "concise"]);
    assert_eq!(found.matches("text/broken-emphasis").count(), 6, "{found}");
    assert_eq!(said(folder.path(), &[]).0, Some(0));
}

#[test]
fn notes_of_built_in_types_need_none_of_their_own() {
    let record = |number: usize| {
        format!(
            "---\nstatus: accepted\n---\n\n# Use tool {number}\n\n## Context and Problem Statement\n\nWhich tool?\n\n\
             ## Considered Options\n\n- tool {number}\n- none\n\n## Decision Outcome\n\nChosen option: tool {number}.\n"
        )
    };
    let records: Vec<(String, String)> =
        (1..4).map(|number| (format!("docs/adr/{number:04}-use-tool.md"), record(number))).collect();
    let mut files: Vec<(&str, &str)> = records.iter().map(|(path, text)| (&**path, &**text)).collect();
    files.push(("README.md", "# Read me\n"));
    let folder = folder(&files);
    let (code, said_first) = said(folder.path(), &["init", "--yes"]);
    assert_eq!(code, Some(0), "{said_first}");
    let config = fs::read_to_string(folder.path().join("notelint.yaml")).unwrap();
    assert!(config.contains("  - name: adr  # 3 notes\n"), "{config}");
    assert!(!folder.path().join("types").exists());
    assert_eq!(said(folder.path(), &[]).0, Some(0));
}

#[test]
fn notes_without_a_template_get_a_configuration_without_types() {
    let folder = folder(&[("a.md", "# A\n\n**b **c\n"), ("b.md", "Text.\n")]);
    let (code, said_first) = said(folder.path(), &["init"]);
    assert_eq!(code, Some(0), "{said_first}");
    assert!(said_first.contains("These 2 notes share no template"), "{said_first}");
    assert_eq!(said(folder.path(), &[]).0, Some(0));
}

#[test]
fn a_note_that_cannot_be_read_does_not_stop_the_others() {
    let folder = collection();
    fs::write(folder.path().join("birds/b99.md"), b"# B\xff\n").unwrap();
    let (code, said_first) = said(folder.path(), &["init", "--yes"]);
    assert_eq!(code, Some(2), "{said_first}");
    assert!(said_first.contains("birds/b99.md"), "{said_first}");
    assert!(folder.path().join("types/birds.yaml").exists());
}

#[test]
fn what_the_folder_has_for_other_programs_becomes_types() {
    let settings = r#"{ "yaml.schemas": { "schemas/bird.json": "birds/*.md" } }"#;
    let schema =
        r#"{ "type": "object", "required": ["seen"], "properties": { "seen": { "type": "string" } } }"#;
    let collection = collection();
    let write = |path: &str, text: &str| {
        let path = collection.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(".vscode/settings.json", settings);
    write("schemas/bird.json", schema);
    write(".markdownlint.json", r###"{ "MD043": { "headings": ["# Title", "## Plan", "*"] } }"###);
    write("plan.md", "# Plan\n\n## Plan\n\nText.\n");
    let (code, said_first) = said(collection.path(), &["init", "--yes"]);
    assert_eq!(code, Some(0), "{said_first}");
    let row = said_first.lines().find(|line| line.starts_with("document ")).unwrap();
    assert!(row.split_whitespace().eq(["document", "1", "all", "others", "taken", "over", "1"]), "{row}");
    let config = fs::read_to_string(collection.path().join("notelint.yaml")).unwrap();
    assert!(config.contains("# 24 notes, taken over from .vscode/settings.json\n"), "{config}");
    assert!(config.contains("# 1 note, taken over from .markdownlint.json\n"), "{config}");
    assert!(config.contains("  - name: walks  # 12 notes\n"), "{config}");
    assert_eq!(said(collection.path(), &[]).0, Some(0));
    fs::write(collection.path().join("birds/b0.md"), "---\nkind: x\n---\n\n# Bird\n").unwrap();
    let (code, found) = said(collection.path(), &["--format", "concise"]);
    assert_eq!(code, Some(1));
    assert!(found.contains("birds/b0.md:2:8: error[frontmatter/missing-key] missing key `seen`"), "{found}");
}

#[test]
fn a_kind_yields_its_name_to_a_type_that_is_taken_over() {
    let collection = collection();
    let write = |path: &str, text: &str| {
        let path = collection.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(".vscode/settings.json", r#"{ "yaml.schemas": { "walks.json": "birds/*.md" } }"#);
    write("walks.json", r#"{ "type": "object", "properties": { "seen": { "type": "string" } } }"#);
    for number in 0..12 {
        let text = format!("---\nauthor: me\n---\n\n# Night {number}\n\n## Dream\n\nText.\n");
        write(&format!("walks-2/{number}.md"), &text);
    }
    let (code, told) = said(collection.path(), &["init", "--yes"]);
    assert_eq!(code, Some(0), "{told}");
    let config = fs::read_to_string(collection.path().join("notelint.yaml")).unwrap();
    let names: Vec<&str> = config.lines().filter_map(|line| line.trim().strip_prefix("- name: ")).collect();
    let names: Vec<&str> = names.iter().filter_map(|name| name.split_whitespace().next()).collect();
    assert_eq!(names, ["walks", "walks-2", "walks-3"], "{config}");
}

#[test]
fn notes_of_types_that_are_taken_over_count() {
    let schema = r#"{ "type": "object", "required": ["seen"] }"#;
    let settings = r#"{ "yaml.schemas": { "bird.json": "birds/*.md" } }"#;
    let collection = collection();
    for (path, text) in [
        (".vscode/settings.json", settings),
        ("bird.json", schema),
        ("birds/b0.md", "---\nkind: x\n---\n\n# Bird\n"),
    ] {
        let path = collection.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let (code, told) = said(collection.path(), &["init", "--yes"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("Found 36 notes of 2 kinds:"), "{told}");
    let row = told.lines().find(|line| line.starts_with("bird ")).unwrap();
    assert_eq!(
        row.split_whitespace().collect::<Vec<_>>(),
        ["bird", "24", "**/birds/*.md", "taken", "over", "1"]
    );
    assert!(told.contains("bird, for example:\n  birds/b0.md:2: "), "{told}");
    let config = fs::read_to_string(collection.path().join("notelint.yaml")).unwrap();
    assert!(config.contains("# 24 notes, taken over from .vscode/settings.json\n"), "{config}");

    // Also if no kinds of notes are left.
    fs::remove_dir_all(collection.path().join("walks")).unwrap();
    for path in ["notelint.yaml", "notelint-baseline.jsonl"] {
        fs::remove_file(collection.path().join(path)).unwrap();
    }
    fs::remove_dir_all(collection.path().join("types")).unwrap();
    let (code, told) = said(collection.path(), &["init", "--yes"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("Found 24 notes of 1 kind:"), "{told}");
    assert_eq!(said(collection.path(), &[]).0, Some(0));
}

#[test]
fn a_broken_file_of_another_program_does_not_stop_it() {
    let collection = collection();
    fs::write(collection.path().join(".mdschema.yml"), "a: 1\nstructure: [\n").unwrap();
    fs::write(collection.path().join(".remarkrc"), b"\xff").unwrap();
    let (code, told) = said(collection.path(), &["init", "--yes"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("Nothing is taken over from `.mdschema.yml`:\n  line "), "{told}");
    assert!(told.contains("Nothing is taken over from `.remarkrc`:\n  cannot be read: "), "{told}");
    assert!(told.contains("Found 36 notes of 2 kinds:"), "{told}");
    assert!(collection.path().join("types/birds.yaml").exists());
    assert_eq!(said(collection.path(), &[]).0, Some(0));
}

#[test]
fn notes_with_a_configuration_of_their_own_are_left_out() {
    let collection = collection();
    let own = collection.path().join("birds/own");
    fs::create_dir_all(own.join("deep")).unwrap();
    let config = "baseline: known.jsonl\ntypes: []\n";
    fs::write(own.join("notelint.yaml"), config).unwrap();
    fs::write(own.join("known.jsonl"), "{\"notelint-baseline\":2}\n").unwrap();
    for path in ["a.md", "deep/b.md"] {
        fs::write(own.join(path), "# Other  \n\nSee https:/old.example/ here.\n").unwrap();
    }
    let before = texts(&own);
    let (code, told) = said(collection.path(), &["init", "--yes"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("`birds/own` has its own configuration: its notes are left out.\n"), "{told}");
    assert!(told.contains("Found 36 notes of 2 kinds:"), "{told}");
    assert_eq!(texts(&own), before);
    let known = fs::read_to_string(collection.path().join("notelint-baseline.jsonl")).unwrap();
    assert!(!known.contains("own/"), "{known}");

    // In a hidden folder, too, and what is excluded stays so.
    let above = tempfile::tempdir().unwrap();
    let hidden = above.path().join(".hidden");
    fs::create_dir_all(hidden.join("own")).unwrap();
    fs::write(hidden.join("own/notelint.yaml"), "types: []\n").unwrap();
    fs::write(hidden.join("own/a.md"), "# A\n").unwrap();
    fs::write(hidden.join("README.md"), "# Read me\n\nSee https:/old.example/ here.\n").unwrap();
    for number in 0..12 {
        let text = walk(number).replace("Dry", if number == 0 { "https:/old.example/" } else { "Dry" });
        fs::write(hidden.join(format!("w{number}.md")), text).unwrap();
    }
    let (code, told) = said(above.path(), &["init", ".hidden", "--yes"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("and 1 diagnostic to the baseline"), "{told}");
    assert_eq!(said(above.path(), &[".hidden"]).0, Some(0));

    // Nothing is left here.
    let above = tempfile::tempdir().unwrap();
    fs::create_dir(above.path().join("own")).unwrap();
    fs::write(above.path().join("own/notelint.yaml"), "types: []\n").unwrap();
    fs::write(above.path().join("own/a.md"), "# A\n").unwrap();
    let (code, told) = said(above.path(), &["init"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.starts_with("`own` has its own configuration"), "{told}");
    assert!(told.contains("There are no notes here."), "{told}");
}
