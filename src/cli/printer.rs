//! Prints the result of a check: reports, fixed text, diffs, faults and notices, each to its stream
//! or file.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{args::CheckArgs, exit::Code, output::Output, terminal::Terminal};
use crate::{
    console::{self, RenderStyle},
    diagnostic::{Fault, Severity},
    disk::{self, FileSystem, OsFileSystem},
    report::{self, Checkout, Format, Repair, Report},
    workspace::{Changed, RunResult},
};

/// Prints the result of a check.
pub(super) struct Printer<'a> {
    args: &'a CheckArgs,
    terminal: Terminal,
    checkout: Checkout,
}

impl<'a> Printer<'a> {
    /// Returns a printer with the options in `args`.
    pub(super) fn new(args: &'a CheckArgs) -> Self {
        let terminal = Terminal::new(args.global);
        Self { args, terminal, checkout: checkout().unwrap_or_default() }
    }

    /// Prints `done`. Returns a failure if something could not be printed or saved.
    pub(super) fn print(&self, done: &RunResult) -> Code {
        let mut faults: Vec<Fault> = self.print_text(done).err().into_iter().collect();
        for output in self.outputs() {
            let format = output.format.or(self.args.output.format).unwrap_or(report::DEFAULT);
            let written = match &output.file {
                None => self.print_report(format, done),
                Some(_) if done.outputs_refused => Ok(()),
                Some(file) => {
                    let file = file.to_string_lossy();
                    self.save_report(format, done, &file).map_err(|fault| fault.in_file(file))
                }
            };
            faults.extend(written.err());
        }
        self.print_stderr(done, &faults);
        if faults.is_empty() { Code::Success } else { Code::Failure }
    }

    /// Returns the destinations of reports, including standard output unless an `--output` replaces
    /// it.
    fn outputs(&self) -> Vec<Output> {
        let named = &self.args.output.output;
        let taken = named.iter().any(|output| output.file.is_none() || output.format.is_none());
        let own = (!taken).then_some(Output { format: None, file: None });
        own.into_iter().chain(named.iter().cloned()).collect()
    }

    fn report<'r>(&'r self, done: &'r RunResult, style: RenderStyle) -> Report<'r> {
        let args = &self.args.output;
        let repairs = done.changed.iter().map(|Changed { path, applied, .. }| Repair { path, applied });
        Report {
            outcome: &done.outcome,
            repairs: repairs.collect(),
            sources: &done.sources,
            checkout: &self.checkout,
            threads: done.pool(),
            style,
            limit: args.max_diagnostics,
            worst: None,
            statistics: args.statistics,
            quiet: self.args.global.quiet,
        }
    }

    /// Prints the fixed text of standard input, or the diffs.
    fn print_text(&self, done: &RunResult) -> Result<(), Fault> {
        let diffs: Vec<&str> = done.changed.iter().filter_map(|changed| changed.diff.as_deref()).collect();
        if let Some(text) = &done.stdout {
            return console::stdout(false, |out| out.write_all(text.as_bytes())).map_err(cannot_print);
        }
        let style = self.terminal.stdout_style();
        let for_people = self.terminal.is_read_by_people().then_some(style);
        let write_all = |out: &mut dyn io::Write| {
            diffs.iter().try_for_each(|diff| report::write_diff(diff, for_people, out))
        };
        if diffs.is_empty() { Ok(()) } else { console::stdout(style.color, write_all).map_err(cannot_print) }
    }

    /// Prints the report unless a diff is printed: to standard error if standard output has fixed text.
    pub(super) fn print_report(&self, format: Format, done: &RunResult) -> Result<(), Fault> {
        if self.args.fixes.diff {
            return Ok(());
        }
        let beside_text = done.stdout.is_some();
        let style = if beside_text { self.terminal.stderr_style() } else { self.terminal.stdout_style() };
        let report = self.report(done, style);
        let color = style.color && format.has_colors;
        if beside_text {
            console::stderr(color, |out| (format.write)(&report, out));
            return Ok(());
        }
        let worst = Terminal::worst().filter(|_| report.limit.is_none());
        let report = Report { worst, ..report };
        console::stdout(color, |out| (format.write)(&report, out)).map_err(cannot_print)
    }

    fn save_report(&self, format: Format, done: &RunResult, file: &str) -> Result<(), Fault> {
        let mut bytes = Vec::new();
        (format.write)(&self.report(done, Terminal::file_style()), &mut bytes).map_err(cannot_print)?;
        disk::save(file.as_ref(), &String::from_utf8_lossy(&bytes))
    }

    /// Prints to standard error what is not part of a report: notices, faults including those of
    /// printing in `faults`, and the summary of a diff.
    fn print_stderr(&self, done: &RunResult, faults: &[Fault]) {
        let (outcome, quiet) = (&done.outcome, self.args.global.quiet);
        let style = self.terminal.stderr_style();
        console::stderr(style.color, |out| {
            for notice in outcome.notices.iter().filter(|notice| !quiet || notice.severity == Severity::Error)
            {
                report::write_notice(notice, style, out)?;
            }
            for fault in outcome.faults.iter().chain(faults) {
                report::write_fault(fault, &done.sources, style, out)?;
            }
            if self.args.fixes.diff && !quiet && outcome.faults.is_empty() {
                report::write_fix_preview(&self.report(done, style), out)?;
            }
            Ok(())
        });
    }
}

/// Returns the repository that a CI service checked out, if the working directory is inside it.
pub(super) fn checkout() -> Option<Checkout> {
    let here = OsFileSystem.working_directory().ok()?;
    let roots = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"].into_iter().filter_map(std::env::var_os);
    // The path of the working directory has no symbolic links, but that of the root may.
    let root = roots
        .map(PathBuf::from)
        .flat_map(|root| [(&OsFileSystem as &dyn FileSystem).canonicalize_or(&root), root])
        .find(|root| here.starts_with(root))?;
    let inside = here.strip_prefix(&root).unwrap_or(&here);
    let with_slash = |path: &Path| match disk::display_path(path, Path::new("")) {
        _ if path.as_os_str().is_empty() => String::new(),
        shown if shown.ends_with('/') => shown,
        shown => shown + "/",
    };
    Some(Checkout { root: with_slash(&root), folder: with_slash(inside) })
}

#[allow(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
pub(super) fn cannot_print(error: io::Error) -> Fault {
    Fault::new(format!("cannot write the report: {}", disk::describe_error(&error)))
}
