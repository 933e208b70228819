//! What the benches share: the floor, collections, processes, types without files, and medians.

#![allow(dead_code, unreachable_pub, reason = "each bench is a crate of its own and uses its part of this")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench ends at the first fault and prints figures"
)]

pub mod corpus;
pub mod dirty;
pub mod instructions;
pub mod process;
pub mod random;
pub mod rivals;

use std::{
    fs,
    path::{Path, PathBuf},
};

use granit_parser::Parser as YamlParser;
use notelint::notetype::{Fetch, FetchError};
use pulldown_cmark::{Options, Parser};

/// The folder of a type that refers to no files.
pub struct NoFiles;

impl Fetch for NoFiles {
    fn fetch(&self, path: &str) -> Result<String, FetchError> {
        Err(FetchError(path.to_owned()))
    }
}

/// The notes in `seeds/` that are in the built-in type's form.
pub fn seeds() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let notes = paths
        .iter()
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('T')));
    notes.map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// The least that any tool of this kind must do with a note: all events of its Markdown, with
/// offsets, and all events of its frontmatter's YAML. The number of events.
pub fn floor(text: &str) -> usize {
    let (yaml, body) =
        text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).unwrap_or(("", text));
    let mut yaml_events = 0;
    let mut parser = YamlParser::new_from_str(yaml);
    while let Some(Ok(_)) = parser.next_event() {
        yaml_events += 1;
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    yaml_events + Parser::new_ext(body, options).into_offset_iter().count()
}

/// The middle of `values`.
pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
