use std::collections::HashMap;

use crate::tree::Entry;

/// Finds repeated keys: few by comparing, many by hashing.
#[derive(Default)]
pub(super) struct Keys {
    seen: HashMap<String, usize>,
}

const FEW: usize = 16;

impl Keys {
    /// The entry that has the key `name`.
    pub(super) fn find(&mut self, name: &str, entries: &[Entry]) -> Option<usize> {
        if entries.len() < FEW {
            return entries.iter().position(|entry| entry.name == name);
        }
        if self.seen.is_empty() {
            for (index, entry) in entries.iter().enumerate() {
                self.add_all(&entry.name, index);
            }
        }
        self.seen.get(name).copied()
    }

    /// Takes note of the key at `index`, once there are many.
    pub(super) fn add(&mut self, name: &str, index: usize) {
        if !self.seen.is_empty() {
            self.add_all(name, index);
        }
    }

    fn add_all(&mut self, name: &str, index: usize) {
        if !self.seen.contains_key(name) {
            self.seen.insert(name.to_owned(), index);
        }
    }
}
