//! `check` and `extract` of records on standard input: one line out per line in.

use std::{io, path::Path, sync::Arc};

use super::{
    args::{CheckArgs, ExtractArgs, NotesArgs, SelectionArgs},
    exit::Code,
    printer,
    record_lines::RecordLines,
    request,
    terminal::Terminal,
};
use crate::{
    console,
    diagnostic::Fault,
    disk::{self, OsFileSystem},
    lint::Counts,
    report::ExtractFormat,
    text::counted,
    workspace::{Answer, Options, RecordLine, Records},
};

/// The number of records that are answered at a time.
const RECORDS_PER_CHUNK: usize = 256;

/// Checks the records on standard input.
pub(super) fn check(args: &CheckArgs) -> Code {
    let terminal = Terminal::new(args.global);
    let refused = refused_notes(&args.notes).or_else(|| refused_check(args));
    let options =
        || Options { baseline: request::baseline(&args.baseline), ..options(&args.notes, &args.selection) };
    let checkout = printer::checkout().unwrap_or_default();
    let answered = answer(terminal, refused, options, |records, lines| records.check(lines, &checkout));
    answered.map_or_else(std::convert::identity, |Counts { errors, warnings, .. }| {
        let found = errors > 0 || args.exit.deny.is_some() && warnings > 0;
        if found && !args.exit.exit_zero { Code::Findings } else { Code::Success }
    })
}

/// Extracts the records on standard input.
pub(super) fn extract(args: &ExtractArgs) -> Code {
    let terminal = Terminal::new(args.global);
    let refused = refused_notes(&args.notes).or_else(|| {
        let format = args.format.filter(|format| format.name != ExtractFormat::LINE.name)?;
        Some(Fault::new(format!("--format {} cannot be used with --input jsonl", format.name)).help(LINES))
    });
    let options = || options(&args.notes, &SelectionArgs::default());
    let answered = answer(terminal, refused, options, |records, lines| records.extract(lines, args.outline));
    answered.err().unwrap_or(Code::Success)
}

const LINES: &str = "the output is one JSON object per record";

/// Answers all records on standard input. Returns how many diagnostics there are.
///
/// # Errors
/// A failure if something could not be done; why is printed.
fn answer(
    terminal: Terminal,
    refused: Option<Fault>,
    options: impl FnOnce() -> Options,
    answer: impl Fn(&mut Records, &[RecordLine<'_>]) -> Vec<Answer>,
) -> Result<Counts, Code> {
    if let Some(fault) = refused {
        return Err(terminal.fail(&[fault]));
    }
    let records = Records::open(options(), Arc::new(OsFileSystem));
    let mut records = records.map_err(|faults| terminal.fail(&faults))?;
    let mut lines = RecordLines::new(io::stdin().lock());
    let (mut counts, mut number, mut failed) = (Counts::default(), 0, 0);
    let mut unread = None;
    let printed = console::stdout(false, |out| {
        loop {
            let batch = match lines.next() {
                Ok(Some(batch)) => batch,
                Ok(None) => return Ok(()),
                Err(error) => {
                    unread = Some(error);
                    return Ok(());
                }
            };
            for chunk in batch.chunks(RECORDS_PER_CHUNK) {
                for Answer { line, counts: found, is_failed } in answer(&mut records, chunk) {
                    out.write_all(&line)?;
                    counts.errors += found.errors;
                    counts.warnings += found.warnings;
                    number += 1;
                    failed += usize::from(is_failed);
                }
            }
            out.flush()?;
        }
    });
    let mut faults = Vec::new();
    faults
        .extend(unread.map(|error| {
            Fault::new(format!("cannot read standard input: {}", disk::describe_error(&error)))
        }));
    faults.extend(printed.err().map(printer::cannot_print));
    if failed > 0 {
        let message = format!("{failed} of {} could not be done", counted(number, "record"));
        faults.push(Fault::new(message).help("their lines tell why in `faults`"));
    }
    if faults.is_empty() { Ok(counts) } else { Err(terminal.fail(&faults)) }
}

fn options(notes: &NotesArgs, rules: &SelectionArgs) -> Options {
    request::options(notes, rules, Vec::new(), None)
}

/// Returns what of `args` does not go with records.
fn refused_notes(args: &NotesArgs) -> Option<Fault> {
    if let Some(path) = args.paths.iter().find(|path| path.as_path() != Path::new("-")) {
        let fault = Fault::new(format!("--input jsonl reads standard input, not `{}`", path.display()));
        return Some(fault.help("the paths of notes are in the records"));
    }
    args.stdin_filename.as_ref().map(|_| {
        Fault::new("--stdin-filename cannot be used with --input jsonl")
            .help("the paths of notes are in the records")
    })
}

fn refused_check(args: &CheckArgs) -> Option<Fault> {
    let CheckArgs { fixes, output, baseline, show, .. } = args;
    let format = output.format.is_some_and(|format| format.name != ExtractFormat::LINE.name);
    let files = "what it needs are files: name their folder in place of --input jsonl";
    let collection = "a record is checked alone: check the folder of the notes";
    let refused = [
        (args.shard.is_some(), "--shard", "divide the records among the processes"),
        (fixes.fix, "--fix", "the fixes are in the output, as edits"),
        (fixes.diff, "--diff", "the fixes are in the output, as edits"),
        (fixes.unsafe_fixes, "--unsafe-fixes", "the fixes are in the output, as edits"),
        (format, "--format", LINES),
        (!output.output.is_empty(), "--output", "redirect standard output to a file"),
        (output.max_diagnostics.is_some(), "--max-diagnostics", LINES),
        (output.statistics, "--statistics", LINES),
        (baseline.write_baseline, "--write-baseline", collection),
        (baseline.strict_baseline, "--strict-baseline", collection),
        (show.show_files, "--show-files", files),
        (show.show_settings, "--show-settings", files),
    ];
    let (_, flag, help) = refused.into_iter().find(|(is_given, ..)| *is_given)?;
    Some(Fault::new(format!("{flag} cannot be used with --input jsonl")).help(help))
}
