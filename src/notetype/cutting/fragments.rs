//! The second schema of a type, in fragments, that its failures are explained with.

use std::{cell::Cell, collections::HashMap};

use jsonschema::{
    Draft, Keyword, Retrieve, Uri, ValidationError, error::ValidationErrorKind as Kind, json::Json,
};
use serde_json::Value;

use super::cutter::{Cutter, ENTRY, SEE, URI};
use crate::{
    notetype::{
        engine::options,
        instance::Instance,
        schema::{About, Documents, Graph, Node, subschemas},
    },
    text::Traced,
};

/// Types of fewer schemas, with their references written out, are explained whole unless they are recursive.
const MAX_WHOLE: u64 = 10_000;

/// In larger ones, parts of more schemas are cut.
const MAX_PART: u64 = 1_000;

/// Schemas of all items of a list are cut if they are larger: the engine has the errors of all items at once.
const MAX_REPEATED: u64 = 100;

/// The branches of an `anyOf` or its like are cut if more schemas apply to one value: the engine would have
/// the errors of all branches at once, and each may have one for every member of the value.
const MAX_APPLIED: u64 = 500;

/// How the failures of a type are found.
#[derive(Debug)]
pub(in crate::notetype) enum Explaining {
    /// With the schema of the type: it is small.
    Whole,
    /// With a second schema.
    InFragments(Box<Fragments>),
    /// With the schema of the type, if the value is not deep: it is recursive, but its fragments would not say
    /// the same.
    Shallow,
}

/// The compiled fragments of a type.
#[derive(Debug)]
pub(in crate::notetype) struct Fragments {
    compiled: jsonschema::Validator<Instance>,
    /// For each fragment the URI of the schema that it was made of, with a pointer as its fragment.
    origins: Vec<String>,
    /// For each what it costs to hold a value to it.
    costs: Vec<Cost>,
    /// For each whether it is one of several branches.
    branches: Vec<bool>,
}

/// What it costs to hold a value to a schema, in schemas.
#[derive(Clone, Copy, Debug, Default)]
struct Cost {
    own: u64,
    /// For each element or member of the value.
    each: u64,
}

thread_local! {
    /// The fragment that is explained on this thread.
    static CURRENT: Cell<usize> = const { Cell::new(usize::MAX) };
}

/// How large a schema is without those in it: one, and each name that it requires, as each may be missing.
fn weight(node: &Node<'_>) -> u64 {
    let names = |member: Node<'_>| member.value.as_array().map_or(0, Vec::len);
    let required = node.get("required").map_or(0, names);
    let dependent = node.get("dependentRequired").or_else(|| node.get("dependencies"));
    let dependent: usize =
        dependent.iter().flat_map(Node::members).map(|(_, required)| names(required)).sum();
    1 + required as u64 + dependent as u64
}

/// How often a schema looks at each element or member of a value, those in it aside.
fn weight_of_each(node: &Node<'_>) -> u64 {
    let is_closed =
        |(about, schema): &(About, Node<'_>)| *about == About::Parts && *schema.value == Value::Bool(false);
    let closed = subschemas(node).iter().filter(|inside| is_closed(inside)).count();
    closed as u64 + u64::from(node.get("uniqueItems").is_some())
}

impl Fragments {
    /// How the failures of the type of `documents` are found.
    pub(in crate::notetype) fn of(documents: &Documents) -> Explaining {
        let graph = Graph::new(documents);
        let mut cut = graph.recursive();
        let is_recursive = cut.contains(&true);
        let is_large =
            graph.unfolded(&mut cut, weight, |_, _| false).first().is_some_and(|size| *size > MAX_WHOLE);
        let mut all = vec![true; cut.len()];
        for (node, applied) in graph.unfolded(&mut all, weight, |_, _| false).into_iter().enumerate() {
            if applied > MAX_APPLIED {
                for branch in graph.same_value(node).iter().filter(|index| graph.is_branch(**index)) {
                    cut[*branch] = true;
                }
            }
        }
        let sizes = graph.unfolded(&mut cut, weight, |part, size| {
            is_large && size > MAX_PART || graph.is_repeated(part) && size > MAX_REPEATED
        });
        if !cut.contains(&true) {
            return Explaining::Whole;
        }
        let fragments = if graph.is_ambiguous() { None } else { Self::new(documents, &graph, &cut, &sizes) };
        match fragments {
            Some(fragments) => Explaining::InFragments(Box::new(fragments)),
            None if is_recursive => Explaining::Shallow,
            None => Explaining::Whole,
        }
    }

    /// The fragments of `graph` that begin where its schemas are `cut`.
    fn new(documents: &Documents, graph: &Graph<'_>, cut: &[bool], sizes: &[u64]) -> Option<Self> {
        let cutter = Cutter { documents, graph, cut };
        let (schema, files) = cutter.schema();
        let options = options()
            .with_draft(Draft::Draft202012)
            .with_base_uri(URI)
            .with_retriever(Files(files))
            .with_keyword(ENTRY, |_, fragment, _| {
                let fragment = fragment.as_u64().and_then(|fragment| usize::try_from(fragment).ok());
                Ok(Box::new(Entry(fragment.unwrap_or(usize::MAX))))
            });
        let compiled = options.build(&schema).ok()?;
        let origins = graph.nodes().iter().map(|node| documents.uri(node)).collect();
        let branches = (0..graph.nodes().len()).map(|index| graph.is_branch(index)).collect();
        let each = graph.of_each(cut, weight_of_each, sizes);
        let costs = sizes.iter().zip(each).map(|(own, each)| Cost { own: *own, each }).collect();
        Some(Self { compiled, origins, costs, branches })
    }

    /// The fragments that begin at each part.
    #[cfg(test)]
    pub(super) fn of_all_parts(documents: &Documents) -> Option<Self> {
        let graph = Graph::new(documents);
        // Of what a failing one of these evaluates, the engine tells nothing, but the specification does.
        let is_dependent = |node: &Node<'_>| node.pointer.rsplit('/').nth(1) == Some("dependentSchemas");
        let mut cut: Vec<_> = graph.nodes().iter().map(|node| !is_dependent(node)).collect();
        let sizes = graph.unfolded(&mut cut, weight, |_, _| false);
        Self::new(documents, &graph, &cut, &sizes)
    }

    /// The URI of the schema that `fragment` was made of.
    pub(super) fn origin(&self, fragment: usize) -> &str {
        self.origins.get(fragment).map_or("", String::as_str)
    }

    /// Whether `fragment` is one of several branches.
    pub(super) fn is_branch(&self, fragment: usize) -> bool {
        self.branches.get(fragment).copied().unwrap_or_default()
    }

    /// What it costs to hold a value that has `members` to `fragment`, in schemas.
    pub(super) fn cost(&self, fragment: usize, members: usize) -> u64 {
        let Cost { own, each } = self.costs.get(fragment).copied().unwrap_or_default();
        own.saturating_add(each.saturating_mul(members as u64))
    }

    /// The errors of `value` under `fragment`.
    pub(super) fn errors<'v>(&'v self, fragment: usize, value: &'v Traced<'v>) -> Vec<ValidationError<'v>> {
        CURRENT.set(fragment);
        self.compiled.iter_errors(value).collect()
    }

    /// The fragment that tells why `error` is one, if this one does not.
    pub(super) fn behind(&self, error: &ValidationError<'_>) -> Option<usize> {
        let Kind::Not { schema } = error.kind() else { return None };
        let fragment = usize::try_from(schema.get(SEE)?.as_u64()?).ok()?;
        (fragment < self.origins.len()).then_some(fragment)
    }

    /// The URI of the keyword of `error` in the type's files.
    pub(super) fn location(&self, error: &ValidationError<'_>) -> String {
        let uri = error.absolute_keyword_location().map_or("", |uri| uri.as_str());
        let inside = uri.strip_prefix(URI).unwrap_or_default();
        let inside = inside.strip_prefix("#/$defs/").or_else(|| inside.strip_prefix('/')).unwrap_or_default();
        let (name, rest) = inside.split_at(inside.find(['/', '#']).unwrap_or(inside.len()));
        let rest = rest.trim_start_matches('#');
        let origin = name.get(1..).and_then(|index| self.origins.get(index.parse::<usize>().ok()?));
        origin.map_or_else(String::new, |origin| format!("{origin}{rest}"))
    }
}

/// The keyword [`ENTRY`].
struct Entry(usize);

impl<'i> Keyword<'i, Instance> for Entry {
    fn validate(&self, value: <Instance as Json>::Node<'i>) -> Result<(), ValidationError<'i>> {
        if self.is_valid(value) { Ok(()) } else { Err(ValidationError::custom(ENTRY)) }
    }

    fn is_valid(&self, _: <Instance as Json>::Node<'i>) -> bool {
        CURRENT.get() >= self.0
    }
}

/// The fragments that are files of their own, as their version is another one.
struct Files(HashMap<String, Value>);

impl Retrieve for Files {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        self.0.get(uri.as_str()).cloned().ok_or_else(|| format!("`{uri}` is not a fragment").into())
    }
}
