#![no_main]
//! A repair ends, and what it leaves has nothing more to repair of the same safety.

#[allow(dead_code, reason = "each target uses its part")]
mod support;

use libfuzzer_sys::fuzz_target;
use notelint::{diagnostic::Safety, lint::fix};

fuzz_target!(|text: &str| {
    support::with_settings(|settings| {
        for safety in [Safety::Safe, Safety::Unsafe] {
            let once = fix(text, &settings.check(text, None).diagnostics, safety, settings);
            if once.undone.is_none() {
                let twice = fix(&once.text, &settings.check(&once.text, None).diagnostics, safety, settings);
                assert_eq!(once.text, twice.text, "a second run changes the note again");
            }
        }
    });
});
