//! The rules of the group `link`.

pub(super) mod insecure;
pub(super) mod invalid_url;
pub(super) mod missing_target;
mod web;

pub(crate) use missing_target::MissingTarget;
