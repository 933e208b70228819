//! What `cargo run --example new-rule` writes, in a copy of the files that it reads.

#[path = "../../examples/new-rule/scaffold.rs"]
mod new_rule;
use std::{fs, path::Path};

use crate::support::document::sections;
use new_rule::{Fix, NewRule, left_to_do};

/// The files that a new rule is added to.
const EDITED: &[&str] =
    &["src/rules/mod.rs", "src/rules/text.rs", "src/rules/vault.rs", "tests/it/seeds/mutations.rs"];

/// A copy of the files that are edited.
fn copy() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in EDITED {
        let to = folder.path().join(file);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(file), to).unwrap();
    }
    folder
}

fn write(root: &Path, id: &str, fix: Option<Fix>) -> Result<Vec<String>, String> {
    NewRule::new(id, "a word is \"left\" in the text", fix)?.write(root)
}

/// What is between `start` and the next `end` of `text`.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("{start:?} in\n{text}"));
    rest.split_once(end).unwrap_or_else(|| panic!("{end:?} in\n{text}")).0
}

/// The names of the fields of the rule's `Meta`.
fn fields(code: &str) -> Vec<&str> {
    between(code, "= Meta {", "};").lines().filter_map(|line| Some(line.split_once(": ")?.0.trim())).collect()
}

#[test]
fn a_rule_of_each_kind_has_the_form_of_those_that_are_there() {
    for (id, like) in [("text/odd-word", "text/bom"), ("vault/odd-word", "vault/duplicate_title")] {
        for fix in [None, Some(Fix::Safe), Some(Fix::Unsafe)] {
            let folder = copy();
            write(folder.path(), id, fix).unwrap();
            let read = |file: &str| fs::read_to_string(folder.path().join(file)).unwrap();
            let there = format!("{}/src/rules/{like}.rs", env!("CARGO_MANIFEST_DIR"));
            let there = fs::read_to_string(there).unwrap();
            let code = read(&format!("src/rules/{}.rs", id.replace('-', "_")));
            assert_eq!(fields(&code), fields(&there), "{id}");
            let signature = |code: &str| between(code, "    fn check", " {\n").replace("_vault", "vault");
            assert_eq!(signature(&code), signature(&there), "{id}");
            let derives = |code: &str| between(code, "#[derive", "struct").to_owned();
            assert_eq!(derives(&code), derives(&there), "{id}");
            assert!(
                code.contains(&format!("RuleId::new(\"{id}\")"))
                    && code.contains("include_str!(\"odd_word.md\")")
            );
            assert!(code.contains("summary: \"a word is \\\"left\\\" in the text\","), "{code}");
            assert_eq!(code.contains("Fix::safe("), fix == Some(Fix::Safe));
            assert_eq!(code.contains("Fix::unsafe_("), fix == Some(Fix::Unsafe));

            for text in [
                &code,
                &read(&format!("src/rules/{}.md", id.replace('-', "_"))),
                &read(&format!("tests/rules/{id}.md")),
            ] {
                assert!(!text.contains("fix>") && !text.contains("<id>"), "{text}");
            }
        }
    }
}

#[test]
fn the_page_and_the_cases_are_documents_that_the_tests_read() {
    let folder = copy();
    write(folder.path(), "text/odd-word", Some(Fix::Unsafe)).unwrap();
    let titles = |file: &str| {
        let text = fs::read_to_string(folder.path().join(file)).unwrap();
        let sections = sections(&text).unwrap();
        sections.iter().map(|section| (section.title.clone(), section.blocks.len())).collect::<Vec<_>>()
    };
    let named = |title: &str, blocks: usize| (title.to_owned(), blocks);
    assert_eq!(
        titles("src/rules/text/odd_word.md"),
        [named("text/odd-word", 0), named("Wrong", 1), named("Right", 1), named("Fix", 0)]
    );
    assert_eq!(
        titles("tests/rules/text/odd-word.md"),
        [named("text/odd-word", 0), named("A marker in the title", 1), named("A title without a marker", 1)]
    );
}

#[test]
fn the_lines_in_other_files_are_where_they_belong() {
    let folder = copy();
    let files = write(folder.path(), "text/odd-word", Some(Fix::Safe)).unwrap();
    assert_eq!(files[3..], ["src/rules/text.rs", "src/rules/mod.rs", "tests/it/seeds/mutations.rs"]);
    let read = |file: &str| fs::read_to_string(folder.path().join(file)).unwrap();

    let module = read("src/rules/text.rs");
    let names: Vec<&str> =
        module.lines().filter_map(|line| line.split_once("mod ").map(|(_, name)| name)).collect();
    assert!(names.is_sorted() && module.contains("\npub(super) mod odd_word;\n"), "{module}");

    let table = read("src/rules/mod.rs");
    let lines: Vec<&str> = table.lines().collect();
    let at = lines.iter().position(|line| *line == "    register::<text::odd_word::OddWord>(),").unwrap();
    assert!(lines[at - 1].contains("<text::") && !lines[at + 1].contains("<text::"), "{table}");

    let mutations = read("tests/it/seeds/mutations.rs");
    assert!(between(&mutations, "const MUTATORS", "\n];").contains("(\"text/odd-word\", |seed, out|"));

    let files = write(folder.path(), "vault/odd-word", None).unwrap();
    assert!(!files.contains(&"tests/it/seeds/mutations.rs".to_owned()));
    assert!(read("src/rules/mod.rs").contains("\n    register_vault::<vault::odd_word::OddWord>(),\n"));
    assert!(left_to_do("text/odd-word").contains("--test rules text::odd_word`"));
}

#[test]
fn what_cannot_be_written_is_refused_before_anything_is() {
    let folder = copy();
    let refused = |id: &str, with: &str| {
        let error = write(folder.path(), id, None).unwrap_err();
        assert!(error.contains(with), "{id}: {error}");
    };
    refused("odd-word", "group/name");
    refused("text/Odd_Word", "small letters");
    refused("text/-", "small letters");
    refused("suppression/odd-word", "by hand");
    refused("nosuch/odd-word", "src/rules/nosuch.rs");
    assert!(!folder.path().join("src/rules/nosuch").exists());
    assert!(NewRule::new("text/odd-word", "It fires.", None).unwrap_err().contains("full stop"));
    write(folder.path(), "text/odd-word", None).unwrap();
    refused("text/odd-word", "exists already");
}
