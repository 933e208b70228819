use schemars::JsonSchema;
use serde::Deserialize;

use super::{Patterns, rules_schema, source::Source};
use crate::{
    rules::Layer,
    text::{Range, Span},
    tree::{Spanned, items},
};

/// The configuration of notelint, `notelint.yaml`. Globs are relative to its folder.
//
// `Rules` is what a `rules` key is read into: a reference to its node at first, then the settings.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename = "notelint.yaml", deny_unknown_fields, default)]
#[serde(bound(deserialize = "Rules: Deserialize<'de> + Default"))]
#[schemars(bound = "Rules: Default")]
pub struct Config<Rules = Layer> {
    /// Globs of the files and folders to leave out.
    pub exclude: Patterns,
    /// The note types. A note is of the first type whose `files` match it. Without this key, every
    /// note is a `tech-note`.
    #[serde(deserialize_with = "items::<_, NoteTypeEntry, _>")]
    #[schemars(with = "Vec<NoteTypeEntry>")]
    pub types: Option<Vec<NoteTypeEntry>>,
    /// The severity and the options of rules and of groups of rules.
    #[schemars(schema_with = "rules_schema::rules")]
    pub rules: Rules,
    /// Settings for some of the notes. A later override wins over an earlier one.
    #[serde(deserialize_with = "items::<_, Override<Rules>, _>")]
    pub overrides: Vec<Override<Rules>>,
    #[serde(skip)]
    pub(super) source: Source,
}

/// A note type.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename = "type", deny_unknown_fields)]
pub struct NoteTypeEntry {
    /// The name of the type.
    pub name: Spanned<String>,
    /// The file with the schema of the type, relative to this file. A built-in type, such as
    /// `tech-note`, does not need it.
    #[serde(default)]
    #[schemars(with = "String")]
    pub schema: Option<Spanned<String>>,
    /// Globs of the notes that are of this type. Without it, all notes that no earlier type took.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub files: Option<Patterns>,
}

/// Settings for some of the notes.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename = "override", deny_unknown_fields)]
#[serde(bound(deserialize = "Rules: Deserialize<'de> + Default"))]
#[schemars(bound = "Rules: Default")]
pub struct Override<Rules = Layer> {
    /// Globs of the notes that the settings apply to.
    pub files: Patterns,
    /// The severity and the options of rules and of groups of rules.
    #[serde(default)]
    #[schemars(schema_with = "rules_schema::rules")]
    pub rules: Rules,
}

impl Config {
    /// Returns the type of the note at `path`, as an index of [`Config::types`]; `None` if no type
    /// matches it, or there are no types.
    pub fn type_of(&self, path: &str) -> Option<usize> {
        let takes = |entry: &NoteTypeEntry| entry.files.as_ref().is_none_or(|files| files.match_path(path));
        self.types.as_ref()?.iter().position(takes)
    }

    /// Returns the overrides that apply to the note at `path`, as indexes of [`Config::overrides`].
    pub fn overrides_of(&self, path: &str) -> Vec<usize> {
        let numbered = self.overrides.iter().enumerate();
        numbered.filter(|(_, entry)| entry.files.match_path(path)).map(|(at, _)| at).collect()
    }

    /// Returns the settings of rules, including those of the overrides numbered `overrides`, the
    /// weakest first.
    pub fn layers(&self, overrides: &[usize]) -> Vec<&Layer> {
        let of_overrides =
            overrides.iter().filter_map(|&at| self.overrides.get(at)).map(|entry| &entry.rules);
        std::iter::once(&self.rules).chain(of_overrides).collect()
    }

    /// Returns the positions of both ends of `span` in the text of the configuration.
    pub fn range(&self, span: Span) -> Range {
        self.source.range(span)
    }
}
