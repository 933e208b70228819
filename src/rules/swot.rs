//! The rules of the group `swot`.

pub(super) mod duplicate;
pub(super) mod empty;
pub(super) mod incomplete;
pub(super) mod order;
mod quadrants;
