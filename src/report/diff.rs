//! Unified diffs, in colours on a terminal.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::excerpt::clean;
use crate::console::RenderStyle;

/// Writes `diff` unchanged, for `git apply`, or with colours.
///
/// # Errors
/// Those of `out`.
pub fn write_diff(diff: &str, style: RenderStyle, out: &mut dyn Write) -> io::Result<()> {
    if !style.color {
        return out.write_all(diff.as_bytes());
    }
    for line in diff.lines() {
        let style = match line.as_bytes() {
            [b'-', b'-', b'-', b' ', ..] | [b'+', b'+', b'+', b' ', ..] => Style::new().bold(),
            [b'-', ..] => AnsiColor::Red.on_default(),
            [b'+', ..] => AnsiColor::Green.on_default(),
            [b'@', ..] => AnsiColor::Cyan.on_default(),
            _ => Style::new(),
        };
        writeln!(out, "{style}{}{style:#}", clean(line))?;
    }
    Ok(())
}
