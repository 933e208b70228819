//! The rules of the group `link`.

pub(super) mod insecure;
pub(super) mod invalid_url;
pub(super) mod malformed;
pub(super) mod missing_target;
mod web;

pub(crate) use insecure::Insecure;
pub(crate) use invalid_url::InvalidUrl;
pub(crate) use malformed::Malformed;
pub(crate) use missing_target::MissingTarget;
