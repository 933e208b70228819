//! `notelint.yaml`: as written, and as it applies to one path. Knows nothing of disk.

mod patterns;
mod read;
mod reader;
mod rules;
mod schema;
mod written;

pub use patterns::Patterns;
pub use read::read;
pub use schema::schema;
pub use written::{Config, NoteTypeEntry, Override, SchemaPath};

/// The name of the configuration's file.
pub const FILE_NAME: &str = "notelint.yaml";
