//! `notelint check`.

use std::io::{self, Write};

use super::{
    args::CheckArgs,
    destination::Output,
    exit::Code,
    request::request,
    run::{Changed, Done, run},
    terminal::{self, Terminal},
};
use crate::{
    diagnostic::{Fault, Severity},
    disk,
    lint::Outcome,
    report::{self, Format, Look, Repair, Report},
};

/// Checks notes, and says what is found.
pub(super) fn check(args: &CheckArgs) -> Code {
    let done = match request(args) {
        Ok(request) => run(&request),
        Err(fault) => {
            let outcome = Outcome { faults: vec![fault], ..Outcome::default() };
            Done { outcome, ..Done::default() }
        }
    };
    let code = code(args, &done);
    let printer = Printer { args, terminal: Terminal::new(args.output.color, args.output.ascii) };
    let faults = printer.print(&done);
    if faults.is_empty() { code } else { Code::Failure }
}

fn code(args: &CheckArgs, done: &Done) -> Code {
    let Outcome { faults, notices, summary, .. } = &done.outcome;
    if !faults.is_empty() {
        return Code::Failure;
    }
    let denied = args.exit.deny.is_some() && summary.warnings > 0;
    let fixed = args.exit.exit_non_zero_on_fix && summary.fixed > 0;
    let failed = notices.iter().any(|notice| notice.severity == Severity::Error);
    let found = summary.errors > 0
        || denied
        || fixed
        || failed
        || done.changed.iter().any(|changed| changed.diff.is_some());
    if found && !args.exit.exit_zero { Code::Findings } else { Code::Success }
}

struct Printer<'a> {
    args: &'a CheckArgs,
    terminal: Terminal,
}

impl Printer<'_> {
    /// Prints all that is to be said; what could not be written.
    fn print(&self, done: &Done) -> Vec<Fault> {
        let mut faults = Vec::new();
        faults.extend(self.print_text(done).err());
        for output in self.outputs() {
            let format = output.format.or(self.args.output.format).unwrap_or_default();
            let written = match &output.file {
                None => self.print_report(format, done),
                Some(file) => {
                    let report = self.report(done, Terminal::file_look());
                    let mut bytes = Vec::new();
                    report::write(format, &report, &mut bytes).map_err(|error| cannot_print(&error)).and_then(
                        |()| {
                            let text = String::from_utf8_lossy(&bytes);
                            disk::save(file, &text).map_err(|fault| fault.in_file(file.to_string_lossy()))
                        },
                    )
                }
            };
            faults.extend(written.err());
        }
        self.print_faults(done.outcome.faults.iter().chain(&faults), done);
        faults
    }

    /// Prints repaired text and diffs, which standard output is then for.
    fn print_text(&self, done: &Done) -> Result<(), Fault> {
        let diffs = done.changed.iter().filter_map(|changed| changed.diff.as_ref());
        let mut texts = done.stdout.iter().chain(diffs);
        terminal::stdout(false, |out| texts.try_for_each(|text| out.write_all(text.as_bytes())))
            .map_err(|error| cannot_print(&error))
    }

    /// Where reports go: standard output too, unless `--output` takes its place.
    fn outputs(&self) -> Vec<Output> {
        let named = &self.args.output.output;
        let taken = named.iter().any(|output| output.file.is_none() || output.format.is_none());
        let own = (!taken).then_some(Output { format: None, file: None });
        own.into_iter().chain(named.iter().cloned()).collect()
    }

    fn report<'r>(&'r self, done: &'r Done, look: Look) -> Report<'r> {
        let args = &self.args.output;
        let repairs =
            done.changed.iter().map(|Changed { path, applied, .. }| Repair { path, applied }).collect();
        Report {
            outcome: &done.outcome,
            repairs,
            sources: &done.texts,
            look,
            limit: args.max_diagnostics,
            statistics: args.statistics,
            quiet: args.quiet,
        }
    }

    fn print_report(&self, format: Format, done: &Done) -> Result<(), Fault> {
        let look = self.terminal.stdout_look();
        let report = self.report(done, look);
        let color = look.color && format == Format::Human;
        if self.args.repair.diff {
            return Ok(());
        }
        if done.stdout.is_some() {
            terminal::stderr(color, |out| report::write(format, &report, out));
            return Ok(());
        }
        terminal::stdout(color, |out| report::write(format, &report, out))
            .map_err(|error| cannot_print(&error))
    }

    fn print_faults<'f>(&self, faults: impl Iterator<Item = &'f Fault>, done: &Done) {
        let look = self.terminal.stderr_look();
        terminal::stderr(look.color, |out: &mut dyn Write| {
            for fault in faults {
                report::write_fault(fault, &done.texts, look, out)?;
            }
            Ok(())
        });
    }
}

fn cannot_print(error: &io::Error) -> Fault {
    Fault::new(format!("the report cannot be written: {error}"))
}
