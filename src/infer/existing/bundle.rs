//! A schema with all files that its references name, as one value.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::source;
use crate::{notetype::Fetch, text::pointer::escape};

/// More files are not read.
const MAX_FILES: usize = 64;

/// Where the schema is in the type.
const FRONTMATTER: &str = "/properties/frontmatter";

/// The version of JSON Schema of a schema that does not name its own, as the validators have it that such schemas are
/// written for.
const DEFAULT_VERSION: &str = "http://json-schema.org/draft-07/schema#";

/// Keywords whose value is a mapping of names to schemas.
const NAMED: [&str; 6] =
    ["properties", "patternProperties", "definitions", "$defs", "dependentSchemas", "dependencies"];

/// A schema of the frontmatter.
pub(super) struct Bundle {
    /// The URI of its version of JSON Schema.
    pub(super) version: String,
    /// The keywords of a type whose frontmatter it describes.
    pub(super) keywords: Map<String, Value>,
}

/// Returns the schema in the file at `path`, from the root, with all that it refers to.
///
/// # Errors
/// Why it cannot be read, in words.
pub(super) fn of_file(path: &str, fetch: &dyn Fetch) -> Result<Bundle, String> {
    let schema = schema_in(path, fetch)?;
    of_value(schema, path, fetch)
}

/// Like [`of_file`], for a `schema` that is written in the file at `path`.
///
/// # Errors
/// Why a file cannot be read, in words.
pub(super) fn of_value(mut schema: Value, path: &str, fetch: &dyn Fetch) -> Result<Bundle, String> {
    let version = schema["$schema"].as_str().unwrap_or(DEFAULT_VERSION).to_owned();
    let mut files = Files { places: HashMap::new(), waiting: Vec::new() };
    files.places.insert(path.to_owned(), FRONTMATTER.to_owned());
    files.rewrite(&mut schema, path, true)?;
    let mut definitions = Map::new();
    while let Some((path, key)) = files.waiting.pop() {
        let mut other = schema_in(&path, fetch)?;
        files.rewrite(&mut other, &path, true)?;
        definitions.insert(key, other);
    }
    definitions.sort_keys();
    let mut keywords = Map::from_iter([("properties".to_owned(), json!({ "frontmatter": schema }))]);
    if !definitions.is_empty() {
        keywords.insert("definitions".to_owned(), Value::Object(definitions));
    }
    Ok(Bundle { version, keywords })
}

fn schema_in(path: &str, fetch: &dyn Fetch) -> Result<Value, String> {
    let text = fetch.fetch(path).map_err(|error| format!("`{path}` cannot be read: {error}"))?;
    let value = source::value(path, &text).map_err(|fault| format!("`{path}` cannot be read: {fault}"))?;
    if value.is_object() { Ok(value) } else { Err(format!("`{path}` is not a JSON Schema")) }
}

/// The files of a bundle.
struct Files {
    /// The JSON Pointer of each file in the type.
    places: HashMap<String, String>,
    /// The files that are to be added to `definitions`, each with its key.
    waiting: Vec<(String, String)>,
}

impl Files {
    /// Makes the references in `schema`, of the file at `path`, those of one file.
    fn rewrite(&mut self, schema: &mut Value, path: &str, is_root: bool) -> Result<(), String> {
        match schema {
            Value::Array(items) => items.iter_mut().try_for_each(|item| self.rewrite(item, path, false)),
            Value::Object(members) => {
                if is_root {
                    members.retain(|key, value| {
                        !matches!(key.as_str(), "$schema" | "$id" | "id") || !value.is_string()
                    });
                }
                for (key, value) in members {
                    match value {
                        Value::String(reference) if key == "$ref" => {
                            *reference = self.reference(reference, path)?;
                        }
                        // Values are not schemas.
                        _ if matches!(key.as_str(), "const" | "enum" | "default" | "examples") => {}
                        Value::Object(named) if NAMED.contains(&key.as_str()) => {
                            named.values_mut().try_for_each(|schema| self.rewrite(schema, path, false))?;
                        }
                        value => self.rewrite(value, path, false)?,
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Returns `reference`, written in the file at `path`, as it is in the type.
    fn reference(&mut self, reference: &str, path: &str) -> Result<String, String> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if file.contains("//") {
            return Err(format!("it refers to `{reference}`, and remote schemas are not fetched"));
        }
        let file = if file.is_empty() { path.to_owned() } else { joined(path, file) };
        let count = self.places.len();
        let place = match self.places.get(&file) {
            Some(place) => place.clone(),
            None if count == MAX_FILES => return Err(format!("it has more than {MAX_FILES} files")),
            None => {
                let place = format!("/definitions/{}", escape(&file));
                self.waiting.push((file.clone(), file.clone()));
                self.places.insert(file, place.clone());
                place
            }
        };
        let encoded = place.replace('%', "%25").replace(' ', "%20");
        Ok(format!("#{encoded}{fragment}"))
    }
}

/// Returns the path `relative` from the folder of the file at `path`.
fn joined(path: &str, relative: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    if relative.starts_with('/') {
        parts.clear();
    }
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
