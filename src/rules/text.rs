//! The rules of the group `text`.

pub(super) mod bom;
mod brackets;
pub(super) mod broken_emphasis;
pub(super) mod control_character;
mod emphasis;
mod emphasis_repair;
pub(super) mod final_newline;
mod harmless;
pub(super) mod invisible_character;
mod joining;
pub(super) mod line_endings;
pub(super) mod mismatched_brackets;
mod names;
mod part;
pub(super) mod replacement_character;
mod suspects;
pub(super) mod trailing_whitespace;
pub(super) mod unicode_normalization;
mod wide_blanks;

pub(in crate::rules) use names::described;
pub(in crate::rules) use part::inline_at;
pub(super) use suspects::Suspects;

pub(crate) use self::{
    control_character::ControlCharacter, invisible_character::InvisibleCharacter,
    mismatched_brackets::MismatchedBrackets, trailing_whitespace::TrailingWhitespace,
    unicode_normalization::Normalization,
};
