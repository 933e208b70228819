//! How the schemas of a type lead on to one another: to schemas of the same value, and to schemas of its
//! parts.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{
    documents::Documents,
    keywords::{About, REFERENCES, subschemas},
    node::Node,
    walk::walk,
};

/// The keywords that apply several schemas to the same value, as the pointers of these begin.
const BRANCHES: [&str; 5] = ["/allOf/", "/anyOf/", "/oneOf/", "/dependentSchemas/", "/dependencies/"];

/// The schemas of a type that are objects, by index; the type's root is the first.
#[derive(Debug, Default)]
pub(crate) struct Graph<'a> {
    nodes: Vec<Node<'a>>,
    /// For each, the schemas that apply to the same value: in it, or named by its references.
    same_value: Vec<Vec<usize>>,
    /// For each, the schemas in it that apply to parts of the value.
    parts: Vec<Vec<usize>>,
    /// For each, whether it is about each item or member of a value, not about one.
    repeated: Vec<bool>,
    /// For each, whether it is one of several that a keyword applies to the same value.
    branches: Vec<bool>,
    index: HashMap<*const Value, usize>,
    ambiguous: bool,
}

impl<'a> Graph<'a> {
    /// The graph of all schemas of `documents`.
    pub(crate) fn new(documents: &'a Documents) -> Self {
        let mut graph = Self::default();
        for root in (0..documents.all().len()).flat_map(|index| documents.schema_roots(index)) {
            graph.add(root);
        }
        let mut next = 0;
        let (mut repeated, mut branches) = (HashSet::new(), HashSet::new());
        while let Some(node) = graph.nodes.get(next).cloned() {
            next += 1;
            let mut same_value = Vec::new();
            let mut parts = Vec::new();
            for keyword in REFERENCES {
                // A reference may also lead to a place where no keyword has a schema.
                let Some((target, one)) = find(documents, &node, keyword) else { continue };
                graph.ambiguous |= !one;
                same_value.extend(graph.add(target));
            }
            let inside = if node.only_refers() { Vec::new() } else { subschemas(&node) };
            for (about, schema) in inside {
                let inside = schema.pointer.strip_prefix(&node.pointer).unwrap_or_default();
                let is_branch = BRANCHES.iter().any(|keyword| inside.starts_with(keyword));
                let Some(index) = graph.add(schema) else { continue };
                match about {
                    About::Itself => {
                        if is_branch {
                            branches.insert(index);
                        }
                        same_value.push(index);
                    }
                    About::Part => parts.push(index),
                    About::Parts => {
                        repeated.insert(index);
                        parts.push(index);
                    }
                    About::Nothing => {}
                }
            }
            graph.same_value.push(same_value);
            graph.parts.push(parts);
        }
        let all = 0..graph.nodes.len();
        graph.repeated = all.clone().map(|index| repeated.contains(&index)).collect();
        graph.branches = all.map(|index| branches.contains(&index)).collect();
        graph
    }

    fn add(&mut self, node: Node<'a>) -> Option<usize> {
        node.object()?;
        let next = self.nodes.len();
        let index = *self.index.entry(node.value).or_insert(next);
        if index == next {
            self.nodes.push(node);
        }
        Some(index)
    }

    /// The index of the schema that `keyword` of `node` names.
    pub(crate) fn target(&self, documents: &'a Documents, node: &Node<'a>, keyword: &str) -> Option<usize> {
        self.index_of(find(documents, node, keyword)?.0.value)
    }

    /// The schemas.
    pub(crate) fn nodes(&self) -> &[Node<'a>] {
        &self.nodes
    }

    /// The index of the schema `value`.
    pub(crate) fn index_of(&self, value: &Value) -> Option<usize> {
        self.index.get(&std::ptr::from_ref(value)).copied()
    }

    /// Whether the schema `index` is about each item or member of a value, not about one.
    pub(crate) fn is_repeated(&self, index: usize) -> bool {
        self.repeated[index]
    }

    /// Whether the schema `index` is one of several that a keyword applies to the same value.
    pub(crate) fn is_branch(&self, index: usize) -> bool {
        self.branches[index]
    }

    /// The schemas that apply to the same value as the schema `index`: the targets of its references
    /// first.
    pub(crate) fn same_value(&self, index: usize) -> &[usize] {
        &self.same_value[index]
    }

    /// Whether a `$dynamicRef` or `$recursiveRef` may name several schemas, and which one depends on the way to it.
    pub(crate) fn is_ambiguous(&self) -> bool {
        self.ambiguous
    }

    /// For each schema, whether it is about a part of a value and leads back to the schema that it is in.
    pub(crate) fn recursive(&self) -> Vec<bool> {
        let components = self.components();
        let mut recursive = vec![false; self.nodes.len()];
        for (node, parts) in self.parts.iter().enumerate() {
            for &part in parts {
                recursive[part] |= components[part] == components[node];
            }
        }
        recursive
    }

    /// How large each schema is if all that it leads to is written out, but for the parts that are
    /// `cut`, which count as one. `weigh` tells how large a schema is without those in it. `grown` is asked
    /// for each other part, whether it is cut as well.
    pub(crate) fn unfolded(
        &self,
        cut: &mut [bool],
        weigh: impl Fn(&Node<'a>) -> u64,
        grown: impl Fn(usize, u64) -> bool,
    ) -> Vec<u64> {
        let mut sizes = vec![0_u64; self.nodes.len()];
        for node in self.innermost_first(cut) {
            let mut size = weigh(&self.nodes[node]);
            for &target in &self.same_value[node] {
                size = size.saturating_add(sizes[target]);
            }
            for &part in &self.parts[node] {
                cut[part] |= grown(part, sizes[part]);
                size = size.saturating_add(if cut[part] { 1 } else { sizes[part] });
            }
            sizes[node] = size;
        }
        sizes
    }

    /// How many schemas each schema holds each element or member of a value to, if the parts that are `cut` count
    /// as one and the others have these `sizes`. `weigh` tells it of a schema without those in it.
    pub(crate) fn of_each(&self, cut: &[bool], weigh: impl Fn(&Node<'a>) -> u64, sizes: &[u64]) -> Vec<u64> {
        let mut each = vec![0_u64; self.nodes.len()];
        for node in self.innermost_first(cut) {
            let mut count = weigh(&self.nodes[node]);
            for &target in &self.same_value[node] {
                count = count.saturating_add(each[target]);
            }
            for &part in &self.parts[node] {
                let whole = if cut[part] { 1 } else { sizes[part] };
                count = count.saturating_add(if self.repeated[part] { whole } else { 0 });
                count = count.saturating_add(if cut[part] { 0 } else { each[part] });
            }
            each[node] = count;
        }
        each
    }

    /// The schemas, each after those that it leads to without the parts that are `cut`.
    fn innermost_first(&self, cut: &[bool]) -> Vec<usize> {
        let followed: Vec<Vec<usize>> = (0..self.nodes.len())
            .map(|node| {
                let parts = self.parts[node].iter().filter(|part| !cut[**part]);
                self.same_value[node].iter().chain(parts).copied().collect()
            })
            .collect();
        walk(self.nodes.len(), |node, nth| followed[node].get(nth).copied()).order
    }

    /// The schema whose size is over `limit` but not those that it leads to.
    pub(crate) fn smallest_over(&self, limit: u64, sizes: &[u64]) -> Option<&Node<'a>> {
        let over = sizes.iter().zip(&self.nodes).filter(|(size, _)| **size > limit);
        over.min_by_key(|(size, _)| **size).map(|(_, node)| node)
    }

    /// For each schema a number, the same for two that lead to each other.
    fn components(&self) -> Vec<usize> {
        let targets = |node: usize, nth: usize| {
            let same_value = &self.same_value[node];
            same_value.get(nth).or_else(|| self.parts[node].get(nth - same_value.len())).copied()
        };
        let mut sources = vec![Vec::new(); self.nodes.len()];
        for node in 0..self.nodes.len() {
            for target in self.same_value[node].iter().chain(&self.parts[node]) {
                sources[*target].push(node);
            }
        }
        // Kosaraju: against the edges, beginning with what was left last.
        let mut components = vec![usize::MAX; self.nodes.len()];
        for start in walk(self.nodes.len(), targets).order.into_iter().rev() {
            let mut open = vec![start];
            while let Some(node) = open.pop() {
                if components[node] == usize::MAX {
                    components[node] = start;
                    open.extend(&sources[node]);
                }
            }
        }
        components
    }
}

/// The schema that `keyword` of `node` names, and whether it names the same one in all its uses: which one
/// `$recursiveRef` or `$dynamicRef` names depends on the files and the `$id`s that led to it, if several have the anchor. The
/// type's own file, where all begins, goes before the others.
fn find<'a>(documents: &'a Documents, node: &Node<'a>, keyword: &str) -> Option<(Node<'a>, bool)> {
    let target = documents.resolve(node, node.string(keyword)?)?;
    if keyword == "$recursiveRef" {
        let is_anchor = target.get("$recursiveAnchor").is_some_and(|anchor| *anchor.value == true);
        return Some((target, !is_anchor || documents.recursive_anchors() == 1));
    }
    let anchor = target.string("$dynamicAnchor").filter(|_| keyword == "$dynamicRef");
    let Some(anchor) = anchor.filter(|_| named(node, keyword, &target)) else { return Some((target, true)) };
    let outermost = documents.root(0).and_then(|root| documents.resolve(&root, &format!("#{anchor}")));
    match outermost.filter(|outermost| outermost.string("$dynamicAnchor") == Some(anchor)) {
        Some(outermost) => Some((outermost, true)),
        None => Some((target, documents.dynamic_anchors(anchor) == 1)),
    }
}

/// Whether `keyword` of `node` names `target` by its dynamic anchor, not by a JSON Pointer.
fn named(node: &Node<'_>, keyword: &str, target: &Node<'_>) -> bool {
    let fragment = node.string(keyword).and_then(|reference| reference.split_once('#'));
    fragment.map(|(_, fragment)| fragment) == target.string("$dynamicAnchor")
}

#[cfg(test)]
mod tests;
