//! The rules of the group `schema`.

pub(super) mod violation;
mod words;

pub(crate) use violation::Violation;

use super::{NoteRule, Selector};

/// The group, by the id of one of its rules.
pub(crate) const GROUP: Selector = Selector::group_of(Violation::ID);
