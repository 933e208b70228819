use std::collections::HashMap;

use crate::tree::Entry;

/// Finds duplicate keys: by comparison in a small mapping, by hash in a large one.
#[derive(Default)]
pub(super) struct Keys {
    seen: HashMap<String, usize>,
}

/// From this number of entries on, hashing is faster.
const MIN_ENTRIES_TO_HASH: usize = 16;

impl Keys {
    /// The index of the first entry with the key `name`.
    pub(super) fn find(&mut self, name: &str, entries: &[Entry]) -> Option<usize> {
        if entries.len() < MIN_ENTRIES_TO_HASH {
            return entries.iter().position(|entry| entry.name == name);
        }
        if self.seen.is_empty() {
            for (index, entry) in entries.iter().enumerate() {
                self.add_all(&entry.name, index);
            }
        }
        self.seen.get(name).copied()
    }

    /// Records the key at `index`.
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
