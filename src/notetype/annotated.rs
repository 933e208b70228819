//! Which schemas with an annotation apply to the parts of a projection.
//!
//! An annotation (JSON Schema Core 7.7) counts where its schema applies to a value, under conditions too, whether or
//! not the note is valid otherwise.

use std::collections::{HashMap, HashSet, VecDeque};

use jsonschema::{Draft, ValidatorMap};
use regex::Regex;
use serde_json::{Map, Value, json};

use super::{
    engine::{options, regex},
    engine_files::EngineFiles,
    instance::Instance,
    schema::{About, Annotations, Documents, Node, Position, REFERENCES, subschemas},
};
use crate::{diagnostic::Severity, text::Traced};

/// The schemas of a type that have an annotation, and those that lead to one.
#[derive(Debug, Default)]
pub(super) struct Annotated {
    leading: HashSet<Position>,
    /// The conditions under which some of these apply, each with its number.
    conditions: HashMap<Position, usize>,
    /// The conditions, compiled.
    validators: Option<ValidatorMap<Instance>>,
    patterns: HashMap<String, Regex>,
}

/// A part of a projection, to which schemas that have the annotation, or lead to one, apply.
pub(super) struct Part<'d, 't> {
    pub(super) value: &'t Traced<'t>,
    /// Its name; `None` for an item.
    pub(super) name: Option<&'t str>,
    /// Whether it is a key of the frontmatter, or inside one.
    pub(super) is_in_frontmatter: bool,
    /// The schemas, those that others refer to or consist of after these.
    pub(super) schemas: Vec<Node<'d>>,
    /// What the innermost of them, or of the schemas around, says of how bad a breach is.
    pub(super) severity: Option<Severity>,
}

impl Annotated {
    /// The schemas of `documents` that `has` an annotation.
    pub(super) fn of(documents: &Documents, has: fn(&Node<'_>) -> bool) -> Self {
        let mut found = Self { leading: leading(documents, has), ..Self::default() };
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
            found.validators = compiled(documents, &json!({ "$defs": definitions }));
        }
        found
    }

    /// Whether no schema has the annotation.
    pub(super) fn is_empty(&self) -> bool {
        self.leading.is_empty()
    }

    /// Gives `visit` the parts of `projection` to which a schema that leads to the annotation applies. It tells
    /// whether the parts of that part are visited, too.
    pub(super) fn visit<'d, 't>(
        &self,
        documents: &'d Documents,
        projection: &'t Traced<'t>,
        visit: &mut dyn FnMut(&Part<'d, 't>) -> bool,
    ) {
        let Some(root) = documents.root(0).filter(|root| self.leads(root)) else { return };
        let mut search = Search { documents, of: self, visit };
        let schemas = search.applied(projection, vec![root]);
        let severity = severity_of(&schemas);
        search.below(&Part { value: projection, name: None, is_in_frontmatter: false, schemas, severity });
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

/// What the innermost of `schemas` says of how bad a breach is.
pub(super) fn severity_of(schemas: &[Node<'_>]) -> Option<Severity> {
    schemas.iter().rev().find_map(Annotations::severity_of)
}

/// Compiles a schema of which the definitions are conditions, which refer to parts of `documents`.
fn compiled(documents: &Documents, conditions: &Value) -> Option<ValidatorMap<Instance>> {
    let options = options().with_draft(Draft::Draft202012).with_base_uri(CONDITIONS);
    options.with_retriever(EngineFiles::new(documents)).build_map(conditions).ok()
}

/// The URI of a schema that refers to parts of a type.
const CONDITIONS: &str = "note-type:///conditions";

/// The name of the definition of a condition.
fn name(condition: usize) -> String {
    format!("c{condition}")
}

/// Returns the schemas that `has` an annotation, and those that lead to one.
fn leading(documents: &Documents, has: fn(&Node<'_>) -> bool) -> HashSet<Position> {
    let mut sources: HashMap<Position, Vec<Position>> = HashMap::new();
    let mut queue = Vec::new();
    let mut is_used = false;
    documents.visit(&mut |schema| is_used |= has(schema));
    if is_used {
        documents.visit(&mut |schema| {
            let targets =
                REFERENCES.iter().filter_map(|keyword| documents.resolve(schema, schema.string(keyword)?));
            let inside = subschemas(schema).into_iter().filter(|(about, _)| *about != About::Nothing);
            for target in targets.chain(inside.map(|(_, node)| node)) {
                sources.entry(target.position()).or_default().push(schema.position());
            }
            if has(schema) {
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

struct Search<'d, 't, 's> {
    documents: &'d Documents,
    of: &'s Annotated,
    visit: &'s mut dyn FnMut(&Part<'d, 't>) -> bool,
}

impl<'d, 't> Search<'d, 't, '_> {
    /// The schemas that apply to `value` if `schemas` do, and that lead to the annotation.
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

    /// Looks at the parts of `whole`.
    fn below(&mut self, whole: &Part<'d, 't>) {
        let Part { value, schemas, .. } = whole;
        if schemas.is_empty() {
            return;
        }
        for member in value.members() {
            let name = &*member.name;
            let schemas = schemas.iter().flat_map(|schema| self.of_member(schema, name)).collect();
            let is_in_frontmatter = whole.is_in_frontmatter || name == "frontmatter";
            let (value, name) = (&member.value, Some(name));
            self.part(Part { value, name, is_in_frontmatter, schemas, severity: whole.severity });
        }
        for (index, element) in value.elements().iter().enumerate() {
            let schemas = schemas.iter().flat_map(|schema| self.of_element(schema, index, element)).collect();
            self.part(Part { value: element, name: None, schemas, ..*whole });
        }
    }

    /// Looks at `part`, to which its schemas apply, with the severity of what is around it.
    fn part(&mut self, part: Part<'d, 't>) {
        let schemas = self.applied(part.value, part.schemas);
        let severity = severity_of(&schemas).or(part.severity);
        let part = Part { schemas, severity, ..part };
        if !part.schemas.is_empty() && (self.visit)(&part) {
            self.below(&part);
        }
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
