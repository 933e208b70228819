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
    text::{counted, quote},
    tree::Patterns,
};

/// The folder of the types that are written, from that of the configuration.
const TYPES_FOLDER: &str = "types";

/// A type that is made of a file of another program.
#[derive(Debug)]
pub(crate) struct TakenOver {
    /// What is taken over.
    pub(crate) found: Found,
    /// The numbers of its notes in the survey. Without notes, the configuration does not name it.
    pub(crate) notes: Vec<usize>,
    patterns: Option<Patterns>,
}

impl TakenOver {
    /// Reads such files in `folder`, none that a symbolic link outside of it leads to.
    /// Of a file that cannot be read, nothing is taken over.
    pub(super) fn find(folder: &Path, files: &Arc<dyn FileSystem>) -> Vec<Self> {
        let here = SchemaFolder::of(files.clone(), &folder.join("types.yaml"));
        let mut taken: Vec<Self> = Vec::new();
        for place in PLACES {
            if !(&**files as &dyn FileSystem).is_file_like(&folder.join(place)) {
                continue;
            }
            let text = match here.fetch(place) {
                Ok(text) => text,
                Err(error) => {
                    taken.push(Self::refused(place, &Fault::new(format!("cannot be read: {}", error.0))));
                    continue;
                }
            };
            match existing::read(place, &text, &here) {
                Some(Ok(found)) => {
                    for found in found {
                        let is_known = taken.iter().any(|it| it.found.name == found.name);
                        taken.push(Self::new(found, is_known));
                    }
                }
                Some(Err(fault)) => taken.push(Self::refused(place, &fault)),
                None => {}
            }
        }
        taken
    }

    /// Returns nothing of the file `from`, because of its `fault`.
    fn refused(from: &str, fault: &Fault) -> Self {
        let line = fault.range.map(|range| format!("line {}: ", range.start.line)).unwrap_or_default();
        let said = vec![format!("{line}{}", fault.message)];
        let (from, name) = (from.to_owned(), String::new());
        Self::new(Found { from, name, schema: String::new(), files: Vec::new(), said }, false)
    }

    /// `is_known` if another file has a type of the same name, which counts.
    fn new(mut found: Found, is_known: bool) -> Self {
        if is_known {
            found.schema.clear();
            found.files.clear();
            found.said.push(format!("another file has the type {}", quote(&found.name)));
        }
        let has_globs = !found.files.is_empty() && !found.schema.is_empty();
        let patterns = patterns(&found.files).filter(|_| has_globs);
        Self { notes: Vec::new(), patterns, found }
    }

    /// Whether it is the type of the note at `path`, from the folder of the configuration.
    pub(super) fn takes(&self, path: &str) -> bool {
        self.patterns.as_ref().is_some_and(|patterns| patterns.match_path(path))
    }

    /// Whether it is for all notes that no other type takes.
    pub(super) fn takes_the_rest(&self) -> bool {
        self.found.files.is_empty() && !self.found.schema.is_empty()
    }

    /// Returns its entry in the configuration.
    pub(super) fn draft(&self) -> TypeDraft {
        TypeDraft {
            name: self.found.name.clone(),
            schema: Some(schema_file(&self.found.name)),
            notes: NotesDraft { files: self.found.files.clone(), when: Vec::new() },
            comment: format!("{}, taken over from {}", counted(self.notes.len(), "note"), self.found.from),
        }
    }
}

/// Returns the patterns that `globs` are in a configuration; `None` if one of them is none.
pub(super) fn patterns(globs: &[String]) -> Option<Patterns> {
    serde_json::from_value(serde_json::Value::from(globs)).ok()
}

/// Returns the file of the type `name`, from the folder of the configuration.
pub(super) fn schema_file(name: &str) -> String {
    format!("{TYPES_FOLDER}/{name}.yaml")
}
