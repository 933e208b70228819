use unicode_width::UnicodeWidthStr;

use super::*;

fn excerpt(line: &str, marked: &str, width: usize) -> (String, String) {
    let start = line.find(marked).unwrap();
    let excerpt = Excerpt::new(line, Span::new(start, start + marked.len()), width, "…");
    let marked = excerpt.span.of(&excerpt.text).to_owned();
    (excerpt.text, marked)
}

fn pair(text: &str, marked: &str) -> (String, String) {
    (text.to_owned(), marked.to_owned())
}

#[test]
fn what_stands_for_others_in_a_mask_is_spelled_out() {
    assert_eq!(clean("値\u{e000}\u{e001}。"), "値<U+E000><U+E001>。");
    assert_eq!(clean("値\u{eeee}。"), "値\u{eeee}。");
}

#[test]
fn a_line_that_fits_is_shown_whole() {
    assert_eq!(excerpt("評価は高い", "高い", 80), pair("評価は高い", "高い"));
    assert_eq!(excerpt("a\tb", "b", 80), pair("a    b", "b"));
}

#[test]
fn a_long_line_is_cut_to_its_width_around_what_is_marked() {
    let line = format!("{}値{}", "あ".repeat(500), "い".repeat(500));
    let (text, marked) = excerpt(&line, "値", 40);
    assert!(text.width() <= 40 && text.starts_with('…') && text.ends_with('…'), "{text}");
    assert_eq!(marked, "値");
    let (text, marked) = excerpt(&line, &line, 40);
    assert!(text.width() <= 40, "{text}");
    assert_eq!(marked, text);
}

#[test]
fn what_a_terminal_would_obey_is_spelled_out() {
    assert_eq!(excerpt("a\u{1b}[2Jb", "b", 80).0, "a<U+001B>[2Jb");
    assert_eq!(excerpt("a\u{202e}b", "\u{202e}", 80), pair("a<U+202E>b", "<U+202E>"));
    assert_eq!(excerpt("か\u{200b}な", "\u{200b}", 80).1, "<U+200B>");
    assert_eq!(clean("x\ny\u{9b}"), "x<U+000A>y<U+009B>");
}

#[test]
fn all_terminals_agree_on_the_width() {
    for line in ["⭐️⭐️ 4/5", "👨‍👩‍👧 家族", "👍🏽 良い", "⚠️ 注意", "1️⃣ 一", "🏴\u{e0067}\u{e0062}\u{e007f}x"]
    {
        let (text, _) = excerpt(line, "", 80);
        assert_eq!(text.width(), columns(&text), "{line} as {text}");
    }
}

#[test]
fn a_mountain_of_marks_is_cut() {
    let line = format!("a{}", "\u{301}".repeat(100_000));
    assert!(excerpt(&line, "a", 40).0.len() < 1_000);
}
