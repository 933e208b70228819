//! `notelint infer`.

use std::{
    io::{self, IsTerminal},
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
    infer::{NoteFacts, infer as infer_type},
    notetype::slug,
    workspace::{Options, Survey, Workspace},
};

/// The name of a type whose notes have no folder to name it after.
const DEFAULT_NAME: &str = "note";

/// What is no name for a type.
const RESERVED: [&str; 2] = ["config", "note-type"];

/// Prints the note type that notes share.
pub(super) fn infer(args: &InferArgs) -> Code {
    let terminal = Terminal::new(args.global);
    let survey = match survey(args) {
        Ok(survey) => survey,
        Err(faults) => return terminal.fail(&faults),
    };
    let facts: Vec<&NoteFacts> = survey.notes.iter().map(|note| &note.facts).collect();
    let name = args.name.clone().unwrap_or_else(|| name(&args.notes.paths));
    let yaml = infer_type(&name, &facts).to_yaml();
    let code = terminal.print(|out| out.write_all(yaml.as_bytes()));
    if survey.faults.is_empty() { code } else { terminal.fail(&survey.faults) }
}

/// Reads the notes that `args` names.
fn survey(args: &InferArgs) -> Result<Survey, Vec<Fault>> {
    let single = |fault: Fault| vec![fault];
    let (options, files) = request::notes(&args.notes, &SelectionArgs::default()).map_err(single)?;
    let folder = files.working_directory().map_err(single)?;
    // Without rules, the other notes of the collection are not read.
    let workspace = Workspace::open(Options { select: Some(Vec::new()), ..options }, Arc::new(files))?;
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
    let name = folder.file_name().map(|name| slug(&name.to_string_lossy())).unwrap_or_default();
    let is_taken = name.is_empty() || RESERVED.contains(&name.as_str());
    if is_taken { DEFAULT_NAME.to_owned() } else { name }
}
