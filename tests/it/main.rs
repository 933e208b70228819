//! Tests of the library and of the binary, in one target, so that they link once and run side by side:
//! `cargo test --test it fix::` runs those of one file. The rules have theirs in `tests/rules/`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod atomic_writes;
mod authored;
mod bad_input;
mod baseline;
mod cache;
mod cli;
mod collection;
mod config;
mod configured_baseline;
mod described_types;
#[cfg(unix)]
mod dialogue;
mod disk;
mod documents;
mod drift;
mod existing;
mod extract;
#[cfg(unix)]
mod faults;
mod fix;
mod foreign_schemas;
mod frontmatter_syntaxes;
mod hostile;
#[cfg(unix)]
mod hostile_files;
#[cfg(unix)]
mod hostile_names;
mod hostile_types;
mod identity;
mod infer;
mod inheritance;
mod init;
mod json_output;
mod json_schema_suite;
mod layers;
#[cfg(unix)]
mod limits;
mod links;
mod meaning;
mod metaschema;
mod new_note;
mod note_types;
mod one_cause;
mod one_note;
mod outline;
mod pages;
mod process;
mod prose;
mod readings;
mod readme;
mod recognition;
mod records;
mod recursive;
mod references;
mod reports;
mod rivals;
mod scaffold;
mod seeds;
mod shards;
#[path = "../support/mod.rs"]
mod support;
mod texts;
mod toml_test;
mod tree;
mod unnamed;
mod when;
mod workspace;
mod yaml;
