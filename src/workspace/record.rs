//! One record: a note as an object in one line of JSON.

use std::path::Path;

use crate::{
    diagnostic::Fault,
    disk, json,
    report::Passed,
    text::{Span, quote},
    tree::{Data, Entry, Limits, ScalarStyle},
};

/// The longest line that is read, in bytes: that of a note of the greatest size of which each character is escaped in
/// twice as many bytes.
pub(crate) const MAX_LINE_BYTES: usize = 32 * 1024 * 1024;

/// The longest path, in bytes: as that of a file on Linux.
const MAX_PATH_BYTES: usize = 4096;

/// The most names in a path: each folder is looked up with all of its path.
const MAX_NAMES: usize = 100;

/// The most values in a line: objects and arrays take more memory than their text.
const MAX_VALUES: usize = 100_000;

const HELP: &str = "a record is one line: `{\"path\": \"a.md\", \"text\": \"# A\\n\"}`";

/// A line that should be a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RecordLine<'a> {
    /// Its bytes, without the line feed.
    Bytes(&'a [u8]),
    /// It has more than [`MAX_LINE_BYTES`].
    TooLong,
}

/// What a line contains.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// The path of the note, as given; `None` if it names no file.
    pub(super) path: Option<String>,
    pub(super) text: String,
    /// The other members.
    others: Vec<Entry>,
}

impl Record {
    /// Reads `line`. A fault comes with what could be read nevertheless.
    pub(super) fn read(line: RecordLine<'_>) -> (Self, Option<Fault>) {
        let mut record = Self::default();
        let fault = record.fill(line).err();
        (record, fault)
    }

    /// What is passed through to the output.
    pub(super) fn passed(&self) -> Passed<'_> {
        Passed(&self.others)
    }

    fn fill(&mut self, line: RecordLine<'_>) -> Result<(), Fault> {
        let RecordLine::Bytes(line) = line else {
            let limit = MAX_LINE_BYTES / 1024 / 1024;
            return Err(Fault::new(format!("the line exceeds the limit of {limit} MiB")));
        };
        let line = std::str::from_utf8(line).map_err(|error| {
            Fault::new(format!("the line is not UTF-8 from its byte {} on", error.valid_up_to() + 1))
        })?;
        let limits = Limits { bytes: MAX_LINE_BYTES, nodes: MAX_VALUES, ..Limits::default() };
        let document = json::parse(line, Span::new(0, line.len()), limits).map_err(|error| {
            let column = line[..error.span.start()].chars().count() + 1;
            let help = error.help.unwrap_or_else(|| HELP.to_owned());
            Fault::new(format!("column {column}: {}", error.message)).help(help)
        })?;
        let Data::Mapping(entries) = document.root.data else {
            return Err(Fault::new("the line is not a JSON object").help(HELP));
        };
        if let Some(duplicate) = document.duplicates.first() {
            return Err(Fault::new(format!("the key {} is there twice", quote(&duplicate.key))));
        }
        let (mut path, mut text) = (None, None);
        for entry in entries {
            match entry.name.as_str() {
                "path" => path = Some(entry),
                "text" => text = Some(entry),
                _ => self.others.push(entry),
            }
        }
        let path = string("path", path)?;
        is_usable(&path)?;
        self.path = Some(path);
        self.text = string("text", text)?;
        if self.text.len() as u64 > disk::MAX_BYTES {
            return Err(Fault::new(format!(
                "`text` exceeds the limit of {} MiB",
                disk::MAX_BYTES / 1024 / 1024
            )));
        }
        Ok(())
    }
}

fn string(name: &str, entry: Option<Entry>) -> Result<String, Fault> {
    let Some(entry) = entry else {
        return Err(Fault::new(format!("the key `{name}` is missing")).help(HELP));
    };
    match entry.value.data {
        Data::Scalar { value: serde_json::Value::String(text), style: ScalarStyle::DoubleQuoted, .. } => {
            Ok(text)
        }
        _ => Err(Fault::new(format!("`{name}` is not a string")).help(HELP)),
    }
}

/// # Errors
/// A fault if `path` cannot be that of a file.
fn is_usable(path: &str) -> Result<(), Fault> {
    let wrong = if path.len() > MAX_PATH_BYTES {
        format!("`path` is longer than {MAX_PATH_BYTES} bytes")
    } else if Path::new(path).components().count() > MAX_NAMES {
        format!("`path` has more than {MAX_NAMES} names")
    } else if path.contains('\0') {
        "`path` contains a NUL character".to_owned()
    } else if Path::new(path).file_name().is_none() {
        format!("`path` names no file: {}", quote(path))
    } else {
        return Ok(());
    };
    Err(Fault::new(wrong))
}
