//! Output formats, one file each. Knows nothing of disk.

mod concise;
mod format;
mod json;

use std::io::{self, Write};

pub use format::Format;

use crate::{
    diagnostic::{Fault, Place},
    lint::{Located, NoteOutcome, Outcome, Sources},
    text::Range,
};

/// What is reported, and how.
#[derive(Clone, Copy)]
pub struct Report<'a> {
    /// What was found.
    pub outcome: &'a Outcome,
    /// The texts for excerpts.
    pub sources: &'a dyn Sources,
    /// How it looks to people.
    pub look: Look,
    /// How many diagnostics are shown at most.
    pub limit: Option<usize>,
    /// Whether the figures by rule are shown.
    pub statistics: bool,
    /// Whether diagnostics are all that is shown to people.
    pub quiet: bool,
}

/// How output for people is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// With colours.
    pub color: bool,
    /// With lines and arrows of Unicode, not of ASCII.
    pub unicode: bool,
    /// In at most so many columns.
    pub width: usize,
}

/// Writes `report` in `format`.
///
/// # Errors
/// Those of `out`.
pub fn write(format: Format, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Concise | Format::Human => concise::write(report, out),
        Format::Json => json::write(report, out),
        Format::Jsonl => json::write_lines(report, out),
    }
}

impl<'a> Report<'a> {
    /// The diagnostics that are shown, each with its note, in the order of output.
    fn shown(&self) -> impl Iterator<Item = (&'a NoteOutcome, &'a Located)> {
        let all = self.outcome.notes.iter();
        let all = all.flat_map(|note| note.diagnostics.iter().map(move |diagnostic| (note, diagnostic)));
        all.take(self.limit.unwrap_or(usize::MAX))
    }
}

/// The places that explain `located`, a diagnostic of the note `path`: note, range, message.
fn related<'a>(path: &'a str, located: &'a Located) -> impl Iterator<Item = (&'a str, Range, &'a str)> {
    located.diagnostic.related.iter().zip(&located.related).map(move |(label, range)| {
        let path = match &label.place {
            Place::Here(_) => path,
            Place::Elsewhere { path, .. } => path,
        };
        (path, *range, label.message.as_str())
    })
}

/// Writes `fault` for people.
///
/// # Errors
/// Those of `out`.
pub fn write_fault(
    fault: &Fault,
    _sources: &dyn Sources,
    _look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    if let Some(path) = &fault.path {
        write!(out, "{path}:")?;
        if let Some(range) = fault.range {
            write!(out, "{}:{}:", range.start.line, range.start.column)?;
        }
        write!(out, " ")?;
    }
    writeln!(out, "{}", fault.message)?;
    if let Some(help) = &fault.help {
        writeln!(out, "  help: {help}")?;
    }
    Ok(())
}
