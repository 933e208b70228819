//! notelint: the compiler for Markdown notes that follow a template. See `ARCHITECTURE.md`.

#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod disk;
pub mod lint;
pub mod note;
pub mod notetype;
pub mod report;
pub mod rules;
pub mod text;
pub mod tree;
pub mod vault;
pub mod workspace;
pub mod yaml;
