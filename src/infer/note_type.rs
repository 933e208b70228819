//! The type of one kind of notes.

mod commented;
mod drift;
mod figures;
mod groups;
mod identity;
mod inferred;
mod keys;
mod level;
mod members;
mod model;
mod notes;
mod order;
mod patterns;
mod points;
mod sections;
mod shape;
mod share;
mod spelling;
mod strays;
mod swot;
#[cfg(test)]
mod tests;
mod value;
mod write;
mod write_sections;

use self::notes::Notes;
pub use self::{
    drift::{Drift, drift},
    inferred::{Grown, Unsettled},
    model::InferredType,
    share::Share,
};
use super::facts::NoteFacts;

/// Returns the type `name` that `notes` have in common, but for those that are unlike the others. The same notes in
/// another order give the same type.
pub fn infer(name: &str, notes: &[&NoteFacts]) -> InferredType {
    let strays = strays::strays(notes);
    let mut stray_paths: Vec<String> = strays.iter().map(|note| notes[*note].path.clone()).collect();
    stray_paths.sort_unstable();
    let others = notes.iter().enumerate().filter(|(number, _)| strays.binary_search(number).is_err());
    let mut others: Vec<&NoteFacts> = others.map(|(_, note)| *note).collect();
    others.sort_by(|note, other| note.path.cmp(&other.path));
    let notes = Notes::new(others);
    let id = identity::id(&notes);
    InferredType {
        name: name.to_owned(),
        notes: notes.all.len(),
        strays,
        stray_paths,
        path: identity::path(&notes, id.as_ref()),
        id,
        frontmatter: keys::frontmatter(&notes),
        title: identity::title(&notes),
        intro: sections::intro(&notes),
        sections: sections::of_notes(&notes),
    }
}
