use std::collections::HashSet;

use super::{
    fault::{Problem, ReadFault, kind_of},
    place::Place,
    sink::{Error, Sink},
};
use crate::{
    text::{Span, nearest},
    tree::Entry,
};

/// The keys of a struct, as serde derives them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields(pub(super) &'static [&'static str]);

impl Fields {
    /// Whether `entry` gives a field its value. A null value is absent.
    pub(super) fn has_value(self, entry: &Entry) -> bool {
        self.contains(entry) && !entry.value.is_null()
    }

    pub(super) fn record_unknown(self, entries: &[Entry], place: &Place<'_>, sink: &Sink<'_>) {
        for entry in entries.iter().filter(|entry| !self.contains(entry)) {
            let (place, key) = (place.to_string(), entry.name.clone());
            let value = kind_of(&entry.value);
            let problem = Problem::UnknownKey { place, key, known: self.0, value };
            sink.push(ReadFault { span: entry.key, problem });
        }
    }

    /// Records that `entries` lack the required `key`, unless a recorded key is a misspelling of
    /// it. `start` is the offset of the mapping.
    pub(super) fn record_missing(
        self,
        key: &'static str,
        (entries, start): (&[Entry], usize),
        place: &Place<'_>,
        sink: &Sink<'_>,
    ) -> Error {
        let is_meant = |entry: &Entry| {
            !self.contains(entry) && nearest(&entry.name, self.0.iter().copied()) == Some(key)
        };
        if entries.iter().any(is_meant) {
            return Error::Recorded;
        }
        let null = entries.iter().find(|entry| entry.name == key);
        let span = null.map_or(Span::empty(start), |entry| entry.key);
        sink.record(Error::MissingKey(key), span, place)
    }

    fn contains(self, entry: &Entry) -> bool {
        self.0.contains(&entry.name.as_str())
    }
}

/// The entries of a mapping that give a value to `fields`, or all without `fields`; of several with
/// one name, the first.
pub(super) fn distinct(entries: &[Entry], fields: Option<Fields>) -> impl Iterator<Item = &Entry> {
    let mut seen = HashSet::with_capacity(entries.len());
    entries
        .iter()
        .filter(move |entry| fields.is_none_or(|fields| fields.has_value(entry)))
        .filter(move |entry| seen.insert(entry.name.as_str()))
}
