//! Reads a tree into a type that derives [`serde::Deserialize`], and collects all faults.
//!
//! A value of the wrong kind is recorded with its span, and reading goes on with a placeholder in
//! its place. A missing key, or a value that its own type refuses, ends the struct that it belongs
//! to; a list that is read by [`items`] goes on with its next item. Key names, variants and
//! defaults are those that serde derives; messages are this module's own.

mod deserializer;
mod fault;
mod keys;
mod list;
mod node_ref;
mod place;
mod placeholder;
mod sink;
mod spanned;

use serde::Deserialize;

pub use self::{
    fault::{Problem, ReadFault},
    list::items,
    node_ref::NodeRef,
    spanned::Spanned,
};

use self::{
    deserializer::{Mapping, NodeDeserializer},
    place::Place,
    sink::Sink,
};
use super::{Entry, Node};

/// The result of reading a tree.
#[derive(Debug)]
pub struct Reading<'n, T> {
    /// The value, with placeholders in place of faults; `None` if there is no value without them.
    pub value: Option<T>,
    /// The faults, in the order in which they were found.
    pub faults: Vec<ReadFault>,
    /// The nodes that are read later: those that references in the value refer to, and those of
    /// values that are left out.
    pub nodes: Vec<&'n Node>,
}

impl<T> Reading<'_, T> {
    /// Returns the value if there are no faults.
    ///
    /// # Errors
    /// All faults.
    pub fn finish(self) -> Result<T, Vec<ReadFault>> {
        match self.value {
            Some(value) if self.faults.is_empty() => Ok(value),
            _ => Err(self.faults),
        }
    }
}

/// Reads `node`, which messages call `name`. A null node is an empty mapping or list.
pub fn read<'n, T: Deserialize<'n>>(node: &'n Node, name: &str) -> Reading<'n, T> {
    let sink = Sink::default();
    let place = Place::Root(name);
    let value = T::deserialize(NodeDeserializer::new(node, &place, &sink)).ok();
    let (faults, nodes) = sink.into_parts();
    Reading { value, faults, nodes }
}

/// Reads `entries` as one mapping, which messages call `name`. The first of several entries of one
/// name counts.
pub fn read_entries<'n, T: Deserialize<'n>>(entries: &'n [Entry], name: &str) -> Reading<'n, T> {
    let sink = Sink::default();
    let place = Place::Root(name);
    let start = entries.first().map_or(0, |entry| entry.key.start());
    let value = T::deserialize(Mapping::new(entries, start, &place, &sink)).ok();
    let (faults, nodes) = sink.into_parts();
    Reading { value, faults, nodes }
}
