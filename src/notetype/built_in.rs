//! The note types that need no file.

use std::sync::{Arc, OnceLock};

use super::{load::load_known, note_type::NoteType, schema::TypeSource};

/// The built-in type of notes about technology.
pub const TECH_NOTE: &str = "tech-note";

/// The names of the note types that need no file.
pub const BUILT_IN: &[&str] = &[TECH_NOTE, "adr", "skill", "changelog", "okf", "meeting"];

/// The JSON Schema of note types, as it is published.
pub const SCHEMA_TEXT: &str = include_str!("../../schema/note-type.schema.json");

/// The version of JSON Schema that note types are in if they do not tell, which [`SCHEMA_TEXT`] bundles.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A built-in type, which is loaded once in a process.
#[derive(Debug)]
pub(super) struct BuiltIn {
    pub(super) name: &'static str,
    source: TypeSource<'static>,
    loaded: OnceLock<Arc<NoteType>>,
}

macro_rules! built_in {
    ($name:expr, $file:literal) => {
        BuiltIn {
            name: $name,
            source: TypeSource { path: $file, text: include_str!(concat!("../../schema/", $file)) },
            loaded: OnceLock::new(),
        }
    };
}

static TYPES: [BuiltIn; BUILT_IN.len()] = [
    built_in!(BUILT_IN[0], "tech-note.schema.json"),
    built_in!(BUILT_IN[1], "adr.schema.json"),
    built_in!(BUILT_IN[2], "skill.schema.json"),
    built_in!(BUILT_IN[3], "changelog.schema.json"),
    built_in!(BUILT_IN[4], "okf.schema.json"),
    built_in!(BUILT_IN[5], "meeting.schema.json"),
];

impl BuiltIn {
    /// Returns the one with the name.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        TYPES.iter().find(|built_in| built_in.name == name)
    }

    pub(super) fn get(&self) -> &Arc<NoteType> {
        self.loaded.get_or_init(|| Arc::new(known(&self.source)))
    }
}

/// Returns the built-in note type `name`.
pub fn load_built_in(name: &str) -> Option<Arc<NoteType>> {
    BuiltIn::named(name).map(|built_in| built_in.get().clone())
}

/// The schema of the built-in note type `name`.
pub fn built_in(name: &str) -> Option<TypeSource<'static>> {
    BuiltIn::named(name).map(|built_in| built_in.source.clone())
}

/// The type of notes that have none: it requires nothing. `names_frontmatter` tells whether frontmatter is looked for
/// between other lines than `---` too.
pub fn untyped(names_frontmatter: bool) -> Arc<NoteType> {
    static UNTYPED: [OnceLock<Arc<NoteType>>; 2] = [const { OnceLock::new() }; 2];
    let load = || {
        let text = if names_frontmatter {
            r#"{ "x-note": { "type": "untyped" }, "properties": { "frontmatter": { "type": "object" } } }"#
        } else {
            r#"{ "x-note": { "type": "untyped" } }"#
        };
        let loaded = known(&TypeSource { path: "", text });
        Arc::new(NoteType { name: String::new(), ..loaded })
    };
    UNTYPED[usize::from(names_frontmatter)].get_or_init(load).clone()
}

/// Loads a type in which tests find no fault.
fn known(source: &TypeSource<'_>) -> NoteType {
    load_known(source).unwrap_or_else(|faults| unreachable!("a built-in type has faults: {faults:?}"))
}

#[cfg(test)]
mod tests;
