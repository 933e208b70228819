//! A note type that was named.

use std::{path::Path, sync::Arc};

use super::{
    config_loader::{ConfigFile, Loaded, Types, is_schema},
    options::ConfigChoice,
    resolver::nearest_config,
    root::Root,
};
use crate::{
    config::NoteTypeEntry,
    diagnostic::Fault,
    disk::{self, FileSystem},
    notetype::NoteType,
};

/// A note type that was named, with the configuration that it is found in.
pub(crate) struct ChosenType {
    pub(crate) loaded: Loaded,
    note_type: Arc<NoteType>,
    /// Which of its types it is.
    number: usize,
    /// What it was named by: its name, or the file of its schema.
    pub(super) named: String,
}

impl ChosenType {
    /// Finds the type `name` in the configuration that applies in `folder`, else among the built-in types; or that of the
    /// schema in the file `name`.
    ///
    /// # Errors
    /// The faults of the configuration and its types, or that there is no such type.
    pub(crate) fn find(
        files: &Arc<dyn FileSystem>,
        config: &ConfigChoice,
        folder: &Path,
        name: &str,
    ) -> Result<Self, Vec<Fault>> {
        let cwd = files.working_directory().map_err(|fault| vec![fault])?;
        let mut types = Types::new(files.clone(), None);
        let root = || Root::without_config(&**files, folder, &cwd, || folder.to_owned());
        let mut loaded = match config {
            ConfigChoice::File(file) => {
                Loaded::read(ConfigFile::Chosen(&disk::absolute(file, &cwd)), &cwd, &mut types)
            }
            ConfigChoice::Nearest => match nearest_config(&**files, folder) {
                Some(file) => Loaded::read(ConfigFile::Found(&file), &cwd, &mut types),
                None => Loaded::default_at(root(), &cwd, &mut types),
            },
            ConfigChoice::Isolated => Loaded::default_at(root(), &cwd, &mut types),
        }?;
        let number = loaded.find(name, &mut types, &cwd)?.map_err(|fault| vec![fault])?;
        let note_type = loaded.types[number].get().map_err(<[Fault]>::to_vec)?.clone();
        Ok(Self { loaded, note_type, number, named: name.to_owned() })
    }

    /// The type.
    pub(crate) fn note_type(&self) -> &Arc<NoteType> {
        &self.note_type
    }

    /// What its configuration says of it; `None` of a built-in type that is not configured.
    pub(crate) fn entry(&self) -> Option<&NoteTypeEntry> {
        self.loaded.config.types.as_ref()?.get(self.number)
    }

    /// The file of its schema, as it was named; `None` of a built-in type.
    pub(crate) fn schema(&self) -> Option<&str> {
        match self.entry() {
            Some(entry) => entry.schema.as_ref().map(|schema| schema.value.as_str()),
            None => Some(&*self.named).filter(|named| is_schema(named)),
        }
    }
}
