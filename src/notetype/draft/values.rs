//! The values of a new note's frontmatter.

use std::cell::Cell;

use serde_json::{Map, Value};

use crate::{
    notetype::{content::PLACEHOLDER, note_type::NoteType},
    text::pointer::escape,
};

/// A schema may describe values of its own kind in themselves.
const MAX_DEPTH: usize = 8;

/// More values are not written down for somebody to fill in: those of a type may be in each other.
const MAX_VALUES: usize = 1_000;

/// The most items that are written down for somebody to fill in.
const MAX_ITEMS: u64 = 20;

/// Makes the values of a new note.
#[derive(Clone)]
pub(super) struct NewValues<'t> {
    note_type: &'t NoteType,
    /// The date of today.
    date: &'t str,
    /// How many values may still be made.
    left: Cell<usize>,
}

impl<'t> NewValues<'t> {
    pub(super) fn new(note_type: &'t NoteType, date: &'t str) -> Self {
        Self { note_type, date, left: Cell::new(MAX_VALUES) }
    }

    /// Adds to `object`, which is at `pointer`, what it must have, and what the type gives a value.
    pub(super) fn complete(&self, object: &mut Map<String, Value>, pointer: &str) {
        self.complete_at(object, pointer, 0);
    }

    /// Returns the value at `pointer` that is to be filled in, unless the type or the date tells it.
    pub(super) fn of(&self, pointer: &str) -> Value {
        self.value(pointer, 0)
    }

    fn complete_at(&self, object: &mut Map<String, Value>, pointer: &str, depth: usize) {
        for (key, is_required) in self.note_type.members(pointer) {
            let below = format!("{pointer}/{}", escape(key));
            if let Some(Value::Object(inside)) = object.get_mut(key) {
                if depth < MAX_DEPTH {
                    self.complete_at(inside, &below, depth + 1);
                }
            } else if !object.contains_key(key)
                && (is_required
                    || self.note_type.named_value(&below).is_some() && !self.note_type.is_deprecated(&below))
            {
                object.insert(key.to_owned(), self.value(&below, depth));
            }
        }
    }

    fn value(&self, pointer: &str, depth: usize) -> Value {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        if let Some(named) = self.note_type.named_value(pointer) {
            return named.clone();
        }
        let types = self.note_type.types(pointer);
        let is_of = |name: &str| types.iter().any(|own| own == name);
        if self.note_type.says(pointer, "format") == Some("date") {
            return self.date.into();
        }
        match types.first().map(String::as_str) {
            _ if is_of("string") || depth > MAX_DEPTH || left == 0 => PLACEHOLDER.into(),
            Some("array") => {
                let count = self.note_type.min_items(pointer).clamp(1, MAX_ITEMS);
                let item = self.value(&format!("{pointer}/0"), depth + 1);
                (0..count).map(|_| item.clone()).collect()
            }
            Some("object") => {
                let mut object = Map::new();
                self.complete_at(&mut object, pointer, depth + 1);
                Value::Object(object)
            }
            _ => PLACEHOLDER.into(),
        }
    }

    /// Sorts the keys of `object`, which is at `pointer`, in the order of the type; others stay behind them.
    pub(super) fn sort(&self, object: &mut Map<String, Value>, pointer: &str) {
        let mut sorted = Map::new();
        for key in self.note_type.keys(pointer) {
            if let Some(value) = object.get_mut(key) {
                sorted.insert(key.to_owned(), value.take());
            }
        }
        for (key, value) in std::mem::take(object) {
            sorted.entry(key).or_insert(value);
        }
        for (key, value) in &mut sorted {
            if let Value::Object(inside) = value {
                self.sort(inside, &format!("{pointer}/{}", escape(key)));
            }
        }
        *object = sorted;
    }
}
