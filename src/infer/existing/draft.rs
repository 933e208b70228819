//! A note type that is made of a file of another program.

use std::{collections::HashSet, fmt::Write as _};

use serde_json::{Map, Value, json};

use crate::{
    infer::editor_line::editor_line,
    notetype::{Fetch, FetchError, TypeSource, load},
    yaml,
};

/// A note type, or a part of one, that a file of another program describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file.
    pub from: String,
    /// The name of the type.
    pub name: String,
    /// The type in YAML, complete in one file; empty if nothing of it could be taken over.
    pub schema: String,
    /// Globs of its notes, from the root; empty if the file does not tell which notes it is for.
    pub files: Vec<String>,
    /// What could not be taken over, in words.
    pub said: Vec<String>,
}

/// A type before it is written.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// What its name is made of.
    pub(super) name: String,
    /// The URI of the version of JSON Schema, by default 2020-12.
    pub(super) version: Option<String>,
    /// Keywords beside `x-note` at the root.
    pub(super) keywords: Map<String, Value>,
    /// Keys of the `x-note` at the root, beside the name.
    pub(super) annotation: Map<String, Value>,
    /// Globs of its notes.
    pub(super) files: Vec<String>,
    /// What is not taken over.
    pub(super) said: Vec<String>,
}

impl Draft {
    /// Writes it as the type `name`, and sees that it can be loaded.
    pub(super) fn finish(self, from: &str, name: String) -> Found {
        let Self { version, keywords, annotation, files, mut said, .. } = self;
        let version = version.unwrap_or_else(|| "https://json-schema.org/draft/2020-12/schema".to_owned());
        let mut x_note = Map::from_iter([("type".to_owned(), json!(name))]);
        x_note.extend(annotation);
        let mut root = Map::from_iter([
            ("$schema".to_owned(), json!(version)),
            ("x-note".to_owned(), Value::Object(x_note)),
            ("type".to_owned(), json!("object")),
        ]);
        let mut told = HashSet::new();
        said.retain(|line| told.insert(line.clone()));
        let is_empty = keywords.is_empty();
        root.extend(keywords);
        let mut schema = editor_line("note-type.schema.json");
        let _ = writeln!(schema, "# Taken over from `{from}`.");
        for line in &said {
            let _ = writeln!(schema, "# Not taken over: {}", line.replace(['\n', '\r'], " "));
        }
        schema.push_str(&yaml::write(&Value::Object(root)));
        if is_empty {
            schema.clear();
        } else if let Err(faults) = load(&TypeSource { path: "type.yaml", text: &schema }, &NoFiles) {
            let fault = faults.first().map(|fault| fault.message.as_str()).unwrap_or_default();
            said.push(format!("all of it, as no note type can be made of it: {fault}"));
            schema.clear();
        }
        Found { from: from.to_owned(), name, schema, files, said }
    }
}

/// A type that is taken over is complete in one file.
struct NoFiles;

impl Fetch for NoFiles {
    fn fetch(&self, path: &str) -> Result<String, FetchError> {
        Err(FetchError(format!("`{path}` is in another folder")))
    }
}
