//! `notelint extract`.

use std::io::{self, Write};

use rayon::prelude::*;
use serde::Serialize;

use super::{
    args::{ExtractArgs, RulesArgs},
    exit::Code,
    failure, request, terminal,
    workspace::{Inputs, STDIN, Target, Workspace},
};
use crate::{diagnostic::Fault, lint::unread_fault, note::Note, notetype::project, text::Traced};

/// So many notes are in memory at a time.
const CHUNK: usize = 256;

/// Prints the projections of notes.
pub(super) fn extract(args: &ExtractArgs) -> Code {
    let inputs = request::inputs(&args.notes, &RulesArgs::default())
        // No rules: what other notes say changes nothing.
        .map(|inputs| Inputs { select: Some(Vec::new()), ..inputs })
        .map_err(|fault| vec![fault]);
    let workspace = match inputs.and_then(|inputs| Workspace::open(&inputs)) {
        Ok(workspace) => workspace,
        Err(faults) => return failure(&faults),
    };
    let mut faults = workspace.faults().to_vec();
    let code = terminal::print(|out| match args.format.as_str() {
        "jsonl" => each(&workspace, &mut faults, line, |note| out.write_all(note)),
        "yaml" => each(&workspace, &mut faults, document, |note| out.write_all(note)),
        _ => write_array(&workspace, &mut faults, out),
    });
    if faults.is_empty() { code } else { failure(&faults) }
}

/// A note as it is handed to programs.
#[derive(Serialize)]
struct Extracted<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    r#type: &'a str,
    #[serde(flatten)]
    projection: Traced<'a>,
}

/// Writes a note in one of the formats.
type Format = fn(&Extracted<'_>) -> io::Result<Vec<u8>>;

fn line(note: &Extracted<'_>) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(note)?;
    line.push(b'\n');
    Ok(line)
}

fn document(note: &Extracted<'_>) -> io::Result<Vec<u8>> {
    let yaml = serde_yaml::to_string(note).map_err(io::Error::other)?;
    Ok(format!("---\n{yaml}").into_bytes())
}

/// As an element of an array that is not indented itself.
fn element(note: &Extracted<'_>) -> io::Result<Vec<u8>> {
    // In JSON, a line ending is never part of a string.
    let json = serde_json::to_string_pretty(note)?.replace('\n', "\n  ");
    Ok(format!("  {json}").into_bytes())
}

fn write_array(workspace: &Workspace, faults: &mut Vec<Fault>, out: &mut dyn Write) -> io::Result<()> {
    let mut before = "[\n";
    each(workspace, faults, element, |note| {
        out.write_all(before.as_bytes())?;
        before = ",\n";
        out.write_all(note)
    })?;
    out.write_all(if before == ",\n" { b"\n]\n" } else { b"[]\n" })
}

/// Hands each note in `format` to `write`, in the order of the notes; collects in `faults` why
/// one cannot be read.
fn each(
    workspace: &Workspace,
    faults: &mut Vec<Fault>,
    format: Format,
    mut write: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    for chunk in workspace.targets().chunks(CHUNK) {
        let notes: Vec<Option<Result<io::Result<Vec<u8>>, Fault>>> = workspace
            .install(|| chunk.par_iter().map(|target| extracted(workspace, target, format)).collect());
        for note in notes.into_iter().flatten() {
            match note {
                Ok(note) => write(&note?)?,
                Err(fault) => faults.push(fault),
            }
        }
    }
    Ok(())
}

/// The note at `target` in `format`; none where no type takes it.
fn extracted(
    workspace: &Workspace,
    target: &Target,
    format: Format,
) -> Option<Result<io::Result<Vec<u8>>, Fault>> {
    let note_type = &workspace.settings(target)?.note_type;
    Some(target.text().and_then(|text| {
        let path = Some(target.shown()).filter(|path| *path != STDIN);
        let note = Note::parse(&text);
        if let Some(unread) = note.unread {
            return Err(unread_fault(&text, unread).in_file(target.shown()));
        }
        let projection = project(&note, &note_type.spec).json;
        Ok(format(&Extracted { path, r#type: &note_type.name, projection }))
    }))
}
