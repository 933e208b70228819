//! `notelint infer`.

use std::{
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    args::{InferArgs, SelectionArgs},
    exit::Code,
    progress::Watch,
    request,
    terminal::Terminal,
};
use crate::{
    diagnostic::Fault,
    disk::{self, FileSystem, OsFileSystem},
    infer::{Drift, NoteFacts, drift, infer as infer_type, name_after},
    text::{counted, visible, visible_at_start},
    workspace::{Options, Survey, SurveyedNote, Workspace},
};

/// The name of a type whose notes have no folder to name it after.
const DEFAULT_NAME: &str = "note";

/// The number of notes that are named for each drift.
const MAX_PATHS: usize = 5;

/// Prints the note type that notes share, or how they differ from one.
pub(super) fn infer(args: &InferArgs) -> Code {
    let terminal = Terminal::new(args.global);
    let done = match &args.check {
        Some(name) => check(args, name, terminal),
        None => print(args, terminal),
    };
    match done {
        Ok((code, faults)) if faults.is_empty() => code,
        Ok((_, faults)) | Err(faults) => terminal.fail(&faults),
    }
}

/// What a command did, and what it could not do.
type Done = Result<(Code, Vec<Fault>), Vec<Fault>>;

fn print(args: &InferArgs, terminal: Terminal) -> Done {
    let Survey { notes, faults } = survey(&open(args, None)?, args)?;
    let facts: Vec<&NoteFacts> = notes.iter().map(|note| &note.facts).collect();
    let name = args.name.clone().unwrap_or_else(|| name(&args.notes.paths));
    let yaml = infer_type(&name, &facts).to_yaml();
    Ok((terminal.print(|out| out.write_all(yaml.as_bytes())), faults))
}

fn check(args: &InferArgs, named: &str, terminal: Terminal) -> Done {
    let mut workspace = open(args, None)?;
    if workspace.note_type(named).is_none() {
        // No note has it so far, so that all of them are asked about.
        workspace = open(args, Some(named)).map_err(|mut faults| {
            for fault in &mut faults {
                fault.message = fault.message.replacen("--type:", "--check:", 1);
            }
            faults
        })?;
    }
    let Survey { notes, faults } = survey(&workspace, args)?;
    let note_type = workspace.note_type(named);
    let name = note_type.map_or(named, |note_type| &note_type.name);
    let of_type = notes.iter().filter(|note| note.note_type.as_deref() == Some(name));
    let of_type: Vec<&SurveyedNote> = of_type.collect();
    let facts: Vec<&NoteFacts> = of_type.iter().map(|note| &note.facts).collect();
    let drifts = note_type.map(|note_type| drift(note_type, &facts)).unwrap_or_default();
    let (name, notes) = (visible(name), counted(facts.len(), "note"));
    let printed = if drifts.is_empty() {
        terminal.print_status(&format!("{notes} checked: no drift from the type `{name}`"))
    } else {
        terminal.print(|out| {
            for Drift { message, help, notes } in &drifts {
                writeln!(out, "{message}\n  help: {help}")?;
                let paths: Vec<&str> = notes.iter().map(|note| of_type[*note].path.as_str()).collect();
                write_paths(&paths, out)?;
            }
            let drifts = counted(drifts.len(), "drift");
            if args.global.quiet {
                Ok(())
            } else {
                writeln!(out, "\n{notes} checked: {drifts} from the type `{name}`")
            }
        })
    };
    let code = if drifts.is_empty() { Code::Success } else { Code::Findings };
    Ok((printed.max(code), faults))
}

/// Writes the first ones of `paths`.
fn write_paths(paths: &[&str], out: &mut dyn Write) -> io::Result<()> {
    for path in paths.iter().take(MAX_PATHS) {
        writeln!(out, "  {}", visible_at_start(path))?;
    }
    match paths.len().saturating_sub(MAX_PATHS) {
        0 => Ok(()),
        more => writeln!(out, "  and {more} more"),
    }
}

/// Opens the notes that `args` names, each with the type `note_type`, or else with its own.
fn open(args: &InferArgs, note_type: Option<&str>) -> Result<Workspace, Vec<Fault>> {
    let notes = request::notes(&args.notes, &SelectionArgs::default());
    let (options, files) = notes.map_err(|fault| vec![fault])?;
    let note_type = note_type.map(str::to_owned).or(options.note_type);
    // Without rules, the other notes of the collection are not read.
    Workspace::open(Options { note_type, select: Some(Vec::new()), ..options }, Arc::new(files))
}

/// Reads the notes of `workspace`.
fn survey(workspace: &Workspace, args: &InferArgs) -> Result<Survey, Vec<Fault>> {
    let folder = OsFileSystem.working_directory().map_err(|fault| vec![fault])?;
    let watch = Watch::new(io::stderr().is_terminal() && !args.global.quiet);
    let mut survey = workspace.survey(&folder, &watch)?;
    survey.faults.splice(0..0, workspace.faults().iter().cloned());
    if !survey.notes.is_empty() {
        return Ok(survey);
    }
    if survey.faults.is_empty() {
        survey.faults.push(Fault::new("there are no notes").help("name a folder with Markdown files"));
    }
    Err(survey.faults)
}

/// Returns the name of a type of the notes at `paths`: that of the folder that all of them are in.
fn name(paths: &[PathBuf]) -> String {
    let here = OsFileSystem.working_directory().unwrap_or_default();
    let files: &dyn FileSystem = &OsFileSystem;
    let folder = |path: &PathBuf| {
        let path = disk::absolute(path, &here);
        if files.is_file_like(&path) { path.parent().map(Path::to_owned).unwrap_or_default() } else { path }
    };
    let common = |one: PathBuf, other: PathBuf| {
        let same = one.components().zip(other.components()).take_while(|(one, other)| one == other);
        same.map(|(component, _)| component).collect()
    };
    let folder = paths.iter().map(folder).reduce(common).unwrap_or(here);
    let name = folder.file_name().and_then(|name| name_after(&name.to_string_lossy()));
    name.unwrap_or_else(|| DEFAULT_NAME.to_owned())
}
