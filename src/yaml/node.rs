use serde_json::Value;

use crate::text::{Span, Traced};

/// One YAML document, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The root node; null with an empty span where the document is empty.
    pub root: Node,
    /// The keys that stand twice in one mapping, in the order of the text, at any depth.
    pub duplicates: Vec<Duplicate>,
    /// The comments, from `#` to before the line ending.
    pub comments: Vec<Span>,
}

/// A key that stands twice in one mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The key as a string.
    pub key: String,
    /// The key that stands first.
    pub first: Span,
    /// The key that repeats it.
    pub again: Span,
}

/// A YAML node.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The node's content as written: a scalar with its quotes, a block scalar with its header, a
    /// collection from its first to its last entry. Anchor and tag stand before it. An absent
    /// value is empty, right behind the `:`, `-` or `?` that announced it.
    pub span: Span,
    /// The anchor (`&name`) in front of the node.
    pub anchor: Option<Span>,
    /// The tag (`!name`) in front of the node.
    pub tag: Option<Span>,
    /// What the node holds.
    pub data: Data,
}

/// What a YAML node holds. An alias (`*name`) holds a copy of what it stands for, at its own span.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// A scalar: null, a boolean, a number or a string by the core schema (YAML 1.2.2, 10.3).
    Scalar {
        /// The value.
        value: Value,
        /// How it is written.
        style: ScalarStyle,
    },
    /// A sequence.
    Sequence(Vec<Node>),
    /// A mapping, its entries in the order of the text, repeated keys included.
    Mapping(Vec<Entry>),
}

/// One `key: value` of a mapping.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key as a string; keys that are no strings appear as they are written.
    pub name: String,
    /// The key.
    pub key: Span,
    /// The value.
    pub value: Node,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarStyle {
    /// Without quotes.
    Plain,
    /// `'…'`
    SingleQuoted,
    /// `"…"`
    DoubleQuoted,
    /// `|`
    Literal,
    /// `>`
    Folded,
    /// Not written at all.
    Absent,
    /// `*name`
    Alias,
}

impl Document {
    /// The document as a JSON value with origins; of a repeated key, the first value.
    pub fn to_traced(&self) -> Traced<'_> {
        self.root.to_traced()
    }
}

impl Node {
    /// The node as a JSON value with origins; of a repeated key, the first value.
    pub fn to_traced(&self) -> Traced<'_> {
        match &self.data {
            Data::Scalar { value, .. } => Traced::new(value, self.span),
            Data::Sequence(items) => Traced::array(items.iter().map(Self::to_traced), self.span),
            Data::Mapping(entries) => {
                let mut object = Traced::object(entries.len(), self.span);
                for entry in entries {
                    object.insert(&entry.name, Some(entry.key), entry.value.to_traced());
                }
                object
            }
        }
    }

    /// The entries, where the node is a mapping.
    pub fn as_mapping(&self) -> Option<&[Entry]> {
        match &self.data {
            Data::Mapping(entries) => Some(entries),
            _ => None,
        }
    }
}
