use super::*;
use crate::{
    text::Span,
    vault::mentions::{Collector, Kind},
};

fn note(path: &str, tags: &[&str]) -> Arc<Facts> {
    let mut collector = Collector::default();
    for tag in tags {
        collector.add(Kind::Tag, tag, Span::empty(0));
    }
    Arc::new(Facts { path: path.into(), mentions: collector.finish(""), ..Facts::default() })
}

#[test]
fn the_best_spelling_is_the_most_frequent_then_the_narrow_then_the_first() {
    let notes = [
        note("a", &["ＡＩ", "IoT", "sea/port"]),
        note("b", &["AI", "iot", "seaport"]),
        note("c", &["AI", "C++"]),
        note("d", &["C#", "ＤＸ", "DX", "DX"]),
    ];
    let tags = Tags::new(&notes);
    let best = |tag: &str| {
        let spellings = tags.spellings(tag, &notes)?;
        let best = spellings.best.iter().map(|spelling| (spelling.text, spelling.notes)).collect();
        Some((best, spellings.own))
    };
    assert_eq!(best("ＡＩ"), Some((vec![("AI", 2)], 1)));
    assert_eq!(best("iot"), Some((vec![("IoT", 1), ("iot", 1)], 1)));
    assert_eq!(best("ＤＸ"), Some((vec![("DX", 1), ("ＤＸ", 1)], 1)));
    assert_eq!(best("C#"), None);
    assert_eq!(best("seaport"), None);
    assert_eq!(best("new"), None);
}
