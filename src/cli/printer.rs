//! Says what a check came to: reports, repaired texts and diffs, faults and notices, each on the
//! stream or in the file where it belongs.

use std::{io, path::Path};

use super::{
    args::CheckArgs,
    destination::Output,
    exit::Code,
    run::{Changed, Done},
    terminal::{self, Terminal},
};
use crate::{
    diagnostic::{Fault, Severity},
    disk,
    report::{self, Format, Look, Repair, Report},
};

/// Prints what a check came to.
pub(super) struct Printer<'a> {
    args: &'a CheckArgs,
    terminal: Terminal,
    folder: String,
}

impl<'a> Printer<'a> {
    /// Prints as `args` ask for.
    pub(super) fn new(args: &'a CheckArgs) -> Self {
        let terminal = Terminal::new(args.output.look.color, args.output.look.ascii);
        Self { args, terminal, folder: folder_in_repository().unwrap_or_default() }
    }

    /// Prints all that is to be said of `done`; whether that could be done.
    pub(super) fn print(&self, done: &Done) -> Code {
        let mut faults: Vec<Fault> = self.print_text(done).err().into_iter().collect();
        for output in self.outputs() {
            let format = output.format.or(self.args.output.format).unwrap_or_default();
            let written = match &output.file {
                None => self.print_report(format, done),
                Some(file) => {
                    let file = file.to_string_lossy();
                    self.save_report(format, done, &file).map_err(|fault| fault.in_file(file))
                }
            };
            faults.extend(written.err());
        }
        self.print_asides(done, &faults);
        if faults.is_empty() { Code::Success } else { Code::Failure }
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
        let repairs = done.changed.iter().map(|Changed { path, applied, .. }| Repair { path, applied });
        Report {
            outcome: &done.outcome,
            repairs: repairs.collect(),
            sources: &done.texts,
            folder: &self.folder,
            look,
            limit: args.max_diagnostics,
            statistics: args.statistics,
            quiet: args.quiet,
        }
    }

    /// Prints the repaired text of standard input, or the diffs.
    fn print_text(&self, done: &Done) -> Result<(), Fault> {
        let diffs: Vec<&str> = done.changed.iter().filter_map(|changed| changed.diff.as_deref()).collect();
        if let Some(text) = &done.stdout {
            return terminal::stdout(false, |out| out.write_all(text.as_bytes())).map_err(cannot_print);
        }
        let look = self.terminal.stdout_look();
        let write_all =
            |out: &mut dyn io::Write| diffs.iter().try_for_each(|diff| report::write_diff(diff, look, out));
        if diffs.is_empty() { Ok(()) } else { terminal::stdout(look.color, write_all).map_err(cannot_print) }
    }

    /// Prints the report, unless standard output is for something else.
    pub(super) fn print_report(&self, format: Format, done: &Done) -> Result<(), Fault> {
        if self.args.repair.diff {
            // Standard output is for the diff alone.
            return Ok(());
        }
        let beside_text = done.stdout.is_some();
        let look = if beside_text { self.terminal.stderr_look() } else { self.terminal.stdout_look() };
        let report = self.report(done, look);
        let color = look.color && format == Format::Human;
        if beside_text {
            terminal::stderr(color, |out| report::write(format, &report, out));
            return Ok(());
        }
        terminal::stdout(color, |out| report::write(format, &report, out)).map_err(cannot_print)
    }

    fn save_report(&self, format: Format, done: &Done, file: &str) -> Result<(), Fault> {
        let mut bytes = Vec::new();
        report::write(format, &self.report(done, Terminal::file_look()), &mut bytes).map_err(cannot_print)?;
        disk::save(file.as_ref(), &String::from_utf8_lossy(&bytes))
    }

    /// Prints to standard error what is no report: faults, those of printing itself in `faults`
    /// included, notices, and what a diff sums up to.
    fn print_asides(&self, done: &Done, faults: &[Fault]) {
        let (outcome, quiet) = (&done.outcome, self.args.output.quiet);
        let look = self.terminal.stderr_look();
        terminal::stderr(look.color, |out| {
            for notice in outcome.notices.iter().filter(|notice| !quiet || notice.severity == Severity::Error)
            {
                report::write_notice(notice, look, out)?;
            }
            for fault in outcome.faults.iter().chain(faults) {
                report::write_fault(fault, &done.texts, look, out)?;
            }
            if self.args.repair.diff && !quiet && outcome.faults.is_empty() {
                report::write_prospect(&self.report(done, look), out)?;
            }
            Ok(())
        });
    }
}

/// The working directory from the root of the repository that a CI service checked out.
fn folder_in_repository() -> Option<String> {
    let roots = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"].into_iter().filter_map(std::env::var_os);
    let here = disk::working_directory().ok()?;
    let folder = roots.filter(|root| here != *root).find_map(|root| {
        let folder = disk::shown(&here, root.as_ref());
        (!Path::new(&folder).is_absolute()).then_some(folder)
    })?;
    Some(format!("{folder}/"))
}

#[allow(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
fn cannot_print(error: io::Error) -> Fault {
    Fault::new(format!("the report cannot be written: {error}"))
}
