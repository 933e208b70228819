//! GitLab's code quality report: a JSON array with one object per diagnostic.

use std::io::{self, Write};

use serde::{Serialize, Serializer, ser::SerializeSeq};

use super::{Format, Report, fingerprint::Fingerprints};
use crate::{diagnostic::Severity, text::JsonStream};

pub(super) const GITLAB: Format =
    Format { name: "gitlab", about: "a code quality report, for GitLab", has_colors: false, write };

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// The array, written issue by issue.
struct Issues<'a>(&'a Report<'a>);

impl Serialize for Issues<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self(report) = self;
        let mut fingerprints = Fingerprints::default();
        let mut issues = to.serialize_seq(None)?;
        report.each(|note, located| {
            let path = report.in_repository(&note.path);
            issues.serialize_element(&Issue {
                description: &located.diagnostic.message,
                check_name: located.diagnostic.rule.as_str(),
                fingerprint: fingerprints.next(&path, &located.diagnostic),
                severity: match located.diagnostic.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Info => "info",
                },
                location: Location {
                    path,
                    lines: Lines { begin: located.range.start.line, end: located.range.end.line },
                },
            })
        })?;
        issues.end()
    }
}

/// Writes the array. It cannot express faults: those are on standard error.
fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(JsonStream(out), &Issues(report))?;
    writeln!(out)
}
