use super::*;

fn lines_of(text: &str, edits: Vec<Edit>, width: usize) -> Vec<String> {
    let index = LineIndex::new(text);
    let file = File { path: "a.md", text, index: &index };
    let changed = changed_lines(&Fix::safe("Fix it", edits), file, Cut { width, ellipsis: "…" });
    let sign = |is_added| if is_added { '+' } else { '-' };
    changed.iter().map(|line| format!("{} {} {}", line.number, sign(line.is_added), line.text)).collect()
}

/// Draws the fix that writes `new` in place of `old`.
fn replacing(text: &str, old: &str, new: &str) -> Vec<String> {
    let start = text.find(old).unwrap();
    lines_of(text, vec![Edit::replace(Span::new(start, start + old.len()), new)], 80)
}

#[test]
fn a_line_is_shown_as_it_was_and_as_it_becomes() {
    assert_eq!(replacing("a\nb: 1\nc\n", "1", "2"), ["2 - b: 1", "2 + b: 2"]);
    assert_eq!(replacing("a\nb", "b", "c"), ["2 - b", "2 + c"]);
    assert_eq!(replacing("\u{feff}# 値\n", "値", "名"), ["1 - # 値", "1 + # 名"]);
    assert_eq!(replacing("", "", "# T\n"), ["1 + # T"]);
}

#[test]
fn whole_lines_are_only_added_or_removed() {
    assert_eq!(replacing("a\nb\nc\n", "b\n", ""), ["2 - b"]);
    assert_eq!(replacing("a\nb\nc\n", "\nb", ""), ["2 - b"]);
    assert_eq!(replacing("a\r\nb\r\n", "b", "\r\nb"), ["2 + "]);
    assert_eq!(replacing("a\n", "\n", "\n\n## T\n"), ["2 + ", "3 + ## T"]);
    assert_eq!(replacing("a", "a", "a\n\n## T\n"), ["2 + ", "3 + ## T"]);
    assert_eq!(replacing("a | --- |\n", " | ", " |\n| "), ["1 - a | --- |", "1 + a |", "2 + | --- |"]);
    assert_eq!(
        replacing("a: 1\nb: 2\nc: 3\nd: 4\n", "a: 1\nb: 2\nc: 3\n", "b: 2\nc: 3\na: 1\n"),
        ["1 - a: 1", "3 + a: 1"]
    );
}

#[test]
fn lines_after_added_ones_have_their_new_numbers() {
    let edits =
        vec![Edit::insert(0, "---\n"), Edit::insert(12, "---\n"), Edit::replace(Span::new(15, 16), "z")];
    let text = "a: 1\nb: 2\n\n\n\nx\ny\n";
    assert_eq!(lines_of(text, edits, 80), ["1 + ---", "6 + ---", "7 - y", "9 + z"]);
}

#[test]
fn a_change_that_cannot_be_seen_is_spelled_out() {
    for (text, old, new, shown) in [
        ("a \u{3000} \n", " \u{3000} ", "", ["1 - a<U+0020><U+3000><U+0020>", "1 + a"]),
        ("- [ ]   \n", "   ", " ", ["1 - - [ ]<U+0020><U+0020><U+0020>", "1 + - [ ]<U+0020>"]),
        ("a\tb\n", "\t", "  ", ["1 - a<U+0009>b", "1 + a  b"]),
        ("a: \u{a0}1\n", "\u{a0}", " ", ["1 - a: <U+00A0>1", "1 + a:  1"]),
        ("か\u{200b}\n", "\u{200b}", "", ["1 - か<U+200B>", "1 + か"]),
        ("\u{feff}a\n", "\u{feff}", "", ["1 - <U+FEFF>a", "1 + a"]),
        ("⭐️⭐️ x\n", "⭐️⭐️", "⭐⭐", ["1 - ⭐<U+FE0F>⭐<U+FE0F> x", "1 + ⭐⭐ x"]),
        ("か\u{3099}い\n", "か\u{3099}", "が", ["1 - か<U+3099>い", "1 + がい"]),
        ("\u{212b}\n", "\u{212b}", "å", ["1 - \u{212b}", "1 + å"]),
        ("\u{212b}\n", "\u{212b}", "\u{c5}", ["1 - <U+212B>", "1 + \u{c5}"]),
        ("a", "a", "a\n", ["1 - a", "1 + a<U+000A>"]),
        ("a\r\n", "\r\n", "\n", ["1 - a<U+000D><U+000A>", "1 + a<U+000A>"]),
    ] {
        assert_eq!(replacing(text, old, new), shown, "{text:?}");
    }
}

#[test]
fn both_lines_are_cut_at_the_same_place() {
    let text = format!("{}, 2040, 2043]\n", "あ".repeat(40));
    let start = text.find("2040").unwrap();
    let lines = lines_of(&text, vec![Edit::replace(Span::new(start, start + 4), "\"2040\"")], 40);
    let shown: String = format!("…{}", "あ".repeat(8));
    assert_eq!(lines, [format!("1 - {shown}, 2040, 2043]"), format!("1 + {shown}, \"2040\", 2043]")]);
}

#[test]
fn blanks_beside_a_change_that_can_be_seen_stay_as_they_are() {
    assert_eq!(replacing("a\u{3000}b\n", "a\u{3000}b", "c d"), ["1 - a\u{3000}b", "1 + c d"]);
}

#[test]
fn what_does_not_fit_is_not_drawn() {
    let none: [&str; 0] = [];
    assert_eq!(replacing("a\n", "a", "1\n2\n3\n4"), none);
    assert_eq!(replacing("1\n2\n3\n4\n", "1\n2\n3\n4\n", ""), none);
    assert_eq!(replacing("1\n2\n3\n4\n", "1\n2\n3\n", ""), ["1 - 1", "2 - 2", "3 - 3"]);
    assert_eq!(replacing("a\n", "a", &"x".repeat(MAX_REGION_BYTES + 1)), none);
    assert_eq!(replacing("a\n", "a", &"\n".repeat(MAX_REGION_BYTES)), none);
    let everywhere = (0..10).map(|at| Edit::insert(4 * at, "x")).collect();
    assert_eq!(lines_of(&"abc\n".repeat(10), everywhere, 80), none);
    assert_eq!(replacing("a\n", "a", "a"), none);
}

#[test]
fn edits_of_another_text_are_not_drawn() {
    for span in [Span::new(1, 2), Span::new(2, 50), Span::new(50, 60), Span::empty(50)] {
        assert!(lines_of("値\n", vec![Edit::replace(span, "x")], 80).is_empty());
    }
    let overlapping = vec![Edit::delete(Span::new(0, 2)), Edit::delete(Span::new(1, 3))];
    assert!(lines_of("abc", overlapping, 80).is_empty());
}

#[test]
fn a_long_line_is_cut_as_if_all_of_it_were_there() {
    let (before, after) = ("あ".repeat(50_000), "い".repeat(50_000));
    let text = format!("x\n{before}1{after}\n");
    let start = 2 + before.len();
    let edits = vec![Edit::replace(Span::new(start, start + 1), "22")];
    let lines = lines_of(&text, edits, 40);
    let whole = |line: &str| {
        let cut = Cut { width: 40, ellipsis: "…" };
        let span = Span::new(before.len(), line.len() - after.len());
        Excerpt::new(line, span, cut.columns_of(2), cut.ellipsis).text
    };
    let old = format!("2 - {}", whole(&format!("{before}1{after}")));
    assert_eq!(lines, [old, format!("2 + {}", whole(&format!("{before}22{after}")))]);

    // A line that is split where it is cut shows both ends of the cut.
    let split = lines_of(&text, vec![Edit::replace(Span::new(start, start + 1), "\n")], 40);
    assert_eq!(split.len(), 3);
    assert!(split[1].starts_with("2 + …あ") && split[1].ends_with('あ'), "{split:?}");
    assert!(split[2].starts_with("3 + い") && split[2].ends_with('…'), "{split:?}");
}
