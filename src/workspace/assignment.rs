//! Which type a note has, and which overrides apply to it.

use std::{
    borrow::Cow,
    cell::{Cell, OnceCell},
    path::Path,
};

use serde::{Deserialize, Serialize};

use super::{config_loader::Loaded, indexes::Indexes};
use crate::{
    config::Subject,
    disk::{self, FileSystem},
    note::Head,
    notetype::{Candidate, Index},
};

/// What a note is checked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum CheckedAs {
    /// As a note of the type with this number.
    Type(usize),
    /// As a note without a type.
    Untyped,
}

/// What of a configuration applies to a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Assignment {
    /// `None` if the note is not checked.
    pub(super) checked_as: Option<CheckedAs>,
    /// The numbers of the overrides.
    pub(super) overrides: Box<[usize]>,
}

impl Loaded {
    /// Whether what applies to a note depends on its text.
    pub(super) fn depends_on_texts(&self) -> bool {
        self.chosen.is_none() && self.config.types.is_none() || self.config.whens().next().is_some()
    }

    /// Returns what applies to the note at the absolute path `file`. Its text is read from `files` if that matters.
    pub(super) fn assign(&self, file: &Path, files: &dyn FileSystem, indexes: &Indexes) -> Assignment {
        let read = || files.text(file).ok().map(Cow::Owned);
        self.assign_read(file, &read, &|| self.index_around(file, files, indexes))
    }

    /// Returns what applies to the note `text` at the absolute path `file`, around which the files `index.md` tell
    /// `index`: it depends on nothing else.
    pub(super) fn assign_text(&self, file: &Path, text: &str, index: Index) -> Assignment {
        self.assign_read(file, &|| Some(Cow::Borrowed(text)), &|| index)
    }

    /// Returns what the files `index.md` around the note at the absolute path `file` tell, if that matters.
    pub(super) fn index_around(&self, file: &Path, files: &dyn FileSystem, indexes: &Indexes) -> Index {
        if self.recognisers.is_empty() || self.chosen.is_some() {
            return Index::default();
        }
        indexes.around(files, file.parent().unwrap_or(file), &self.root.folder)
    }

    fn assign_read<'t>(
        &self,
        file: &Path,
        read: &dyn Fn() -> Option<Cow<'t, str>>,
        index: &dyn Fn() -> Index,
    ) -> Assignment {
        let path = &disk::display_path(file, &self.root.folder);
        let (text, is_misread) = (OnceCell::new(), Cell::new(false));
        let text = || text.get_or_init(read).as_deref();
        let frontmatter = || {
            let head = text().map(Head::of);
            is_misread.set(head.as_ref().is_none_or(|head| !head.is_sound));
            head?.values
        };
        let subject = Subject::new(path, &frontmatter);
        let checked_as = match (self.chosen, &self.config.types) {
            (Some(chosen), _) => Some(CheckedAs::Type(chosen)),
            (None, Some(_)) => {
                let own = self.config.type_of(&subject).map(CheckedAs::Type);
                // Its type may be among those that its frontmatter was compared with.
                own.or_else(|| is_misread.get().then_some(CheckedAs::Untyped))
            }
            (None, None) => {
                let folder = self.root.folder.file_name().unwrap_or_default().to_string_lossy();
                let path = format!("{folder}/{path}");
                let candidate = Candidate { path: &path, text: &text, index };
                Some(self.recognise(&candidate).map_or(CheckedAs::Untyped, CheckedAs::Type))
            }
        };
        let overrides = if checked_as.is_some() { self.config.overrides_of(&subject) } else { Vec::new() };
        Assignment { checked_as, overrides: overrides.into() }
    }

    /// Returns the built-in type that recognises `note`, as an index of `types`.
    fn recognise(&self, note: &Candidate<'_, '_>) -> Option<usize> {
        let mut known = self.recognisers.iter().zip(&self.types);
        known.position(|(recogniser, note_type)| (recogniser.takes)(note, note_type))
    }
}
