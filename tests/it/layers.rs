//! Checks the floors of `ARCHITECTURE.md`: a file imports lower floors only, folders of one floor
//! do not import each other, no two files of a folder do, and the file system is touched in one place.

mod modules;

use std::{fs, path::Path};

use walkdir::WalkDir;

use self::modules::Modules;

/// The folders under `src/`, lowest floor first.
pub(super) const FLOORS: &[&[&str]] = &[
    &["text"],
    &["tree", "diagnostic"],
    &["yaml", "toml", "json"],
    &["note"],
    &["notetype"],
    &["vault"],
    &["rules"],
    &["config", "infer"],
    &["lint"],
    &["disk", "console"],
    &["report"],
    &["workspace"],
    &["cli", "lsp"],
];

fn floor(folder: &str) -> Option<usize> {
    FLOORS.iter().position(|folders| folders.contains(&folder))
}

/// The Rust files under `src/` with the folder that each belongs to: `src/note/parse.rs` and
/// `src/note.rs` belong to `note`.
fn sources() -> Vec<(String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    for entry in WalkDir::new(&root).sort_by_file_name() {
        let entry = entry.unwrap();
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let relative = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        let folder = relative.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
        if folder != "lib" && folder != "main" {
            sources.push((relative, folder, fs::read_to_string(path).unwrap()));
        }
    }
    assert!(sources.len() > 20, "the sources were not found");
    sources
}

/// The top-level modules that `code` names through `crate::`, groups included.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            found.extend(group_heads(group));
        } else {
            found.push(head(rest));
        }
    }
    found
}

fn head(path: &str) -> String {
    path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The first names of the paths in a group, the text behind its `{`.
fn group_heads(group: &str) -> Vec<String> {
    let mut heads = Vec::new();
    let mut depth = 0;
    let mut start = 0;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' | ',' if depth == 0 => {
                heads.push(head(group[start..at].trim()));
                if c == '}' {
                    break;
                }
                start = at + 1;
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

fn without_comments(code: &str) -> String {
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_file_imports_lower_floors_only() {
    let mut faults = Vec::new();
    for (path, folder, code) in sources() {
        let Some(own) = floor(&folder) else {
            faults.push(format!("src/{path}: the folder `{folder}` is on no floor"));
            continue;
        };
        for import in imports(&without_comments(&code)) {
            if import == folder {
                continue;
            }
            match floor(&import) {
                Some(other) if other < own => {}
                Some(_) => {
                    faults.push(format!("src/{path} imports `{import}`, which is not below `{folder}`"));
                }
                None => faults.push(format!("src/{path} imports `{import}`, which is on no floor")),
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_files_of_a_folder_import_each_other() {
    let sources = sources();
    let files = sources.iter().filter(|(path, ..)| !path.contains("tests"));
    let modules = Modules::new(files.map(|(path, _, code)| (path.as_str(), code.as_str())));
    let circles = modules.circles();
    assert!(circles.is_empty(), "these files import each other: {circles:#?}");
}

fn circles_of(files: &[(&'static str, &'static str)]) -> Vec<Vec<String>> {
    let modules = Modules::new(files.iter().copied());
    modules.circles().iter().map(|circle| circle.iter().map(|&file| file.to_owned()).collect()).collect()
}

#[test]
fn a_circle_is_seen_through_faces_groups_and_written_paths() {
    let face = ("a/mod.rs", "mod b;\nmod c;\npub use self::{b::B, c::{C, D as E}};");
    let circle = vec![vec!["a/b.rs".to_owned(), "a/c.rs".to_owned()]];
    let both = |b, c| circles_of(&[face, ("a/b.rs", b), ("a/c.rs", c)]);
    assert_eq!(both("use super::c::C;", "use super::b::B;"), circle);
    assert_eq!(both("use super::{C, x};", "use crate::{a::{self, E}, y}; fn f() { a::B::new() }"), circle);
    assert_eq!(both("fn f() -> crate::a::E {}", "struct C { b: super::B }"), circle);
    assert_eq!(both("mod inner { use super::super::C; }", "use super::*; use super::B;").len(), 1);
}

#[test]
fn a_face_a_test_and_a_text_make_no_circle() {
    let face = ("a/mod.rs", "mod b;\nmod c;\npub use self::{b::B, c::C};");
    let none = |b, c| circles_of(&[face, ("a/b.rs", b), ("a/c.rs", c)]).is_empty();
    assert!(none("use super::C;", ""));
    assert!(none("use super::C;", "// super::B\nconst X: (&str, char) = (\"super::B\", '\\'');"));
    assert!(none(
        "use super::C;",
        "#[cfg(test)]\nmod tests { use super::super::B; }\nfn f<'a>(x: &'a str) {}"
    ));
}

#[test]
fn a_parent_that_uses_its_child_is_in_a_circle_with_it_if_the_child_uses_the_parent() {
    let child = ("a/b.rs", "use super::Parent;");
    let circle = vec![vec!["a/b.rs".to_owned(), "a/mod.rs".to_owned()]];
    assert_eq!(circles_of(&[("a/mod.rs", "mod b; use b::B; struct Parent(B);"), child]), circle);
    assert!(circles_of(&[("a/mod.rs", "mod b; pub use b::B; struct Parent;"), child]).is_empty());
}

#[test]
fn a_file_leaves_its_folder_through_crate_only() {
    let mut faults = Vec::new();
    for (path, _, code) in sources() {
        let depth = path.matches('/').count();
        let climbs = "super::".repeat(depth + 1);
        if without_comments(&code).contains(&climbs) && !code.contains("mod tests") {
            faults.push(path);
        }
    }
    assert!(faults.is_empty(), "these climb out of their folder by `super`: {faults:?}");
}

#[test]
fn only_disk_touches_the_file_system() {
    let calls = ["fs::", "File::open", "File::create", "ignore::", "walkdir::", "tempfile::"];
    let mut faults = Vec::new();
    for (path, folder, code) in sources() {
        let code = without_comments(&code);
        let code = code.split("#[cfg(test)]").next().unwrap_or_default();
        if folder != "disk" {
            faults.extend(
                calls.iter().filter(|call| code.contains(*call)).map(|call| format!("src/{path}: `{call}`")),
            );
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_is_said_of_a_note_depends_on_nothing_that_a_cache_cannot_know() {
    let asked =
        ["env::var", "env::args", "SystemTime", "Instant", "std::time", "RandomState", "rand::", "thread::"];
    let pure = FLOORS.iter().take_while(|folders| !folders.contains(&"disk")).flat_map(|folders| *folders);
    let pure: Vec<&str> = pure.copied().collect();
    let mut faults = Vec::new();
    for (path, folder, code) in sources() {
        let code = without_comments(&code);
        let code = code.split("#[cfg(test)]").next().unwrap_or_default();
        if pure.contains(&folder.as_str()) {
            faults.extend(
                asked.iter().filter(|word| code.contains(*word)).map(|word| format!("src/{path}: `{word}`")),
            );
        }
    }
    assert!(pure.len() >= 9 && faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_guard_sees_groups_and_paths() {
    assert_eq!(imports("use crate::{text::{Span, Edit}, yaml, note::Note};"), ["text", "yaml", "note"]);
    assert_eq!(imports("let x = crate::lint::check(a);"), ["lint"]);
}
