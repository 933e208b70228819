//! `notelint init`.

mod questions;
mod summary;

use std::{
    io::{self, IsTerminal},
    path::Path,
    sync::Arc,
};

use self::questions::Questions;
use super::{agent, args::InitArgs, exit::Code, progress::Watch, terminal::Terminal};
use crate::{
    config, console,
    diagnostic::Fault,
    disk::{self, FileSystem, OsFileSystem},
    text::visible,
    workspace::{Adoption, Checked, DEFAULT_BASELINE, Extent, NewFile},
};

/// The configuration where there are no notes.
const TEMPLATE: &str = include_str!("init.yaml");

/// How often types are loosened and checked again: a change can only require less.
const MAX_CALIBRATIONS: usize = 3;

/// Proposes note types for the notes in a folder, and writes them with a configuration. What is there is left as it
/// is.
pub(super) fn init(args: &InitArgs) -> Code {
    let terminal = Terminal::new(args.global);
    if args.agent {
        return agent::create(&args.folder, terminal);
    }
    match propose(args, terminal) {
        Ok(code) => code,
        Err(faults) => terminal.fail(&faults),
    }
}

fn propose(args: &InitArgs, terminal: Terminal) -> Result<Code, Vec<Fault>> {
    let files: Arc<dyn FileSystem> = Arc::new(OsFileSystem);
    let working_directory = files.working_directory().map_err(|fault| vec![fault])?;
    let folder = disk::absolute(&args.folder, &working_directory);
    for name in [config::FILE_NAME, DEFAULT_BASELINE] {
        refuse_existing(&*files, &folder, args, name)?;
    }
    let watch = Watch::new(!args.global.quiet && console::can_redraw());
    let mut adoption = Adoption::survey(&folder, files.clone(), &watch)?;
    if adoption.notes() == 0 && !adoption.has_faults() {
        return start_empty(args, &folder, &adoption, terminal);
    }
    let is_dialogue = !args.yes && !args.dry_run && io::stdin().is_terminal() && io::stderr().is_terminal();
    let mut checked = settle_kinds(&mut adoption, &watch)?;
    if is_dialogue {
        dialogue(|questions| questions.settle(&mut adoption))?;
        checked = adoption.check(Extent::Sample, &watch)?;
    }
    checked = loosen(&mut adoption, Extent::Sample, checked, &watch)?;
    if adoption.has_sample() {
        checked = adoption.check(Extent::All, &watch)?;
        checked = loosen(&mut adoption, Extent::All, checked, &watch)?;
    }
    let proposed = adoption.files_to_write();
    for file in &proposed {
        refuse_existing(&*files, &folder, args, &file.path)?;
    }
    let code = terminal.print_drawn(|style| summary::draw(&adoption, &checked, style));
    if args.dry_run {
        return Ok(terminal.print(|out| summary::write_files(&proposed, out)));
    }
    if is_dialogue && !dialogue(|questions| questions.confirm("Write these files?"))? {
        return Ok(code);
    }
    let baseline = adoption.baseline(&checked).to_text();
    for file in &proposed {
        write(&folder, file)?;
    }
    write(&folder, &NewFile { path: DEFAULT_BASELINE.to_owned(), text: baseline })?;
    let names: Vec<&str> = proposed.iter().map(|file| file.path.as_str()).collect();
    let outcome = checked.result.outcome;
    let known: usize = outcome.notes.iter().map(|note| note.diagnostics.len()).sum();
    terminal.print_status(&summary::written(&names, known));
    if outcome.faults.is_empty() { Ok(code) } else { Err(outcome.faults) }
}

/// Checks the notes with the proposed types until all built-in types among these fit. Each round takes one away.
fn settle_kinds(adoption: &mut Adoption, watch: &Watch) -> Result<Checked, Vec<Fault>> {
    loop {
        let checked = adoption.check(Extent::Sample, watch)?;
        if !adoption.drop_misfits(&checked) {
            return Ok(checked);
        }
    }
}

/// Loosens the proposed types, under which the notes of `extent` were `checked`, as long as many notes break them.
fn loosen(
    adoption: &mut Adoption,
    extent: Extent,
    mut checked: Checked,
    watch: &Watch,
) -> Result<Checked, Vec<Fault>> {
    for _ in 0..MAX_CALIBRATIONS {
        if !adoption.relax(&checked) {
            break;
        }
        checked = adoption.check(extent, watch)?;
    }
    Ok(checked)
}

/// Has a dialogue on standard input and standard error.
fn dialogue<T>(talk: impl FnOnce(&mut Questions<'_>) -> io::Result<T>) -> Result<T, Vec<Fault>> {
    let mut questions = Questions { input: &mut io::stdin().lock(), output: &mut io::stderr().lock() };
    let failed = |error: io::Error| vec![Fault::new(format!("cannot ask: {}", disk::describe_error(&error)))];
    talk(&mut questions).map_err(failed)
}

/// Creates a configuration for a folder without notes.
fn start_empty(
    args: &InitArgs,
    folder: &Path,
    adoption: &Adoption,
    terminal: Terminal,
) -> Result<Code, Vec<Fault>> {
    let config = NewFile { path: config::FILE_NAME.to_owned(), text: TEMPLATE.to_owned() };
    if args.dry_run {
        return Ok(terminal.print(|out| summary::write_files(&[config], out)));
    }
    write(folder, &config)?;
    Ok(terminal.print_status(&summary::without_notes(adoption)))
}

fn refuse_existing(
    files: &dyn FileSystem,
    folder: &Path,
    args: &InitArgs,
    name: &str,
) -> Result<(), Vec<Fault>> {
    if !files.is_file_like(&folder.join(name)) {
        return Ok(());
    }
    let shown = args.folder.join(name);
    let shown = shown.strip_prefix(".").unwrap_or(&shown).to_string_lossy();
    Err(vec![Fault::new("already exists").help("edit it, or delete it first").in_file(visible(&shown))])
}

fn write(folder: &Path, file: &NewFile) -> Result<(), Vec<Fault>> {
    let in_file = |fault: Fault| vec![fault.in_file(visible(&file.path))];
    disk::create(&folder.join(&file.path), &file.text).map_err(in_file)
}
