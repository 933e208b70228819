//! JSON for programs: one object, or an object a line.

use std::io::{self, Write};

use serde::Serialize;

use super::{Format, Report, related};
use crate::{
    diagnostic::{Fault, Fix, RuleId, Safety, Severity},
    lint::{Located, Summary},
    text::Range,
};

/// The format of errors that occur before `--format` is known, when it asks for JSON.
pub const JSON: Format =
    Format { name: "json", about: "one object with everything, for programs", has_colors: false, write };

pub(super) const JSONL: Format = Format {
    name: "jsonl",
    about: "one JSON object per line, for streams",
    has_colors: false,
    write: write_lines,
};

/// The version of the format: it changes when a program that reads it must.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    diagnostics: Vec<DiagnosticObject<'a>>,
    faults: Vec<FaultObject<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct DiagnosticObject<'a> {
    path: &'a str,
    #[serde(serialize_with = "rule_id")]
    rule: RuleId,
    severity: Severity,
    message: &'a str,
    help: Option<&'a str>,
    /// Where the rule's page is; the pages of the built-in rules are in the program itself.
    url: Option<&'a str>,
    range: Range,
    related: Vec<RelatedObject<'a>>,
    fix: Option<FixObject<'a>>,
}

#[derive(Serialize)]
struct RelatedObject<'a> {
    path: &'a str,
    range: Range,
    message: &'a str,
}

#[derive(Serialize)]
struct FixObject<'a> {
    safety: Safety,
    title: &'a str,
    edits: Vec<EditObject<'a>>,
}

#[derive(Serialize)]
struct EditObject<'a> {
    path: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct FaultObject<'a> {
    path: Option<&'a str>,
    range: Option<Range>,
    message: &'a str,
    help: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Line<'a> {
    Fault(FaultObject<'a>),
    Summary(Summary),
}

/// Writes one object with everything.
fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        version: VERSION,
        diagnostics: report.shown().map(|(note, located)| diagnostic(&note.path, located)).collect(),
        faults: report.outcome.faults.iter().map(fault).collect(),
        summary: report.outcome.summary,
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

/// Writes a line a diagnostic, then `{"fault": …}` a fault, then `{"summary": …}`.
fn write_lines(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (note, located) in report.shown() {
        write_line(&diagnostic(&note.path, located), out)?;
    }
    for found in &report.outcome.faults {
        write_line(&Line::Fault(fault(found)), out)?;
    }
    write_line(&Line::Summary(report.outcome.summary), out)
}

fn write_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}

fn diagnostic<'a>(path: &'a str, located: &'a Located) -> DiagnosticObject<'a> {
    let found = &located.diagnostic;
    DiagnosticObject {
        path,
        rule: found.rule,
        severity: found.severity,
        message: &found.message,
        help: found.help.as_deref(),
        url: None,
        range: located.range,
        related: related(path, located)
            .map(|(path, range, message)| RelatedObject { path, range, message })
            .collect(),
        fix: found.fix.as_ref().map(|found| fix(path, found)),
    }
}

fn fix<'a>(path: &'a str, fix: &'a Fix) -> FixObject<'a> {
    let edits = fix.edits.iter().map(|edit| EditObject {
        path,
        start: edit.span.start,
        end: edit.span.end,
        text: &edit.text,
    });
    FixObject { safety: fix.safety, title: &fix.title, edits: edits.collect() }
}

fn fault(fault: &Fault) -> FaultObject<'_> {
    FaultObject {
        path: fault.path.as_deref(),
        range: fault.range,
        message: &fault.message,
        help: fault.help.as_deref(),
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn rule_id<S: serde::Serializer>(rule: &RuleId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(rule.as_str())
}
