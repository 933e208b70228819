//! What is written about a collection, and templates: no notes of a kind.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{
    globs::{Glob, escaped},
    groups::shared_names,
    paths::{NotePath, words},
};

/// Files that come with a collection, by their stems in lower case.
const COMPANIONS: &[&str] = &[
    "changelog",
    "code-of-conduct",
    "contributing",
    "contributors",
    "copying",
    "governance",
    "index",
    "licence",
    "license",
    "maintainers",
    "readme",
];

/// Files that come with a collection if they are at its root or their stems are in upper case, else notes.
const COMPANIONS_BY_PLACE: &[&str] = &[
    "agents",
    "authors",
    "changes",
    "claude",
    "credits",
    "faq",
    "footer",
    "gemini",
    "history",
    "home",
    "news",
    "notice",
    "releasing",
    "security",
    "sidebar",
    "summary",
    "support",
    "todo",
];

/// Words for a template in languages that do not separate words.
const TEMPLATE_WORDS: &[&str] = &["テンプレート", "ひな形", "雛形", "模板", "템플릿"];

/// The number of words in the name of a template.
const MAX_TEMPLATE_WORDS: usize = 3;

/// Which notes are left out.
pub(super) struct LeftOut {
    /// The templates.
    pub(super) templates: Vec<bool>,
    /// The files that come with a collection, unless its name is that of a kind.
    pub(super) companions: Vec<bool>,
}

/// Returns which of the notes are left out.
pub(super) fn find(paths: &[NotePath<'_>]) -> LeftOut {
    let shared = shared_names(paths.iter().copied());
    let mut templates: Vec<bool> = paths.iter().map(is_in_templates).collect();
    if templates.iter().filter(|is_one| **is_one).count() * 2 > paths.len() {
        // A collection of templates.
        templates.fill(false);
    }
    for (is_one, path) in templates.iter_mut().zip(paths) {
        *is_one |= is_template(path.stem) && !shared.contains(path.name);
    }
    let companions = paths.iter().map(|path| is_companion(path) && !shared.contains(path.name)).collect();
    LeftOut { templates, companions }
}

/// Whether the file comes with a collection.
pub(super) fn is_companion(path: &NotePath<'_>) -> bool {
    let stem = path.stem.split('.').find(|part| !part.is_empty()).unwrap_or_default();
    let name = words(stem).collect::<Vec<_>>().join("-");
    let is_apart = path.folder.is_empty() || !stem.contains(char::is_lowercase);
    // `README-ja.md`
    name.starts_with("readme-")
        || COMPANIONS.contains(&&*name)
        || is_apart && COMPANIONS_BY_PLACE.contains(&&*name)
}

fn is_in_templates(path: &NotePath<'_>) -> bool {
    path.folder.split('/').any(is_of_template)
}

/// Whether a folder of this name is a template or has templates.
fn is_of_template(name: &str) -> bool {
    let is_one = |word: Option<String>| word.is_some_and(|word| word == "template" || word == "templates");
    is_one(words(name).next())
        || is_one(words(name).next_back())
        || TEMPLATE_WORDS.iter().any(|word| name.contains(word))
}

/// Whether a file of this stem is a template. Notes may be about templates: `0101-env-in-pod-template`.
fn is_template(stem: &str) -> bool {
    let words: Vec<String> = words(stem).collect();
    let is_numbered = |word: &String| word.chars().all(|c| c.is_ascii_digit()) && word.contains(|c| c != '0');
    let is_short = words.len() <= MAX_TEMPLATE_WORDS && !words.first().is_some_and(is_numbered);
    is_short && [words.first(), words.last()].contains(&Some(&"template".to_owned()))
        || TEMPLATE_WORDS.iter().any(|word| stem.ends_with(word))
}

/// Returns globs that match the notes that are `excluded` and no others.
pub(super) fn globs(paths: &[NotePath<'_>], excluded: &[bool]) -> Vec<String> {
    let notes = || paths.iter().zip(excluded);
    let kept_folders: HashSet<&str> =
        notes().filter(|(_, is_out)| !**is_out).flat_map(|(path, _)| path.folders()).collect();
    let kept_names: HashSet<&str> =
        notes().filter(|(_, is_out)| !**is_out).map(|(path, _)| path.name).collect();
    let mut globs = BTreeSet::new();
    let mut by_name: BTreeMap<&str, Vec<&NotePath<'_>>> = BTreeMap::new();
    for (path, _) in notes().filter(|(_, is_out)| **is_out) {
        let is_of_templates = |folder: &&str| {
            let name = folder.rsplit('/').next().unwrap_or_default();
            is_of_template(name) && !kept_folders.contains(folder)
        };
        match path.folders().find(is_of_templates) {
            Some(folder) => _ = globs.insert(Glob::Below(folder).to_string()),
            None => by_name.entry(path.name).or_default().push(path),
        }
    }
    for (name, found) in by_name {
        if found.len() > 1 && !kept_names.contains(name) {
            globs.insert(Glob::Named { folder: "", name }.to_string());
        } else {
            globs.extend(found.iter().map(|path| escaped(path.path)));
        }
    }
    globs.into_iter().collect()
}
