//! Output formats, one file each; [`FORMATS`] lists them. They write to a stream, not to disk.

mod change;
mod concise;
mod describe;
mod diff;
mod excerpt;
mod extract;
mod fingerprint;
mod format;
mod github;
mod gitlab;
mod human;
mod input;
mod json;
mod junit;
mod laid;
mod line_breaks;
mod markdown;
mod outline;
mod passed;
mod record;
mod rules;
mod sarif;
mod schema;
mod shown;
mod snippet;
mod summary;
mod uri;
mod worst;

pub use describe::{Described, DescribedPart, describe, describe_part};
pub use diff::write_diff;
pub use extract::{EXTRACT_FORMATS, ExtractFormat, ExtractedNote};
pub use format::Format;
pub use human::{write_fault, write_fix_preview, write_notice};
pub use input::{Checkout, Repair, Report};
pub use json::JSON;
pub use outline::{OutlinePart, outline};
pub use passed::Passed;
pub use record::{RecordHead, RecordStatus, checked_record, unextracted_record};
pub use rules::{group_page, metas, rule_lead, rule_page, rule_table, write_rules};
pub use schema::{check_schema, extract_schema};

use input::related;

/// Every output format, in the order of `--help`.
pub static FORMATS: &[Format] = &[
    human::HUMAN,
    concise::CONCISE,
    json::JSON,
    json::JSONL,
    sarif::SARIF,
    github::GITHUB,
    gitlab::GITLAB,
    junit::JUNIT,
    markdown::MARKDOWN,
];

/// The default format.
pub const DEFAULT: Format = human::HUMAN;

/// Returns the format with this `name`.
pub fn find(name: &str) -> Option<Format> {
    FORMATS.iter().copied().find(|format| format.name == name)
}
