//! The rules of the group `structure`.

pub(super) mod accidental_heading;
mod ascent;
pub(super) mod broken_table;
pub(super) mod entry_field;
pub(super) mod heading_level;
pub(super) mod heading_text;
mod near;
mod numbers;
mod other_type;
pub(super) mod placeholder;
pub(super) mod point_lead;
pub(super) mod points_count;
pub(super) mod points_numbering;
pub(super) mod points_style;
pub(super) mod section_duplicate;
pub(super) mod section_empty;
pub(super) mod section_missing;
pub(super) mod section_order;
pub(super) mod section_unknown;
mod sequences;
pub(super) mod skipped_level;
pub(super) mod title_mismatch;
pub(super) mod title_missing;
pub(super) mod title_multiple;
pub(super) mod unfinished;

pub(crate) use self::{
    accidental_heading::AccidentalHeading, broken_table::BrokenTable, heading_level::HeadingLevel,
    heading_text::HeadingText, placeholder::Placeholder, points_count::PointsCount,
    section_empty::SectionEmpty, section_missing::SectionMissing, section_unknown::SectionUnknown,
    skipped_level::SkippedLevel, title_mismatch::TitleMismatch, title_multiple::TitleMultiple,
    unfinished::Unfinished,
};

use super::{NoteRule, Selector};

/// The group, by the id of one of its rules.
pub(crate) const GROUP: Selector = Selector::group_of(SectionMissing::ID);
