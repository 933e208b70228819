//! `notelint extract`.

use std::{
    io::{self, Write},
    sync::Arc,
};

use rayon::prelude::*;

use super::{
    args::{ExtractArgs, SelectionArgs},
    exit::Code,
    records, request,
    terminal::Terminal,
};
use crate::{
    diagnostic::Fault,
    report::EXTRACT_FORMATS,
    workspace::{Options, Workspace},
};

/// The number of notes that are in memory at a time.
const NOTES_PER_CHUNK: usize = 256;

/// Prints the projections of notes.
pub(super) fn extract(args: &ExtractArgs) -> Code {
    if args.input.input.is_some() {
        return records::extract(args);
    }
    let terminal = Terminal::new(args.global);
    let workspace = match open(args) {
        Ok(workspace) => workspace,
        Err(faults) => return terminal.fail(&faults),
    };
    let mut faults = workspace.faults().to_vec();
    let code = terminal.print(|out| write(&workspace, args, &mut faults, out));
    if faults.is_empty() { code } else { terminal.fail(&faults) }
}

fn open(args: &ExtractArgs) -> Result<Workspace, Vec<Fault>> {
    let notes = request::notes(&args.notes, &SelectionArgs::default());
    let (options, files) = notes.map_err(|fault| vec![fault])?;
    // Without rules, the other notes of the collection are not read.
    Workspace::open(Options { select: Some(Vec::new()), ..options }, Arc::new(files))
}

/// Writes all notes as `args` say, in their order, and collects faults in `faults`.
fn write(
    workspace: &Workspace,
    args: &ExtractArgs,
    faults: &mut Vec<Fault>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let format = args.format.unwrap_or(EXTRACT_FORMATS[0]);
    let outline = args.outline;
    out.write_all(format.start.as_bytes())?;
    let extract = |target| workspace.extract_target(target, format, outline);
    let mut separator = "";
    for chunk in workspace.targets().chunks(NOTES_PER_CHUNK) {
        let notes: Vec<Result<Option<Vec<u8>>, Fault>> =
            workspace.install(|| chunk.par_iter().map(extract).collect());
        for note in notes {
            match note {
                Ok(Some(note)) => {
                    out.write_all(separator.as_bytes())?;
                    out.write_all(&note)?;
                    separator = format.separator;
                }
                Ok(None) => {}
                Err(fault) => faults.push(fault),
            }
        }
    }
    out.write_all(format.end.as_bytes())
}
