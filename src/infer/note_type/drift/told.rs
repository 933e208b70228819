//! What is found, and how it is told.

use crate::{
    infer::note_type::{
        notes::{Age, Notes},
        share::Share,
    },
    notetype::NoteType,
    text::visible,
};

/// From this share on, what notes have is part of their template.
pub(super) const PART_PERCENT: usize = 50;

/// Up to this share, notes without a required part have a mistake.
const MISTAKE_PERCENT: usize = 10;

/// Fewer notes tell nothing.
pub(super) const MIN_NOTES: usize = 2;

/// A difference between notes and their type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// What is different, with its figures.
    pub message: String,
    /// What to change, in the type or in the notes.
    pub help: String,
    /// The numbers of the notes that may have a mistake.
    pub notes: Vec<usize>,
}

/// The differences that are found so far.
pub(super) struct Drifts<'f> {
    pub(super) note_type: &'f NoteType,
    pub(super) notes: Notes<'f>,
    /// The number that each of the notes was given with.
    pub(super) numbers: Vec<usize>,
    pub(super) found: Vec<Drift>,
}

impl Drifts<'_> {
    /// Reports `part` that the type does not know if most of the notes `of`, or of the newest, are those `found`.
    pub(super) fn unknown(&mut self, part: &str, place: &str, found: &[usize], of: &[usize]) {
        let share = Share { count: found.len(), of: of.len() };
        let age = self.notes.age(found, of);
        let newest = age.newest();
        let is_part = share.is_at_least(PART_PERCENT) || matches!(age, Age::Newest(_));
        if is_part && found.len() >= MIN_NOTES {
            self.found.push(Drift {
                message: format!("the type does not know the {part}, which {share} notes have{newest}"),
                help: format!("add it to {place} in the type"),
                notes: Vec::new(),
            });
        }
    }

    /// Reports that the required `part` is missing in the notes `without`, if these are many of the notes `of`.
    pub(super) fn missing(&mut self, part: &str, key: &str, without: &[usize], of: &[usize]) {
        let share = Share { count: without.len(), of: of.len() };
        if without.len() < MIN_NOTES || share.count * 100 <= share.of * MISTAKE_PERCENT {
            return;
        }
        let part = part.strip_prefix("the ").unwrap_or(part);
        let remove = format!("remove {} from `required` in the type", quoted(key));
        let age = self.notes.age(without, of);
        let newest = if age == Age::All { " of all ages".to_owned() } else { age.newest() };
        let help = match age {
            Age::Newest(_) => format!("{remove}, as the template has changed"),
            Age::All => format!("add it to these notes, as new ones have it, or {remove}"),
            Age::Unknown => format!("add it to these notes, or {remove}"),
        };
        let notes = without.iter().map(|note| self.numbers[*note]).collect();
        let message = format!("required {part} is missing in {share} notes{newest}");
        self.found.push(Drift { message, help, notes });
    }
}

/// Returns `name` as messages show it.
pub(super) fn quoted(name: &str) -> String {
    format!("`{}`", visible(name))
}
