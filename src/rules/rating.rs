//! The rules of the group `rating`.

pub(super) mod inconsistent;
pub(super) mod malformed;
pub(super) mod missing_axis;
pub(super) mod missing_reason;
pub(super) mod range;
mod scores;
pub(super) mod style;
pub(super) mod unknown_axis;

pub(crate) use self::{
    inconsistent::Inconsistent, malformed::Malformed, missing_axis::MissingAxis,
    missing_reason::MissingReason, range::Range, style::Style, unknown_axis::UnknownAxis,
};

use super::{NoteRule, Selector};

/// The group, by the id of one of its rules.
pub(crate) const GROUP: Selector = Selector::group_of(Range::ID);
