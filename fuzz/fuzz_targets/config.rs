#![no_main]
//! A configuration is read or rejected; reading never panics, and faults are inside the text.

#[allow(dead_code, reason = "each target uses its part")]
mod support;

use libfuzzer_sys::fuzz_target;
use notelint::rules::{RuleSet, Selection};

fuzz_target!(|text: &str| {
    match notelint::config::read(text) {
        Ok(config) => {
            for path in ["notes/a.md", "日本/か\u{3099}.md", "a"] {
                config.type_of(path);
                config.exclude.match_path_or_parent(path);
                config.exclude.match_folder(path);
                let layers = config.layers(&config.overrides_of(path));
                RuleSet::new(&layers, &Selection::default());
            }
        }
        Err(faults) => {
            assert!(!faults.is_empty());
            faults.iter().for_each(|fault| support::hold_fault(fault, text));
        }
    }
});
