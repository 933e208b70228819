//! The rules of the group `frontmatter`.

mod date;
pub(super) mod date_format;
pub(super) mod duplicate_key;
pub(super) mod duplicate_tag;
pub(super) mod invalid_value;
pub(super) mod key_order;
mod keys;
pub(super) mod lost_text;
pub(super) mod missing;
pub(super) mod missing_key;
mod nodes;
mod order;
pub(super) mod unclosed;
pub(super) mod unknown_key;
pub(super) mod yaml_syntax;
