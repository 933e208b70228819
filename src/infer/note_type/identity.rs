//! The titles and ids of notes.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{
    model::{IdFinder, Title},
    notes::Notes,
    shape::{common_shape, id_shape},
    share::Share,
};
use crate::{
    infer::facts::NoteFacts,
    notetype::slug,
    text::{file_name, file_stem},
};

/// From this share on, all titles begin with an id.
const PATTERN_PERCENT: usize = 95;

/// From this share on, new notes have such a path.
const PATH_PERCENT: usize = 80;

/// From this share on, ids are looked for.
const ID_PERCENT: usize = 50;

/// Returns what a type says about the titles of `notes`.
pub(super) fn title(notes: &Notes<'_>) -> Title {
    let of: Vec<usize> = (0..notes.all.len()).collect();
    let with: Vec<usize> = of.iter().copied().filter(|note| notes.all[*note].has_title_heading).collect();
    let titles = with.iter().map(|note| notes.all[*note].title.as_deref());
    let pattern = common_shape(titles.clone())
        .filter(|(_, share)| share.count > 1 && share.is_at_least(PATTERN_PERCENT))
        .map(|(shape, share)| (format!("^{shape}"), share));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for title in titles.flatten() {
        *counts.entry(title).or_default() += 1;
    }
    let again = counts.values().filter(|count| **count > 1).sum();
    let repeated = Share { count: again, of: with.len() };
    Title { presence: notes.presence(&with, &of), pattern, repeated }
}

/// Returns the path that new notes have, if the notes that are there have such: with their id, their title or both.
pub(super) fn path(notes: &Notes<'_>, id: Option<&IdFinder>) -> Option<(String, Share)> {
    let folder = |note: &NoteFacts| note.path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let folder = most_frequent(notes.all.iter().map(|note| folder(note)))?;
    let folder = if folder.0.is_empty() { String::new() } else { format!("{}/", folder.0) };
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.');
    if !folder.chars().all(is_plain) || folder.starts_with('/') || folder.contains("./") {
        return None;
    }
    let templates = notes.all.iter().map(|note| {
        let rest = note.path.strip_prefix(&folder)?.strip_suffix(".md").filter(|rest| !rest.contains('/'))?;
        Some(format!("{folder}{}.md", template(rest, note.title.as_deref()?, id)?))
    });
    let (template, count) = most_frequent(templates.flatten())?;
    let share = Share { count, of: notes.all.len() };
    (share.count > 1 && share.is_at_least(PATH_PERCENT)).then_some((template, share))
}

/// Returns the file name `name` of a note with the title `title`, with placeholders.
fn template(name: &str, title: &str, id: Option<&IdFinder>) -> Option<String> {
    if id.is_none_or(|id| id.source == Some("folder")) {
        return (slug(name) == slug(title)).then(|| "{title}".to_owned());
    }
    let (_, end) = id_shape(name)?;
    let (found, rest) = name.split_at(end);
    let is_padded = found.len() > 1 && found.bytes().all(|byte| byte.is_ascii_digit());
    let placeholder = if is_padded { format!("{{id:{:02}}}", found.len()) } else { "{id}".to_owned() };
    let mark = rest.chars().next().filter(|c| matches!(c, '-' | '_'));
    match mark {
        None if rest.is_empty() => Some(placeholder),
        Some(mark) if rest.len() > 1 => Some(format!("{placeholder}{mark}{{title}}")),
        _ => None,
    }
}

/// Returns the most frequent one of `texts`, the first of several, and its number.
fn most_frequent(texts: impl Iterator<Item = String>) -> Option<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count)
}

/// Returns where `notes` have their id: in the title, in the name of the file, or in that of its folder.
pub(super) fn id(notes: &Notes<'_>) -> Option<IdFinder> {
    fn folder(note: &NoteFacts) -> Option<&str> {
        note.path.rsplit_once('/').map(|(folder, _)| file_name(folder))
    }
    let title = |note: &NoteFacts| note.title.clone().filter(|_| note.has_title_heading);
    let file = |note: &NoteFacts| Some(file_stem(&note.path).to_owned());
    let folder = |note: &NoteFacts| folder(note).map(str::to_owned);
    find(notes, ("title", ID_PERCENT), &title)
        .or_else(|| find(notes, ("file", PATTERN_PERCENT), &file))
        .or_else(|| find(notes, ("folder", PATTERN_PERCENT), &folder))
}

fn find(
    notes: &Notes<'_>,
    (source, least): (&'static str, usize),
    text: &dyn Fn(&NoteFacts) -> Option<String>,
) -> Option<IdFinder> {
    let texts: Vec<Option<String>> = notes.all.iter().map(|note| text(note)).collect();
    let (shape, found_in) = common_shape(texts.iter().map(Option::as_deref))?;
    let found: Vec<(&str, &str)> = texts
        .iter()
        .flatten()
        .filter_map(|text| {
            id_shape(text).filter(|(other, _)| *other == shape).map(|(_, end)| text.split_at(end))
        })
        .collect();
    let ids: HashSet<&str> = found.iter().map(|(id, _)| *id).collect();
    // What several notes have is no id.
    let is_unique = Share { count: ids.len(), of: found_in.count }.is_required();
    if !is_unique || found_in.count < 2 || !found_in.is_at_least(least) {
        return None;
    }
    let has_letters = shape.starts_with(|c: char| c.is_ascii_alphabetic());
    Some(if has_letters && source == "title" {
        IdFinder { source: None, pattern: format!("^{shape}"), share: found_in }
    } else if has_letters {
        IdFinder { source: Some(source), pattern: format!("^{shape}"), share: found_in }
    } else {
        // A number alone would be found all over the text.
        let marks: BTreeSet<char> = found.iter().filter_map(|(_, rest)| rest.chars().next()).collect();
        let marks = match marks.len() {
            1 => regex::escape(&String::from_iter(&marks)).replace(r"\-", "-"),
            _ => "[-_.:：)]".to_owned(),
        };
        IdFinder { source: Some(source), pattern: format!("^({shape}){marks}"), share: found_in }
    })
}
