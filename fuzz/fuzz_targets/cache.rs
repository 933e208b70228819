#![no_main]
//! A record of the cache is read as it was written; a damaged one is rejected, or has spans inside
//! its note.

#[allow(dead_code, reason = "each target uses its part")]
mod support;

use std::{borrow::Cow, sync::Arc};

use libfuzzer_sys::fuzz_target;
use notelint::{
    diagnostic::Place,
    lint::{Checked, Record},
};

fuzz_target!(|input: (&str, u16, &[u8])| support::with_settings(|settings| {
    let (text, at, bytes) = input;
    let path: Arc<str> = "note.md".into();
    hold(bytes, text, &path);

    let Checked { findings, facts } = support::check_with_facts(text, settings);
    if findings.unread.is_some() {
        return;
    }
    let facts = facts.map(Cow::Owned);
    let record = Record { findings: Some(Cow::Owned(findings)), facts, text_hash: 0 };
    let mut written = record.to_bytes().expect("nothing in it is of another note");
    let read = Record::of_note(&written, text.as_bytes(), &path).expect("what was written is read");
    assert_eq!(format!("{read:?}"), format!("{record:?}"));

    let at = usize::from(at) % written.len();
    let end = (at + bytes.len()).min(written.len());
    written.splice(at..end, bytes.iter().copied());
    hold(&written, text, &path);
}));

/// Panics if `bytes` are a record that points outside the note `text`.
fn hold(bytes: &[u8], text: &str, path: &Arc<str>) {
    let Some(Record { findings, facts, .. }) = Record::of_note(bytes, text.as_bytes(), path) else { return };
    let diagnostics = findings.map(|findings| support::conclude(&findings, text)).unwrap_or_default();
    for located in diagnostics.diagnostics.get().iter() {
        support::hold(located.diagnostic.span, text);
        for label in &located.diagnostic.related {
            match label.place {
                Place::Here(span) => support::hold(span, text),
                Place::Elsewhere { .. } => panic!("a place in another note"),
            }
        }
        let fixes = located.diagnostic.fix.iter();
        fixes.flat_map(|fix| &fix.edits).for_each(|edit| support::hold(edit.span, text));
    }
    let facts = facts.iter();
    facts.flat_map(|facts| facts.links()).for_each(|link| support::hold(link.span, text));
}
