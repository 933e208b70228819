//! The rules of the group `vault`.

pub(super) mod duplicate_id;
pub(super) mod duplicate_title;
pub(super) mod id_mismatch;
pub(super) mod tag_variant;
pub(super) mod unresolved_reference;

pub(crate) use unresolved_reference::UnresolvedReference;
