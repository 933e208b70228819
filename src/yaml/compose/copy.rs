//! Copies of nodes, for aliases (YAML 1.2.2, 7.1).

use crate::{
    text::Span,
    tree::{Data, Node, ScalarStyle},
};

/// The cost of copying a node.
#[derive(Clone, Copy, Default)]
pub(super) struct Size {
    pub(super) nodes: usize,
    pub(super) depth: usize,
    pub(super) bytes: usize,
}

impl Size {
    /// The cost of `node` with its descendants.
    pub(super) fn of(node: &Node) -> Self {
        let parts: &mut dyn Iterator<Item = (usize, &Node)> = match &node.data {
            Data::Scalar { value, written, .. } => {
                let written = written.as_deref().map_or(8, str::len);
                return Self { nodes: 1, depth: 0, bytes: value.as_str().map_or(written, str::len) };
            }
            Data::Sequence(items) => &mut items.iter().map(|item| (0, item)),
            Data::Mapping(entries) => &mut entries.iter().map(|entry| (entry.name.len(), &entry.value)),
        };
        parts.fold(Self { nodes: 1, depth: 0, bytes: 0 }, |whole, (name, part)| {
            let part = Self::of(part);
            Self {
                nodes: whole.nodes + part.nodes,
                depth: whole.depth.max(part.depth + 1),
                bytes: whole.bytes + name + part.bytes,
            }
        })
    }
}

/// Moves a copy with all its descendants to the span of its alias, where they are not written.
pub(super) fn respan(node: &mut Node, span: Span) {
    (node.span, node.anchor, node.tag) = (span, None, None);
    match &mut node.data {
        Data::Scalar { style, .. } => *style = ScalarStyle::Alias,
        Data::Sequence(items) => items.iter_mut().for_each(|item| respan(item, span)),
        Data::Mapping(entries) => {
            for entry in entries {
                entry.key = span;
                respan(&mut entry.value, span);
            }
        }
    }
}
