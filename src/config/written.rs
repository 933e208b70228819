use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Patterns, rules_schema,
    source::Source,
    when::{Subject, When},
};
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
    /// The file of the baseline: the diagnostics that it records are not reported. `notelint --write-baseline`
    /// writes it.
    #[schemars(with = "String")]
    pub baseline: Option<Spanned<String>>,
    /// The note types. A note is of the first type whose `files` and `when` match it. Without this key, a
    /// note has the built-in type that recognises it.
    #[serde(deserialize_with = "items::<_, NoteTypeEntry, _>")]
    #[schemars(with = "Vec<NoteTypeEntry>")]
    pub types: Option<Vec<NoteTypeEntry>>,
    /// The severity and the options of rules and of groups of rules.
    #[schemars(schema_with = "rules_schema::rules")]
    pub rules: Rules,
    /// Settings for some of the notes. A later override wins over an earlier one.
    #[serde(deserialize_with = "items::<_, Override<Rules>, _>")]
    pub overrides: Vec<Override<Rules>>,
    /// The versions of notelint that this file is written for, such as `>=0.2`.
    #[schemars(with = "String")]
    pub requires: Option<Spanned<String>>,
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
    /// Globs of the notes that are of this type. Without `files` and `when`, all notes that no earlier type
    /// took; with both, both must match.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub files: Option<Patterns>,
    /// The frontmatter of the notes that are of this type.
    #[serde(default)]
    #[schemars(with = "When")]
    pub when: Option<Spanned<When>>,
}

/// Settings for some of the notes, those that `files` and `when` match.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename = "override", deny_unknown_fields)]
#[serde(bound(deserialize = "Rules: Deserialize<'de> + Default"))]
#[schemars(bound = "Rules: Default", extend("anyOf" = [{ "required": ["files"] }, { "required": ["when"] }]))]
pub struct Override<Rules = Layer> {
    /// Globs of the notes that the settings apply to.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub files: Option<Patterns>,
    /// The frontmatter of the notes that the settings apply to.
    #[serde(default)]
    #[schemars(with = "When")]
    pub when: Option<Spanned<When>>,
    /// The severity and the options of rules and of groups of rules.
    #[serde(default)]
    #[schemars(schema_with = "rules_schema::rules")]
    pub rules: Rules,
}

impl Config {
    /// Returns the type of `note`, as an index of [`Config::types`]; `None` if no type matches it, or there
    /// are no types.
    pub fn type_of(&self, note: &Subject<'_>) -> Option<usize> {
        let takes = |entry: &NoteTypeEntry| matches(entry.files.as_ref(), entry.when.as_ref(), note);
        self.types.as_ref()?.iter().position(takes)
    }

    /// Returns the overrides that apply to `note`, as indexes of [`Config::overrides`].
    pub fn overrides_of(&self, note: &Subject<'_>) -> Vec<usize> {
        let numbered = self.overrides.iter().enumerate();
        let applies = |entry: &Override| matches(entry.files.as_ref(), entry.when.as_ref(), note);
        numbered.filter(|(_, entry)| applies(entry)).map(|(at, _)| at).collect()
    }

    /// All `when`: those of the types, then those of the overrides.
    pub fn whens(&self) -> impl Iterator<Item = &When> {
        let of_types = self.types.iter().flatten().filter_map(|entry| entry.when.as_ref());
        of_types.chain(self.overrides.iter().filter_map(|entry| entry.when.as_ref())).map(|when| &when.value)
    }

    /// The same, to change them.
    pub fn whens_mut(&mut self) -> impl Iterator<Item = &mut When> {
        let of_types = self.types.iter_mut().flatten().filter_map(|entry| entry.when.as_mut());
        let of_overrides = self.overrides.iter_mut().filter_map(|entry| entry.when.as_mut());
        of_types.chain(of_overrides).map(|when| &mut when.value)
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

    /// The text of the configuration.
    pub fn text(&self) -> &str {
        self.source.text()
    }
}

/// Whether both match `note`, as far as they are given.
fn matches(files: Option<&Patterns>, when: Option<&Spanned<When>>, note: &Subject<'_>) -> bool {
    files.is_none_or(|files| files.match_path(note.path)) && when.is_none_or(|when| when.value.matches(note))
}
