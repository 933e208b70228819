use super::*;
use crate::infer::facts::BodyFacts;

fn heading(words: &str, depth: u8) -> Arc<HeadingFacts> {
    Arc::new(HeadingFacts {
        depth,
        words: words.into(),
        key: words.to_lowercase().into(),
        shortened: None,
        is_numbered: false,
        whole: BodyFacts::default(),
        own: None,
    })
}

#[test]
fn a_level_has_its_headings_with_those_below() {
    let headings = [
        heading("x", 2),
        heading("A", 0),
        heading("b", 1),
        heading("c", 2),
        heading("D", 0),
        heading("E", 0),
    ];
    let words = |headings: &[Placed<'_>]| {
        let words = headings.iter().map(|placed| {
            let below: Vec<&str> = placed.below.iter().map(|heading| &*heading.words).collect();
            format!("{}({})", placed.heading.words, below.join(" "))
        });
        words.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(words(&Level::new(0, &headings, 0).headings), "A(b c) D() E()");
    assert_eq!(words(&Level::new(0, &headings[2..4], 1).headings), "b(c)");
    assert_eq!(words(&Level::new(0, &headings, 2).headings), "x() c()");
}
