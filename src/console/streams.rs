use std::io::{self, BufWriter, Write};

use anstream::AutoStream;

/// Returns the width of output for people, if it is defined: by the terminal, or else by the
/// environment variable `COLUMNS`.
pub(crate) fn columns() -> Option<usize> {
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    terminal.or_else(|| std::env::var("COLUMNS").ok()?.parse().ok()).filter(|columns| *columns > 0)
}

/// Writes to standard output through `write`. A closed pipe is not an error.
pub(crate) fn stdout(color: bool, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let stdout = io::stdout().lock();
    through(stdout, color, write)
}

/// Writes to standard error through `write`, and ignores errors, which could not be reported.
pub(crate) fn stderr(color: bool, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    through(io::stderr().lock(), color, write).ok();
}

/// Colours go through `anstream`, for consoles without escape sequences; other output is written
/// unchanged.
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
