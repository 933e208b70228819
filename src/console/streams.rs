use std::io::{self, BufWriter, Write};

use anstream::AutoStream;

/// Returns the width that output for people is to have, if there is one: that of the terminal, else
/// that which the environment variable `COLUMNS` gives.
pub(crate) fn columns() -> Option<usize> {
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    terminal.or_else(|| std::env::var("COLUMNS").ok()?.parse().ok()).filter(|columns| *columns > 0)
}

/// Writes to standard output through `write`. A reader that closes the pipe is not an error.
pub(crate) fn stdout(color: bool, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let stdout = io::stdout().lock();
    through(stdout, color, write)
}

/// Writes to standard error through `write`. If that fails there is nobody to tell.
pub(crate) fn stderr(color: bool, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    through(io::stderr().lock(), color, write).ok();
}

/// `anstream` serves consoles that do not know escape sequences; output without colours is written
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
