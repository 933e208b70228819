#![no_main]
//! Whatever is repeated costs about as much each time. `-timeout` is what fails here: the note is
//! long, and one that costs the square of its length takes minutes.

#[allow(dead_code, reason = "each target uses its part")]
mod support;

use libfuzzer_sys::fuzz_target;

const BYTES: usize = 128 * 1024;

/// Parts the input into what stands in front of the repetition, what is repeated and what follows.
const SEPARATOR: char = '\u{1}';

fuzz_target!(|input: &str| {
    let mut parts = input.splitn(3, SEPARATOR);
    let first = parts.next().unwrap_or_default();
    let (before, unit, after) = match (parts.next(), parts.next()) {
        (Some(unit), after) => (first, unit, after.unwrap_or_default()),
        _ => ("", first, ""),
    };
    if unit.is_empty() {
        return;
    }
    let text = format!("{before}{}{after}", unit.repeat(BYTES / unit.len()));
    support::with_settings(|settings| support::check_with_facts(&text, settings));
});
