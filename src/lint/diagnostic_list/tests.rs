use super::*;
use crate::{
    diagnostic::{Diagnostic, Fix, Label, Member, Place, SchemaBreach},
    rules::TABLE,
    text::{Edit, Range, Span},
};

#[test]
fn a_packed_list_comes_back_as_it_was() {
    let long = |text: &str| text.repeat(MIN_SHARED_BYTES);
    let located = |number: usize| {
        let edits = vec![Edit::insert(number, long("節")), Edit::insert(9, "x"), Edit::insert(9, "")];
        let span = Span::new(number, number + 1);
        let elsewhere = Place::Elsewhere { path: "b.md".to_owned(), span };
        let diagnostic = Diagnostic {
            rule: TABLE[number].meta.id,
            severity: Severity::Warning,
            message: long("m"),
            help: number.is_multiple_of(2).then(|| long("h")),
            span,
            related: vec![Label { place: elsewhere, message: "first".to_owned() }],
            fix: (number > 0).then(|| Fix::safe(long("t"), edits)),
            members: vec![Member::missing("axis", span)],
            breach: (number > 1).then(|| {
                let [pointer, keyword] = ["/a", "const"].map(str::to_owned);
                Box::new(SchemaBreach { pointer, keyword, schema: long("s"), note: None })
            }),
        };
        Located { diagnostic, range: Range::default(), related: vec![Range::default()] }
    };
    let plain = DiagnosticList::from((0..4).map(located).collect::<Vec<_>>());
    let shared = SharedTexts::default();
    let pack = || {
        let mut packed = plain.clone();
        packed.pack(&shared);
        assert!(matches!(packed.0, Form::Packed(_)));
        packed
    };
    for packed in [pack(), pack()] {
        assert_eq!(packed.get(), plain.get());
        assert_eq!((packed.len(), packed.counts()), (plain.len(), plain.counts()));
    }
    assert_eq!(shared.0.lock().unwrap().len(), 4, "each text is kept once");
}
