#![no_main]
//! A note type is loaded or rejected, faults are inside its text, and a loaded one checks a note.

#[allow(dead_code, reason = "each target uses its part")]
mod support;

use libfuzzer_sys::fuzz_target;
use notelint::{
    lint::NoteSettings,
    notetype::{TypeSource, load},
    rules::{RuleSet, Selection},
};

const NOTE: &str = "---\ntitle: a\ntags: [b]\n---\n\n# a\n\n## b\n\n- **c**: d ★★★\n\n## c\n\n| a | b |\n|---|---|\n| c | 4/5 |\n";

fuzz_target!(|text: &str| {
    let path = if text.starts_with('{') { "type.json" } else { "type.yaml" };
    match load(&TypeSource { path, text }, &support::NoFiles) {
        Ok(note_type) => {
            let rules = RuleSet::new(&[], &Selection::default());
            let settings = NoteSettings {
                note_type: &note_type,
                note_types: &[],
                rules: &rules,
                linked: &[],
                path: None,
                facts_of: None,
            };
            for located in support::check(NOTE, &settings).diagnostics.get().iter() {
                support::hold_diagnostic(&located.diagnostic, NOTE);
            }
        }
        Err(faults) => {
            assert!(!faults.is_empty());
            faults.iter().for_each(|fault| support::hold_fault(fault, text));
        }
    }
});
