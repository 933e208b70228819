use super::*;

#[test]
fn lines_end_in_each_of_the_three_ways() {
    let text = "a\nb\r\nc\rd";
    let found: Vec<_> = line_endings(text).map(|(span, ending)| (span.start(), ending)).collect();
    assert_eq!(found, [(1, LineEnding::Lf), (3, LineEnding::Crlf), (6, LineEnding::Cr)]);
    for (span, ending) in line_endings(text) {
        assert_eq!(span.of(text), ending.as_str());
    }
    let lines: Vec<&str> = [0, 2, 5, 7].map(|offset| line_at(text, offset).of(text)).to_vec();
    assert_eq!(lines, ["a", "b", "c", "d"]);
    assert_eq!([0, 2, 5, 7, 8].map(|offset| next_line(text, offset)), [2, 5, 7, 8, 8]);
}

#[test]
fn the_end_of_a_line_belongs_to_it() {
    let text = "ab\r\n\r\nc";
    assert_eq!(line_at(text, 2), Span::new(0, 2));
    assert_eq!(line_at(text, 4), Span::new(4, 4));
    assert_eq!(line_at(text, text.len()), Span::new(6, 7));
}

#[test]
fn a_text_has_the_line_ending_of_most_of_its_lines() {
    assert_eq!(LineEnding::of("a\nb\r\nc\r\n"), LineEnding::Crlf);
    assert_eq!(LineEnding::of("a\r\nb\n"), LineEnding::Lf);
    assert_eq!(LineEnding::of("a\rb\rc\r\n"), LineEnding::Crlf);
    assert_eq!(LineEnding::of("a\rb"), LineEnding::Lf);
    assert_eq!(LineEnding::of(""), LineEnding::Lf);
}
