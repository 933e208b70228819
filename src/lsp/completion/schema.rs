//! Keys and values of `notelint.yaml` and of types.

use std::collections::HashSet;

use serde_json::Value;

use super::vocabulary::{Choice, Key, Start, Vocabulary};
use crate::{
    lsp::schemas::{Facet, Schema, description},
    notetype::{BUILT_IN, Shape},
    rules::phrase,
    text::pointer::escape,
};

/// What a file with a JSON Schema may contain.
pub(super) struct Written<'a> {
    schema: &'static Schema,
    /// Names at a place that the schema does not know: the end of its JSON Pointer, and the names.
    names: (&'static str, Vec<&'a str>),
}

impl<'a> Written<'a> {
    /// What `notelint.yaml` may contain.
    pub(super) fn config() -> Self {
        Self { schema: Schema::config(), names: ("/types/0/name", BUILT_IN.to_vec()) }
    }

    /// What a type may contain that is beside the types named `types`.
    pub(super) fn note_type(types: &'a [String]) -> Self {
        let names = types.iter().map(String::as_str).collect();
        Self { schema: Schema::note_type(), names: ("/x-note/ref", names) }
    }
}

impl Vocabulary for Written<'_> {
    fn keys(&self, pointer: &str) -> Vec<Key> {
        let facets = self.schema.at(pointer);
        let list = |keyword| facets.iter().filter_map(move |facet: &Facet<'_>| facet.value.get(keyword));
        let required: HashSet<&str> =
            list("required").filter_map(Value::as_array).flatten().filter_map(Value::as_str).collect();
        let mut known = HashSet::new();
        let members = list("properties").filter_map(Value::as_object).flatten();
        let names = members.filter(|(name, schema)| **schema != false && known.insert(name.as_str()));
        names.map(|(name, _)| self.key(pointer, name, required.contains(name.as_str()))).collect()
    }

    fn choices(&self, pointer: &str) -> Vec<Choice> {
        let (place, names) = &self.names;
        let names = names.iter().filter(|_| pointer.ends_with(place)).map(|name| Choice::of((*name).into()));
        let mut found: Vec<Choice> = values(&self.schema.at(pointer)).into_iter().chain(names).collect();
        let mut known = HashSet::new();
        found.retain(|choice| known.insert(choice.value.to_string()));
        found
    }

    fn is_list(&self, pointer: &str) -> bool {
        types(&self.schema.at(pointer)).first() == Some(&"array")
    }
}

impl Written<'_> {
    fn key(&self, pointer: &str, name: &str, is_required: bool) -> Key {
        let facets = self.schema.at(&format!("{pointer}/{}", escape(name)));
        let values: Vec<Value> = values(&facets).into_iter().map(|choice| choice.value).collect();
        let types = types(&facets);
        let start = match (values.as_slice(), types.first()) {
            ([only], _) => Start::Value(only.clone()),
            ([], Some(&"array")) => Start::List,
            ([], Some(&"object")) => Start::Mapping,
            ([], _) => Start::Unknown,
            _ => Start::OneOf(values.clone()),
        };
        let shape = Shape {
            types: types.iter().map(|name| (*name).to_owned()).collect(),
            values,
            ..Shape::default()
        };
        Key {
            name: name.to_owned(),
            is_required,
            is_deprecated: facets
                .iter()
                .any(|facet| facet.value.get("deprecated") == Some(&Value::Bool(true))),
            detail: phrase(&shape),
            documentation: description(&facets).unwrap_or_default().replace('\n', " "),
            start,
        }
    }
}

/// Returns the types that `facets` name, each once.
fn types<'s>(facets: &[Facet<'s>]) -> Vec<&'s str> {
    let mut found = Vec::new();
    for types in facets.iter().filter_map(|facet| facet.value.get("type")) {
        let many = types.as_array().into_iter().flatten();
        for name in std::iter::once(types).chain(many).filter_map(Value::as_str) {
            if !found.contains(&name) {
                found.push(name);
            }
        }
    }
    found
}

/// Returns the values that `facets` name.
fn values(facets: &[Facet<'_>]) -> Vec<Choice> {
    let mut found = Vec::new();
    for facet in facets {
        let only = facet.value.get("const").into_iter();
        let values = only.chain(facet.value.get("enum").and_then(Value::as_array).into_iter().flatten());
        let documentation = facet.text("description").map(str::to_owned);
        found.extend(
            values.map(|value| Choice { documentation: documentation.clone(), ..Choice::of(value.clone()) }),
        );
        if facet.value.get("type").is_some_and(|types| *types == "boolean") {
            found.extend([true, false].map(|value| Choice::of(value.into())));
        }
    }
    found
}
