//! The lines of output for records: notes on standard input, one JSON object per line.

use std::io;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    Checkout, Passed,
    fingerprint::Fingerprints,
    json::{DiagnosticObject, FaultObject, diagnostic, fault},
};
use crate::{diagnostic::Fault, lint::NoteOutcome, text::JsonStream};

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RecordStatus {
    /// It was checked.
    Checked,
    /// No type of its configuration takes it.
    Skipped,
    /// Its configuration excludes its path.
    Excluded,
    /// `faults` tells why it could not be read or checked.
    Failed,
}

/// What is common to all lines.
#[derive(Clone, Copy, Debug)]
pub struct RecordHead<'a> {
    /// What is passed through.
    pub passed: Passed<'a>,
    /// The path of the note, as reported; `None` if the record has none that can be used.
    pub path: Option<&'a str>,
    /// What became of the record.
    pub status: RecordStatus,
    /// Why it failed.
    pub faults: &'a [Fault],
}

/// A line of `notelint check --input jsonl`: what was found in the record of the same line.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Record")]
pub(super) struct CheckedRecord<'a> {
    /// The members of the record other than `path` and `text`; absent if there are none.
    #[serde(skip_serializing_if = "Passed::is_empty")]
    #[schemars(default, with = "Map<String, Value>")]
    record: Passed<'a>,
    /// The path of the note: relative to the working directory, with `/`; absolute outside it. Null if the record
    /// has none that can be used.
    path: Option<&'a str>,
    /// What became of the record.
    status: RecordStatus,
    /// The name of the note's type.
    r#type: Option<&'a str>,
    /// The diagnostics, sorted by offset, then rule.
    diagnostics: Vec<DiagnosticObject<'a>>,
    /// The number of diagnostics that are left out because a rule reported too many; absent if there are none.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    omitted: usize,
    /// Why the record could not be checked. With a fault, the exit code is 2.
    faults: Vec<FaultObject<'a>>,
}

/// A line of `notelint extract --input jsonl` for a record that is not printed as a `Note`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "NoNote")]
pub(super) struct UnextractedRecord<'a> {
    /// The members of the record other than `path` and `text`; absent if there are none.
    #[serde(skip_serializing_if = "Passed::is_empty")]
    #[schemars(default, with = "Map<String, Value>")]
    record: Passed<'a>,
    /// The path of the note; null if the record has none that can be used.
    path: Option<&'a str>,
    /// Why it is not printed; never `checked`.
    status: RecordStatus,
    /// Why the record could not be read. With a fault, the exit code is 2.
    faults: Vec<FaultObject<'a>>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde requires")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// Returns the line for a record in which `note` was found, and `omitted` more diagnostics.
///
/// # Errors
/// Never, as strings and numbers always have a JSON text.
pub fn checked_record(
    head: &RecordHead<'_>,
    note: &NoteOutcome,
    omitted: usize,
    checkout: &Checkout,
) -> io::Result<Vec<u8>> {
    let mut fingerprints = Fingerprints::default();
    let list = note.diagnostics.get();
    let diagnostics = list.iter().map(|located| {
        diagnostic(note, located, fingerprints.next(&checkout.in_repository(&note.path), &located.diagnostic))
    });
    let RecordHead { passed, path, status, faults } = *head;
    line(&CheckedRecord {
        record: passed,
        path,
        status,
        r#type: note.note_type.as_deref().map(|note_type| note_type.name.as_str()),
        diagnostics: diagnostics.collect(),
        omitted,
        faults: faults.iter().map(fault).collect(),
    })
}

/// Returns the line of `extract` for a record that is not printed as a note.
///
/// # Errors
/// Never, as strings and numbers always have a JSON text.
pub fn unextracted_record(head: &RecordHead<'_>) -> io::Result<Vec<u8>> {
    let RecordHead { passed, path, status, faults } = *head;
    line(&UnextractedRecord { record: passed, path, status, faults: faults.iter().map(fault).collect() })
}

fn line(object: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    serde_json::to_writer(JsonStream(&mut line), object)?;
    line.push(b'\n');
    Ok(line)
}
