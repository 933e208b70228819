//! The rules of the group `schema`.

pub(super) mod violation;
