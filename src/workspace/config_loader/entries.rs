//! The types of a configuration, each loaded at once, or when it is needed if earlier runs found that it is sound.

use std::{cell::RefCell, path::Path};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::{Loaded, Read, Reading, Types};
use crate::{
    config::NoteTypeEntry,
    diagnostic::Fault,
    disk::{self, SchemaFolder},
    notetype::{BUILT_IN, Fetch, LazyType, TypeFiles},
    text::suggest,
    workspace::type_memory::{AskedType, MIN_TYPES_FOR_CACHE, SoundTypes},
};

/// What the types of a configuration are loaded with.
#[derive(Clone, Copy)]
struct Source<'a> {
    types: &'a Types,
    /// The absolute folder that files are reported from.
    cwd: &'a Path,
    /// The types that are known to be sound.
    sound: Option<&'a SoundTypes>,
}

impl Types {
    /// Opens what is known of the types `entries` of the configuration in `file`; `None` if they are too few.
    pub(super) fn sound(&self, entries: &[NoteTypeEntry], file: Option<&Path>) -> Option<SoundTypes> {
        let own = entries.iter().filter(|entry| entry.schema.is_some()).count();
        let memory = self.memory.as_ref().filter(|_| own >= MIN_TYPES_FOR_CACHE)?;
        Some(SoundTypes::new(memory.open(file?, own)))
    }
}

impl Loaded {
    /// Loads the types of `entries` but those that are known to be `sound`, in their order, each with what it was
    /// loaded from.
    pub(super) fn load_types(
        &self,
        entries: &[NoteTypeEntry],
        types: &Types,
        cwd: &Path,
        sound: Option<&SoundTypes>,
    ) -> Vec<(Read, Result<LazyType, Vec<Fault>>)> {
        let source = Source { types, cwd, sound };
        let load = |entry: &NoteTypeEntry| {
            let mut read = Read::default();
            let note_type = self.load_type(entry, source, &mut read);
            read.fetched = Vec::new();
            (read, note_type)
        };
        // Outside a pool, rayon would start its global one, and panic if it cannot.
        if rayon::current_thread_index().is_some() {
            entries.par_iter().map(load).collect()
        } else {
            entries.iter().map(load).collect()
        }
    }

    fn load_type(
        &self,
        entry: &NoteTypeEntry,
        source: Source<'_>,
        read: &mut Read,
    ) -> Result<LazyType, Vec<Fault>> {
        let fault = |fault: Fault| match &self.file {
            Some(file) => vec![fault.in_file(file)],
            None => vec![fault],
        };
        let name = &entry.name.value;
        let Some(schema) = &entry.schema else {
            return LazyType::built_in(name).ok_or_else(|| {
                let message = format!("no built-in type `{name}`");
                let help = suggest(name, BUILT_IN.iter().copied())
                    .unwrap_or_else(|| "add the file of its schema: `schema: …`".to_owned());
                fault(Fault::new(message).help(help).at(self.config.range(entry.name.span)))
            });
        };
        let (path, text) = self.schema_text(&*source.types.files, &schema.value).map_err(|error| {
            let message = format!("the schema `{}` of the type `{name}` {}", schema.value, error.message);
            fault(Fault { help: error.help, ..Fault::new(message).at(self.config.range(schema.span)) })
        })?;
        let asked = AskedType { config: self.config.text(), name, text: &text };
        if let Some((from, files)) = source.recall(asked, &path) {
            *read = from;
            return Ok(LazyType::known(name.clone(), files));
        }
        let note_type = source.types.load(path, &text, source.cwd, read)?;
        if note_type.name != *name {
            let message = format!("type is named `{}` in its schema, but `{name}` here", note_type.name);
            return Err(fault(
                Fault::new(message)
                    .help("give it the same name in both files")
                    .at(self.config.range(entry.name.span)),
            ));
        }
        if let Some(sound) = source.sound.filter(|_| note_type.notices.is_empty()) {
            sound.add(asked, &read.fetched);
        }
        Ok(note_type.into())
    }
}

impl Source<'_> {
    /// Reads the files of the type `asked`, whose schema is in the file at the absolute `path`, if it is known that
    /// the type is sound.
    fn recall(&self, asked: AskedType<'_>, path: &Path) -> Option<(Read, TypeFiles)> {
        let sound = self.sound?;
        let fetched = sound.fetched(asked)?;
        let mut read = Read::default();
        let shown = disk::display_path(path, self.cwd);
        read.add(path.to_owned(), &shown, asked.text);
        let folder = SchemaFolder::of(self.types.files.clone(), path);
        let folder = Reading { folder, read: RefCell::new(&mut read) };
        for path in &fetched {
            folder.fetch(path).ok()?;
        }
        let is_known = sound.has(asked, &read.fetched);
        let fetched = std::mem::take(&mut read.fetched);
        is_known.then(|| (read, TypeFiles { path: shown, text: asked.text.to_owned(), fetched }))
    }
}
