//! The formats of `extract`: notes as JSON, each as its note type reads it.

use std::io;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{outline::OutlinePart, passed::Passed};
use crate::{
    text::{Traced, escape_json},
    yaml,
};

/// The formats of `extract`, in the order of `--help`; the first is the default.
pub static EXTRACT_FORMATS: &[ExtractFormat] = &[
    ExtractFormat {
        name: "json",
        about: "one object with all notes",
        start: "{\n  \"version\": 1,\n  \"notes\": [",
        separator: ",",
        end: "\n  ]\n}\n",
        write: indented,
    },
    ExtractFormat::LINE,
    ExtractFormat {
        name: "yaml",
        about: "one YAML document per note",
        start: "",
        separator: "",
        end: "",
        write: document,
    },
];

/// A format of `extract`. The output is `start`, the notes with `separator` between them, `end`.
#[derive(Clone, Copy, Debug)]
pub struct ExtractFormat {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, in a few words: its line in `--help`.
    pub about: &'static str,
    /// What comes before the first note.
    pub start: &'static str,
    /// What comes between two notes.
    pub separator: &'static str,
    /// What comes after the last note.
    pub end: &'static str,
    /// The text of one note; fails only for a value that the format cannot express.
    pub write: fn(&ExtractedNote<'_>) -> io::Result<Vec<u8>>,
}

impl ExtractFormat {
    /// One JSON object per line.
    pub const LINE: Self = Self {
        name: "jsonl",
        about: "one JSON object per line",
        start: "",
        separator: "",
        end: "",
        write: line,
    };
}

/// The output of `notelint extract --format json`: the notes that were named, each as its note
/// type reads it. With `--format jsonl`, each line is one element of `notes`.
#[derive(JsonSchema)]
#[schemars(title = "notelint extract", rename = "ExtractOutput")]
#[expect(dead_code, reason = "the notes are written one by one; this type is their JSON Schema")]
pub(super) struct Document<'a> {
    /// The version of this format. It changes when programs that read it have to.
    #[schemars(extend("const" = 1))]
    version: u32,
    /// The notes, sorted by path. A note without a note type is left out.
    notes: Vec<ExtractedNote<'a>>,
}

/// A note as its note type reads it. What the note lacks is absent, not null.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Note")]
pub struct ExtractedNote<'a> {
    /// With `--input jsonl`, the members of the record other than `path` and `text`; absent if there are none.
    #[serde(skip_serializing_if = "Passed::is_empty")]
    #[schemars(default, with = "Map<String, Value>")]
    pub record: Passed<'a>,
    /// The path of the note: relative to the working directory, with `/`; absolute outside it.
    /// Absent for standard input.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "str")]
    pub path: Option<&'a str>,
    /// The name of the note's type.
    pub r#type: &'a str,
    /// What the type reads in it.
    #[serde(flatten)]
    #[schemars(with = "Projection")]
    pub projection: Traced<'a>,
    /// All of the note, part by part, if `--outline` is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<OutlinePart<'a>>")]
    pub outline: Option<Vec<OutlinePart<'a>>>,
}

/// What every projection has, whatever the type.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "the JSON Schema of a value that has no type of its own")]
struct Projection {
    /// The id of the note: what the first source of its type's `id` that has one gives.
    #[schemars(skip_serializing_if = "Option::is_none", with = "str")]
    id: Option<String>,
    /// The frontmatter: the keys that the type declares in its order, then the others. Absent if
    /// there is none or it cannot be read.
    #[schemars(skip_serializing_if = "Option::is_none", with = "Map<String, Value>")]
    frontmatter: Option<Map<String, Value>>,
    /// The text of the `#` heading; without one, the title in the frontmatter.
    #[schemars(skip_serializing_if = "Option::is_none", with = "str")]
    title: Option<String>,
    /// The sections that were recognised, by their keys in the note type, in its order. The
    /// schema of the note type describes each.
    sections: Map<String, Value>,
}

/// As an element of the array of notes, two levels deep.
fn indented(note: &ExtractedNote<'_>) -> io::Result<Vec<u8>> {
    // A JSON string never contains a line ending.
    let json = serde_json::to_string_pretty(note)?.replace('\n', "\n    ");
    Ok(format!("\n    {}", escape_json(&json)).into_bytes())
}

fn line(note: &ExtractedNote<'_>) -> io::Result<Vec<u8>> {
    let line = serde_json::to_string(note)?;
    Ok(format!("{}\n", escape_json(&line)).into_bytes())
}

fn document(note: &ExtractedNote<'_>) -> io::Result<Vec<u8>> {
    let value = serde_json::to_value(note)?;
    Ok(format!("---\n{}", yaml::write(&value)).into_bytes())
}
