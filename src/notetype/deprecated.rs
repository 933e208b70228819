//! The parts of notes that a type calls deprecated.
//!
//! `deprecated` is an annotation (JSON Schema Validation 9.3): it counts where its schema applies to a value, under
//! conditions too, whether or not the note is valid otherwise.

use std::collections::{HashMap, HashSet, VecDeque};

use jsonschema::ValidatorMap;
use regex::Regex;
use serde_json::{Map, Value, json};

use super::{
    engine::regex,
    instance::Instance,
    schema::{About, Documents, Node, Position, REFERENCES, subschemas},
};
use crate::text::Traced;

/// A part of a note that should no longer be there.
#[derive(Clone, Debug)]
pub(crate) struct DeprecatedPart<'t> {
    /// The part.
    pub(crate) value: &'t Traced<'t>,
    /// Its name in the projection; `None` for an item.
    pub(crate) name: Option<&'t str>,
    /// Whether it is a key of the frontmatter, or inside one.
    pub(crate) is_in_frontmatter: bool,
    /// `description`: what to write in its place.
    pub(crate) description: Option<String>,
}

/// Which parts of notes a type calls deprecated.
#[derive(Debug, Default)]
pub(crate) struct Deprecations {
    /// The schemas that are deprecated, and those that lead to one.
    leading: HashSet<Position>,
    /// The conditions under which some of these apply, each with its number.
    conditions: HashMap<Position, usize>,
    /// The conditions, compiled.
    validators: Option<ValidatorMap<Instance>>,
    patterns: HashMap<String, Regex>,
}

impl Deprecations {
    /// Those of `documents`. `compile` makes a schema of which the definitions are conditions into validators.
    pub(super) fn of(
        documents: &Documents,
        compile: impl FnOnce(&Value) -> Option<ValidatorMap<Instance>>,
    ) -> Self {
        let mut found = Self { leading: leading(documents), ..Self::default() };
        let mut definitions = Map::new();
        if found.leading.is_empty() {
            return found;
        }
        documents.visit(&mut |schema| {
            if !found.leads(schema) {
                return;
            }
            let lists = ["anyOf", "oneOf"].into_iter().filter_map(|keyword| schema.get(keyword));
            let branches = lists.flat_map(|list| list.elements().collect::<Vec<_>>());
            let branches = branches.chain(schema.get("contains"));
            let branches = branches.filter(|node| found.leads(node)).chain(schema.get("if"));
            for condition in branches.collect::<Vec<_>>() {
                let number = found.conditions.len();
                found.conditions.insert(condition.position(), number);
                definitions.insert(name(number), json!({ "$ref": documents.uri(&condition) }));
            }
            for (pattern, _) in schema.get("patternProperties").iter().flat_map(Node::members) {
                if let Ok(compiled) = regex(pattern) {
                    found.patterns.insert(pattern.to_owned(), compiled);
                }
            }
        });
        if !definitions.is_empty() {
            found.validators = compile(&json!({ "$defs": definitions }));
        }
        found
    }

    /// The parts of `projection` that are deprecated.
    pub(super) fn find<'t>(
        &self,
        documents: &Documents,
        projection: &'t Traced<'t>,
    ) -> Vec<DeprecatedPart<'t>> {
        let mut search = Search { documents, of: self, found: Vec::new() };
        if let Some(root) = documents.root(0).filter(|root| self.leads(root)) {
            let schemas = search.applied(projection, vec![root]);
            search.below(projection, &schemas, false);
        }
        search.found
    }

    fn leads(&self, schema: &Node<'_>) -> bool {
        self.leading.contains(&schema.position())
    }

    /// Whether `value` satisfies the `condition`.
    fn holds(&self, condition: &Node<'_>, value: &Traced<'_>) -> bool {
        let validator = || {
            let number = self.conditions.get(&condition.position())?;
            self.validators.as_ref()?.get(&format!("#/$defs/{}", name(*number)))
        };
        validator().is_some_and(|condition| condition.is_valid(value))
    }
}

/// The name of the definition of a condition.
fn name(condition: usize) -> String {
    format!("c{condition}")
}

/// Returns the schemas that are deprecated, and those that lead to one.
fn leading(documents: &Documents) -> HashSet<Position> {
    let mut sources: HashMap<Position, Vec<Position>> = HashMap::new();
    let mut queue = Vec::new();
    let mut is_used = false;
    documents.visit(&mut |schema| is_used |= is_deprecated(schema));
    if is_used {
        documents.visit(&mut |schema| {
            let targets =
                REFERENCES.iter().filter_map(|keyword| documents.resolve(schema, schema.string(keyword)?));
            let inside = subschemas(schema).into_iter().filter(|(about, _)| *about != About::Nothing);
            for target in targets.chain(inside.map(|(_, node)| node)) {
                sources.entry(target.position()).or_default().push(schema.position());
            }
            if is_deprecated(schema) {
                queue.push(schema.position());
            }
        });
    }
    let mut leading = HashSet::new();
    while let Some(position) = queue.pop() {
        if leading.insert(position.clone()) {
            queue.extend(sources.get(&position).into_iter().flatten().cloned());
        }
    }
    leading
}

fn is_deprecated(schema: &Node<'_>) -> bool {
    schema.get("deprecated").is_some_and(|deprecated| *deprecated.value == true)
}

struct Search<'d, 't> {
    documents: &'d Documents,
    of: &'d Deprecations,
    found: Vec<DeprecatedPart<'t>>,
}

impl<'d, 't> Search<'d, 't> {
    /// The schemas that apply to `value` if `schemas` do, and that lead to a deprecated one.
    fn applied(&self, value: &Traced<'_>, schemas: Vec<Node<'d>>) -> Vec<Node<'d>> {
        let mut seen = HashSet::new();
        let mut applied = Vec::new();
        let mut queue: VecDeque<Node<'d>> = schemas.into();
        while let Some(schema) = queue.pop_front() {
            if !self.of.leads(&schema) || !seen.insert(schema.position()) {
                continue;
            }
            let target = |keyword: &&str| self.documents.resolve(&schema, schema.string(keyword)?);
            queue.extend(REFERENCES.iter().filter_map(target));
            if schema.only_refers() {
                continue;
            }
            queue.extend(schema.get("allOf").iter().flat_map(Node::elements));
            for list in ["anyOf", "oneOf"].into_iter().filter_map(|keyword| schema.get(keyword)) {
                queue.extend(list.elements().filter(|branch| self.of.holds(branch, value)));
            }
            if let Some(condition) = schema.get("if") {
                let is_met = self.of.holds(&condition, value);
                queue.extend(schema.get(if is_met { "then" } else { "else" }));
                queue.extend(Some(condition).filter(|_| is_met));
            }
            for keyword in ["dependentSchemas", "dependencies"] {
                let dependent = schema.get(keyword);
                let dependent = dependent.iter().flat_map(Node::members);
                queue.extend(dependent.filter(|(name, _)| value.get(name).is_some()).map(|(_, node)| node));
            }
            applied.push(schema);
        }
        applied
    }

    /// Looks at the parts of `value`, to which `schemas` apply.
    fn below(&mut self, value: &'t Traced<'t>, schemas: &[Node<'d>], is_in_frontmatter: bool) {
        if schemas.is_empty() {
            return;
        }
        for member in value.members() {
            let name = &*member.name;
            let schemas = schemas.iter().flat_map(|schema| self.of_member(schema, name)).collect();
            let is_in_frontmatter = is_in_frontmatter || name == "frontmatter";
            self.part(&member.value, Some(name), schemas, is_in_frontmatter);
        }
        for (index, element) in value.elements().iter().enumerate() {
            let schemas = schemas.iter().flat_map(|schema| self.of_element(schema, index, element)).collect();
            self.part(element, None, schemas, is_in_frontmatter);
        }
    }

    fn part(
        &mut self,
        value: &'t Traced<'t>,
        name: Option<&'t str>,
        schemas: Vec<Node<'d>>,
        is_in_frontmatter: bool,
    ) {
        let applied = self.applied(value, schemas);
        let Some(deprecated) = applied.iter().find(|schema| is_deprecated(schema)) else {
            return self.below(value, &applied, is_in_frontmatter);
        };
        let mut descriptions = std::iter::once(deprecated).chain(&applied);
        let description = descriptions.find_map(|schema| schema.string("description"));
        let description = description.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        let description = description.filter(|text| !text.is_empty());
        self.found.push(DeprecatedPart { value, name, is_in_frontmatter, description });
    }

    fn of_member(&self, schema: &Node<'d>, name: &str) -> Vec<Node<'d>> {
        let own = schema.get("properties").and_then(|properties| properties.get(name));
        let patterns = schema.get("patternProperties");
        let matches = |pattern: &str| self.of.patterns.get(pattern).is_some_and(|regex| regex.is_match(name));
        let matching = patterns.iter().flat_map(Node::members).filter(|(pattern, _)| matches(pattern));
        let mut found: Vec<Node<'d>> = own.into_iter().chain(matching.map(|(_, node)| node)).collect();
        if found.is_empty() {
            found.extend(schema.get("additionalProperties"));
        }
        found
    }

    fn of_element(&self, schema: &Node<'d>, index: usize, element: &Traced<'_>) -> Vec<Node<'d>> {
        let items = schema.get("items");
        let is_list = items.as_ref().is_some_and(|items| items.value.is_array());
        let (first, rest) =
            if is_list { (items, schema.get("additionalItems")) } else { (schema.get("prefixItems"), items) };
        let first = first.and_then(|first| first.elements().nth(index));
        let contained = schema.get("contains").filter(|contains| self.of.holds(contains, element));
        first.or(rest).into_iter().chain(contained).collect()
    }
}
