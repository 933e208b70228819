use jsonschema::Draft;
use serde_json::{Map, Value};

use super::{member::member, names::id};
use crate::text::pointer::escape;

/// What tells a value of the files from all others: the file and the JSON Pointer.
pub(crate) type Position = (usize, String);

/// A value in one of the files.
#[derive(Clone, Debug)]
pub(crate) struct Node<'a> {
    pub(crate) document: usize,
    /// Where in it, a JSON Pointer.
    pub(crate) pointer: String,
    /// What is there.
    pub(crate) value: &'a Value,
    /// The version of JSON Schema by which it is read.
    pub(crate) draft: Draft,
    /// Other schemas of the same value, the nearest first: a property may be described in several.
    pub(crate) others: Vec<Self>,
    /// Its place among the schemas of one value, in which each is after those that it refers to.
    pub(crate) rank: usize,
}

impl<'a> Node<'a> {
    /// The value at `pointer` of the file `document`, alone.
    pub(crate) fn new(document: usize, pointer: String, value: &'a Value, draft: Draft) -> Self {
        Self { document, pointer, value, draft, others: Vec::new(), rank: 0 }
    }

    /// The first of `nodes`, with the others, which are about the same value.
    pub(crate) fn together(nodes: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut nodes = nodes.into_iter();
        let mut first = nodes.next()?;
        for mut node in nodes {
            first.others.append(&mut node.others);
            first.others.push(node);
        }
        Some(first)
    }

    /// The member `key`.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        member(self.value.as_object()?, key).map(|value| self.below(key, value))
    }

    /// The members, in the order of the file; none if this is not an object.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&'a str, Self)> + '_ {
        self.object().into_iter().flatten().map(|(key, value)| (key.as_str(), self.below(key, value)))
    }

    /// The elements; none if this is not an array.
    pub(crate) fn elements(&self) -> impl Iterator<Item = Self> + '_ {
        let elements = self.value.as_array().map(Vec::as_slice).unwrap_or_default();
        elements.iter().enumerate().map(|(index, value)| self.below(&index.to_string(), value))
    }

    /// The object that this is.
    pub(crate) fn object(&self) -> Option<&'a Map<String, Value>> {
        self.value.as_object()
    }

    /// The string at `key`.
    pub(crate) fn string(&self, key: &str) -> Option<&'a str> {
        member(self.object()?, key)?.as_str()
    }

    /// Whether it is a reference and nothing else: what is beside `$ref` has no effect before 2019-09.
    pub(crate) fn only_refers(&self) -> bool {
        self.draft < Draft::Draft201909 && self.string("$ref").is_some()
    }

    /// Whether the schema names itself with a URI.
    pub(crate) fn has_id(&self) -> bool {
        id(self.value, self.draft).is_some()
    }

    /// The `value` at the reference token `token`.
    pub(crate) fn below(&self, token: &str, value: &'a Value) -> Self {
        let token = escape(token);
        let mut pointer = String::with_capacity(self.pointer.len() + 1 + token.len());
        pointer.extend([&*self.pointer, "/", &*token]);
        Self { rank: self.rank, ..Self::new(self.document, pointer, value, draft_of(value, self.draft)) }
    }

    /// What tells this node from all others.
    pub(crate) fn position(&self) -> Position {
        (self.document, self.pointer.clone())
    }
}

/// The version of JSON Schema that `value` names in `$schema`; without one, that `around` it.
pub(super) fn draft_of(value: &Value, around: Draft) -> Draft {
    if value.as_object().and_then(|object| member(object, "$schema")).is_none() {
        return around;
    }
    match around.detect(value) {
        Draft::Unknown => around,
        draft => draft,
    }
}
