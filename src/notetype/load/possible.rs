//! Schemas that no value can satisfy. Only what is certain is said: what the keywords that always
//! apply to a value say together, not what conditions and alternatives add.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{bounds::crossed, candidates::excluded, closed::unreachable};
use crate::{
    diagnostic::Fault,
    notetype::schema::{Contradiction, Documents, Faults, Node, Position},
    text::alternatives,
};

/// How many values of a note are tried. A type whose definitions refer to one another in all
/// combinations has more.
const MAX_VALUES: usize = 20_000;

/// Faults for the parts of the type that nothing can be: if they are required, no note satisfies
/// the type.
pub(super) fn possible(documents: &Documents, faults: &mut Faults) {
    let Some(root) = documents.root(0) else { return };
    let mut queue = vec![vec![root]];
    let mut seen = HashSet::new();
    while let Some(schemas) = queue.pop() {
        let key: BTreeSet<Position> = schemas.iter().map(Node::position).collect();
        if seen.len() == MAX_VALUES || !seen.insert(key) {
            continue;
        }
        let facets = facets(documents, &schemas);
        if let Some((node, fault)) = contradiction(documents, &facets) {
            if !faults.has(documents, &node) {
                faults.value(documents, &node, fault);
            }
        } else if let Some((node, fault)) = no_branch(documents, &schemas, &facets) {
            faults.value(documents, &node, fault);
        }
        queue.extend(parts(&facets));
    }
}

/// All that always applies to a value of `schemas`.
pub(super) fn facets<'a>(documents: &'a Documents, schemas: &[Node<'a>]) -> Vec<Node<'a>> {
    let mut seen = HashSet::new();
    let mut facets: Vec<_> = schemas.iter().flat_map(|schema| documents.facets(schema)).collect();
    facets.retain(|facet| !facet.only_refers() && seen.insert(facet.position()));
    facets
}

/// The parts of a value, each with the schemas that it must satisfy if it is there.
fn parts<'a>(facets: &[Node<'a>]) -> Vec<Vec<Node<'a>>> {
    let mut parts: Vec<Vec<Node<'a>>> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (name, schema) in facets.iter().flat_map(|facet| members(facet, "properties")) {
        let at = *known.entry(name).or_insert(parts.len());
        if at == parts.len() {
            parts.push(Vec::new());
        }
        parts[at].push(schema);
    }
    let patterns = facets.iter().flat_map(|facet| members(facet, "patternProperties"));
    parts.extend(patterns.map(|(_, schema)| vec![schema]));
    for keyword in ["items", "additionalItems", "prefixItems", "additionalProperties"] {
        for node in facets.iter().filter_map(|facet| facet.get(keyword)) {
            if node.value.is_array() {
                parts.extend(node.elements().map(|schema| vec![schema]));
            } else {
                parts.push(vec![node]);
            }
        }
    }
    parts.retain(|schemas| schemas.iter().all(|schema| schema.object().is_some()));
    parts
}

fn members<'a>(facet: &Node<'a>, keyword: &str) -> Vec<(&'a str, Node<'a>)> {
    facet.get(keyword).iter().flat_map(|map| map.members().collect::<Vec<_>>()).collect()
}

/// Why nothing satisfies all `facets`.
pub(super) fn contradiction<'a>(documents: &'a Documents, facets: &[Node<'a>]) -> Option<Contradiction<'a>> {
    let types = match types(facets) {
        Ok(types) => types,
        Err(contradiction) => return Some(contradiction),
    };
    crossed(facets, &types)
        .or_else(|| unreachable(documents, facets).filter(|_| types.contains(&"object")))
        .or_else(|| excluded(facets))
}

/// Why no alternative of an `anyOf` or a `oneOf` can be satisfied: the reason of the first one.
fn no_branch<'a>(
    documents: &'a Documents,
    schemas: &[Node<'a>],
    own: &[Node<'a>],
) -> Option<Contradiction<'a>> {
    let keywords =
        own.iter().flat_map(|facet| ["anyOf", "oneOf"].into_iter().filter_map(|key| facet.get(key)));
    keywords.into_iter().find_map(|branches| {
        let mut reasons = branches.elements().map(|branch| {
            let together: Vec<Node<'a>> = schemas.iter().cloned().chain([branch]).collect();
            contradiction(documents, &facets(documents, &together))
        });
        let first = reasons.next()??;
        reasons.all(|reason| reason.is_some()).then_some(first)
    })
}

const TYPES: [&str; 7] = ["null", "boolean", "object", "array", "string", "number", "integer"];

/// The types that a value may be of; an integer is a number too.
fn types<'a>(facets: &[Node<'a>]) -> Result<Vec<&'static str>, Contradiction<'a>> {
    let mut left = TYPES.to_vec();
    let mut before: Vec<&str> = Vec::new();
    for node in facets.iter().filter_map(|facet| facet.get("type")) {
        let named: Vec<&str> = match node.value.as_str() {
            Some(one) => vec![one],
            None => node.elements().filter_map(|one| one.value.as_str()).collect(),
        };
        // An unknown type is a fault already.
        if named.is_empty() || !named.iter().all(|name| TYPES.contains(name)) {
            continue;
        }
        left.retain(|name| named.contains(name) || *name == "integer" && named.contains(&"number"));
        if left.is_empty() {
            let message = format!(
                "no value is of type {} and of type {}",
                alternatives(before.iter().copied()),
                alternatives(named.iter().copied())
            );
            return Err((node, Fault::new(message)));
        }
        before =
            left.iter().copied().filter(|name| *name != "integer" || !left.contains(&"number")).collect();
    }
    Ok(left)
}
