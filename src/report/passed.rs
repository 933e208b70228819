//! What of a record is passed through.

use serde::{Serialize, Serializer};

use crate::tree::{Data, Entry, Node};

/// The members of a record that are passed through to its output.
#[derive(Clone, Copy, Debug, Default)]
pub struct Passed<'a>(pub &'a [Entry]);

impl Passed<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Passed<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|entry| (&entry.name, PassedValue(&entry.value))))
    }
}

struct PassedValue<'a>(&'a Node);

impl Serialize for PassedValue<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match &self.0.data {
            Data::Scalar { value, .. } => value.serialize(to),
            Data::Sequence(items) => to.collect_seq(items.iter().map(PassedValue)),
            Data::Mapping(entries) => Passed(entries).serialize(to),
        }
    }
}
