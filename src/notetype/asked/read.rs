//! Reads what schemas ask of a value.

use std::collections::{HashSet, VecDeque};

use serde_json::Value;

use crate::{
    notetype::{
        schema::{Documents, Node},
        shape::Shape,
    },
    text::Bound,
};

/// Of more values, members and branches, the rest is left out.
const MAX_LISTED: usize = 200;

/// How many schemas are read for one shape.
const MAX_SCHEMAS: usize = 200;

/// How deep the members and branches of a shape are read.
const MAX_DEPTH: usize = 3;

/// What `node` asks of a value.
pub(in crate::notetype) fn shape(documents: &Documents, node: &Node<'_>) -> Shape {
    Reader { documents, left: MAX_SCHEMAS }.shape(node, MAX_DEPTH)
}

/// What each of `nodes` asks of a value.
pub(super) fn shapes<'n>(documents: &Documents, nodes: impl Iterator<Item = Node<'n>>) -> Vec<Shape> {
    let mut reader = Reader { documents, left: MAX_SCHEMAS };
    nodes.take(MAX_LISTED).map(|node| reader.shape(&node, MAX_DEPTH)).collect()
}

struct Reader<'d> {
    documents: &'d Documents,
    /// How many schemas may still be read.
    left: usize,
}

impl Reader<'_> {
    fn shape(&mut self, node: &Node<'_>, depth: usize) -> Shape {
        let mut shape = Shape::default();
        self.read_all(node, depth, &mut shape);
        shape
    }

    /// Reads `node` and the schemas that apply to the same value without conditions, as
    /// `Documents::facets` has them, as long as there are some left.
    fn read_all(&mut self, node: &Node<'_>, depth: usize, shape: &mut Shape) {
        let mut next = VecDeque::from([node.clone()]);
        let mut seen = HashSet::from([node.position()]);
        while let (Some(facet), Some(left)) = (next.pop_front(), self.left.checked_sub(1)) {
            self.left = left;
            self.read(&facet, depth, shape);
            let target = facet.string("$ref").and_then(|name| self.documents.resolve(&facet, name));
            let all = facet.get("allOf").filter(|_| !facet.only_refers());
            let all = all.iter().flat_map(Node::elements).take(left).collect::<Vec<_>>();
            next.extend(target.into_iter().chain(all).filter(|node| seen.insert(node.position())));
        }
    }

    fn read(&mut self, facet: &Node<'_>, depth: usize, shape: &mut Shape) {
        if *facet.value == Value::Bool(false) {
            shape.is_never = true;
        }
        if facet.only_refers() {
            return;
        }
        let number = |key: &str| facet.get(key)?.value.as_u64();
        let text = |key: &str| facet.string(key).map(str::to_owned);
        Self::read_values(facet, shape);
        shape.pattern = shape.pattern.take().or_else(|| text("pattern"));
        shape.format = shape.format.take().or_else(|| text("format"));
        shape.length = (shape.length.0.or(number("minLength")), shape.length.1.or(number("maxLength")));
        shape.items = (shape.items.0.or(number("minItems")), shape.items.1.or(number("maxItems")));
        for (key, bound) in [
            ("minimum", Bound::AtLeast),
            ("exclusiveMinimum", Bound::MoreThan),
            ("maximum", Bound::AtMost),
            ("exclusiveMaximum", Bound::LessThan),
        ] {
            let limit = facet.get(key).filter(|limit| limit.value.is_number());
            shape.limits.extend(limit.map(|limit| (bound, figure(self.documents, &limit))));
        }
        if let Some(divisor) = facet.get("multipleOf") {
            shape.multiple_of = Some(figure(self.documents, &divisor));
        }
        if let Some(required) = facet.get("required") {
            let names = required.elements().filter_map(|name| Some(name.value.as_str()?.to_owned()));
            shape.required.extend(names.take(MAX_LISTED));
        }
        if let Some(depth) = depth.checked_sub(1) {
            self.read_below(facet, depth, shape);
        }
    }

    fn read_values(facet: &Node<'_>, shape: &mut Shape) {
        if let Some(types) = facet.get("type") {
            let one = types.value.as_str().map(str::to_owned);
            let many = types.elements().filter_map(|name| Some(name.value.as_str()?.to_owned()));
            shape.types.extend(one.into_iter().chain(many));
        }
        if let Some(only) = facet.get("const") {
            shape.values.push(only.value.clone());
        }
        if let Some(options) = facet.get("enum") {
            let options = options.value.as_array().map(Vec::as_slice).unwrap_or_default();
            shape.values.extend(options.iter().take(MAX_LISTED).cloned());
            shape.other_values += options.len().saturating_sub(MAX_LISTED);
        }
    }

    fn read_below(&mut self, facet: &Node<'_>, depth: usize, shape: &mut Shape) {
        if let Some(members) = facet.get("properties") {
            for (name, member) in members.members().take(MAX_LISTED) {
                let member = self.shape(&member, depth);
                shape.members.push((name.to_owned(), member));
            }
        }
        if let Some(excluded) = facet.get("not") {
            shape.excluded = Some(Box::new(self.shape(&excluded, depth)));
        }
        for branches in ["anyOf", "oneOf"].iter().filter_map(|key| facet.get(key)) {
            for branch in branches.elements().take(MAX_LISTED) {
                let branch = self.shape(&branch, depth);
                shape.branches.push(branch);
            }
        }
        // `else: false` asks for what `if` asks.
        let is_asked = facet.get("else").is_some_and(|other| *other.value == Value::Bool(false));
        for condition in ["if", "then"].iter().filter(|_| is_asked).filter_map(|key| facet.get(key)) {
            self.read_all(&condition, depth, shape);
        }
    }
}

/// The number at `node` as its file writes it.
pub(super) fn figure(documents: &Documents, node: &Node<'_>) -> String {
    let number = node.value.to_string();
    if !node.value.is_f64() {
        return number;
    }
    let written = documents.written(node).filter(|written| written.len() <= MAX_FIGURE_BYTES);
    written.map_or(number, str::to_owned)
}

/// A number that is written longer is shown in its shortest form.
const MAX_FIGURE_BYTES: usize = 24;
