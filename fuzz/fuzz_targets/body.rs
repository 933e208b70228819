#![no_main]
//! Parsing a note is total, and every span lies on its characters.

#[allow(dead_code, reason = "each target uses its part")]
mod support;

use libfuzzer_sys::fuzz_target;
use notelint::note::Note;

fuzz_target!(|text: &str| {
    let note = Note::parse(text);
    support::hold(note.body, text);
    for (_, block) in note.blocks.iter() {
        support::hold(block.span, text);
    }
    for inline in &note.inlines {
        support::hold(inline.span, text);
    }
    for (_, heading) in note.outline.iter() {
        support::hold(heading.content, text);
    }
    for link in &note.links {
        support::hold(link.span, text);
        support::hold(link.destination, text);
    }
});
