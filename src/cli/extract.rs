//! `notelint extract`.

use std::io::{self, Write};

use rayon::prelude::*;
use serde::ser::{SerializeSeq, Serializer};
use serde_json::{Map, Value};

use super::{
    args::{ExtractArgs, RulesArgs},
    exit::Code,
    failure, request, terminal,
    workspace::{Inputs, STDIN, Target, Workspace},
};
use crate::{diagnostic::Fault, note::Note, notetype::project};

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
        "jsonl" => write_lines(&workspace, &mut faults, out),
        "yaml" => write_documents(&workspace, &mut faults, out),
        _ => write_array(&workspace, &mut faults, out),
    });
    if faults.is_empty() { code } else { failure(&faults) }
}

fn write_lines(workspace: &Workspace, faults: &mut Vec<Fault>, out: &mut dyn Write) -> io::Result<()> {
    each(workspace, faults, |note| {
        serde_json::to_writer(&mut *out, &note)?;
        writeln!(out)
    })
}

fn write_documents(workspace: &Workspace, faults: &mut Vec<Fault>, out: &mut dyn Write) -> io::Result<()> {
    each(workspace, faults, |note| {
        writeln!(out, "---")?;
        serde_yaml::to_writer(&mut *out, &note).map_err(io::Error::other)
    })
}

fn write_array(workspace: &Workspace, faults: &mut Vec<Fault>, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::pretty(&mut *out);
    let mut array = serializer.serialize_seq(None)?;
    each(workspace, faults, |note| Ok(array.serialize_element(&note)?))?;
    array.end()?;
    writeln!(out)
}

/// Hands each note's projection to `write`, in the order of the notes; collects in `faults` why
/// one cannot be read.
fn each(
    workspace: &Workspace,
    faults: &mut Vec<Fault>,
    mut write: impl FnMut(Value) -> io::Result<()>,
) -> io::Result<()> {
    for chunk in workspace.targets().chunks(CHUNK) {
        let notes: Vec<Option<Result<Value, Fault>>> =
            workspace.install(|| chunk.par_iter().map(|target| projection(workspace, target)).collect());
        for note in notes.into_iter().flatten() {
            match note {
                Ok(note) => write(note)?,
                Err(fault) => faults.push(fault),
            }
        }
    }
    Ok(())
}

/// The projection of the note at `target`; none where no type takes it.
fn projection(workspace: &Workspace, target: &Target) -> Option<Result<Value, Fault>> {
    let note_type = &workspace.settings(target)?.note_type;
    Some(target.text().map(|text| {
        let mut note = Map::new();
        if target.shown() != STDIN {
            note.insert("path".to_owned(), target.shown().into());
        }
        note.insert("type".to_owned(), note_type.name.clone().into());
        if let Value::Object(projection) = project(&Note::parse(&text), &note_type.shape).json.into_value() {
            note.extend(projection);
        }
        Value::Object(note)
    }))
}
