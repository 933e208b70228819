//! Keys that an object must have and cannot have.

use std::collections::{BTreeSet, HashSet};

use jsonschema::json::SerdeJson;
use regex::Regex;
use serde_json::{Map, Value};

use crate::{
    diagnostic::Fault,
    notetype::{
        engine::{options, regex},
        schema::{About, Contradiction, Documents, Node, REFERENCES, subschemas},
    },
    text::{and_list, quote, suggest},
};

/// Why an object that satisfies all `facets` cannot have a key that one of them requires.
pub(super) fn unreachable<'a>(documents: &'a Documents, facets: &[Node<'a>]) -> Option<Contradiction<'a>> {
    let lists = facets.iter().filter_map(|facet| facet.get("required"));
    let required = lists.flat_map(|list| list.elements().collect::<Vec<_>>());
    let mut required: Vec<(&str, Node<'a>)> =
        required.filter_map(|element| Some((element.value.as_str()?, element))).collect();
    if required.is_empty() {
        return None;
    }
    add_dependent(facets, &mut required);
    let forbidden = facets.iter().filter_map(|facet| facet.get("properties")).find_map(|properties| {
        let is_false = |name: &str| properties.get(name).is_some_and(|schema| allows_nothing(schema.value));
        let (name, node) = required.iter().find(|(name, _)| is_false(name))?;
        let schema = properties.get(name)?;
        let fault =
            Fault::new(format!("`{name}` is required, but its schema is `{}`", in_yaml(schema.value)));
        Some((node.clone(), fault))
    });
    forbidden.or_else(|| excluded(facets, &required)).or_else(|| too_many(facets, &required)).or_else(|| {
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

/// Adds to the keys that are `required` those that `dependentRequired` requires beside them.
fn add_dependent<'a>(facets: &[Node<'a>], required: &mut Vec<(&'a str, Node<'a>)>) {
    let lists: Vec<(&str, Node<'a>)> = facets
        .iter()
        .filter_map(|facet| facet.get("dependentRequired"))
        .flat_map(|lists| lists.members().collect::<Vec<_>>())
        .collect();
    if lists.is_empty() {
        return;
    }
    let mut known: HashSet<&str> = required.iter().map(|(name, _)| *name).collect();
    let mut next = 0;
    while let Some((name, _)) = required.get(next).cloned() {
        next += 1;
        for (_, list) in lists.iter().filter(|(of, _)| *of == name) {
            let more = list.elements().filter_map(|element| Some((element.value.as_str()?, element)));
            required.extend(more.filter(|(name, _)| known.insert(name)));
        }
    }
}

/// Whether no value satisfies `schema`, which a key must not have.
fn allows_nothing(schema: &Value) -> bool {
    let not = || schema.as_object().filter(|keywords| keywords.len() == 1)?.get("not");
    let is_all = |not: &Value| *not == Value::Bool(true) || not.as_object().is_some_and(Map::is_empty);
    *schema == Value::Bool(false) || not().is_some_and(is_all)
}

fn in_yaml(schema: &Value) -> String {
    if schema.is_boolean() { schema.to_string() } else { "not: {}".to_owned() }
}

/// A key that is required and that `not` or `propertyNames` excludes.
fn excluded<'a>(facets: &[Node<'a>], required: &[(&str, Node<'a>)]) -> Option<Contradiction<'a>> {
    let names: HashSet<&str> = required.iter().map(|(name, _)| *name).collect();
    let not = facets.iter().filter_map(|facet| facet.get("not")).find(|not| {
        let keywords = not.object().filter(|keywords| keywords.len() == 1);
        let list = keywords.and_then(|keywords| keywords.get("required")?.as_array());
        list.is_some_and(|list| {
            !list.is_empty() && list.iter().all(|name| name.as_str().is_some_and(|name| names.contains(name)))
        })
    });
    if let Some(list) = not.and_then(|not| not.get("required")) {
        let listed: Vec<String> =
            list.elements().filter_map(|name| Some(quote(name.value.as_str()?))).collect();
        let (verb, which) = if listed.len() == 1 { ("is", "it") } else { ("are", "all of them") };
        let message = format!("{} {verb} required, but `not` forbids {which}", and_list(listed));
        return Some((list, Fault::new(message)));
    }
    facets.iter().filter_map(|facet| facet.get("propertyNames")).find_map(|names| {
        let has_reference = names.value.to_string().to_lowercase().contains("ref\":");
        let validator = options::<SerdeJson>().with_draft(names.draft).build(names.value);
        let validator = validator.ok().filter(|_| !has_reference)?;
        let is_wrong = |name: &str| !validator.is_valid(&Value::String(name.to_owned()));
        let (name, node) = required.iter().find(|(name, _)| is_wrong(name))?;
        Some((
            node.clone(),
            Fault::new(format!("`{name}` is required, but `propertyNames` does not allow it")),
        ))
    })
}

fn too_many<'a>(facets: &[Node<'a>], required: &[(&str, Node<'a>)]) -> Option<Contradiction<'a>> {
    let limits = facets.iter().filter_map(|facet| facet.get("maxProperties"));
    let limit = limits.min_by_key(|limit| limit.value.as_u64())?;
    let most = limit.value.as_u64()?;
    let names: HashSet<&str> = required.iter().map(|(name, _)| *name).collect();
    (names.len() as u64 > most)
        .then(|| (limit, Fault::new(format!("`maxProperties` is {most}, but {} required", are(names.len())))))
}

fn are(keys: usize) -> String {
    if keys == 1 { "1 key is".to_owned() } else { format!("{keys} keys are") }
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
