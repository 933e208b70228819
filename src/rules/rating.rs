//! The rules of the group `rating`.

pub(super) mod inconsistent;
pub(super) mod malformed;
pub(super) mod missing_axis;
pub(super) mod missing_reason;
pub(super) mod range;
mod scores;
pub(super) mod style;
pub(super) mod unknown_axis;
