//! JSON for programs: one object, or one object per line.

use std::{
    collections::HashSet,
    io::{self, Write},
};

use schemars::JsonSchema;
use serde::{Serialize, Serializer, ser::SerializeSeq};

use super::{Format, Report, fingerprint::Fingerprints, related};
use crate::{
    diagnostic::{Diagnostic, Fault, Fix, RuleId, Safety, Severity},
    lint::{Located, NoteOutcome, Summary},
    rules::page_url,
    text::{JsonStream, Range},
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

/// The version of the format: it changes when programs that read it have to.
const VERSION: u32 = 1;

/// The output of `notelint check --format json`: everything that a run found. With `--format
/// jsonl`, each line is a `Line` of this schema.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "notelint check", rename = "CheckOutput")]
pub(super) struct Document<'a> {
    /// The version of this format. It changes when programs that read it have to.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// The diagnostics, sorted by path, then offset, then rule.
    #[schemars(with = "Vec<DiagnosticObject<'a>>")]
    diagnostics: Diagnostics<'a>,
    /// Why parts of the work could not be done. With a fault, the exit code is 2.
    faults: Vec<FaultObject<'a>>,
    /// The figures of the run.
    summary: Summary,
}

/// The diagnostics of a report, written one by one.
struct Diagnostics<'a>(&'a Report<'a>);

impl Serialize for Diagnostics<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut list = to.serialize_seq(None)?;
        each(self.0, |diagnostic| list.serialize_element(&diagnostic))?;
        list.end()
    }
}

/// One finding in one note.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Diagnostic")]
pub(super) struct DiagnosticObject<'a> {
    /// The path of the note: relative to the working directory, with `/`; absolute outside it.
    path: &'a str,
    /// The id of the rule, `group/name`.
    #[serde(serialize_with = "rule_id")]
    #[schemars(with = "str")]
    rule: RuleId,
    /// How bad it is, as configured.
    severity: Severity,
    /// The name of the note's type.
    r#type: Option<&'a str>,
    /// The JSON Pointer (RFC 6901) of the value at fault in what `extract` prints for the note; of
    /// what is missing, its object. Null if the diagnostic is not about the note type.
    pointer: Option<&'a str>,
    /// The JSON Schema keyword that failed.
    keyword: Option<&'a str>,
    /// What is wrong and what was expected, in one line.
    message: &'a str,
    /// What to do about it.
    help: Option<&'a str>,
    /// What the note type writes about it: the nearest `description` of the schema that failed.
    note: Option<&'a str>,
    /// The web page of the rule.
    url: String,
    /// The names of what it reports together, such as missing axes; absent if it reports one thing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    members: Vec<&'a str>,
    /// Identifies the diagnostic from run to run, even if it moves in its note. Unique in a run,
    /// and the same in the formats `sarif` and `gitlab`.
    fingerprint: String,
    /// Where the note type requires it.
    schema: Option<SchemaObject<'a>>,
    /// Where it is in the note.
    range: Range,
    /// Other places that explain it, such as the first of two duplicates.
    related: Vec<RelatedObject<'a>>,
    /// How it can be fixed.
    fix: Option<FixObject<'a>>,
}

/// A place in a file of a note type.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SchemaLocation")]
struct SchemaObject<'a> {
    /// The path of the file: of a built-in type, its name in the program.
    path: &'a str,
    /// The JSON Pointer (RFC 6901) of the keyword in the file.
    pointer: String,
    /// The line of the keyword, from 1.
    #[schemars(range(min = 1))]
    line: usize,
}

/// A place that explains a diagnostic.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Related")]
struct RelatedObject<'a> {
    /// The path of the note that the place is in, which may be another note.
    path: &'a str,
    /// Where it is in that note.
    range: Range,
    /// What is there.
    message: &'a str,
}

/// Edits that fix a diagnostic. They are applied together or not at all.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Fix")]
struct FixObject<'a> {
    /// Whether `--fix` applies it, or only `--fix --unsafe-fixes`.
    safety: Safety,
    /// What it does, as an imperative.
    title: &'a str,
    /// The edits, which do not overlap.
    edits: Vec<EditObject<'a>>,
}

/// Text that replaces bytes of a note.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Edit")]
struct EditObject<'a> {
    /// The path of the note.
    path: &'a str,
    /// The offset of the first byte that is replaced, from 0.
    start: usize,
    /// The offset one past the last byte that is replaced.
    end: usize,
    /// The new text.
    text: &'a str,
}

/// Why a part of the work could not be done: a configuration, a schema or a note that cannot be
/// read.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Fault")]
pub(super) struct FaultObject<'a> {
    /// The path of the file at fault.
    path: Option<&'a str>,
    /// Where it is in the file.
    range: Option<Range>,
    /// What is wrong, in one line.
    message: &'a str,
    /// What to do about it.
    help: Option<&'a str>,
}

/// A line of `notelint check --format jsonl`: the diagnostics, then the faults, then the summary.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(clippy::large_enum_variant, reason = "each line is written as soon as it is made")]
pub(super) enum Line<'a> {
    /// A fault.
    Fault(FaultObject<'a>),
    /// The figures of the run: the last line.
    Summary(Summary),
    /// A diagnostic.
    #[serde(untagged)]
    Diagnostic(DiagnosticObject<'a>),
}

fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        version: VERSION,
        diagnostics: Diagnostics(report),
        faults: report.outcome.faults.iter().map(fault).collect(),
        summary: report.outcome.summary,
    };
    serde_json::to_writer_pretty(JsonStream(out), &document)?;
    writeln!(out)
}

fn write_lines(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    each(report, |diagnostic| write_line(&Line::Diagnostic(diagnostic), out))?;
    for found in &report.outcome.faults {
        write_line(&Line::Fault(fault(found)), out)?;
    }
    write_line(&Line::Summary(report.outcome.summary), out)
}

fn write_line(line: &Line<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(JsonStream(out), line)?;
    writeln!(out)
}

/// Calls `take` with each diagnostic of `report`.
fn each<E>(
    report: &Report<'_>,
    mut take: impl FnMut(DiagnosticObject<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut fingerprints = Fingerprints::default();
    report.each(|note, located| {
        let fingerprint = fingerprints.next(&report.in_repository(&note.path), &located.diagnostic);
        take(diagnostic(note, located, fingerprint))
    })
}

pub(super) fn diagnostic<'a>(
    note: &'a NoteOutcome,
    located: &'a Located,
    fingerprint: String,
) -> DiagnosticObject<'a> {
    let NoteOutcome { path, note_type, .. } = note;
    let found = &located.diagnostic;
    let breach = found.breach.as_deref();
    let schema = breach.zip(note_type.as_deref());
    let schema = schema.and_then(|(breach, note_type)| note_type.schema_location(&breach.schema));
    DiagnosticObject {
        path,
        rule: found.rule,
        severity: found.severity,
        r#type: note_type.as_deref().map(|note_type| note_type.name.as_str()),
        pointer: breach.map(|breach| breach.pointer.as_str()),
        keyword: breach.map(|breach| breach.keyword.as_str()),
        message: &found.message,
        help: found.help.as_deref(),
        note: found.note(),
        url: page_url(found.rule),
        members: members(found),
        fingerprint,
        schema: schema.map(|place| SchemaObject {
            path: place.path,
            pointer: place.pointer,
            line: place.line,
        }),
        range: located.range,
        related: related(path, located)
            .map(|(path, range, message)| RelatedObject { path, range, message })
            .collect(),
        fix: found.fix.as_ref().map(|found| fix(path, found)),
    }
}

/// Returns the names of the members of `found`, each once; none if it has only one member.
fn members(found: &Diagnostic) -> Vec<&str> {
    let mut seen = HashSet::new();
    let names = found.members.iter().map(|member| member.name.as_str());
    if found.members.len() < 2 { Vec::new() } else { names.filter(|name| seen.insert(*name)).collect() }
}

fn fix<'a>(path: &'a str, fix: &'a Fix) -> FixObject<'a> {
    let edits = fix.edits.iter().map(|edit| EditObject {
        path,
        start: edit.span.start(),
        end: edit.span.end(),
        text: &edit.text,
    });
    FixObject { safety: fix.safety, title: &fix.title, edits: edits.collect() }
}

pub(super) fn fault(fault: &Fault) -> FaultObject<'_> {
    FaultObject {
        path: fault.path.as_deref(),
        range: fault.range,
        message: &fault.message,
        help: fault.help.as_deref(),
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde requires")]
fn rule_id<S: Serializer>(rule: &RuleId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(rule.as_str())
}
