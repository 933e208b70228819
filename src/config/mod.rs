//! The configuration, `notelint.yaml`: as written, and as it applies to a path. Reads no files.

mod read;
mod requirement;
mod rules;
mod rules_schema;
mod schema;
mod source;
mod when;
mod written;

pub use crate::tree::Patterns;
pub use read::read;
pub use schema::{SCHEMA_TEXT, schema};
pub use when::{Subject, When, WhenSchema};
pub use written::{Config, NoteTypeEntry, Override};

/// The file name of a configuration.
pub const FILE_NAME: &str = "notelint.yaml";
