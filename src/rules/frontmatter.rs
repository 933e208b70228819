//! The rules of the group `frontmatter`.

pub(super) mod ambiguous_value;
pub(super) mod date;
pub(super) mod date_format;
pub(super) mod deprecated;
pub(super) mod duplicate_key;
pub(super) mod duplicate_tag;
pub(super) mod fence;
pub(super) mod invalid_value;
pub(super) mod key_order;
mod keys;
mod layout;
pub(super) mod lost_text;
pub(super) mod missing;
pub(super) mod missing_key;
mod nested_keys;
mod nodes;
mod order;
mod place_name;
mod preset;
pub(super) mod syntax;
mod trials;
pub(super) mod unclosed;
pub(super) mod unknown_key;
mod wrong_type;

pub(crate) use self::{
    ambiguous_value::AmbiguousValue, date_format::DateFormat, duplicate_key::DuplicateKey,
    duplicate_tag::DuplicateTag, fence::Fence, invalid_value::InvalidValue, lost_text::LostText,
    missing::Missing, missing_key::MissingKey, syntax::Syntax, unclosed::Unclosed, unknown_key::UnknownKey,
};

use super::{NoteRule, Selector};

/// The group, by the id of one of its rules.
pub(crate) const GROUP: Selector = Selector::group_of(Missing::ID);
