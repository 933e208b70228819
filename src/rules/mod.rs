//! The rules. A rule is two files of one name in its group's folder: the `.rs` holds a struct that
//! is the rule's options, its metadata and its check; the `.md` is its page. [`TABLE`] lists them.

mod claim;
mod context;
mod findings;
mod frontmatter;
mod rating;
mod registry;
mod schema;
mod structure;
mod swot;
mod text;

pub use claim::claim;
pub use context::Context;
pub use findings::{Finding, Findings};
pub use registry::{Kind, Meta, NoteCheck, NoteRule, Registration};

use registry::register;

/// Every rule, in the order of its group and then of the page of rules.
pub static TABLE: &[Registration] = &[register::<schema::violation::Violation>()];
