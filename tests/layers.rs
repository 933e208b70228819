//! Holds the floors of `ARCHITECTURE.md`: a file imports lower floors only, folders of one floor
//! do not import each other, and the file system is touched in one place.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use walkdir::WalkDir;

/// The folders under `src/`, lowest floor first.
const FLOORS: &[&[&str]] = &[
    &["text"],
    &["tree", "diagnostic"],
    &["yaml"],
    &["note"],
    &["notetype"],
    &["vault"],
    &["rules"],
    &["config"],
    &["lint"],
    &["disk", "report"],
    &["workspace"],
    &["cli"],
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
        ["env::var", "env::args", "SystemTime", "Instant", "time::", "RandomState", "rand::", "thread::"];
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
