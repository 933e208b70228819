use schemars::JsonSchema;

use super::{Patterns, schema};
use crate::{
    rules::Layer,
    text::{Range, nearest},
};

/// The configuration of notelint, `notelint.yaml`. Its globs are relative to its folder.
#[derive(Clone, Debug, Default, JsonSchema)]
#[schemars(rename = "notelint.yaml", deny_unknown_fields, default)]
pub struct Config {
    /// Globs of the files and folders that are left out.
    #[schemars(with = "Vec<String>")]
    pub exclude: Patterns,
    /// The note types. The first whose `files` match a note is its type. Without this key, every
    /// note is a `tech-note`.
    #[schemars(with = "Vec<NoteTypeEntry>")]
    pub types: Option<Vec<NoteTypeEntry>>,
    /// The severity, and the options, of rules and groups of rules.
    #[schemars(schema_with = "schema::rules")]
    pub rules: Layer,
    /// Settings for some of the notes; a later one wins over an earlier one.
    pub overrides: Vec<Override>,
}

/// A note type.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(rename = "type", deny_unknown_fields)]
pub struct NoteTypeEntry {
    /// The type's name.
    pub name: String,
    /// Where the name stands in the configuration.
    #[schemars(skip)]
    pub place: Range,
    /// The file of the type's schema, relative to this file. Not needed for a type that is built
    /// in, such as `tech-note`.
    #[schemars(with = "String", default)]
    pub schema: Option<SchemaPath>,
    /// Globs of the notes that are of this type. Without it, all notes that no earlier type took.
    #[schemars(with = "Vec<String>", default)]
    pub files: Option<Patterns>,
}

/// The path of a type's schema, as the configuration writes it.
#[derive(Clone, Debug)]
pub struct SchemaPath {
    /// The path, relative to the configuration's folder.
    pub path: String,
    /// Where it stands in the configuration.
    pub place: Range,
}

/// Settings for some of the notes.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(rename = "override", deny_unknown_fields)]
pub struct Override {
    /// Globs of the notes that it is for.
    #[schemars(with = "Vec<String>")]
    pub files: Patterns,
    /// The severity, and the options, of rules and groups of rules.
    #[schemars(schema_with = "schema::rules", default)]
    pub rules: Layer,
}

impl Config {
    /// The type of the note at `path`, as an index of [`Config::types`]; none where no type takes
    /// it, or there are no types.
    pub fn type_of(&self, path: &str) -> Option<usize> {
        let takes = |entry: &NoteTypeEntry| entry.files.as_ref().is_none_or(|files| files.match_path(path));
        self.types.as_ref()?.iter().position(takes)
    }

    /// The overrides that are for the note at `path`, as indexes of [`Config::overrides`].
    pub fn overrides_of(&self, path: &str) -> Vec<usize> {
        let numbered = self.overrides.iter().enumerate();
        numbered.filter(|(_, entry)| entry.files.match_path(path)).map(|(at, _)| at).collect()
    }

    /// The settings of rules, those of the overrides numbered `overrides` included, the weakest
    /// first.
    pub fn layers(&self, overrides: &[usize]) -> Vec<&Layer> {
        let of_overrides =
            overrides.iter().filter_map(|&at| self.overrides.get(at)).map(|entry| &entry.rules);
        std::iter::once(&self.rules).chain(of_overrides).collect()
    }
}

/// What to do about `name`, which should be one of `known`.
pub(super) fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(right) = nearest(name, known.clone()) {
        return format!("did you mean `{right}`?");
    }
    let known: Vec<String> = known.into_iter().map(|name| format!("`{name}`")).collect();
    known_are(&known.join(", "))
}

/// What to do about a name that none of `known` is like.
pub(super) fn known_are(known: &str) -> String {
    if known.contains(", ") { format!("known are {known}") } else { format!("there is only {known}") }
}
