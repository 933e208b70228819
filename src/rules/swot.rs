//! The rules of the group `swot`.
