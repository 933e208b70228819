//! What the type would say of a note with another value in its frontmatter.

use std::cell::Cell;

use serde_json::Value;

use crate::{
    notetype::Breach,
    rules::Context,
    text::{Span, Traced},
};

/// How many values are tried in one note: each costs as much as validating it.
const MAX_TRIALS: usize = 32;

/// Tries values in one note.
pub(super) struct Trials<'c, 'a> {
    context: &'c Context<'a>,
    left: Cell<usize>,
}

impl<'c, 'a> Trials<'c, 'a> {
    /// Tries values in the note of `context`.
    pub(super) fn new(context: &'c Context<'a>) -> Self {
        Self { context, left: Cell::new(MAX_TRIALS) }
    }

    /// Whether the note has fewer breaches with `value` at `pointer`, and none there.
    pub(super) fn admits(&self, pointer: &str, value: &Value) -> bool {
        self.breaches_with(pointer, value).is_some_and(|breaches| {
            breaches.len() < self.context.breach_count()
                && !breaches.iter().any(|breach| is_at(breach, pointer))
        })
    }

    /// Whether the type refuses `value` at `pointer`.
    pub(super) fn refuses(&self, pointer: &str, value: &Value) -> bool {
        let breaches = self.breaches_with(pointer, value);
        breaches.is_some_and(|breaches| breaches.iter().any(|breach| is_at(breach, pointer)))
    }

    /// Returns the breaches of the note with `value` at `pointer`; `None` if it cannot be there or too much
    /// was tried.
    fn breaches_with(&self, pointer: &str, value: &Value) -> Option<Vec<Breach>> {
        self.left.set(self.left.get().checked_sub(1)?);
        let Context { note_type, projection, .. } = self.context;
        let mut changed = (*projection).clone();
        changed.json = projection.json.with(pointer, Traced::new(value, Span::empty(0)).into_owned())?;
        Some(note_type.validator.validate(&changed))
    }
}

/// Whether `breach` is about the value at `pointer` or a part of it.
fn is_at(breach: &Breach, pointer: &str) -> bool {
    breach.pointer.strip_prefix(pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
