//! GitHub's workflow commands: one line per diagnostic, which the runner turns into an annotation.

use std::io::{self, Write};

use super::{Format, Report};
use crate::{
    diagnostic::{Diagnostic, Severity},
    text::{Range, counted, visible},
};

pub(super) const GITHUB: Format = Format {
    name: "github",
    about: "workflow commands, for annotations in GitHub Actions",
    has_colors: false,
    write,
};

/// The runner shows at most this many annotations of one kind per step.
const MAX_ANNOTATIONS: usize = 10;

/// The runner truncates longer messages.
const MAX_MESSAGE_CHARS: usize = 4_096;

struct Annotation<'a> {
    command: &'static str,
    path: Option<String>,
    range: Option<Range>,
    title: &'a str,
    message: String,
}

/// Writes one command per fault and diagnostic, the worst first. If there are more of a kind than the
/// runner shows, the last one shown says how many follow: those are only in the log.
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
    report.each(|note, located| {
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
            message: with_note(with_help(message, help.as_deref()), located.diagnostic.note()),
        });
        Ok::<_, io::Error>(())
    })?;
    kinds.iter().try_for_each(|annotations| write_kind(annotations, out))
}

fn write_kind(annotations: &[Annotation<'_>], out: &mut dyn Write) -> io::Result<()> {
    if annotations.len() <= MAX_ANNOTATIONS {
        return annotations.iter().try_for_each(|annotation| annotation.write(out));
    }
    let (shown, others) = annotations.split_at(MAX_ANNOTATIONS - 1);
    shown.iter().try_for_each(|annotation| annotation.write(out))?;
    if let Some(first) = others.first() {
        let more = counted(others.len(), "more diagnostic");
        let message = format!("{more}: see the log, or the job summary");
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
            write!(out, "file={},", property(&visible(path)))?;
        }
        if let Some(Range { start, end }) = self.range {
            // The runner ignores columns of a range over several lines.
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
    let message = visible(message);
    help.map_or_else(|| message.to_string(), |help| format!("{message}\nhelp: {}", visible(help)))
}

fn with_note(message: String, note: Option<&str>) -> String {
    match note {
        Some(note) => format!("{message}\nnote: {}", visible(note)),
        None => message,
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
