#![no_main]
//! Repetition costs linear time. `-timeout` fails the target: a note of this length takes minutes
//! if its cost is quadratic.

#[allow(dead_code, reason = "each target uses its part")]
mod support;

use libfuzzer_sys::fuzz_target;

const BYTES: usize = 128 * 1024;

/// Splits the input into the text before the repetition, the text to repeat and the text after it.
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
