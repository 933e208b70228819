//! What values refer to: `ref` in `x-note`.

use serde::Deserialize;

use super::{
    key::{KEYWORD, Key, Role},
    node::Node,
};
use crate::diagnostic::Fault;

/// What a value refers to.
pub(crate) const REF: Key = Key::new::<RefersTo>("ref", "`true`, or the name of a note type");
/// What is inside a frontmatter key, a field or a column, or what a branch says of one.
pub(super) const VALUE: Role = Role { noun: "a part of a value", keys: &[REF] };

/// What a value refers to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub(crate) enum RefersTo {
    /// Notes of any type.
    Any,
    /// Notes of the type of this name.
    Type(String),
}

impl RefersTo {
    /// What the values of `schema` refer to, if they do.
    pub(crate) fn of(schema: &Node<'_>) -> Option<Self> {
        Self::deserialize(Self::node(schema)?.value).ok()
    }

    /// A fault for a schema that is not about a value, or is only tried.
    pub(crate) fn misplaced() -> Fault {
        let help =
            "it belongs on a frontmatter key, a field, a column or a part of one, outside of `if` and `not`";
        Fault::new("`ref` is not valid here").help(help)
    }

    /// Where `schema` says it.
    pub(crate) fn node<'a>(schema: &Node<'a>) -> Option<Node<'a>> {
        schema.get(KEYWORD)?.get(REF.name)
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Any(bool),
    Type(String),
}

impl TryFrom<Written> for RefersTo {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        match written {
            Written::Any(true) => Ok(Self::Any),
            Written::Type(name) if !name.trim().is_empty() => Ok(Self::Type(name)),
            _ => Err("a reference leads to a note"),
        }
    }
}
