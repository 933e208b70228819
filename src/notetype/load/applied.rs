//! Which schemas apply to one and the same value: through references and in-place applicators
//! (JSON Schema Core 10.2). They must come to an end, and soon.

use crate::{
    diagnostic::Fault,
    notetype::schema::{Documents, Faults, Graph, Node, REFERENCES, walk},
};

/// How often a schema may lead on to another one for the same value. The engine recurses as deep.
const MAX_DEPTH: usize = 200;

/// How many schemas may apply to one value. Definitions that each refer to the next one twice
/// double it with every step.
const MAX_APPLIED: usize = 20_000;

/// How many schemas a type may have if all its references are written out. Definitions whose properties
/// refer to the next one twice double it with every step, and the engine with it the time for one value.
/// What leads back to itself is not written out: the engine remembers what it found there.
const MAX_UNFOLDED: u64 = 1_000_000;

/// Faults for schemas that, for one and the same value, lead back to themselves (JSON Schema Core
/// 9.4.1), too far, or to too many; and for a type that is too large with its references written out.
pub(super) fn bounded(documents: &Documents, faults: &mut Faults) {
    let graph = Graph::new(documents);
    let nodes = graph.nodes();
    let walk = walk(nodes.len(), |node, nth| graph.same_value(node).get(nth).copied());
    for node in &walk.closing {
        let fault = Fault::new("`$ref` refers to itself in a cycle");
        faults.value(documents, &reference(&nodes[*node]), fault);
    }
    let mut costs = vec![Cost::default(); nodes.len()];
    for node in walk.order {
        let cost = Cost::of(graph.same_value(node), &costs);
        costs[node] = cost;
        if cost.depth > MAX_DEPTH || cost.applied > MAX_APPLIED {
            let message = if cost.depth > MAX_DEPTH {
                format!("the chain of `$ref` is longer than {MAX_DEPTH} schemas")
            } else {
                format!("more than {MAX_APPLIED} schemas apply to one value")
            };
            faults.value(documents, &reference(&nodes[node]), Fault::new(message));
            return;
        }
    }
    let sizes = graph.unfolded(&mut graph.recursive(), |_| 1, |_, _| false);
    if let Some(node) = graph.smallest_over(MAX_UNFOLDED, &sizes) {
        let message = format!(
            "the type is too large: with its references written out, it has more than {MAX_UNFOLDED} schemas"
        );
        let help = "let fewer of its definitions refer to the same one several times";
        faults.value(documents, &reference(node), Fault::new(message).help(help));
    }
}

/// The reference of a schema, else the schema.
fn reference<'a>(node: &Node<'a>) -> Node<'a> {
    REFERENCES.iter().find_map(|keyword| node.get(keyword)).unwrap_or_else(|| node.clone())
}

/// What it costs to apply a schema to a value, without the value's parts.
#[derive(Clone, Copy, Default)]
struct Cost {
    depth: usize,
    applied: usize,
}

impl Cost {
    fn of(targets: &[usize], costs: &[Self]) -> Self {
        let mut cost = Self { depth: 0, applied: 1 };
        // Those of targets that lead back here are not known yet; they are faults anyway.
        for Self { depth, applied } in
            targets.iter().map(|target| costs[*target]).filter(|cost| cost.applied > 0)
        {
            cost.depth = cost.depth.max(depth + 1);
            cost.applied = cost.applied.saturating_add(applied);
        }
        cost
    }
}
