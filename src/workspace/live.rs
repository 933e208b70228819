//! What an editor asks of an open set of notes.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    catalog::Catalog,
    collection_index::CollectionIndex,
    engine::Workspace,
    fixer,
    monitor::{Monitor, Unwatched},
};
use crate::{
    diagnostic::Safety,
    notetype::NoteType,
    vault::{Facts, Vault},
};

impl Workspace {
    /// Checks the notes that are not checked yet, with progress reported to `monitor`.
    pub(crate) fn prepare(&mut self, monitor: &dyn Monitor) {
        self.state.ensure_checked(monitor);
    }

    /// Whether the file at the absolute `path` is one of the notes that were found or updated.
    pub(crate) fn knows(&mut self, path: &Path) -> bool {
        self.number(path).is_some()
    }

    /// Whether notes were found in the absolute `folder`.
    pub(crate) fn has_notes_in(&self, folder: &Path) -> bool {
        self.catalog().targets().iter().any(|target| target.path().starts_with(folder))
    }

    /// Lists the files to which links can lead again: one has come or gone.
    pub(crate) fn list_files_again(&mut self) {
        self.state.forget_collections();
    }

    /// Returns the type that the note at the absolute `path` is read as, which requires nothing if it has none; `None` if
    /// it is not known or not checked.
    pub(crate) fn read_as(&mut self, path: &Path) -> Option<Arc<NoteType>> {
        let at = self.number(path)?;
        Some(self.catalog().settings(&self.catalog().targets()[at])?.read_as.clone())
    }

    /// Whether configurations or note types are in the file at the absolute `path`.
    pub(crate) fn depends_on(&self, path: &Path) -> bool {
        self.catalog().types_files().any(|(file, _)| file == path)
    }

    /// The names of the types of the configurations.
    pub(crate) fn type_names(&self) -> impl Iterator<Item = &str> {
        self.catalog().type_names()
    }

    /// Returns the text of the note at the absolute `path` after its safe fixes, which are not made; `None` if it has
    /// none, or cannot be read.
    pub(crate) fn fixed_text(&mut self, path: &Path) -> Option<String> {
        let at = self.number(path)?;
        self.prepare(&Unwatched);
        let reported = self.state.conclude(at)?.ok()?;
        let (before, repaired) = fixer::repair(&self.state, at, &reported, Safety::Safe).ok()??;
        (repaired.text != before).then_some(repaired.text)
    }

    /// Returns the absolute path of the file that is reported as `path`.
    pub(crate) fn path_of(&self, path: &str) -> PathBuf {
        self.absolute(Path::new(path))
    }

    /// Returns the type of the note at the absolute `path`, if it has one.
    pub(crate) fn type_of(&mut self, path: &Path) -> Option<Arc<NoteType>> {
        let at = self.number(path)?;
        let catalog = self.catalog();
        catalog.settings(&catalog.targets()[at])?.note_type().cloned()
    }

    /// Returns the first note of each collection about which rules run, among its others.
    pub(crate) fn collections(&mut self) -> Vec<Neighbors<'_>> {
        self.prepare(&Unwatched);
        let catalog = self.catalog();
        let indexes = self.state.collections().iter();
        indexes
            .filter_map(|index| Some(Neighbors { catalog, index, own: index.vault().notes().first()? }))
            .collect()
    }

    /// Returns the note at the absolute `path` among those of its collection; `None` if it is not known, or no rule
    /// about collections runs.
    pub(crate) fn neighbors(&mut self, path: &Path) -> Option<Neighbors<'_>> {
        let at = self.number(path)?;
        self.prepare(&Unwatched);
        let index = self.state.collection(at)?;
        Some(Neighbors { catalog: self.catalog(), index, own: index.facts(at)? })
    }
}

/// A note among those of its collection.
pub(crate) struct Neighbors<'w> {
    catalog: &'w Catalog,
    index: &'w CollectionIndex,
    /// What the others know of the note.
    pub(crate) own: &'w Facts,
}

impl<'w> Neighbors<'w> {
    /// The notes of the collection, as rules about it see them.
    pub(crate) fn vault(&self) -> &'w Vault<'static> {
        self.index.vault()
    }

    /// Returns the absolute path of the note at `index` in the vault.
    pub(crate) fn path(&self, index: usize) -> Option<&'w Path> {
        Some(self.catalog.targets()[self.index.number(index)?].path())
    }

    /// Returns the text of the note at `index` in the vault.
    pub(crate) fn text(&self, index: usize) -> Option<String> {
        self.catalog.text(&self.catalog.targets()[self.index.number(index)?]).ok()
    }

    /// Returns the type that the note at `index` in the vault is read as, as [`Workspace::read_as`] does.
    pub(crate) fn read_as(&self, index: usize) -> Option<&'w NoteType> {
        Some(&self.catalog.settings(&self.catalog.targets()[self.index.number(index)?])?.read_as)
    }

    /// Returns the absolute folder of the collection.
    pub(crate) fn root(&self) -> Option<&'w Path> {
        let at = self.index.number(0)?;
        let root = self.catalog.roots().get(self.catalog.targets()[at].root())?;
        Some(&root.folder)
    }
}
