//! Unified diffs, in colours on a terminal.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::excerpt::clean;
use crate::console::RenderStyle;

/// Writes `diff` for people in their `style`, or without one unchanged, for `git apply`.
///
/// # Errors
/// Those of `out`.
pub fn write_diff(diff: &str, style: Option<RenderStyle>, out: &mut dyn Write) -> io::Result<()> {
    let Some(RenderStyle { color, .. }) = style else { return out.write_all(diff.as_bytes()) };
    for line in diff.lines() {
        let style = match line.as_bytes() {
            _ if !color => Style::new(),
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
