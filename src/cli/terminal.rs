//! The streams of the process: what they can show, and writing to them.

use std::io::{self, BufWriter, IsTerminal, Write};

use anstream::AutoStream;
use clap::ColorChoice;

use super::exit::Code;
use crate::{
    diagnostic::Fault,
    disk,
    report::{self, Look},
    workspace::Texts,
};

/// The columns of output that goes to no terminal.
const COLUMNS: usize = 80;

/// What the user wants of the streams.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terminal {
    color: ColorChoice,
    ascii: bool,
}

impl Terminal {
    /// Streams with colours as `color` says; `ascii` forbids lines of Unicode.
    pub(super) fn new(color: ColorChoice, ascii: bool) -> Self {
        Self { color, ascii }
    }

    /// How output for people looks on standard output.
    pub(super) fn stdout_look(self) -> Look {
        let stdout = io::stdout();
        self.look(AutoStream::choice(&stdout), stdout.is_terminal())
    }

    /// How output for people looks on standard error.
    pub(super) fn stderr_look(self) -> Look {
        let stderr = io::stderr();
        self.look(AutoStream::choice(&stderr), stderr.is_terminal())
    }

    /// How output for people looks in a file.
    pub(super) fn file_look() -> Look {
        Look { color: false, unicode: false, width: COLUMNS }
    }

    fn look(self, auto: anstream::ColorChoice, terminal: bool) -> Look {
        let color = match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => auto != anstream::ColorChoice::Never,
        };
        // Who forces colours reads them somewhere that shows lines, too.
        let unicode =
            !self.ascii && (terminal || color) && supports_unicode::on(supports_unicode::Stream::Stdout);
        let width = if terminal { columns() } else { COLUMNS };
        Look { color, unicode, width }
    }
}

fn columns() -> usize {
    terminal_size::terminal_size().map_or(COLUMNS, |(width, _)| usize::from(width.0))
}

/// Writes to standard output through `write`. A reader that has had enough is no error.
pub(super) fn stdout(color: bool, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let stdout = io::stdout().lock();
    through(stdout, color, write)
}

/// Prints to standard output what `write` writes; the exit code of a command that does no more.
pub(super) fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Code {
    code(stdout(false, write))
}

/// The exit code of a command that does no more than to print.
pub(super) fn code(printed: io::Result<()>) -> Code {
    match printed {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            failure(&[Fault::new(format!("cannot be printed: {}", disk::words(&error)))])
        }
        _ => Code::Success,
    }
}

/// Says why a command could not do its work.
pub(super) fn failure(faults: &[Fault]) -> Code {
    let look = Terminal::new(ColorChoice::Auto, false).stderr_look();
    stderr(look.color, |out| {
        faults.iter().try_for_each(|fault| report::write_fault(fault, &Texts::default(), look, out))
    });
    Code::Failure
}

/// Writes to standard error through `write`. Where that fails there is nobody to tell.
pub(super) fn stderr(color: bool, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    through(io::stderr().lock(), color, write).ok();
}

/// Consoles that know no escapes are served by `anstream`; what holds no colours goes through
/// untouched.
fn through<S: anstream::stream::RawStream + anstream::stream::AsLockedWrite>(
    stream: S,
    color: bool,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let finish = |mut out: Box<dyn Write + '_>| {
        write(&mut *out)?;
        out.flush()
    };
    let written = if color {
        finish(Box::new(BufWriter::new(AutoStream::new(stream, anstream::ColorChoice::Always))))
    } else {
        finish(Box::new(BufWriter::new(stream)))
    };
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
