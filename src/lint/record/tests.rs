use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::*;
use crate::{
    config,
    lint::{Checked, NoteSettings},
    notetype::{NotePath, TECH_NOTE, load_built_in},
    rules::{RuleSet, Selection},
};

/// A note with a duplicate key, which has a related place, a fix at its end, an anchor, a tag and an unknown directive.
const NOTE: &str = "---\ntitle: T1-01-01 要点\ntitle: b\ntags: [\"a\"]\n---\n\n# T1-01-01 要点\n\n[図](#要点) \
                    [[別]] <!-- notelint-disable text/bom vault what -->\n\n<!-- notelint-eenable -->\n\nThe end.";

fn looked_at<T>(with: impl FnOnce(&Record<'_>) -> T) -> T {
    let note_type = load_built_in(TECH_NOTE).unwrap();
    let layers = config::read("").unwrap();
    let rules = RuleSet::new(&layers.layers(&[]), &Selection::default());
    let path = Arc::from("か\u{3099}.md");
    let settings = NoteSettings {
        note_type: &note_type,
        note_types: &[],
        rules: &rules,
        linked: &[],
        path: Some(NotePath { path: &path, folder: "" }),
        facts_of: Some(&path),
    };
    let Checked { findings, facts } = settings.check(NOTE);
    with(&Record { findings: Some(Cow::Owned(findings)), facts: facts.map(Cow::Owned), text_hash: 9 })
}

fn bytes() -> Vec<u8> {
    static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| looked_at(|record| record.to_bytes().unwrap()));
    BYTES.clone()
}

fn read(bytes: &[u8], text: &str) -> Option<Record<'static>> {
    Record::of_note(bytes, text.as_bytes(), &Arc::from("か\u{3099}.md"))
}

#[test]
fn a_record_comes_back_as_it_was() {
    looked_at(|record| {
        let diagnostics = record.findings.as_ref().unwrap().diagnostics.get();
        assert!(diagnostics.iter().any(|located| !located.related.is_empty()), "the fixture has a label");
        assert!(diagnostics.iter().any(|located| located.diagnostic.fix.is_some()), "the fixture has a fix");
        let again = read(&record.to_bytes().unwrap(), NOTE).unwrap();
        assert_eq!(format!("{again:?}"), format!("{record:?}"));
        assert_eq!(&*again.facts.unwrap().path, "が.md");
    });
    let empty = Record::default().to_bytes().unwrap();
    assert!(read(&empty, "").is_some_and(|record| record.findings.is_none() && record.facts.is_none()));
}

#[test]
fn a_record_that_points_outside_its_note_or_into_a_character_is_none() {
    let bytes = bytes();
    assert!(read(&bytes, &NOTE[..NOTE.len() - 1]).is_none(), "too short");
    assert!(read(&bytes, "").is_none());
    let of_characters = "値".repeat(NOTE.len() / 3 + 1);
    assert!(read(&bytes, &of_characters).is_none());
    assert!(read(&[bytes, vec![0]].concat(), NOTE).is_none(), "something follows it");
}

#[test]
fn a_record_with_a_place_in_another_note_is_not_written() {
    looked_at(|record| {
        let mut findings = record.findings.clone().unwrap().into_owned();
        let mut list = findings.diagnostics.get();
        let located = Arc::make_mut(&mut list);
        let place = Place::Elsewhere { path: "b.md".to_owned(), span: Span::new(0, 1) };
        located[0].diagnostic.related = vec![Label { place, message: "there".to_owned() }];
        located[0].related = vec![Range::default()];
        findings.diagnostics = list.into();
        assert!(Record { findings: Some(Cow::Owned(findings)), ..Record::default() }.to_bytes().is_none());
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn bytes_of_any_kind_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        read(&bytes, NOTE);
    }

    #[test]
    fn a_record_that_is_changed_lies_in_its_note_or_is_refused(at in any::<prop::sample::Index>(), byte: u8) {
        let mut bytes = bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let findings = read(&bytes, NOTE).and_then(|record| record.findings);
        for located in findings.map(|findings| findings.diagnostics.get()).unwrap_or_default().iter() {
            let span = located.diagnostic.span;
            prop_assert!(NOTE.get(span.start()..span.end()).is_some());
        }
    }
}
