//! The rules of the group `swot`.

pub(super) mod duplicate;
pub(super) mod empty;
pub(super) mod incomplete;
pub(super) mod order;
mod quadrants;

pub(crate) use self::{empty::Empty, incomplete::Incomplete};

use super::{NoteRule, Selector};

/// The group, by the id of one of its rules.
pub(crate) const GROUP: Selector = Selector::group_of(Incomplete::ID);
