#![no_main]
//! A configuration is read or rejected, and so are the schemas of its conditions; reading never panics, and faults
//! are inside the text. What it says of any path can be told.

#[allow(dead_code, reason = "each target uses its part")]
mod support;

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use notelint::{
    config::{Config, Subject, WhenSchema, read},
    note::Head,
    notetype::{TypeSource, load_condition},
    rules::{RuleSet, Selection},
};

const NOTES: [&str; 3] = [
    "---\nstatus: draft\ntags: [a, 1]\nsource: { kind: b }\n---\n",
    "+++\nstatus = 'draft'\ndate = 2026-01-02\n[source]\nkind = 'b'\n+++\n",
    "# A\n",
];

fuzz_target!(|text: &str| {
    match read(text) {
        Ok(mut config) => {
            compile(&mut config, text);
            for path in ["notes/a.md", "日本/か\u{3099}.md", "a"] {
                config.exclude.match_path_or_parent(path);
                config.exclude.match_folder(path);
                for note in NOTES {
                    let values = || Head::of(note).values;
                    let note = Subject::new(path, &values);
                    config.type_of(&note);
                    let layers = config.layers(&config.overrides_of(&note));
                    RuleSet::new(&layers, &Selection::default());
                }
            }
        }
        Err(faults) => {
            assert!(!faults.is_empty());
            faults.iter().for_each(|fault| support::hold_fault(fault, text));
        }
    }
});

/// Compiles the schemas in the configuration `text`.
fn compile(config: &mut Config, text: &str) {
    for when in config.whens_mut() {
        let Some(WhenSchema::Inline(schema)) = when.schema().map(|schema| schema.value.clone()) else {
            continue;
        };
        let source = TypeSource { path: "notelint.yaml", text };
        match load_condition(&source, Some(schema), &support::NoFiles) {
            Ok(condition) => when.set_condition(Some(Arc::new(condition))),
            Err(faults) => faults.iter().for_each(|fault| support::hold_fault(fault, text)),
        }
    }
}
