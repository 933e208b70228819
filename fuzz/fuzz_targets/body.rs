#![no_main]
//! Parsing a note never panics and is deterministic, every span is on character boundaries, and
//! line numbers are right.

#[allow(dead_code, reason = "each target uses its part")]
mod support;

use libfuzzer_sys::fuzz_target;
use notelint::{note::Note, text::LineIndex, vault::Facts};

fuzz_target!(|text: &str| {
    let note = Note::parse(text);
    support::hold(note.body, text);
    note.unread.into_iter().for_each(|span| support::hold(span, text));
    let index = LineIndex::new(text);
    for (id, block) in note.blocks.iter() {
        support::hold(block.span, text);
        support::hold_position(&index, block.span.start(), text);
        assert!(block.end > id, "{block:?}");
        for (_, child) in note.blocks.children(id) {
            assert!(block.span.encloses(child.span), "{child:?} is not inside {block:?}");
        }
    }
    for inline in &note.inlines {
        support::hold(inline.span, text);
    }
    for (_, heading) in note.outline.iter() {
        support::hold(heading.content, text);
        assert!(heading.span.encloses(heading.content), "{heading:?}");
    }
    for link in &note.links {
        support::hold(link.span, text);
        support::hold(link.destination, text);
    }
    let facts = Facts::gather(&"note.md".into(), &note, None);
    facts.links().for_each(|link| support::hold(link.span, text));
    let again = Note::parse(text);
    assert!(note.blocks.iter().eq(again.blocks.iter()));
    assert_eq!((&note.inlines, &note.links), (&again.inlines, &again.links));
});
