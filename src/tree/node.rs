use serde_json::Value;

use crate::text::{Span, Traced};

/// A document as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The root node; null with an empty span if the document is empty.
    pub root: Node,
    /// The duplicate keys of all mappings, in the order of the text.
    pub duplicates: Vec<Duplicate>,
    /// The comments, each from its marker to before the line ending.
    pub comments: Vec<Span>,
}

/// A key that occurs again in its mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The key as a string.
    pub key: String,
    /// The first occurrence of the key.
    pub first: Span,
    /// The later occurrence.
    pub again: Span,
}

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The node's content as written: a scalar with its quotes, a block scalar with its header, a
    /// collection from its first to its last entry, without anchor and tag. The span of an absent
    /// value is empty, directly after the indicator that announced it.
    pub span: Span,
    /// The anchor before the node (YAML 1.2.2, 6.9.2).
    pub anchor: Option<Span>,
    /// The tag before the node (YAML 1.2.2, 6.9.1).
    pub tag: Option<Span>,
    /// The node's value.
    pub data: Data,
}

/// The value of a node. An alias has a copy of the node that it refers to, at its own span.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// A null, a boolean, a number or a string.
    Scalar {
        /// The value.
        value: Value,
        /// How it is written.
        style: ScalarStyle,
        /// The characters of a plain scalar that is not a string: `0x1F`, `true`. `None` of any
        /// other scalar.
        written: Option<Box<str>>,
    },
    /// A sequence.
    Sequence(Vec<Node>),
    /// A mapping: its entries in the order of the text, duplicate keys included.
    Mapping(Vec<Entry>),
}

/// One `key: value` of a mapping.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key as a string; a key that is not a string appears as it is written.
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
    /// A block scalar that keeps its line breaks: `|` (YAML 1.2.2, 8.1.2); text of several lines in TOML.
    LiteralBlock,
    /// A block scalar that folds its line breaks: `>` (YAML 1.2.2, 8.1.3).
    FoldedBlock,
    /// Not written at all.
    Absent,
    /// An alias: `*name` (YAML 1.2.2, 7.1).
    Alias,
}

impl Document {
    /// The document as a JSON value with origins, with the first value of a duplicate key.
    pub fn to_traced(&self) -> Traced<'_> {
        self.root.to_traced()
    }
}

impl Node {
    /// The node as a JSON value with origins, with the first value of a duplicate key.
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

    /// The entries, if the node is a mapping.
    pub fn as_mapping(&self) -> Option<&[Entry]> {
        match &self.data {
            Data::Mapping(entries) => Some(entries),
            _ => None,
        }
    }

    /// Whether the node is null, written or absent.
    pub fn is_null(&self) -> bool {
        matches!(&self.data, Data::Scalar { value: Value::Null, .. })
    }
}
