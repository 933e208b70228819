//! Where notes have drifted from their type: the template has changed, or many have the same mistake.

mod contents;
mod keys;
mod sections;
#[cfg(test)]
mod tests;
mod told;

pub use self::told::Drift;
use self::{sections::Scope, told::Drifts};
use super::notes::Notes;
use crate::{infer::facts::NoteFacts, notetype::NoteType};

/// Returns where `notes`, which are of the type `note_type`, differ from it in the same way.
pub fn drift(note_type: &NoteType, notes: &[&NoteFacts]) -> Vec<Drift> {
    let mut numbers: Vec<usize> = (0..notes.len()).collect();
    numbers.sort_by_key(|number| &notes[*number].path);
    let notes = Notes::new(numbers.iter().map(|number| notes[*number]).collect());
    Drifts { note_type, notes, numbers, found: Vec::new() }.find()
}

impl Drifts<'_> {
    /// Finds all of them.
    fn find(mut self) -> Vec<Drift> {
        if self.note_type.spec.frontmatter.is_named {
            self.keys();
        }
        let of: Vec<usize> = (0..self.notes.all.len()).collect();
        if self.note_type.spec.title.is_required {
            let without = of.iter().copied().filter(|note| !self.notes.all[*note].has_title_heading);
            self.missing("the title", "title", &without.collect::<Vec<_>>(), &of);
        }
        let scopes = of.iter().map(|note| Scope::of_note(&self.notes, *note)).collect::<Vec<_>>();
        let note_type = self.note_type;
        self.sections(&note_type.spec.sections, &scopes, "");
        self.found
    }
}
