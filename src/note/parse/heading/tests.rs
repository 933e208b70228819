use super::*;

fn content_of(heading: &str) -> &str {
    content(heading, Span::new(0, heading.len())).of(heading)
}

#[test]
fn markers_are_not_content() {
    assert_eq!(content_of("##  要約 ⭐ ##"), "要約 ⭐");
    assert_eq!(content_of("# C#"), "C#");
    assert_eq!(content_of("# a \\#"), "a \\#");
    assert_eq!(content_of("#\ta"), "a");
    assert_eq!(content_of("## ##"), "");
    assert_eq!(content_of("#"), "");
}

#[test]
fn attributes_are_not_content() {
    let parts = |text: &'static str| {
        let (words, attributes) = attributes(text, Span::new(0, text.len()));
        (words.of(text), attributes.map(|attributes| attributes.of(text)))
    };
    assert_eq!(parts("要約 {#a}"), ("要約", Some("{#a}")));
    assert_eq!(parts("A{: #a .b k=\"v\"}"), ("A", Some("{: #a .b k=\"v\"}")));
    for text in ["A {b}", "A {}", "{#a}", "A {#}", "A {#a} b", "A {1, 2}", "A {#a b}", "f{x=1}"] {
        assert_eq!(parts(text), (text, None));
    }
}

#[test]
fn the_underline_is_not_content() {
    assert_eq!(content_of("題\r\n名\r\n==="), "題\r\n名");
    assert_eq!(content_of("# a\n===").trim(), "# a");
}
