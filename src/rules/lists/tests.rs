use super::*;
use crate::{
    note::BlockId,
    text::{Id, apply},
};

/// Returns the list in `text`: bullets at column 0, numbers before column 3.
fn list(text: &str) -> ParsedList {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let marker = line[indent..].find([' ', '\t', '\n']).unwrap_or(0);
        let numbered = line[indent..].starts_with(|c: char| c.is_ascii_digit());
        if line.starts_with('-') || numbered && indent < 3 {
            starts.push(Span::new(at + indent, at + indent + marker));
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).map(|next| next.start()).chain([text.len()]);
    let items = starts.iter().zip(ends).map(|(&marker, end)| ParsedItem {
        block: BlockId::new(0),
        span: Span::new(marker.start(), end).trim(text),
        marker,
        number: None,
        is_first: false,
    });
    ParsedList { span: Span::new(0, text.len()), ordered: false, items: items.collect() }
}

fn with_markers(text: &str, markers: &[&str]) -> Option<String> {
    let edits = set_markers(text, &list(text), |index, _| markers[index].to_owned())?;
    Some(apply(text, &edits).unwrap())
}

#[test]
fn the_content_of_an_item_moves_with_its_marker() {
    assert_eq!(
        with_markers("- a\n  - b\n\n  c\n- d\n", &["1.", "2."]).unwrap(),
        "1. a\n   - b\n\n   c\n2. d\n"
    );
    assert_eq!(with_markers("10. a\r\n    b\r\n", &["9."]).unwrap(), "9. a\r\n   b\r\n");
    assert_eq!(with_markers("1. a\n   b\n", &["2."]).unwrap(), "2. a\n   b\n");
}

#[test]
fn lazy_lines_and_blank_lines_stay() {
    assert_eq!(with_markers("- a\nb\n   \n  c\n", &["1."]).unwrap(), "1. a\nb\n   \n   c\n");
}

#[test]
fn a_tab_after_the_marker_keeps_the_column() {
    assert_eq!(with_markers("-\ta\n    b\n", &["1."]).unwrap(), "1.\ta\n    b\n");
    assert_eq!(with_markers("- a\n\tb\n", &["1."]), None);
}

#[test]
fn an_item_does_not_become_part_of_the_previous_one() {
    assert_eq!(with_markers("1. a\n 2. b\n", &["-", "-"]).unwrap(), "- a\n - b\n");
    assert_eq!(with_markers("1. a\n  2. b\n", &["-", "-"]), None);
    let text = "10. a\n\n   <!-- b -->\n";
    let mut list = list(text);
    list.items[0].span = list.items[0].span.with_end(5);
    assert_eq!(set_markers(text, &list, |_, _| "9.".to_owned()), None);
    assert!(set_markers(text, &list, |_, _| "11.".to_owned()).is_some());
}
