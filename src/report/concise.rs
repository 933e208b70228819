//! One line per diagnostic, as compilers print them, for editors and `grep`. Characters that would start
//! another line or control the terminal are spelled out.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use super::{Format, Report};

pub(super) const CONCISE: Format =
    Format { name: "concise", about: "one diagnostic per line", has_colors: false, write };

fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (note, located) in report.diagnostics() {
        let (diagnostic, start) = (&located.diagnostic, located.range.start);
        writeln!(
            out,
            "{}:{}:{}: {}[{}] {}",
            plain(&note.path),
            start.line,
            start.column,
            diagnostic.severity.as_str(),
            diagnostic.rule,
            plain(&diagnostic.message)
        )?;
    }
    Ok(())
}

/// Spells out the characters of `text` that cannot be part of a line. The rest stays as it is, so that a
/// path can be opened.
fn plain(text: &str) -> Cow<'_, str> {
    let commands = |c: char| c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !text.contains(commands) {
        return Cow::Borrowed(text);
    }
    let spell = |c: char| if commands(c) { format!("<U+{:04X}>", u32::from(c)) } else { c.to_string() };
    Cow::Owned(text.chars().map(spell).collect())
}
