//! Note types that a folder already has for other programs.

use std::{path::Path, sync::Arc};

use crate::{
    diagnostic::Fault,
    disk::{FileSystem, SchemaFolder},
    infer::{
        NotesDraft, TypeDraft,
        existing::{self, Found, PLACES},
    },
    notetype::Fetch,
    text::quote,
    tree::Patterns,
};

/// The folder of the types that are written, from that of the configuration.
const TYPES_FOLDER: &str = "types";

/// A type that is made of a file of another program.
#[derive(Debug)]
pub(crate) struct TakenOver {
    /// What is taken over.
    pub(crate) found: Found,
    /// Whether there are notes that it can be for.
    pub(crate) is_used: bool,
    patterns: Option<Patterns>,
}

impl TakenOver {
    /// Reads such files in `folder`, none that a symbolic link outside of it leads to.
    ///
    /// # Errors
    /// The faults of files that cannot be read as what their names tell.
    pub(super) fn find(folder: &Path, files: &Arc<dyn FileSystem>) -> Result<Vec<Self>, Vec<Fault>> {
        let here = SchemaFolder::of(files.clone(), &folder.join("types.yaml"));
        let (mut taken, mut faults) = (Vec::new(), Vec::new());
        for place in PLACES {
            if !(&**files as &dyn FileSystem).is_file_like(&folder.join(place)) {
                continue;
            }
            let Ok(text) = here.fetch(place) else { continue };
            match existing::read(place, &text, &here) {
                Some(Ok(found)) => {
                    for found in found {
                        let is_known = taken.iter().any(|it: &Self| it.found.name == found.name);
                        taken.push(Self::new(found, is_known));
                    }
                }
                Some(Err(fault)) => faults.push(fault.in_file(*place)),
                None => {}
            }
        }
        if faults.is_empty() { Ok(taken) } else { Err(faults) }
    }

    /// `is_known` if another file has a type of the same name, which counts.
    fn new(mut found: Found, is_known: bool) -> Self {
        if is_known {
            found.schema.clear();
            found.files.clear();
            found.said.push(format!("another file has the type {}", quote(&found.name)));
        }
        let globs = serde_json::Value::from(found.files.clone());
        let patterns = serde_json::from_value(globs).ok().filter(|_| !found.files.is_empty());
        Self { is_used: true, patterns, found }
    }

    /// Whether it is the type of the note at `path`, from the folder of the configuration.
    pub(super) fn takes(&self, path: &str) -> bool {
        self.patterns.as_ref().is_some_and(|patterns| patterns.match_path(path))
    }

    /// Returns its entry in the configuration.
    pub(super) fn draft(&self) -> TypeDraft {
        TypeDraft {
            name: self.found.name.clone(),
            schema: Some(schema_file(&self.found.name)),
            notes: NotesDraft { files: self.found.files.clone(), when: Vec::new() },
            comment: format!("taken over from {}", self.found.from),
        }
    }
}

/// Returns the file of the type `name`, from the folder of the configuration.
pub(super) fn schema_file(name: &str) -> String {
    format!("{TYPES_FOLDER}/{name}.yaml")
}
