//! The JSON Schemas of the files that people write beside their notes, as an editor asks about them: what can be at a
//! place, not what is valid.

use std::{collections::HashSet, sync::OnceLock};

use regex::Regex;
use serde_json::Value;

use crate::{config, notetype, text::pointer};

/// Schemas that apply to one value are read up to this number.
const MAX_FACETS: usize = 1_000;

/// A JSON Schema.
#[derive(Debug)]
pub(super) struct Schema {
    root: Value,
}

/// A schema that applies to a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facet<'s> {
    /// What its references begin at.
    resource: &'s Value,
    /// The schema.
    pub(super) value: &'s Value,
}

impl Schema {
    /// The schema of `notelint.yaml`.
    pub(super) fn config() -> &'static Self {
        static CONFIG: OnceLock<Schema> = OnceLock::new();
        CONFIG.get_or_init(|| Self::of(config::SCHEMA_TEXT))
    }

    /// The schema of note types.
    pub(super) fn note_type() -> &'static Self {
        static NOTE_TYPE: OnceLock<Schema> = OnceLock::new();
        NOTE_TYPE.get_or_init(|| Self::of(notetype::SCHEMA_TEXT))
    }

    fn of(text: &str) -> Self {
        Self { root: serde_json::from_str(text).unwrap_or_default() }
    }

    /// Returns the schemas that may apply to the value at `pointer`, those of references, branches and conditions
    /// after what names them.
    pub(super) fn at(&self, pointer: &str) -> Vec<Facet<'_>> {
        let root = self.expanded(vec![Facet { resource: &self.root, value: &self.root }]);
        pointer::tokens(pointer).fold(root, |facets, token| {
            self.expanded(facets.iter().flat_map(|facet| facet.below(&token)).collect())
        })
    }

    fn expanded<'s>(&'s self, mut facets: Vec<Facet<'s>>) -> Vec<Facet<'s>> {
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        facets.reverse();
        while let Some(facet) = facets.pop() {
            let is_new = seen.insert(std::ptr::from_ref(facet.value));
            if !is_new || !facet.value.is_object() || found.len() >= MAX_FACETS {
                continue;
            }
            let facet = facet.value.get("$id").map_or(facet, |_| Facet { resource: facet.value, ..facet });
            found.push(facet);
            let of = |keyword: &str| facet.value.get(keyword);
            let target = of("$ref").and_then(Value::as_str).and_then(|target| self.resolve(facet, target));
            let meta = of("$dynamicRef").and_then(|_| self.resource(notetype::DIALECT));
            let lists = ["allOf", "anyOf", "oneOf"].into_iter().filter_map(of);
            let lists = lists.filter_map(Value::as_array).flatten();
            let branches = ["then", "else"].into_iter().filter_map(of);
            let inside = lists.chain(branches).map(|value| Facet { value, ..facet });
            let next: Vec<Facet<'_>> = target.into_iter().chain(meta).chain(inside).collect();
            facets.extend(next.into_iter().rev());
        }
        found
    }

    /// Returns the schema that `target` names in `facet`.
    fn resolve<'s>(&'s self, facet: Facet<'s>, target: &str) -> Option<Facet<'s>> {
        let (file, inside) = target.split_once('#').unwrap_or((target, ""));
        let resource = match file {
            "" => facet.resource,
            file => {
                let base = facet.resource.get("$id").and_then(Value::as_str).unwrap_or_default();
                let folder = base.rfind('/').map_or("", |at| &base[..=at]);
                let found = self.resource(file).or_else(|| self.resource(&format!("{folder}{file}")));
                found?.value
            }
        };
        Some(Facet { resource, value: resource.pointer(inside)? })
    }

    /// Returns the schema with the `$id` `uri` that this one bundles.
    fn resource(&self, uri: &str) -> Option<Facet<'_>> {
        let value = self.root.get("$defs")?.get(uri)?;
        Some(Facet { resource: value, value })
    }
}

impl<'s> Facet<'s> {
    /// The schemas of the member or item `token`.
    fn below(self, token: &str) -> Vec<Self> {
        let of = |keyword: &str| self.value.get(keyword);
        let own = of("properties").and_then(|properties| properties.get(token));
        let patterns = of("patternProperties").and_then(Value::as_object).into_iter().flatten();
        let is_match = |pattern: &str| Regex::new(pattern).is_ok_and(|regex| regex.is_match(token));
        let matching = patterns.filter(|(pattern, _)| is_match(pattern)).map(|(_, value)| value);
        let mut found: Vec<&Value> = own.into_iter().chain(matching).collect();
        if found.is_empty() {
            found.extend(of("additionalProperties"));
        }
        if token.bytes().all(|byte| byte.is_ascii_digit()) {
            let first = of("prefixItems").and_then(Value::as_array).into_iter().flatten();
            found.extend(first.chain(of("items")));
        }
        found.into_iter().map(|value| Facet { value, ..self }).collect()
    }

    /// The text of `keyword`.
    pub(super) fn text(self, keyword: &str) -> Option<&'s str> {
        self.value.get(keyword)?.as_str()
    }
}

/// Returns the first description in `facets`.
pub(super) fn description<'s>(facets: &[Facet<'s>]) -> Option<&'s str> {
    facets.iter().find_map(|facet| facet.text("description"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_a_configuration_are_described() {
        let at = |pointer| description(&Schema::config().at(pointer));
        assert_eq!(at("/types/0/name"), Some("The name of the type."));
        assert_eq!(at("/rules/text~1bom/severity"), Some("The severity of the diagnostics."));
        assert_eq!(at("/types/0/nothing"), None);
        assert_eq!(at("/types/x"), None);
    }

    #[test]
    fn places_of_a_type_are_described() {
        let has = |pointer, name: &str| {
            let facets = Schema::note_type().at(pointer);
            facets.iter().any(|facet| facet.value["properties"].get(name).is_some())
        };
        assert!(has("", "x-note") && has("", "properties") && has("", "title"));
        assert!(has("/properties/sections/properties/味/x-note", "heading"));
        assert!(has("/properties/frontmatter/properties/状態", "enum"));
        assert!(has("/$defs/a/allOf/0/properties/b", "pattern"));
        assert!(!has("/x-note", "enum"));
    }
}
