//! The rules of the group `suppression`. `lint` reports them, as only it knows what the comments hide.

pub(super) mod unknown_rule;
pub(super) mod unused;

pub(crate) use self::{unknown_rule::UnknownRule, unused::Unused};
