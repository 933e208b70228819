//! Which schemas apply to one and the same value: through references and in-place applicators
//! (JSON Schema Core 10.2). They must come to an end, and soon.

use std::collections::HashMap;

use crate::{
    diagnostic::Fault,
    notetype::schema::{About, Documents, Faults, Node, Position, subschemas, visit},
};

/// How often a schema may lead on to another one for the same value. The engine recurses as deep.
const MAX_DEPTH: usize = 200;

/// How many schemas may apply to one value. Definitions that each refer to the next one twice
/// double it with every step.
const MAX_APPLIED: usize = 20_000;

/// Faults for schemas that, for one and the same value, lead back to themselves (JSON Schema Core
/// 9.4.1), too far, or to too many.
pub(super) fn bounded(documents: &Documents, faults: &mut Faults) {
    let mut graph = Graph::default();
    for index in 0..documents.all().len() {
        let Some(root) = documents.root(index) else { continue };
        visit(&root, &mut |schema| graph.add(documents, schema));
    }
    let Found { cycles, excess } = graph.walk();
    for node in &cycles {
        faults.value(documents, &reference(node), Fault::new("`$ref` refers to itself in a cycle"));
    }
    if let Some((node, cost)) = excess {
        let message = if cost.depth > MAX_DEPTH {
            format!("the chain of `$ref` is longer than {MAX_DEPTH} schemas")
        } else {
            format!("more than {MAX_APPLIED} schemas apply to one value")
        };
        faults.value(documents, &reference(&node), Fault::new(message));
    }
}

/// The reference of a schema, else the schema.
fn reference<'a>(node: &Node<'a>) -> Node<'a> {
    node.get("$ref").or_else(|| node.get("$dynamicRef")).unwrap_or_else(|| node.clone())
}

#[derive(Default)]
struct Graph<'a> {
    nodes: Vec<Node<'a>>,
    /// The positions of the schemas that apply wherever the node of the same index does.
    edges: Vec<Vec<Position>>,
}

#[derive(Default)]
struct Found<'a> {
    /// The schemas that close a cycle.
    cycles: Vec<Node<'a>>,
    /// The first schema found that costs too much.
    excess: Option<(Node<'a>, Cost)>,
}

/// What it costs to apply a schema to a value, without the value's parts.
#[derive(Clone, Copy, Default)]
struct Cost {
    depth: usize,
    applied: usize,
}

#[derive(Clone, Copy)]
enum State {
    New,
    Open,
    Done(Cost),
}

impl<'a> Graph<'a> {
    fn add(&mut self, documents: &'a Documents, schema: &Node<'a>) {
        let referred = ["$ref", "$dynamicRef"].iter().filter_map(|keyword| schema.string(keyword));
        let referred = referred.filter_map(|reference| documents.resolve(schema, reference));
        let inside = subschemas(schema).into_iter().filter(|(about, _)| *about == About::Itself);
        let targets = referred.chain(inside.map(|(_, node)| node));
        self.edges.push(targets.map(|target| target.position()).collect());
        self.nodes.push(schema.clone());
    }

    /// Walks depth first, without recursion: chains may be as long as the file.
    fn walk(self) -> Found<'a> {
        let index: HashMap<_, _> =
            self.nodes.iter().enumerate().map(|(index, node)| (node.position(), index)).collect();
        let edges: Vec<Vec<usize>> = self
            .edges
            .iter()
            .map(|targets| targets.iter().filter_map(|to| index.get(to).copied()).collect())
            .collect();
        let mut states = vec![State::New; self.nodes.len()];
        let mut found = Found::default();
        for start in 0..self.nodes.len() {
            let mut path = if matches!(states[start], State::New) { vec![(start, 0)] } else { Vec::new() };
            while let Some((node, edge)) = path.pop() {
                states[node] = State::Open;
                let Some(&target) = edges[node].get(edge) else {
                    let cost = cost(&edges[node], &states);
                    states[node] = State::Done(cost);
                    if found.excess.is_none() && (cost.depth > MAX_DEPTH || cost.applied > MAX_APPLIED) {
                        found.excess = Some((self.nodes[node].clone(), cost));
                    }
                    continue;
                };
                path.push((node, edge + 1));
                match states[target] {
                    State::New => path.push((target, 0)),
                    State::Open => found.cycles.push(self.nodes[node].clone()),
                    State::Done(_) => {}
                }
            }
        }
        found
    }
}

fn cost(targets: &[usize], states: &[State]) -> Cost {
    let mut cost = Cost { depth: 0, applied: 1 };
    for &target in targets {
        if let State::Done(Cost { depth, applied }) = states[target] {
            cost.depth = cost.depth.max(depth + 1);
            cost.applied = cost.applied.saturating_add(applied);
        }
    }
    cost
}
