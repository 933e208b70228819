#![no_main]
//! The parsers of YAML, TOML and JSON never panic, their errors and origins are inside the text, and values are
//! equal to those of other implementations: as a note has them, and after its fixes. A second fix changes nothing,
//! and comments are kept.

#[allow(dead_code, reason = "each target uses its part")]
mod support;

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use notelint::{
    diagnostic::Safety,
    json,
    lint::NoteSettings,
    note::{Frontmatter, Note},
    notetype::{NoteType, TypeSource, load},
    rules::{RuleSet, Selection},
    text::Span,
    toml,
    tree::{Data, Document, Limits, Syntax, SyntaxError},
    yaml::parse,
};
use serde_json::Value;

/// A type with a fix for each rule about frontmatter.
const TYPE: &str = "
x-note: { type: t }
required: [frontmatter]
properties:
  frontmatter:
    type: object
    required: [title, kind, source]
    additionalProperties: false
    properties:
      title: { type: string }
      kind: { const: page }
      date: { type: string, format: date, x-note: { aliases: [day] } }
      draft: { type: boolean }
      pages: { type: integer }
      tags: { type: array, items: { type: string }, uniqueItems: true }
      old: { deprecated: true }
      source:
        type: object
        required: [access]
        properties: { name: { type: string }, at: { type: string, format: date }, access: { default: open } }
      people: { type: array, items: { type: object, required: [name], properties: { name: { default: Ada } } } }
";

/// The rules whose fixes change no value.
const KEEP_VALUES: &[&str] = &["frontmatter/key-order", "frontmatter/ambiguous-value", "frontmatter/fence"];

fuzz_target!(|text: &str| {
    let whole = Span::new(0, text.len());
    hold_read(parse(text, whole, Limits::default()), text);
    hold_read(toml::parse(text, whole, Limits::default()), text);
    hold_read(json::parse(text, whole, Limits::default()), text);
    compare(text);
    with_settings(|settings| {
        for note in [
            format!("---\n{text}\n---\n\n# 題\n"),
            format!("+++\n{text}\n+++\n\n# 題\n"),
            format!("{{{text}}}\n\n# 題\n"),
        ] {
            hold_note(&note, settings);
        }
    });
});

/// Panics if an origin of what was `read`, or its error, is not in `text`.
fn hold_read(read: Result<Document, SyntaxError>, text: &str) {
    match read {
        Ok(document) => {
            document.comments.iter().for_each(|span| support::hold(*span, text));
            for duplicate in &document.duplicates {
                support::hold(duplicate.first, text);
                support::hold(duplicate.again, text);
            }
            support::hold_traced(&document.to_traced(), text);
        }
        Err(error) => {
            support::hold(error.span, text);
            error.unquoted.iter().for_each(|span| support::hold(*span, text));
            assert!(!error.message.is_empty() && !error.message.contains(['\n', '\r']), "{error:?}");
        }
    }
}

/// Checks and fixes the note `text`.
fn hold_note(text: &str, settings: &NoteSettings<'_>) {
    let note = Note::parse(text);
    support::hold(note.body, text);
    hold_same(text);
    for located in support::check(text, settings).diagnostics.get().iter() {
        support::hold_diagnostic(&located.diagnostic, text);
    }
    for safety in [Safety::Safe, Safety::Unsafe] {
        let once = support::fixed(text, safety, settings);
        let twice = support::fixed(&once.text, safety, settings);
        assert_eq!(once.text, twice.text, "a second {safety:?} run changes the note again");
        let Some(before) = document(&note.frontmatter) else { continue };
        let fixed = Note::parse(&once.text);
        let after = document(&fixed.frontmatter).expect("frontmatter that can be read");
        hold_same(&once.text);
        // Invisible characters are deleted from comments, too, and lost text is taken out of them.
        let keeps_comments = |rule: &str| rule.starts_with("frontmatter/") && rule != "frontmatter/lost-text";
        if once.applied.keys().all(|rule| keeps_comments(rule.as_str())) {
            assert_eq!(comments(before, text), comments(after, &once.text), "after {:?}", once.applied);
        }
        if once.applied.keys().all(|rule| KEEP_VALUES.contains(&rule.as_str())) {
            assert_eq!(sorted(before), sorted(after), "after {:?}", once.applied);
        }
    }
}

/// Returns what was read of the frontmatter, if its fences are no others than those of its syntax.
fn document(frontmatter: &Frontmatter) -> Option<&Document> {
    let Frontmatter::Closed(block) = frontmatter else { return None };
    block.document.as_ref().ok().filter(|document| matches!(document.root.data, Data::Mapping(_)))
}

/// Returns the comments of `document` in any order.
fn comments<'t>(document: &Document, text: &'t str) -> Vec<&'t str> {
    let mut comments: Vec<&str> = document.comments.iter().map(|span| span.of(text)).collect();
    comments.sort_unstable();
    comments
}

/// Returns the values by their keys, in any order.
fn sorted(document: &Document) -> BTreeMap<String, Value> {
    match document.to_traced().to_value() {
        Value::Object(members) => members.into_iter().collect(),
        _ => BTreeMap::new(),
    }
}

/// Panics if another implementation reads other values in the TOML or JSON of the note `text`.
fn hold_same(text: &str) {
    let note = Note::parse(text);
    let Frontmatter::Closed(block) = &note.frontmatter else { return };
    let Ok(document) = &block.document else { return };
    if !document.duplicates.is_empty() {
        return;
    }
    let other = match block.syntax {
        Syntax::Toml => {
            let content = block.content.of(text);
            let table: ::toml::Table = content.parse().unwrap_or_else(|error| panic!("{error} in {content}"));
            of_toml(::toml::Value::Table(table))
        }
        Syntax::Json => {
            let content = Span::new(block.opening.start(), block.closing.end()).of(text);
            serde_json::from_str(content).unwrap_or_else(|error| panic!("{error} in {content}"))
        }
        Syntax::Yaml => return,
    };
    assert_eq!(document.to_traced().to_value(), other);
}

/// Returns the value as a note has it: dates and times are text.
fn of_toml(value: ::toml::Value) -> Value {
    match value {
        ::toml::Value::String(text) => text.into(),
        ::toml::Value::Integer(number) => number.into(),
        ::toml::Value::Float(number) => number.into(),
        ::toml::Value::Boolean(is_true) => is_true.into(),
        ::toml::Value::Datetime(time) => time.to_string().into(),
        ::toml::Value::Array(items) => items.into_iter().map(of_toml).collect(),
        ::toml::Value::Table(entries) => {
            Value::Object(entries.into_iter().map(|(name, value)| (name, of_toml(value))).collect())
        }
    }
}

/// Runs `with` under the type.
fn with_settings(with: impl FnOnce(&NoteSettings<'_>)) {
    thread_local! {
        static SETTINGS: (NoteType, RuleSet) = {
            let source = TypeSource { path: "type.yaml", text: TYPE };
            let rules = RuleSet::new(&[], &Selection::default());
            (load(&source, &support::NoFiles).unwrap(), rules)
        };
    }
    SETTINGS.with(|(note_type, rules)| {
        with(&support::settings(note_type, rules));
    });
}

/// Compares the value of `text` with that of another implementation, if both support the text and
/// the other one is fast enough.
fn compare(text: &str) {
    let differs =
        text.contains(['\u{85}', '\u{2028}', '\u{2029}', '\u{feff}', '\t', '%', '!', '&', '<', '?']);
    if differs || text.len() > 1_000 || text.matches(['[', '{']).count() > 20 {
        return;
    }
    // The other one requires a line ending after the last line.
    let text = format!("{text}\n");
    let Ok(document) = parse(&text, Span::new(0, text.len()), Limits::default()) else { return };
    if !document.duplicates.is_empty() || matches!(document.root.data, Data::Scalar { .. }) {
        return;
    }
    let Ok(other) = serde_yaml::from_str::<serde_yaml::Value>(&text) else { return };
    if let Some(other) = json(&other) {
        let value = document.to_traced().to_value();
        assert!(is_same(&value, &other), "{value}\n{other}");
    }
}

/// Whether both are equal, except for words that begin with a zero: YAML 1.1 and 1.2 disagree on
/// which of `007`, `0b1` and `-0x1` are numbers.
fn is_same(value: &Value, other: &Value) -> bool {
    match (value, other) {
        (Value::Number(_), Value::String(other)) => other.trim_start_matches(['-', '+']).starts_with('0'),
        (Value::String(value), Value::Number(_)) => value.trim_start_matches(['-', '+']).starts_with('0'),
        (Value::Array(items), Value::Array(others)) => {
            items.len() == others.len() && items.iter().zip(others).all(|(item, other)| is_same(item, other))
        }
        (Value::Object(members), Value::Object(others)) => {
            members.len() == others.len()
                && members
                    .iter()
                    .all(|(name, member)| others.get(name).is_some_and(|other| is_same(member, other)))
        }
        _ => value == other,
    }
}

fn json(value: &serde_yaml::Value) -> Option<Value> {
    Some(match value {
        serde_yaml::Value::Null => Value::Null,
        serde_yaml::Value::Bool(bool) => Value::from(*bool),
        serde_yaml::Value::Number(number) => {
            serde_json::to_value(number).ok().filter(|number| !number.is_null())?
        }
        serde_yaml::Value::String(string) => Value::from(string.as_str()),
        serde_yaml::Value::Sequence(items) => Value::Array(items.iter().map(json).collect::<Option<_>>()?),
        serde_yaml::Value::Mapping(entries) => {
            let entries = entries.iter().map(|(key, value)| Some((key.as_str()?.to_owned(), json(value)?)));
            Value::Object(entries.collect::<Option<_>>()?)
        }
        serde_yaml::Value::Tagged(_) => return None,
    })
}
