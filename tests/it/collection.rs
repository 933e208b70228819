//! Notes that are checked alone are still checked among their collection.

use std::{fs, path::Path};

use crate::support::{json, run};

/// A type with an id and tags, which takes all notes.
const TYPE: &str = "\
x-note: { type: page, id: '^T\\d+' }
type: object
properties:
  title: { type: string }
  frontmatter: { type: object, properties: { tags: { type: array, items: { type: string } } } }
";

/// A configured collection of `notes`.
fn collection(notes: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let settings = [("notelint.yaml", "types: [{ name: page, schema: page.yaml }]\n"), ("page.yaml", TYPE)];
    for (name, text) in settings.iter().chain(notes) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// What rules about the collection find: rule, note, and the note that it refers to.
fn found(folder: &Path, notes: &[&str]) -> Vec<String> {
    let report = json(&run(folder, [&["--format", "json", "--select", "vault"], notes].concat()));
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let diagnostics = report["diagnostics"].as_array().unwrap();
    diagnostics
        .iter()
        .map(|it| format!("{} {} {}", text(&it["rule"]), text(&it["path"]), text(&it["related"][0]["path"])))
        .collect()
}

#[test]
fn a_duplicate_is_said_of_the_later_note_whichever_is_named() {
    let folder = collection(&[("a.md", "# T1 A\n"), ("b.md", "# T1 B\n"), ("c.md", "# T1 C\n")]);
    let all = ["vault/duplicate-id b.md a.md", "vault/duplicate-id c.md a.md"];
    assert_eq!(found(folder.path(), &[]), all);
    assert_eq!(found(folder.path(), &["a.md"]), [""; 0]);
    assert_eq!(found(folder.path(), &["c.md"]), all[1..]);
    assert_eq!(found(folder.path(), &["a.md", "b.md"]), all[..1]);
}

#[test]
fn a_title_that_stands_twice_is_said_of_the_later_note() {
    let folder = collection(&[("a.md", "# Tides\n"), ("b.md", "# Tides\n")]);
    assert_eq!(found(folder.path(), &["b.md"]), ["vault/duplicate-title b.md a.md"]);
    assert_eq!(found(folder.path(), &["a.md"]), [""; 0]);
}

#[test]
fn of_two_ways_to_write_a_tag_that_are_as_usual_the_first_note_has_the_right_one() {
    let folder =
        collection(&[("a.md", "---\ntags: [AI]\n---\n# A\n"), ("b.md", "---\ntags: [ai]\n---\n# B\n")]);
    assert_eq!(found(folder.path(), &[]), ["vault/tag-variant b.md a.md"]);
    assert_eq!(found(folder.path(), &["b.md"]), ["vault/tag-variant b.md a.md"]);
    assert_eq!(found(folder.path(), &["a.md"]), [""; 0]);
}

#[test]
fn hidden_files_are_left_out_with_force_exclude_even_where_they_are_named() {
    let folder =
        collection(&[(".github/template.md", "# A\n"), ("notes/.draft.md", "# B\n"), ("c.md", "# C\n")]);
    let files = |arguments: &[&str]| {
        let named = [".github/template.md", "notes/.draft.md", "./c.md"];
        let output = run(folder.path(), [&["--format", "json"], arguments, &named].concat());
        json(&output)["summary"]["files"].as_u64()
    };
    assert_eq!(files(&[]), Some(3));
    assert_eq!(files(&["--force-exclude"]), Some(1));
}
