//! SARIF 2.1.0 (OASIS), as GitHub's code scanning reads it: rules with descriptions and help, all
//! four fields of each region, columns in code points, relative URIs.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use serde::{Serialize, Serializer, ser::SerializeSeq};
use serde_json::{Map, Value, json};

use super::{Format, Report, fingerprint::Fingerprints, related, uri};
use crate::{
    diagnostic::{Fault, RuleId, Severity},
    lint::{Located, NoteOutcome},
    rules::{self, Meta},
    text::{JsonStream, Range},
};

pub(super) const SARIF: Format =
    Format { name: "sarif", about: "SARIF 2.1.0, for code scanning", has_colors: false, write };

/// Code scanning rejects a file with more results.
const MAX_RESULTS: usize = 25_000;

/// The longest description that code scanning accepts.
const MAX_DESCRIPTION_CHARS: usize = 1_024;

/// The log, in the order of its members.
#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Value,
    automation_details: Value,
    column_kind: &'static str,
    invocations: Value,
    results: Results<'a>,
}

/// The results, written one by one.
struct Results<'a> {
    report: &'a Report<'a>,
    rules: Vec<RuleId>,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { report, rules } = self;
        let mut fingerprints = Fingerprints::default();
        let mut results = to.serialize_seq(None)?;
        each(report, |note, located| {
            results.serialize_element(&result(report, note, located, rules, &mut fingerprints))
        })?;
        results.end()
    }
}

/// Calls `take` with each diagnostic that becomes a result. If there are too many, the worst are taken.
fn each<E>(
    report: &Report<'_>,
    mut take: impl FnMut(&NoteOutcome, &Located) -> Result<(), E>,
) -> Result<(), E> {
    if report.shown() <= MAX_RESULTS {
        return report.each(take);
    }
    let mut left = MAX_RESULTS;
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        report.each(|note, located| {
            if left == 0 || located.diagnostic.severity != severity {
                return Ok(());
            }
            left -= 1;
            take(note, located)
        })?;
    }
    Ok(())
}

/// Writes a SARIF log with one run.
fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let omitted = report.shown().saturating_sub(MAX_RESULTS);
    let mut rules = BTreeSet::new();
    each(report, |_, located| {
        rules.insert(located.diagnostic.rule);
        Ok::<_, io::Error>(())
    })?;
    let rules: Vec<RuleId> = rules.into_iter().collect();
    let descriptors = rules.iter().filter_map(|id| rules::find(id.as_str()));
    let descriptors: Vec<Value> = descriptors.map(|rule| descriptor(&rule.meta)).collect();
    let mut notifications: Vec<Value> =
        report.outcome.faults.iter().map(|fault| notification(report, fault)).collect();
    if omitted > 0 {
        let text = format!("{omitted} results omitted: a file contains at most {MAX_RESULTS}.");
        notifications.push(json!({ "level": "warning", "message": { "text": text } }));
    }
    let run = Run {
        tool: json!({ "driver": {
            "name": "notelint",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "informationUri": env!("CARGO_PKG_REPOSITORY"),
            "rules": descriptors,
        } }),
        automation_details: json!({ "id": "notelint/" }),
        column_kind: "unicodeCodePoints",
        invocations: json!([{
            "executionSuccessful": report.outcome.faults.is_empty(),
            "toolExecutionNotifications": notifications,
        }]),
        results: Results { report, rules },
    };
    let schema = "https://json.schemastore.org/sarif-2.1.0.json";
    serde_json::to_writer_pretty(JsonStream(out), &Log { schema, version: "2.1.0", runs: [run] })?;
    writeln!(out)
}

fn descriptor(meta: &Meta) -> Value {
    let id = meta.id;
    let why = shorten(&introduction(meta));
    let text = format!("{why} `notelint explain {id}` prints the rule's page.");
    json!({
        "id": id.as_str(),
        "name": pascal_case(id),
        "shortDescription": { "text": shorten(&sentence(meta.summary)) },
        "fullDescription": { "text": why },
        "help": { "text": text, "markdown": meta.page },
        "defaultConfiguration": { "level": level(meta.severity), "enabled": meta.enabled_by_default },
        "properties": { "tags": [id.group()], "problem.severity": problem(meta.severity) },
    })
}

/// A diagnostic.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultObject {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Place; 1],
    partial_fingerprints: PartialFingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    physical_location: Location,
}

#[derive(Serialize)]
struct PartialFingerprints {
    #[serde(rename = "notelint/v1")]
    first: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Related {
    id: usize,
    physical_location: Location,
    message: Message,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

fn result(
    report: &Report<'_>,
    note: &NoteOutcome,
    located: &Located,
    rules: &[RuleId],
    fingerprints: &mut Fingerprints,
) -> ResultObject {
    let diagnostic = &located.diagnostic;
    let mut text = sentence(&diagnostic.message);
    for more in diagnostic.help.as_deref().into_iter().chain(diagnostic.note()) {
        text.push(' ');
        text.push_str(&sentence(more));
    }
    let related = related(&note.path, located).enumerate().map(|(id, (path, range, message))| {
        let physical_location = location(report, path, Some(range));
        Related { id, physical_location, message: Message { text: sentence(message) } }
    });
    ResultObject {
        rule_id: diagnostic.rule.as_str(),
        rule_index: rules.binary_search(&diagnostic.rule).unwrap_or_default(),
        level: level(diagnostic.severity),
        message: Message { text },
        locations: [Place { physical_location: location(report, &note.path, Some(located.range)) }],
        partial_fingerprints: PartialFingerprints {
            first: fingerprints.next(&report.in_repository(&note.path), diagnostic),
        },
        related_locations: related.collect(),
    }
}

fn notification(report: &Report<'_>, fault: &Fault) -> Value {
    let mut notification = Map::from_iter([
        ("level".to_owned(), json!("error")),
        ("message".to_owned(), json!({ "text": sentence(&fault.message) })),
    ]);
    if let Some(path) = &fault.path {
        let location = location(report, path, fault.range);
        notification.insert("locations".to_owned(), json!([{ "physicalLocation": location }]));
    }
    notification.into()
}

fn location(report: &Report<'_>, path: &str, range: Option<Range>) -> Location {
    Location {
        artifact_location: Artifact { uri: uri::of(&report.in_repository(path)) },
        region: range.map(|Range { start, end }| Region {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
        }),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn problem(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    }
}

/// Returns `frontmatter/missing-key` as the one word that SARIF requires as a name: `FrontmatterMissingKey`.
fn pascal_case(id: RuleId) -> String {
    let words = id.as_str().split(['/', '-']);
    let upper = words.map(|word| {
        let mut chars = word.chars();
        chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect::<String>()
    });
    upper.collect()
}

/// Returns `text` with a capital letter and a full stop.
fn sentence(text: &str) -> String {
    let mut sentence = text.to_owned();
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    if !text.ends_with(['.', '?', '!', '。']) {
        sentence.push('.');
    }
    sentence
}

/// Returns the text of the rule's page before its first sub-heading, as one paragraph.
fn introduction(meta: &Meta) -> String {
    let lines = meta.page.lines().skip_while(|line| line.starts_with("# "));
    let words: Vec<&str> =
        lines.take_while(|line| !line.starts_with("## ")).flat_map(str::split_whitespace).collect();
    sentence(&if words.is_empty() { meta.summary.to_owned() } else { words.join(" ") })
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= MAX_DESCRIPTION_CHARS {
        return text.to_owned();
    }
    text.chars().take(MAX_DESCRIPTION_CHARS - 1).chain(['…']).collect()
}
