#![no_main]
//! A note type is loaded or refused, and one that is loaded checks a note.

#[allow(dead_code, reason = "each target uses its part")]
mod support;

use libfuzzer_sys::fuzz_target;
use notelint::{
    lint::NoteSettings,
    notetype::{TypeSource, load},
    rules::{RuleSet, Selection},
};

fuzz_target!(|text: &str| {
    if let Ok(note_type) = load(&TypeSource { path: "type.yaml", text }, &support::NoFiles) {
        let rules = RuleSet::new(&[], &Selection::default()).unwrap();
        let settings = NoteSettings { note_type: &note_type, rules: &rules };
        settings.check("---\ntitle: a\n---\n\n# a\n\n## b\n\n- **c**: d\n", None);
    }
});
