use super::*;
use crate::note::Note;

const TEXT: &str = "# 緑茶🍵\n\n## Twice\n\n## *Twice*\n\n## Named {#own .x}\n\n## A: b\n\nText ^mark\n\n\
                        <a id=\"spot\"></a>here\n";

fn target(fragment: &str, wiki: bool) -> Option<&'static str> {
    let places = AnchorPlaces::of(&Note::parse(TEXT));
    match places.target(TEXT, fragment, wiki)? {
        AnchorTarget::Heading(at) => Some(places.headings().get(at)?.of(TEXT)),
        AnchorTarget::Line(span) => Some(span.of(TEXT)),
    }
}

#[test]
fn a_fragment_leads_to_a_heading_a_block_or_an_element() {
    for (fragment, wiki, found) in [
        ("緑茶", false, Some("# 緑茶🍵")),
        ("twice", false, Some("## Twice")),
        ("twice-1", false, Some("## *Twice*")),
        ("twice-2", false, None),
        ("own", false, Some("## Named {#own .x}")),
        ("spot", false, Some("<a id=\"spot\"></a>here")),
        ("A: b", false, Some("## A: b")),
        ("緑茶🍵", true, Some("# 緑茶🍵")),
        ("緑茶🍵#a b", true, Some("## A: b")),
        ("^mark", true, Some("Text ^mark")),
        ("twice-1", true, None),
    ] {
        assert_eq!(target(fragment, wiki), found, "{fragment} {wiki}");
    }
}

#[test]
fn many_links_to_many_headings_take_no_long_time() {
    const MANY: usize = 20_000;
    let headings = (0..MANY)
        .map(|number| format!("## 味 {number} {{#a{number}}}\n\n<a id='b{number}'></a> ^c{number}\n\n"));
    let text: String = headings.collect();
    let places = AnchorPlaces::of(&Note::parse(&text));
    let index = places.index(&text);
    for number in 0..MANY {
        let heading = Some(AnchorTarget::Heading(number));
        for (name, wiki) in [("味-", false), ("味 ", true), ("a", false)] {
            assert_eq!(index.target(&text, &format!("{name}{number}"), wiki), heading);
        }
        for (name, wiki) in [("b", false), ("^c", true)] {
            let target = index.target(&text, &format!("{name}{number}"), wiki);
            assert!(matches!(target, Some(AnchorTarget::Line(_))), "{name}{number}");
        }
        assert_eq!(index.fragment(&text, number, false), Some(format!("味-{number}")));
    }
}

#[test]
fn the_fragment_of_a_heading_leads_to_it() {
    let places = AnchorPlaces::of(&Note::parse(TEXT));
    let index = places.index(TEXT);
    for (heading, span) in places.headings().into_iter().enumerate() {
        let fragment = index.fragment(TEXT, heading, false).unwrap();
        let target = AnchorTarget::Heading(heading);
        assert_eq!(index.target(TEXT, &fragment, false), Some(target));
        assert_eq!(index.span(target), Some(span));
    }
    assert_eq!(index.fragment(TEXT, 4, true).as_deref(), Some("A b"));
    assert_eq!(index.fragment(TEXT, 5, true), None);
}
