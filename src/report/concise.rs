//! One line per diagnostic, as compilers print them, for editors and `grep`. Characters that would start
//! another line or control the terminal are spelled out.

use std::io::{self, Write};

use super::{Format, Report};
use crate::text::{visible, visible_at_start};

pub(super) const CONCISE: Format =
    Format { name: "concise", about: "one diagnostic per line", has_colors: false, write };

fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    report.each(|note, located| {
        let (diagnostic, start) = (&located.diagnostic, located.range.start);
        writeln!(
            out,
            "{}:{}:{}: {}[{}] {}",
            visible_at_start(&note.path),
            start.line,
            start.column,
            diagnostic.severity.as_str(),
            diagnostic.rule,
            visible(&diagnostic.message)
        )
    })
}
