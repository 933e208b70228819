//! GitHub's workflow commands: a line a diagnostic, which the runner makes an annotation of.

use std::{
    cmp::Reverse,
    io::{self, Write},
};

use super::{Format, Report, summary::count};
use crate::{
    diagnostic::{Diagnostic, Severity},
    text::Range,
};

pub(super) const GITHUB: Format = Format {
    name: "github",
    about: "workflow commands, for annotations in GitHub Actions",
    has_colors: false,
    write,
};

/// The runner shows so many annotations of a kind for one step.
const MAX_ANNOTATIONS: usize = 10;

/// The runner cuts longer messages.
const MAX_MESSAGE_CHARS: usize = 4_096;

/// A place, a title and a message.
struct Annotation<'a> {
    command: &'static str,
    path: Option<String>,
    range: Option<Range>,
    title: &'a str,
    message: String,
}

/// Writes a command a fault and a diagnostic, the worst first. Behind the last of a kind that is
/// shown, the others are only in the log: one says so.
fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut kinds: [Vec<Annotation<'_>>; 3] = Default::default();
    for fault in &report.outcome.faults {
        kinds[0].push(Annotation {
            command: "error",
            path: fault.path.as_deref().map(|path| report.in_repository(path)),
            range: fault.range,
            title: "notelint",
            message: with_help(&fault.message, fault.help.as_deref()),
        });
    }
    let mut found: Vec<_> = report.diagnostics().collect();
    found.sort_by_key(|(_, located)| Reverse(located.diagnostic.severity));
    for (note, located) in found {
        let Diagnostic { severity, rule, message, help, .. } = &located.diagnostic;
        let (kind, command) = match severity {
            Severity::Error => (0, "error"),
            Severity::Warning => (1, "warning"),
            Severity::Info => (2, "notice"),
        };
        kinds[kind].push(Annotation {
            command,
            path: Some(report.in_repository(&note.path)),
            range: Some(located.range),
            title: rule.as_str(),
            message: with_help(message, help.as_deref()),
        });
    }
    kinds.iter().try_for_each(|annotations| write_kind(annotations, out))
}

fn write_kind(annotations: &[Annotation<'_>], out: &mut dyn Write) -> io::Result<()> {
    if annotations.len() <= MAX_ANNOTATIONS {
        return annotations.iter().try_for_each(|annotation| annotation.write(out));
    }
    let (shown, others) = annotations.split_at(MAX_ANNOTATIONS - 1);
    shown.iter().try_for_each(|annotation| annotation.write(out))?;
    if let Some(first) = others.first() {
        let more = count(others.len(), "more finding");
        let message = format!("{more} like this: see the log, and the job summary where there is one");
        let pointer =
            Annotation { command: first.command, path: None, range: None, title: "notelint", message };
        pointer.write(out)?;
    }
    others.iter().try_for_each(|annotation| annotation.write(out))
}

impl Annotation<'_> {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "::{} ", self.command)?;
        if let Some(path) = &self.path {
            write!(out, "file={},", property(path))?;
        }
        if let Some(Range { start, end }) = self.range {
            // Of several lines, the runner drops the columns.
            write!(out, "line={},endLine={},", start.line, end.line)?;
            if start.line == end.line {
                write!(out, "col={},endColumn={},", start.column, end.column)?;
            }
        }
        let message: String = self.message.chars().take(MAX_MESSAGE_CHARS).collect();
        writeln!(out, "title={}::{}", property(self.title), data(&message))
    }
}

fn with_help(message: &str, help: Option<&str>) -> String {
    help.map_or_else(|| message.to_owned(), |help| format!("{message}\nhelp: {help}"))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
