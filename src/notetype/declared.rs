//! The keys that schemas declare for an object.

use std::collections::HashSet;

use regex::Regex;

use super::{
    engine::regex,
    schema::{About, Documents, Node, REFERENCES, subschemas},
};

/// How many schemas of one object are read.
const MAX_SCHEMAS: usize = 2_000;

/// The keys that schemas of an object declare or require.
#[derive(Debug, Default)]
pub(super) struct Declared<'a> {
    /// In the order of the schemas, each once.
    pub(super) names: Vec<&'a str>,
    known: HashSet<&'a str>,
    patterns: Vec<Regex>,
}

impl<'a> Declared<'a> {
    /// Those that `schema` declares itself.
    pub(super) fn by(schema: &Node<'a>) -> Self {
        let mut declared = Self::default();
        declared.read(schema);
        declared
    }

    /// Those that `schema` declares, or another that may apply to the same value: a branch, a condition, the
    /// target of a reference.
    pub(super) fn by_all(documents: &'a Documents, schema: &Node<'a>) -> Self {
        let mut declared = Self::default();
        let mut seen = HashSet::from([schema.position()]);
        let mut queue = std::collections::VecDeque::from([schema.clone()]);
        while let Some(schema) = queue.pop_front() {
            declared.read(&schema);
            let targets = REFERENCES.iter().filter_map(|key| documents.resolve(&schema, schema.string(key)?));
            let inside = subschemas(&schema).into_iter().filter(|(about, _)| *about == About::Itself);
            let inside = inside.map(|(_, node)| node).filter(|node| !node.pointer.ends_with("/not"));
            let next: Vec<Node<'a>> = targets.chain(inside).collect();
            for node in next {
                if seen.len() < MAX_SCHEMAS && seen.insert(node.position()) {
                    queue.push_back(node);
                }
            }
        }
        declared
    }

    fn read(&mut self, schema: &Node<'a>) {
        let members = |keyword: &str| schema.get(keyword).and_then(|map| map.object());
        let names = members("properties").into_iter().flat_map(|map| map.keys()).map(String::as_str);
        let required = schema.get("required");
        let required = required.iter().flat_map(Node::elements).filter_map(|name| name.value.as_str());
        for name in names.chain(required.collect::<Vec<_>>()) {
            if self.known.insert(name) {
                self.names.push(name);
            }
        }
        let patterns = members("patternProperties").into_iter().flat_map(|map| map.keys());
        self.patterns.extend(patterns.filter_map(|pattern| regex(pattern).ok()));
    }

    /// Whether `name` is one of them.
    pub(super) fn has(&self, name: &str) -> bool {
        self.known.contains(name) || self.patterns.iter().any(|pattern| pattern.is_match(name))
    }
}
