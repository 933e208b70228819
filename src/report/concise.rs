//! A line a diagnostic, as compilers print them: editors and `grep` know how to read it.

use std::io::{self, Write};

use super::Report;

/// Writes a line a diagnostic.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (note, located) in report.shown() {
        let (diagnostic, start) = (&located.diagnostic, located.range.start);
        writeln!(
            out,
            "{}:{}:{}: {}[{}] {}",
            note.path,
            start.line,
            start.column,
            diagnostic.severity.as_str(),
            diagnostic.rule,
            diagnostic.message
        )?;
    }
    Ok(())
}
