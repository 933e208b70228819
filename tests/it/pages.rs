//! Checks `ARCHITECTURE.md` and `CONTRIBUTING.md`: each path, rule and name in them exists, the table of
//! floors is the one that is enforced, the table of dependencies has those of `Cargo.toml`, and the words are
//! plain.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fs,
    path::Path,
};

use notelint::rules::TABLE;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use walkdir::WalkDir;

use super::layers::FLOORS;
use crate::support::wording::avoided;

const PAGES: [&str; 2] = ["ARCHITECTURE.md", "CONTRIBUTING.md"];

/// What the pages name that is not in the repository: what runs write, and the note of a case.
const ELSEWHERE: [&str; 4] = ["target/", "fuzz/corpus/", "fuzz/artifacts/", "note.md"];

/// What file names end in.
const ENDINGS: [&str; 5] = ["rs", "md", "toml", "yaml", "json"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// The code spans of a page, and the files that its code blocks are of.
fn spans_and_files(page: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut spans, mut files) = (BTreeSet::new(), BTreeSet::new());
    for event in Parser::new_ext(page, pulldown_cmark::Options::ENABLE_TABLES) {
        match event {
            Event::Code(code) => {
                spans.insert(code.to_string());
            }
            Event::Start(Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Fenced(info))) => {
                files.extend(
                    info.split_whitespace().filter_map(|word| word.strip_prefix("file=")).map(str::to_owned),
                );
            }
            _ => {}
        }
    }
    (spans, files)
}

/// Every word of the sources.
fn words_of_sources() -> HashSet<String> {
    let mut words = HashSet::new();
    for folder in ["src", "benches"] {
        for entry in WalkDir::new(root().join(folder)).into_iter().map(Result::unwrap) {
            if entry.path().extension().is_some_and(|extension| extension == "rs") {
                let code = fs::read_to_string(entry.path()).unwrap();
                let own =
                    code.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
                words.extend(own.map(str::to_owned));
            }
        }
    }
    words
}

/// Whether `span` is a path: it has a `/`, or ends like a file. Globs, commands, JSON pointers and
/// placeholders are not.
fn is_path(span: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-');
    let ending = Path::new(span).extension().and_then(|ending| ending.to_str());
    span.chars().all(is_plain)
        && !span.starts_with('/')
        && (span.contains('/') || ending.is_some_and(|ending| ENDINGS.contains(&ending)))
}

/// Whether `span` names a type, a constant, or an item by its path.
fn is_name(span: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ':' | '_');
    let starts_upper = span.starts_with(|c: char| c.is_ascii_uppercase());
    span.chars().all(is_plain) && !span.ends_with("::") && (starts_upper || span.contains("::"))
}

#[test]
fn each_path_rule_and_name_in_a_page_exists() {
    let words = words_of_sources();
    let rules: HashSet<&str> = TABLE.iter().map(|rule| rule.meta.id.as_str()).collect();
    let mut faults = Vec::new();
    let mut checked = 0;
    for name in PAGES {
        let (spans, files) = spans_and_files(&page(name));
        let exists = |path: &str| ["", "src/"].iter().any(|above| root().join(above).join(path).exists());
        let is_known = |span: &str| {
            rules.contains(span) || files.contains(span) || ELSEWHERE.contains(&span) || exists(span)
        };
        for span in &spans {
            let holds = if is_path(span) {
                is_known(span)
            } else if is_name(span) {
                span.split("::").all(|part| words.contains(part))
            } else {
                continue;
            };
            checked += 1;
            if !holds {
                faults.push(format!("{name}: `{span}`"));
            }
        }
    }
    assert!(checked > 150, "{checked} paths and names were found");
    assert!(faults.is_empty(), "these do not exist:\n{}", faults.join("\n"));
}

/// The rows of the tables below the heading `title` of `ARCHITECTURE.md`, without their headers.
fn rows(title: &str) -> Vec<Vec<String>> {
    let text = page("ARCHITECTURE.md");
    let (_, section) = text.split_once(&format!("\n## {title}\n")).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut is_head = false;
    for event in Parser::new_ext(section, pulldown_cmark::Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::TableHead) => is_head = true,
            Event::End(TagEnd::TableHead) => is_head = false,
            Event::Start(Tag::TableRow) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) if !is_head => rows.last_mut().unwrap().push(String::new()),
            Event::Text(text) | Event::Code(text) if !is_head => {
                if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
                    cell.push_str(&text);
                }
            }
            _ => {}
        }
    }
    rows
}

#[test]
fn the_table_of_floors_is_the_one_that_is_enforced() {
    let mut shown: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for row in rows("Floors") {
        let folder = row[1].strip_suffix('/').expect("a folder ends with a slash").to_owned();
        shown.entry(row[0].parse().unwrap()).or_default().push(folder);
    }
    let floors = FLOORS.iter().enumerate();
    let enforced: BTreeMap<usize, Vec<String>> = floors
        .map(|(at, folders)| (at + 1, folders.iter().map(|&folder| folder.to_owned()).collect()))
        .collect();
    assert_eq!(shown, enforced);
}

#[test]
fn the_table_of_dependencies_has_each_once() {
    let manifest = page("Cargo.toml");
    let mut section = "";
    let mut declared = BTreeMap::new();
    for line in manifest.lines() {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']');
        } else if section.ends_with("dependencies")
            && let Some((name, _)) = line.split_once(" = ")
        {
            let is_of_cli = manifest.contains(&format!("\n    \"dep:{name}\",\n"));
            declared.insert(name.to_owned(), is_of_cli);
        }
    }
    assert!(declared.len() > 30, "{declared:?}");
    let shown = rows("Dependencies");
    let shown = shown.iter().flat_map(|row| row[0].split(", ").map(|name| (name, row[1].starts_with("cli"))));
    let shown: Vec<(String, bool)> = shown.map(|(name, is_of_cli)| (name.to_owned(), is_of_cli)).collect();
    let unique: BTreeMap<String, bool> = shown.iter().cloned().collect();
    assert_eq!(unique, declared);
    assert_eq!(shown.len(), unique.len(), "a dependency is in the table twice");
}

#[test]
fn the_pages_use_plain_words() {
    let faults = PAGES.map(|name| avoided(&page(name)).join("\n"));
    assert_eq!(faults, ["", ""]);
}
