//! Note types that are named: on the command line, or by a program.

use std::path::{Path, PathBuf};

use super::{Loaded, Read, Types};
use crate::{
    diagnostic::Fault,
    disk,
    notetype::{BUILT_IN, LazyType},
    text::suggest_or_list,
};

impl Loaded {
    /// Finds the type of all notes, if one was chosen.
    pub(super) fn choose(&mut self, types: &mut Types, cwd: &Path) -> Result<(), Vec<Fault>> {
        let Some(named) = types.chosen.clone() else { return Ok(()) };
        let found = self.find(&named, types, cwd)?.map_err(|fault| {
            let message = format!("--type: {}", fault.message);
            vec![Fault { message, ..fault }]
        })?;
        self.chosen = Some(found);
        Ok(())
    }

    /// Returns the type that `named` names, as an index of [`types`](Self::types): one of the configuration, a
    /// built-in one, or that of a schema in a file, which is found from the absolute `cwd`. If there is none, a fault
    /// is the inner error.
    ///
    /// # Errors
    /// The faults of the schema.
    pub(in crate::workspace) fn find(
        &mut self,
        named: &str,
        types: &mut Types,
        cwd: &Path,
    ) -> Result<Result<usize, Fault>, Vec<Fault>> {
        if let Some(own) = self.position(named, cwd) {
            return Ok(Ok(own));
        }
        if let Some(note_type) = LazyType::built_in(named) {
            let known = self.types.iter().position(|known| known.name() == named);
            return Ok(Ok(known.unwrap_or_else(|| {
                self.types.push(note_type);
                self.types.len() - 1
            })));
        }
        if let Some(path) = schema_path(named, cwd) {
            let text = match types.files.chosen_text(&path, disk::MAX_BYTES) {
                Ok(text) => text,
                Err(fault) => {
                    let message = format!("the schema `{named}` {}", fault.message);
                    return Ok(Err(Fault { message, ..fault }));
                }
            };
            let mut read = Read::default();
            let note_type = types.load(path, &text, cwd, &mut read)?;
            self.sources.add(&read.fingerprint.finish().to_le_bytes());
            self.schemas.append(&mut read.files);
            self.types.push(note_type.into());
            return Ok(Ok(self.types.len() - 1));
        }
        let own = self.config.types.iter().flatten().map(|entry| entry.name.value.as_str());
        let known: Vec<&str> = own.chain(BUILT_IN.iter().copied()).collect();
        let help = suggest_or_list(named, known.iter().copied());
        Ok(Err(Fault::new(format!("unknown note type `{named}`")).help(help)))
    }

    /// Returns the position of the type of the configuration that `named` names: by its name, or by the file of its
    /// schema, which is found from the absolute `cwd`.
    pub(in crate::workspace) fn position(&self, named: &str, cwd: &Path) -> Option<usize> {
        let mut entries = self.config.types.iter().flatten();
        let by_name = entries.position(|entry| entry.name.value == named);
        by_name.or_else(|| {
            let path = schema_path(named, cwd)?;
            let mut entries = self.config.types.iter().flatten();
            entries.position(|entry| {
                let schema = entry.schema.as_ref();
                schema
                    .is_some_and(|schema| disk::absolute(Path::new(&schema.value), &self.root.folder) == path)
            })
        })
    }
}

/// Whether `named` has the extension of a schema.
pub(crate) fn is_schema(named: &str) -> bool {
    let extension = Path::new(named).extension();
    extension.is_some_and(|extension| {
        ["yaml", "yml", "json"].iter().any(|known| extension.eq_ignore_ascii_case(known))
    })
}

/// Returns the absolute path of the schema that `named` names, if it has the extension of one.
fn schema_path(named: &str, cwd: &Path) -> Option<PathBuf> {
    is_schema(named).then(|| disk::absolute(Path::new(named), cwd))
}
