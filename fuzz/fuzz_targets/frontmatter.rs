#![no_main]
//! The YAML parser never panics, its errors and origins are inside the text, and values are equal
//! to those of another implementation.

#[allow(dead_code, reason = "each target uses its part")]
mod support;

use libfuzzer_sys::fuzz_target;
use notelint::{
    note::Note,
    text::Span,
    tree::{Data, Limits},
    yaml::parse,
};
use serde_json::Value;

fuzz_target!(|text: &str| {
    match parse(text, Span::new(0, text.len()), Limits::default()) {
        Ok(document) => {
            document.comments.iter().for_each(|span| support::hold(*span, text));
            for duplicate in &document.duplicates {
                support::hold(duplicate.first, text);
                support::hold(duplicate.again, text);
            }
            support::hold_traced(&document.to_traced(), text);
            compare(text);
        }
        Err(error) => {
            support::hold(error.span, text);
            error.unquoted.iter().for_each(|span| support::hold(*span, text));
            assert!(!error.message.is_empty() && !error.message.contains(['\n', '\r']), "{error:?}");
        }
    }
    let note = format!("---\n{text}\n---\n\n# 題\n");
    support::hold(Note::parse(&note).body, &note);
});

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
