#![no_main]
//! A configuration is read or rejected; reading never panics, and faults are inside the text.

#[allow(dead_code, reason = "each target uses its part")]
mod support;

use libfuzzer_sys::fuzz_target;
use notelint::{
    config::Subject,
    note::Head,
    rules::{RuleSet, Selection},
};

/// Of each kind of value that a `when` can ask for.
const NOTE: &str = "---\nkind: [adr, 1, true]\nevent: { kind: talk, none: null }\n---\n";

fuzz_target!(|text: &str| {
    match notelint::config::read(text) {
        Ok(config) => {
            for path in ["notes/a.md", "日本/か\u{3099}.md", "a"] {
                let frontmatter = || Head::of(NOTE).values;
                let note = Subject::new(path, &frontmatter);
                config.type_of(&note);
                config.exclude.match_path_or_parent(path);
                config.exclude.match_folder(path);
                let layers = config.layers(&config.overrides_of(&note));
                RuleSet::new(&layers, &Selection::default());
            }
        }
        Err(faults) => {
            assert!(!faults.is_empty());
            faults.iter().for_each(|fault| support::hold_fault(fault, text));
        }
    }
});
