use serde::{Deserialize, Deserializer};

/// A reference to a node that is read later, because its type depends on other parts of the tree:
/// the index of one of [`Reading::nodes`](super::Reading::nodes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeRef(u64);

/// The name of the newtype, by which a deserializer recognises that a reference is read.
pub(super) const NODE_REF: &str = "$notelint::tree::NodeRef";

impl NodeRef {
    pub(super) fn new(index: usize) -> Self {
        Self(index as u64)
    }

    /// The reference of a placeholder, which has no node.
    pub(super) const NOWHERE: u64 = u64::MAX;

    pub(super) fn number(self) -> u64 {
        self.0
    }

    /// The index; `usize::MAX` for a placeholder.
    pub fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

impl<'de> Deserialize<'de> for NodeRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl serde::de::Visitor<'_> for Visitor {
            type Value = NodeRef;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a node of a tree")
            }

            fn visit_u64<E>(self, number: u64) -> Result<NodeRef, E> {
                Ok(NodeRef(number))
            }
        }

        deserializer.deserialize_newtype_struct(NODE_REF, Visitor)
    }
}
