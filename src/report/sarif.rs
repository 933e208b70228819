//! SARIF 2.1.0 (OASIS), as GitHub's code scanning reads it: rules with descriptions and help, all
//! four fields of each region, columns in code points, relative URIs.

use std::io::{self, Write};

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

/// Writes a SARIF log with one run.
fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut found: Vec<_> = report.diagnostics().collect();
    let omitted = found.len().saturating_sub(MAX_RESULTS);
    if omitted > 0 {
        found.sort_by_key(|(_, located)| std::cmp::Reverse(located.diagnostic.severity));
        found.truncate(MAX_RESULTS);
    }
    let mut rules: Vec<RuleId> = found.iter().map(|(_, located)| located.diagnostic.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let mut fingerprints = Fingerprints::default();
    let results: Vec<Value> = found
        .iter()
        .map(|(note, located)| result(report, note, located, &rules, &mut fingerprints))
        .collect();
    let mut notifications: Vec<Value> =
        report.outcome.faults.iter().map(|fault| notification(report, fault)).collect();
    if omitted > 0 {
        let text = format!("{omitted} results omitted: a file contains at most {MAX_RESULTS}.");
        notifications.push(json!({ "level": "warning", "message": { "text": text } }));
    }
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "notelint",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules.iter().filter_map(|id| rules::find(id.as_str())).map(|rule| descriptor(&rule.meta)).collect::<Vec<_>>(),
            } },
            "automationDetails": { "id": "notelint/" },
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": report.outcome.faults.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(JsonStream(out), &log)?;
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

fn result<'a>(
    report: &Report<'_>,
    note: &'a NoteOutcome,
    located: &'a Located,
    rules: &[RuleId],
    fingerprints: &mut Fingerprints<'a>,
) -> Value {
    let diagnostic = &located.diagnostic;
    let mut text = sentence(&diagnostic.message);
    if let Some(help) = &diagnostic.help {
        text = format!("{text} {}", sentence(help));
    }
    let mut result = json!({
        "ruleId": diagnostic.rule.as_str(),
        "ruleIndex": rules.binary_search(&diagnostic.rule).unwrap_or_default(),
        "level": level(diagnostic.severity),
        "message": { "text": text },
        "locations": [{ "physicalLocation": location(report, &note.path, Some(located.range)) }],
        "partialFingerprints": { "notelint/v1": fingerprints.next(&note.path, &report.in_repository(&note.path), diagnostic) },
    });
    let related: Vec<Value> = related(&note.path, located)
        .enumerate()
        .map(|(id, (path, range, message))| {
            let place = location(report, path, Some(range));
            json!({ "id": id, "physicalLocation": place, "message": { "text": sentence(message) } })
        })
        .collect();
    if let (Value::Object(result), false) = (&mut result, related.is_empty()) {
        result.insert("relatedLocations".to_owned(), related.into());
    }
    result
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

fn location(report: &Report<'_>, path: &str, range: Option<Range>) -> Value {
    let mut location = json!({ "artifactLocation": { "uri": uri::of(&report.in_repository(path)) } });
    if let Some(Range { start, end }) = range {
        location["region"] = json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        });
    }
    location
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
