#![no_main]
//! A configuration is read or refused; it never panics.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = notelint::config::read(text);
});
