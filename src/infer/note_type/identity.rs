//! The titles and ids of notes.

use std::collections::HashSet;

use super::{
    model::{IdFinder, Title},
    notes::Notes,
    shape::{common_shape, id_shape},
    share::Share,
};
use crate::{
    infer::facts::NoteFacts,
    text::{file_name, file_stem},
};

/// From this share on, all titles begin with an id.
const PATTERN_PERCENT: usize = 95;

/// From this share on, ids are looked for.
const ID_PERCENT: usize = 50;

/// Returns what a type says about the titles of `notes`.
pub(super) fn title(notes: &Notes<'_>) -> Title {
    let of: Vec<usize> = (0..notes.all.len()).collect();
    let with: Vec<usize> = of.iter().copied().filter(|note| notes.all[*note].has_title_heading).collect();
    let titles = with.iter().map(|note| notes.all[*note].title.as_deref());
    let pattern = common_shape(titles)
        .filter(|(_, share)| share.count > 1 && share.is_at_least(PATTERN_PERCENT))
        .map(|(shape, share)| (format!("^{shape}"), share));
    Title { presence: notes.presence(&with, &of), pattern }
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
    let (shape, share) = common_shape(texts.iter().map(Option::as_deref))?;
    let ids: HashSet<&str> = texts
        .iter()
        .flatten()
        .filter_map(|text| id_shape(text).filter(|(other, _)| *other == shape).map(|(_, end)| &text[..end]))
        .collect();
    // What several notes have is no id.
    let is_unique = Share { count: ids.len(), of: share.count }.is_required();
    if !is_unique || share.count < 2 || !share.is_at_least(least) {
        return None;
    }
    let has_letters = shape.starts_with(|c: char| c.is_ascii_alphabetic());
    Some(if has_letters && source == "title" {
        IdFinder { source: None, pattern: format!("^{shape}"), share }
    } else if has_letters {
        IdFinder { source: Some(source), pattern: format!("^{shape}"), share }
    } else {
        // A number alone would be found all over the text.
        IdFinder { source: Some(source), pattern: format!("^({shape})[-_.:：)]"), share }
    })
}
