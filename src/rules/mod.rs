//! The rules. A rule is two files of the same name in its group's folder: the `.rs` contains a struct
//! that is the rule's options, its metadata and its check; the `.md` is its page. [`TABLE`] lists them.

mod context;
mod expected;
mod findings;
pub(crate) mod frontmatter;
mod heading_counts;
mod heading_words;
mod level;
pub(crate) mod link;
mod lists;
mod options;
mod owner;
mod points;
pub(crate) mod rating;
mod registry;
mod rows;
pub(crate) mod schema;
mod selector;
mod set;
mod sources;
pub(crate) mod structure;
pub(crate) mod suppression;
pub(crate) mod swot;
mod template;
pub(crate) mod text;
mod titles;
mod untyped;
pub(crate) mod vault;
mod wording;

pub use context::Context;
pub(crate) use expected::{phrase, verbatim};
pub use findings::{Finding, Findings, MAX_FINDINGS};
pub use level::Level;
pub use options::RuleOptions;
pub use owner::owner_of;
pub(crate) use registry::page_url;
pub use registry::{Kind, Meta, NoteCheck, NoteRule, Registration, SuppressionRule, VaultCheck, VaultRule};
pub use selector::{Selector, UnknownName, find};
pub use set::{Found, Layer, RuleSet, Selection, Setting};
pub use untyped::{is_about_form, needs_no_type};

use registry::{register, register_suppression, register_vault};

/// Every rule, in the order of its group and then of the page of rules.
pub static TABLE: &[Registration] = &[
    register::<frontmatter::missing::Missing>(),
    register::<frontmatter::fence::Fence>(),
    register::<frontmatter::unclosed::Unclosed>(),
    register::<frontmatter::syntax::Syntax>(),
    register::<frontmatter::lost_text::LostText>(),
    register::<frontmatter::ambiguous_value::AmbiguousValue>(),
    register::<frontmatter::duplicate_key::DuplicateKey>(),
    register::<frontmatter::missing_key::MissingKey>(),
    register::<frontmatter::unknown_key::UnknownKey>(),
    register::<frontmatter::invalid_value::InvalidValue>(),
    register::<frontmatter::deprecated::Deprecated>(),
    register::<frontmatter::date_format::DateFormat>(),
    register::<frontmatter::duplicate_tag::DuplicateTag>(),
    register::<frontmatter::key_order::KeyOrder>(),
    register::<structure::title_missing::TitleMissing>(),
    register::<structure::title_multiple::TitleMultiple>(),
    register::<structure::title_mismatch::TitleMismatch>(),
    register::<structure::section_missing::SectionMissing>(),
    register::<structure::section_order::SectionOrder>(),
    register::<structure::section_duplicate::SectionDuplicate>(),
    register::<structure::section_unknown::SectionUnknown>(),
    register::<structure::section_empty::SectionEmpty>(),
    register::<structure::heading_text::HeadingText>(),
    register::<structure::heading_level::HeadingLevel>(),
    register::<structure::accidental_heading::AccidentalHeading>(),
    register::<structure::broken_table::BrokenTable>(),
    register::<structure::points_count::PointsCount>(),
    register::<structure::points_numbering::PointsNumbering>(),
    register::<structure::points_style::PointsStyle>(),
    register::<structure::point_lead::PointLead>(),
    register::<structure::entry_field::EntryField>(),
    register::<structure::unfinished::Unfinished>(),
    register::<structure::skipped_level::SkippedLevel>(),
    register::<structure::placeholder::Placeholder>(),
    register::<rating::missing_axis::MissingAxis>(),
    register::<rating::unknown_axis::UnknownAxis>(),
    register::<rating::malformed::Malformed>(),
    register::<rating::range::Range>(),
    register::<rating::style::Style>(),
    register::<rating::missing_reason::MissingReason>(),
    register::<rating::inconsistent::Inconsistent>(),
    register::<swot::incomplete::Incomplete>(),
    register::<swot::empty::Empty>(),
    register::<swot::duplicate::Duplicate>(),
    register::<swot::order::Order>(),
    register::<schema::violation::Violation>(),
    register::<text::line_endings::LineEndings>(),
    register::<text::trailing_whitespace::TrailingWhitespace>(),
    register::<text::final_newline::FinalNewline>(),
    register::<text::bom::Bom>(),
    register::<text::unicode_normalization::Normalization>(),
    register::<text::invisible_character::InvisibleCharacter>(),
    register::<text::control_character::ControlCharacter>(),
    register::<text::replacement_character::ReplacementCharacter>(),
    register::<text::mismatched_brackets::MismatchedBrackets>(),
    register::<text::broken_emphasis::BrokenEmphasis>(),
    register::<link::malformed::Malformed>(),
    register::<link::invalid_url::InvalidUrl>(),
    register::<link::insecure::Insecure>(),
    register_vault::<link::missing_target::MissingTarget>(),
    register_vault::<vault::duplicate_id::DuplicateId>(),
    register_vault::<vault::duplicate_title::DuplicateTitle>(),
    register_vault::<vault::duplicate_value::DuplicateValue>(),
    register::<vault::id_mismatch::IdMismatch>(),
    register_vault::<vault::broken_reference::BrokenReference>(),
    register_vault::<vault::unresolved_reference::UnresolvedReference>(),
    register_vault::<vault::tag_variant::TagVariant>(),
    register_suppression::<suppression::unused::Unused>(),
    register_suppression::<suppression::unknown_rule::UnknownRule>(),
];
