//! The names of a note: its titles and its path.

use super::{Facts, file_name, file_stem, parent};
use crate::notetype::{IdentitySpec, SourcePlace};

#[cfg(feature = "cli")]
impl Facts {
    /// Returns the note's title, whether its type describes it or not.
    pub fn any_title(&self) -> Option<&str> {
        titles_of(self).next()
    }
}

/// Returns the titles of a note.
pub(super) fn titles_of(note: &Facts) -> impl Iterator<Item = &str> {
    note.title().map(|title| title.text).into_iter().chain(note.other_titles())
}

/// Returns the ids that a type would find in the titles and the path of a note that is not of the type.
pub(super) fn ids_in_names<'n>(
    identity: &IdentitySpec,
    note: &'n Facts,
) -> impl Iterator<Item = &'n str> + use<'n> {
    let mut ids = Vec::new();
    for source in &identity.sources {
        let mut find = |name: &'n str| ids.extend(source.find(name).and_then(|found| name.get(found)));
        match &source.place {
            SourcePlace::Title => titles_of(note).for_each(find),
            SourcePlace::Path => find(&note.path),
            SourcePlace::File => find(file_stem(&note.path)),
            SourcePlace::Folder => find(file_name(parent(&note.path))),
            SourcePlace::Value(pointer) => note.value(pointer).into_iter().for_each(find),
        }
    }
    ids.into_iter()
}
