//! `notelint extract`.

use std::{
    io::{self, Write},
    sync::Arc,
};

use rayon::prelude::*;

use super::{
    args::{ExtractArgs, SelectionArgs},
    exit::Code,
    request,
    terminal::Terminal,
};
use crate::{
    diagnostic::Fault,
    lint::unread_fault,
    note::Note,
    notetype::project,
    report::{ExtractFormat, ExtractedNote},
    workspace::{Options, STDIN, Target, Workspace},
};

/// How many notes are in memory at a time.
const NOTES_PER_CHUNK: usize = 256;

/// Prints the projections of notes.
pub(super) fn extract(args: &ExtractArgs) -> Code {
    let terminal = Terminal::new(args.global);
    let workspace = match open(args) {
        Ok(workspace) => workspace,
        Err(faults) => return terminal.fail(&faults),
    };
    let mut faults = workspace.faults().to_vec();
    let code = terminal.print(|out| write(&workspace, args.format, &mut faults, out));
    if faults.is_empty() { code } else { terminal.fail(&faults) }
}

fn open(args: &ExtractArgs) -> Result<Workspace, Vec<Fault>> {
    let notes = request::notes(&args.notes, &SelectionArgs::default());
    let (options, files) = notes.map_err(|fault| vec![fault])?;
    // No rules: what other notes say changes nothing.
    Workspace::open(Options { select: Some(Vec::new()), ..options }, Arc::new(files))
}

/// Writes all notes in `format`, in their order; collects in `faults` why one cannot be read.
fn write(
    workspace: &Workspace,
    format: ExtractFormat,
    faults: &mut Vec<Fault>,
    out: &mut dyn Write,
) -> io::Result<()> {
    out.write_all(format.start.as_bytes())?;
    let mut separator = "";
    for chunk in workspace.targets().chunks(NOTES_PER_CHUNK) {
        let notes: Vec<Option<Result<io::Result<Vec<u8>>, Fault>>> = workspace
            .install(|| chunk.par_iter().map(|target| extracted(workspace, target, format)).collect());
        for note in notes.into_iter().flatten() {
            match note {
                Ok(note) => {
                    out.write_all(separator.as_bytes())?;
                    out.write_all(&note?)?;
                    separator = format.separator;
                }
                Err(fault) => faults.push(fault),
            }
        }
    }
    out.write_all(format.end.as_bytes())
}

/// The text of the note at `target`; `None` if it has no type.
fn extracted(
    workspace: &Workspace,
    target: &Target,
    format: ExtractFormat,
) -> Option<Result<io::Result<Vec<u8>>, Fault>> {
    let note_type = &workspace.settings(target)?.note_type;
    Some(workspace.note_text(target).and_then(|text| {
        let path = Some(&**target.display_path()).filter(|path| *path != STDIN);
        let note = Note::parse(&text);
        if let Some(unread) = note.unread {
            return Err(unread_fault(&text, unread).in_file(&**target.display_path()));
        }
        let projection = project(&note, &note_type.spec).json;
        Ok((format.write)(&ExtractedNote { path, r#type: &note_type.name, projection }))
    }))
}
