//! Names of types and of sections.

use std::collections::{HashMap, HashSet};

use crate::infer::slug::ascii_slug;

/// Returns what the name of a type is made of.
pub(super) fn of_type(text: &str) -> String {
    match ascii_slug(text) {
        // A file of the configuration, and the metaschema, have these names.
        slug if ["", "config", "note-type"].contains(&slug.as_str()) => "note".to_owned(),
        slug => slug,
    }
}

/// Names of which each is given once.
#[derive(Debug, Default)]
pub(super) struct Distinct {
    given: HashSet<String>,
    /// The number of the next one of each.
    next: HashMap<String, usize>,
}

impl Distinct {
    /// Returns `name`, with a number if it is given already.
    pub(super) fn give(&mut self, name: &str) -> String {
        let mut given = name.to_owned();
        while !self.given.insert(given.clone()) {
            let next = self.next.entry(name.to_owned()).or_insert(2);
            given = format!("{name}-{next}");
            *next += 1;
        }
        given
    }
}
