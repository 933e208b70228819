//! Ids and other values of notes in several places: names of files and folders, frontmatter, text.

use std::{fs, io::Write as _, path::Path, process::Stdio};

use crate::support::{json, notelint, run, write};

/// A collection below a folder named `kits`, whose type has this `x-note`. Notes in `other` are of no type.
fn collection(identity: &str, notes: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("kits");
    let own = format!("x-note: {{ type: kit, {identity} }}\ntype: object\n");
    let config = "types: [{ name: kit, schema: kit.yaml, files: [\"*.md\", \"in/**\"] }]\n";
    write(&root, &[("notelint.yaml", config), ("kit.yaml", &own)]);
    write(&root, notes);
    folder
}

/// What is found in the notes `named`, without the rule: `path:line:column message`.
fn found_in(folder: &Path, rule: &str, named: &[&str]) -> Vec<String> {
    let flags = ["--format", "json", "--select", rule];
    let report = json(&run(&folder.join("kits"), [&flags, named].concat()));
    assert_eq!(report["faults"], serde_json::json!([]));
    let diagnostics = report["diagnostics"].as_array().unwrap().iter();
    let line = |it: &serde_json::Value| {
        let start = &it["range"]["start"];
        let message = it["message"].as_str().unwrap();
        format!("{}:{}:{} {message}", it["path"].as_str().unwrap(), start["line"], start["column"])
    };
    diagnostics.map(line).collect()
}

fn found(rule: &str, identity: &str, notes: &[(&str, &str)]) -> Vec<String> {
    found_in(collection(identity, notes).path(), rule, &[])
}

#[test]
fn an_id_of_the_frontmatter_is_that_of_the_file_name() {
    let identity = r"id: { file: '^kit-(\d+)$', /frontmatter/number: '^\d+$' }";
    let notes = [
        ("kit-12.md", "---\nnumber: 0013\n---\n"),
        ("kit-7.md", "---\nnumber: \"0007\"\n---\n"),
        ("kit-8.md", "No number.\n"),
        ("kit-9.md", "---\nnumber: 9x\n---\n"),
        ("kit-10.md", "---\nnumber: [11]\n---\n"),
        ("kit-14.md", "---\nnumber: 1_5\n---\n"),
        ("kit-15.md", "---\nnumber: 1e1\n---\n"),
        ("kit-16.md", "---\nnumber: […]\n---\n"),
        ("other.md", "---\nnumber: 16\n---\n"),
    ];
    let said = ["kit-12.md:2:9 id `0013` in `number` differs from `12` in the file name"];
    assert_eq!(found("vault/id-mismatch", identity, &notes), said);
}

#[test]
fn a_name_must_agree_with_the_folder() {
    let identity = "agree: [{ folder: '.+', /frontmatter/name: '.+' }]";
    let notes = [
        ("in/sea-kit/KIT.md", "---\nname: 'river-kit'\n---\n"),
        ("in/rain-kit/KIT.md", "---\nname: Rain Kit\n---\n"),
        ("in/snow_kit/KIT.md", "---\nname: snow-kit\n---\n"),
        ("in/wind/KIT.md", "---\nnames: storm\n---\n"),
        ("in/sun/KIT.md", "---\nname: [sun, moon]\n---\n"),
        ("in/3/KIT.md", "---\nname: 3\n---\n"),
        ("in/KIT.md", "---\nname: in\n---\n"),
        // The folder of the root has a name, too.
        ("KIT.md", "---\nname: kit\n---\n"),
        ("OTHER.md", "---\nname: kits\n---\n"),
    ];
    let folder = collection(identity, &notes);
    let said = [
        "KIT.md:2:7 name `kit` differs from the folder `kits`",
        "in/sea-kit/KIT.md:2:8 name `river-kit` differs from the folder `sea-kit`",
        "in/snow_kit/KIT.md:2:7 name `snow-kit` differs from the folder `snow_kit`",
    ];
    assert_eq!(found_in(folder.path(), "vault/id-mismatch", &[]), said);
    assert_eq!(found_in(folder.path(), "vault/id-mismatch", &["KIT.md"]), said[..1]);
}

#[test]
fn an_id_is_in_a_folder_or_a_path() {
    let identity = r"id: { folder: '^\d+', path: '-(\d+)\.md$' }";
    let notes = [
        ("in/12-a/b-13.md", "---\nx: 1\n---\n# Tides\n"),
        ("in/14/b-14.md", "# Rivers\n"),
        ("in/14-b/c.md", "# Rain\n"),
        ("in/x/d-0014.md", "Snow.\n"),
    ];
    let folder = collection(identity, &notes);
    let said = ["in/12-a/b-13.md:4:3 id `12` in the folder name differs from `13` in the path"];
    assert_eq!(found_in(folder.path(), "vault/id-mismatch", &[]), said);
    let said = [
        "in/14/b-14.md:1:3 duplicate id `14` (first in `in/14-b/c.md`)",
        "in/x/d-0014.md:1:1 duplicate id `0014` (first as `14` in `in/14-b/c.md`)",
    ];
    assert_eq!(found_in(folder.path(), "vault/duplicate-id", &[]), said);
    assert_eq!(found_in(folder.path(), "vault/duplicate-id", &["in/x"]), said[1..]);
}

#[test]
fn a_duplicate_is_pointed_at_where_the_text_has_the_id() {
    let identity = r"id: { file: '^(\d+)-', title: 'No\. (\d+)', /frontmatter/number: '\d+' }";
    let notes = [
        ("1-a.md", "# A\n"),
        ("1-b.md", "---\nnumber: 01\n---\n# No. x\n"),
        ("1-c.md", "---\nnumber: 1\n---\n# No. 1\n"),
        ("1-d.md", "# D\n"),
    ];
    let said = [
        "1-b.md:2:9 duplicate id `1` (first in `1-a.md`)",
        "1-c.md:4:7 duplicate id `1` (first in `1-a.md`)",
        "1-d.md:1:3 duplicate id `1` (first in `1-a.md`)",
    ];
    assert_eq!(found("vault/duplicate-id", identity, &notes), said);
}

#[test]
fn a_note_without_an_id_in_its_title_has_that_of_its_file_name() {
    let notes = [("A-1 tides.md", "# A-1 Tides\n"), ("b/A-1.md", ""), ("in/A-1 sea.md", "# The sea\n")];
    let said = ["in/A-1 sea.md:1:3 duplicate id `A-1` (first in `A-1 tides.md`)"];
    assert_eq!(found("vault/duplicate-id", r"id: '^A-\d+'", &notes), said);
}

#[test]
fn mentions_are_of_ids_of_any_source() {
    let identity = r"id: { file: '^(\d{4})-', /frontmatter/number: '\d+', mention: 'ADR-(\d+)' }";
    let text = "# A\n\nADR-1, ADR-0002, ADR-3, ADR-4, ADR-5, ADR-6 and ADR-6.\n";
    let notes = [
        ("0001-a.md", text),
        ("0002-b.md", "# B\n"),
        ("c.md", "---\nnumber: 3\n---\n"),
        ("other/0004-d.md", "# D\n"),
        ("other/e.md", "---\nnumber: 0010\nkey: 11\nmeta: { number: 12 }\n---\n"),
        ("0005-e.md", "---\nnumber: 7\n---\n\nADR-5, ADR-7, ADR-8, ADR-10, ADR-11, ADR-12.\n"),
    ];
    let folder = collection(identity, &notes);
    let said = [
        "0001-a.md:3:39 no note has the id `6`, which `ADR-6` mentions",
        "0005-e.md:5:15 no note has the id `8`, which `ADR-8` mentions",
        "0005-e.md:5:30 no note has the id `11`, which `ADR-11` mentions",
        "0005-e.md:5:38 no note has the id `12`, which `ADR-12` mentions",
    ];
    assert_eq!(found_in(folder.path(), "vault/unresolved-reference", &[]), said);
    assert_eq!(found_in(folder.path(), "vault/unresolved-reference", &["0005-e.md"]), said[1..]);
}

#[test]
fn nothing_is_said_of_the_path_of_standard_input() {
    let identity = "agree: [{ folder: '.+', /frontmatter/name: '.+' }, { file: '.+', title: '.+' }]";
    let folder = collection(identity, &[]);
    let text = "---\nname: a\n---\n# B\n";
    let said = |flags: &[&str]| {
        let mut command = notelint(&folder.path().join("kits"));
        command.args(["-", "--format", "json", "--type", "kit", "--select", "vault"]).args(flags);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        json(&child.wait_with_output().unwrap())["diagnostics"].as_array().unwrap().len()
    };
    assert_eq!(said(&[]), 0);
    assert_eq!(said(&["--stdin-filename", "in/b.md"]), 1);
    assert_eq!(said(&["--stdin-filename", "in/a.md"]), 2);
}

#[test]
fn the_id_is_extracted_and_held_to_its_schema() {
    let identity = r"id: { file: '^(\d+)-', /frontmatter/number: '.+' } }";
    let notes =
        [("0012-a.md", "# A\n"), ("b.md", "---\nnumber: 0013\n---\n"), ("c.md", "---\nnumber: …\n---\n")];
    let folder = collection(identity, &notes);
    let kit = format!(
        "x-note: {{ type: kit, {identity}\ntype: object\nrequired: [id]\nproperties: {{ id: {{ pattern: '^\\d{{4}}$' }} }}\n"
    );
    fs::write(folder.path().join("kits/kit.yaml"), kit).unwrap();
    let output = run(&folder.path().join("kits"), ["extract", "--format", "json"]);
    let notes = json(&output)["notes"].as_array().unwrap().clone();
    let ids: Vec<_> = notes.iter().map(|note| note["id"].as_str()).collect();
    assert_eq!(ids, [Some("0012"), Some("0013"), None]);
    let said = found_in(folder.path(), "schema", &[]);
    assert_eq!(said, ["c.md:1:1 the note: missing id, expected in the file name or `number`"]);
}
