use super::*;

#[test]
fn what_is_obeyed_or_not_seen_is_spelled_out() {
    assert_eq!(
        visible("a\n\t\r\u{1b}[2J\u{7f}\u{9b}.md"),
        "a<U+000A><U+0009><U+000D><U+001B>[2J<U+007F><U+009B>.md"
    );
    assert_eq!(visible("\u{202e}gpj\u{2066}\u{200f}\u{61c}"), "<U+202E>gpj<U+2066><U+200F><U+061C>");
    assert_eq!(visible("a\u{200b}\u{feff}\u{ad}\u{e0041}"), "a<U+200B><U+FEFF><U+00AD><U+E0041>");
    for plain in ["日本 語.md", "می\u{200c}خواهم", "👨\u{200d}👩\u{200d}👧⚠\u{fe0f}", "`|<img>\\"]
    {
        assert_eq!(visible(plain), plain);
    }
}

#[test]
fn what_is_plain_has_nothing_hidden() {
    for c in '\0'..=char::MAX {
        assert!(!is_plainly_visible(c.encode_utf8(&mut [0; 4])) || !is_hidden(c), "{c:?}");
    }
    assert!(is_plainly_visible("Tea 緑茶、") && !is_plainly_visible("a\u{7f}") && !is_plainly_visible("a\n"));
}

#[test]
fn a_line_does_not_begin_as_a_command() {
    assert_eq!(visible_at_start("::error::a.md"), "<U+003A>:error::a.md");
    assert_eq!(visible_at_start("  ::error::a.md"), "  <U+003A>:error::a.md");
    assert_eq!(visible_at_start("a::b.md"), "a::b.md");
}

#[test]
fn escaped_json_is_the_same_json() {
    let text = "a\u{7f}\u{9b}\u{202e}\u{2028}\u{61c}日本👨\u{200d}👩\n\u{1b}";
    let mut json = Vec::new();
    serde_json::to_writer_pretty(JsonStream(&mut json), &[text]).unwrap();
    let json = String::from_utf8(json).unwrap();
    assert_eq!(json, "[\n  \"a\\u007f\\u009b\\u202e\\u2028\\u061c日本👨\u{200d}👩\\n\\u001b\"\n]");
    assert_eq!(serde_json::from_str::<Vec<String>>(&json).unwrap(), [text]);
}
