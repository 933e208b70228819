//! Keys that an object must have and cannot have.

use std::collections::{BTreeSet, HashSet};

use regex::Regex;
use serde_json::Value;

use crate::{
    diagnostic::Fault,
    notetype::{
        engine::regex,
        schema::{About, Contradiction, Documents, Node, REFERENCES, subschemas},
    },
    text::suggest,
};

/// Why an object that satisfies all `facets` cannot have a key that one of them requires.
pub(super) fn unreachable<'a>(documents: &'a Documents, facets: &[Node<'a>]) -> Option<Contradiction<'a>> {
    let lists = facets.iter().filter_map(|facet| facet.get("required"));
    let required = lists.flat_map(|list| list.elements().collect::<Vec<_>>());
    let required: Vec<(&str, Node<'a>)> =
        required.filter_map(|element| Some((element.value.as_str()?, element))).collect();
    if required.is_empty() {
        return None;
    }
    let forbidden = facets.iter().filter_map(|facet| facet.get("properties")).find_map(|properties| {
        let is_false =
            |name: &str| properties.get(name).is_some_and(|schema| *schema.value == Value::Bool(false));
        let (name, node) = required.iter().find(|(name, _)| is_false(name))?;
        let fault = Fault::new(format!("`{name}` is required, but its schema is `false`"));
        Some((node.clone(), fault))
    });
    forbidden.or_else(|| too_many(facets, &required)).or_else(|| {
        facets.iter().find_map(|facet| {
            let keyword = ["additionalProperties", "unevaluatedProperties"]
                .into_iter()
                .find(|keyword| facet.get(keyword).is_some_and(|rest| *rest.value == Value::Bool(false)))?;
            let declared = Declared::by(documents, facet, keyword == "unevaluatedProperties")?;
            let (name, node) = required.iter().find(|(name, _)| !declared.allows(name))?;
            let message = format!("`{name}` is required, but `{keyword}: false` does not allow it");
            let help = suggest(name, declared.names.iter().copied())
                .unwrap_or_else(|| "declare it in `properties` beside that keyword".to_owned());
            Some((node.clone(), Fault::new(message).help(help)))
        })
    })
}

fn too_many<'a>(facets: &[Node<'a>], required: &[(&str, Node<'a>)]) -> Option<Contradiction<'a>> {
    let limits = facets.iter().filter_map(|facet| facet.get("maxProperties"));
    let limit = limits.min_by_key(|limit| limit.value.as_u64())?;
    let most = limit.value.as_u64()?;
    let names: HashSet<&str> = required.iter().map(|(name, _)| *name).collect();
    (names.len() as u64 > most).then(|| {
        (limit, Fault::new(format!("`maxProperties` is {most}, but {} keys are required", names.len())))
    })
}

/// The keys that a schema declares.
pub(super) struct Declared<'a> {
    names: BTreeSet<&'a str>,
    patterns: Vec<Regex>,
}

impl<'a> Declared<'a> {
    /// Those that `facet` declares; if `deep`, also those of all schemas that may apply to the same
    /// value. `None` if it cannot be told.
    pub(super) fn by(documents: &'a Documents, facet: &Node<'a>, deep: bool) -> Option<Self> {
        let mut declared = Self { names: BTreeSet::new(), patterns: Vec::new() };
        let mut seen = HashSet::from([facet.position()]);
        let mut queue = vec![facet.clone()];
        while let Some(schema) = queue.pop() {
            let is_own = schema.position() == facet.position();
            let rest = ["additionalProperties", "unevaluatedProperties"];
            if !is_own && rest.iter().any(|keyword| schema.get(keyword).is_some())
                || is_own && deep && schema.get("additionalProperties").is_some()
            {
                return None;
            }
            let members = |keyword: &str| schema.get(keyword).and_then(|map| map.object());
            declared
                .names
                .extend(members("properties").into_iter().flat_map(|map| map.keys()).map(String::as_str));
            for pattern in members("patternProperties").into_iter().flat_map(|map| map.keys()) {
                declared.patterns.push(regex(pattern).ok()?);
            }
            if deep {
                for keyword in REFERENCES {
                    if let Some(reference) = schema.string(keyword) {
                        let target = documents.resolve(&schema, reference).filter(|_| keyword == "$ref")?;
                        queue.extend(Some(target).filter(|target| seen.insert(target.position())));
                    }
                }
                let inside = subschemas(&schema).into_iter().filter(|(about, _)| *about == About::Itself);
                queue.extend(inside.map(|(_, node)| node).filter(|node| seen.insert(node.position())));
            }
        }
        Some(declared)
    }

    /// Whether `name` is one of them.
    pub(super) fn allows(&self, name: &str) -> bool {
        self.names.contains(name) || self.patterns.iter().any(|pattern| pattern.is_match(name))
    }
}
