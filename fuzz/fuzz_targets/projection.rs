#![no_main]
//! Every note can be checked with every rule, and no diagnostic points outside it.

#[allow(dead_code, reason = "each target uses its part")]
mod support;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    support::with_settings(|settings| {
        let (checked, _) = settings.check_with_facts("note.md", text);
        for diagnostic in checked.diagnostics {
            support::hold(diagnostic.span, text);
            for edit in diagnostic.fix.into_iter().flat_map(|fix| fix.edits) {
                support::hold(edit.span, text);
            }
        }
    });
});
