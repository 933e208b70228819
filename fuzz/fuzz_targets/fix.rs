#![no_main]
//! Fixing terminates and is idempotent. Safe fixes change no frontmatter value except those that their
//! rules are about.

#[allow(dead_code, reason = "each target uses its part")]
mod support;

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use notelint::{diagnostic::Safety, lint::NoteSettings, note::Note};
use serde_json::Value;

/// The rules whose purpose is to change a value.
const CHANGE_VALUES: &[&str] = &[
    "frontmatter/date-format",
    "frontmatter/duplicate-tag",
    "frontmatter/invalid-value",
    "frontmatter/lost-text",
];

fuzz_target!(|text: &str| support::with_each_type(|settings| {
    repair(text, Safety::Safe, settings);
    repair(text, Safety::Unsafe, settings);
}));

fn repair(text: &str, safety: Safety, settings: &NoteSettings<'_>) {
    let once = support::fixed(text, safety, settings);
    let twice = support::fixed(&once.text, safety, settings);
    assert_eq!(once.text, twice.text, "a second {safety:?} run changes the note again");
    let changes_values = |rule: &str| rule.starts_with("text/") || CHANGE_VALUES.contains(&rule);
    if safety == Safety::Unsafe || once.applied.keys().any(|rule| changes_values(rule.as_str())) {
        return;
    }
    if let Some(before) = frontmatter(text) {
        assert_eq!(frontmatter(&once.text), Some(before), "after {:?}", once.applied);
    }
}

/// Returns the frontmatter with unordered keys.
fn frontmatter(text: &str) -> Option<BTreeMap<String, Value>> {
    let note = Note::parse(text);
    match note.frontmatter.mapping()?.to_traced().to_value() {
        Value::Object(members) => Some(members.into_iter().collect()),
        _ => None,
    }
}
