//! The rules of the group `rating`.
