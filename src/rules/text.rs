//! The rules of the group `text`.
