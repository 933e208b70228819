#![no_main]
//! YAML never panics, and its errors and origins lie inside the text.

#[allow(dead_code, reason = "each target uses its part")]
mod support;

use libfuzzer_sys::fuzz_target;
use notelint::{
    text::Span,
    yaml::{Limits, parse},
};

fuzz_target!(|text: &str| {
    match parse(text, Span::new(0, text.len()), Limits::default()) {
        Ok(document) => {
            document.comments.iter().for_each(|span| support::hold(*span, text));
            let traced = document.to_traced();
            support::hold(traced.origin().value, text);
        }
        Err(error) => support::hold(error.span, text),
    }
});
