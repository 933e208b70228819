//! The standard streams: their capabilities, and writing to them.

use std::{
    io::{self, IsTerminal, Write},
    sync::Arc,
};

use anstream::AutoStream;
use clap::ColorChoice;

use super::{args::GlobalArgs, exit::Code};
use crate::{
    console::{RenderStyle, columns, stderr, stdout},
    diagnostic::{Fault, Notice},
    disk::{self, FileSystem, OsFileSystem},
    report,
    workspace::FileSources,
};

/// The width, in columns, of output that does not go to a terminal.
const COLUMNS: usize = 80;

/// The standard streams under the global options.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terminal {
    options: GlobalArgs,
}

/// More diagnostics would scroll the worst ones away.
const FIRST_SIGHT: usize = 50;

impl Terminal {
    /// Returns the streams under `options`.
    pub(super) fn new(options: GlobalArgs) -> Self {
        Self { options }
    }

    /// Prints what `draw` returns to standard output. Returns the exit code of a command that only
    /// prints.
    pub(super) fn print_drawn(self, draw: impl FnOnce(RenderStyle) -> String) -> Code {
        let style = self.stdout_style();
        self.code(stdout(style.color, |out| out.write_all(draw(style).as_bytes())))
    }

    /// Prints what `write` writes to standard output. Returns the exit code of a command that only
    /// prints.
    pub(super) fn print(self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Code {
        self.code(stdout(false, write))
    }

    /// Prints a line that tells what was done, unless `--quiet` is given.
    pub(super) fn print_status(self, line: &str) -> Code {
        if self.options.quiet { Code::Success } else { self.print(|out| writeln!(out, "{line}")) }
    }

    /// Returns the exit code of a command that only prints.
    pub(super) fn code(self, printed: io::Result<()>) -> Code {
        match printed {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                self.fail(&[Fault::new(format!("cannot print: {}", disk::describe_error(&error)))])
            }
            _ => Code::Success,
        }
    }

    /// Prints to standard error why a command could not do its work.
    pub(super) fn fail(self, faults: &[Fault]) -> Code {
        let style = self.stderr_style();
        let sources = file_sources();
        stderr(style.color, |out| {
            faults.iter().try_for_each(|fault| report::write_fault(fault, &sources, style, out))
        });
        Code::Failure
    }

    /// Prints notices to standard error, unless `--quiet` is given.
    pub(super) fn print_notices<'n>(self, notices: impl Iterator<Item = &'n Notice>) {
        let style = self.stderr_style();
        stderr(style.color, |out| {
            let mut notices = notices.filter(|_| !self.options.quiet);
            notices.try_for_each(|notice| report::write_notice(notice, style, out))
        });
    }

    /// Whether standard output is read by a person.
    pub(super) fn is_read_by_people(self) -> bool {
        io::stdout().is_terminal() || self.stdout_style().color
    }

    /// The number of diagnostics that people see at first: the worst ones, on a terminal alone.
    pub(super) fn worst() -> Option<usize> {
        io::stdout().is_terminal().then_some(FIRST_SIGHT)
    }

    /// The style of output for people on standard output.
    pub(super) fn stdout_style(self) -> RenderStyle {
        let stdout = io::stdout();
        self.style(AutoStream::choice(&stdout), stdout.is_terminal())
    }

    /// The style of output for people on standard error.
    pub(super) fn stderr_style(self) -> RenderStyle {
        let stderr = io::stderr();
        self.style(AutoStream::choice(&stderr), stderr.is_terminal())
    }

    /// The style of output for people in a file.
    pub(super) fn file_style() -> RenderStyle {
        RenderStyle { color: false, unicode: false, width: COLUMNS }
    }

    fn style(self, auto: anstream::ColorChoice, terminal: bool) -> RenderStyle {
        let color = match self.options.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => auto != anstream::ColorChoice::Never,
        };
        // A viewer that shows forced colours also shows Unicode.
        let unicode = !self.options.ascii
            && (terminal || color)
            && supports_unicode::on(supports_unicode::Stream::Stdout);
        let width = columns().unwrap_or(COLUMNS);
        RenderStyle { color, unicode, width }
    }
}

/// Returns the texts of files on disk, reported from the working directory.
pub(super) fn file_sources() -> FileSources {
    FileSources::new(Arc::new(OsFileSystem), OsFileSystem.working_directory().unwrap_or_default())
}
