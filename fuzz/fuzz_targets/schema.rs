#![no_main]
//! A note type is loaded or rejected, faults are inside its text, and a loaded one checks a note.

#[allow(dead_code, reason = "each target uses its part")]
mod support;

use libfuzzer_sys::fuzz_target;
use notelint::{
    lint::NoteSettings,
    notetype::{NotePath, TypeSource, load},
    rules::{RuleSet, Selection},
};

const NOTE: &str = "---\ntitle: a\ntags: [b]\nid: 7\nref: '[[c]], d-7'\nkey: 2026-01-02\n---\n\n# a 7\n\nid: 7\nref: c\n\n## b\n\n- **c**: d ★★★\n\n## c\n\n| a | b |\n|---|---|\n| c | 4/5 |\n";

fuzz_target!(|text: &str| {
    let path = if text.starts_with('{') { "type.json" } else { "type.yaml" };
    match load(&TypeSource { path, text }, &support::NoFiles) {
        Ok(note_type) => {
            let rules = RuleSet::new(&[], &Selection::default());
            let settings = support::settings(&note_type, &rules);
            for located in support::check(NOTE, &settings).diagnostics.get().iter() {
                support::hold_diagnostic(&located.diagnostic, NOTE);
            }
            let settings =
                NoteSettings { path: Some(NotePath { path: "a/7-b.md", folder: "a" }), ..settings };
            let Some(facts) = support::check_with_facts(NOTE, &settings).facts else { return };
            facts.id().into_iter().chain(facts.title()).for_each(|name| support::hold(name.span, NOTE));
            facts.unique_values().for_each(|unique| support::hold(unique.value.span, NOTE));
        }
        Err(faults) => {
            assert!(!faults.is_empty());
            faults.iter().for_each(|fault| support::hold_fault(fault, text));
        }
    }
});
