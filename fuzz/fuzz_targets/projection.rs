#![no_main]
//! Every note can be projected and checked with every rule, and its diagnostics do not point
//! outside it.

#[allow(dead_code, reason = "each target uses its part")]
mod support;

use libfuzzer_sys::fuzz_target;
use notelint::{note::Note, notetype::project};
use serde_json::Value;

fuzz_target!(|text: &str| support::with_each_type(|settings| {
    let note = Note::parse(text);
    let projection = project(&note, &settings.note_type.spec);
    support::hold_traced(&projection.json, text);
    let extracted = projection.json.to_value();
    let read: Value = serde_json::from_str(&serde_json::to_string(&extracted).unwrap()).unwrap();
    assert_eq!(read, extracted);

    for located in support::check(text, settings).diagnostics.get().iter() {
        support::hold_diagnostic(&located.diagnostic, text);
    }
    let Some(facts) = support::check_with_facts(text, settings).facts else { return };
    let names = facts.id().into_iter().chain(facts.title()).chain(facts.tags()).map(|mention| mention.span);
    for span in names.chain(facts.references().map(|reference| reference.span)) {
        support::hold(span, text);
    }
}));
