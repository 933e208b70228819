//! Explains why a note breaks a type whose schemas are recursive, or many, in time that is linear in both.
//!
//! The engine tells what is wrong with a value under every branch of an `anyOf`, whichever of them was
//! meant. If a branch leads to the same schema for a part of the value, this doubles with every level of
//! the note: a list of lists that is 18 deep has a quarter of a million errors, each several times. But a
//! part is wrong in the same way whichever way led to it. So each part of a value is explained once under
//! each schema:
//!
//! 1. Every way back to a schema goes through a part, such as a property or an item: one that leads back
//!    for the same value is a fault (`load/applied.rs`). These parts are **cut**: where the schema of a type
//!    has `properties: { inner: X }`, a copy of it has
//!    `properties: { inner: { if: X, else: { not: { notelint-see: k } } } }`. The engine asks only for the
//!    verdict of an `if`, and remembers the verdicts of recursive schemas. If it is false, there is one error
//!    in place of all those of the part, and it tells that **fragment** `k` has them.
//! 2. The copies are fragments of one schema (`cutting/cutter.rs`), compiled when the first note fails.
//! 3. `Cutting` asks for the errors of a part under a fragment when an error tells that they are there, and
//!    remembers the failures. They are the ones that the whole schema has, in the same order.
//!
//! The parts of a schema that is large with its references written out are cut as well: a chain of
//! definitions that each refer to the next one twice doubles in the same way, without a cycle. So are large
//! schemas of the items of a list, and branches where many schemas apply to one value: the engine would have the
//! errors of all of them at once. For any other type nothing of this is used.

mod cutter;
mod fragments;

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use jsonschema::ValidationError;

use self::cutter::ROOT;
pub(super) use self::fragments::{Explaining, Fragments};
use super::{
    breach::Keyword,
    failure::{Failure, SharedFailures, Subject, failures},
};
use crate::text::Parts;

/// How many schemas values may be held to in order to explain a note: those that are about each member of a value
/// count for each of them. After that, parts are only said to be wrong.
const MAX_EXPLAINED: u64 = 10_000_000;

/// How many of these a failure counts for, which is kept.
const FAILURE: u64 = 100;

/// The failures of a projection under the fragments of its type.
pub(super) struct Cutting<'t> {
    fragments: &'t Fragments,
    parts: &'t Parts<'t>,
    known: RefCell<HashMap<(usize, String), SharedFailures>>,
    explained: Cell<u64>,
}

impl<'t> Cutting<'t> {
    /// Explains the value of `parts`.
    pub(super) fn new(fragments: &'t Fragments, parts: &'t Parts<'t>) -> Self {
        Self { fragments, parts, known: RefCell::default(), explained: Cell::new(0) }
    }

    /// Why the value breaks its type.
    pub(super) fn failures(&self) -> Vec<Rc<Failure>> {
        self.at(ROOT, "").to_vec()
    }

    /// Why the part at `pointer` breaks `fragment`.
    fn at(&self, fragment: usize, pointer: &str) -> SharedFailures {
        let key = (fragment, pointer.to_owned());
        if let Some(known) = self.known.borrow().get(&key) {
            return Rc::clone(known);
        }
        let value = self.parts.at(pointer);
        let members = value.map_or(0, |value| value.elements().len() + value.members().len());
        self.spend(self.fragments.cost(fragment, members));
        let value = value.filter(|_| self.explained.get() <= MAX_EXPLAINED);
        let errors = value.map(|value| self.fragments.errors(fragment, value)).unwrap_or_default();
        let mut found = failures(self, pointer, errors.into_iter());
        self.spend(FAILURE * found.len() as u64);
        if found.is_empty() {
            found.push(Rc::new(Failure {
                pointer: pointer.to_owned(),
                keyword: Keyword::Other { keyword: "$ref".to_owned() },
                schema: self.fragments.origin(fragment).to_owned(),
                alternatives: None,
            }));
        }
        let found: SharedFailures = found.into();
        // The other branches are asked once for this value as well.
        if !self.fragments.is_branch(fragment) {
            self.known.borrow_mut().insert(key, Rc::clone(&found));
        }
        found
    }

    fn spend(&self, explained: u64) {
        self.explained.set(self.explained.get().saturating_add(explained));
    }
}

impl Subject for Cutting<'_> {
    fn size(&self, pointer: &str) -> usize {
        self.parts.size(pointer)
    }

    fn repeated(&self, pointer: &str) -> (usize, usize) {
        self.parts.repeated(pointer)
    }

    fn location(&self, error: &ValidationError<'_>) -> String {
        self.fragments.location(error)
    }

    fn behind(&self, error: &ValidationError<'_>, pointer: &str) -> Option<SharedFailures> {
        Some(self.at(self.fragments.behind(error)?, pointer))
    }
}

#[cfg(test)]
mod tests;
