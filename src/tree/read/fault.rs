use std::fmt;

use serde_json::Value;

use crate::{
    text::{Span, alternatives, suggest, suggest_or_list},
    tree::{Data, Node, ScalarStyle},
};

/// A part of a tree that does not fit the type that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadFault {
    /// The characters at fault.
    pub span: Span,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a node. `Display` writes one line without a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A node of another kind than its type: a string in place of a list.
    WrongKind {
        /// The node, as messages call it.
        place: String,
        /// The kind of the node.
        found: String,
        /// The kind that its type requires.
        expected: String,
        /// What to write instead, if that is known.
        help: Option<String>,
    },
    /// A key that its struct does not have.
    UnknownKey {
        /// The mapping, as messages call it.
        place: String,
        /// The key.
        key: String,
        /// The keys that the struct has.
        known: &'static [&'static str],
        /// The kind of the key's value.
        value: String,
    },
    /// A required key that is absent.
    MissingKey {
        /// The mapping, as messages call it.
        place: String,
        /// The key.
        key: &'static str,
    },
    /// A word that is not one of those allowed.
    UnknownWord {
        /// The node, as messages call it.
        place: String,
        /// The word.
        found: String,
        /// The words that are allowed.
        known: &'static [&'static str],
    },
    /// A value that its type rejects, with the type's own message.
    Refused {
        /// The message.
        message: String,
        /// What to do about it, if that is known.
        help: Option<String>,
    },
}

impl ReadFault {
    /// Returns a fault at `node`, which messages call `place`: it is not `expected`, such as `a
    /// list`.
    pub fn wrong_kind(node: &Node, place: impl fmt::Display, expected: impl Into<String>) -> Self {
        let (place, expected) = (place.to_string(), expected.into());
        let help = if expected == LIST { list_of(node) } else { None };
        Self { span: node.span, problem: Problem::WrongKind { place, found: kind_of(node), expected, help } }
    }

    /// Returns a fault at `span` with the message of the reader of the value.
    pub fn refused(span: Span, message: impl Into<String>, help: Option<String>) -> Self {
        Self { span, problem: Problem::Refused { message: message.into(), help } }
    }

    /// What to do about it, if that is known.
    pub fn help(&self) -> Option<String> {
        match &self.problem {
            Problem::WrongKind { help, .. } | Problem::Refused { help, .. } => help.clone(),
            Problem::UnknownKey { key, known, .. } => Some(suggest_or_list(key, known.iter().copied())),
            Problem::UnknownWord { found, known, .. } => suggest(found, known.iter().copied()),
            Problem::MissingKey { .. } => None,
        }
    }
}

impl fmt::Display for ReadFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            Problem::WrongKind { place, found, expected, .. } => {
                write!(f, "{place} is {found}, expected {expected}")
            }
            Problem::UnknownKey { place, key, .. } => write!(f, "unknown key `{key}` in {place}"),
            Problem::MissingKey { place, key } => write!(f, "missing key `{key}` in {place}"),
            Problem::UnknownWord { place, found, known } => {
                write!(f, "{place} is `{found}`, expected {}", alternatives(known.iter().copied()))
            }
            Problem::Refused { message, .. } => f.write_str(message),
        }
    }
}

/// The kind of node that a list is read from.
pub(super) const LIST: &str = "a list";

/// The kind of `node` as messages call it.
pub(super) fn kind_of(node: &Node) -> String {
    match &node.data {
        Data::Mapping(_) => "a mapping".to_owned(),
        Data::Sequence(_) => "a list".to_owned(),
        Data::Scalar { value: Value::Null, style: ScalarStyle::Absent, .. } => "empty".to_owned(),
        Data::Scalar { value: Value::String(_), .. } => "a string".to_owned(),
        Data::Scalar { value, .. } => format!("`{value}`"),
    }
}

/// Returns the help to write the one item `node` as a list.
fn list_of(node: &Node) -> Option<String> {
    let Data::Scalar { value: Value::String(text), .. } = &node.data else { return None };
    let is_literal = |char: char| !matches!(char, '"' | '\\') && !char.is_control();
    text.chars().all(is_literal).then(|| format!("write `[\"{text}\"]`"))
}
