use serde_json::json;

use super::*;

#[test]
fn what_is_easily_overlooked_in_a_text_is_named() {
    for (text, other, shown) in [
        ("live", None, "`live`"),
        ("live ", None, "`\"live \"` (ends with a space)"),
        ("\tlive\n", None, "`\"\\tlive\\n\"` (begins with a tab and ends with a line break)"),
        ("a  b", None, "`\"a  b\"` (has two spaces in a row)"),
        ("\u{3000}概要", None, "`\"\u{3000}概要\"` (begins with U+3000)"),
        ("概\u{3000}要", None, "`概\u{3000}要`"),
        ("概\u{3000}要", Some("概 要"), "`\"概\u{3000}要\"` (with U+3000)"),
        ("a\u{200b}b", None, "`\"a\u{200b}b\"` (with U+200B)"),
        ("⭐\u{fe0f}", Some("⭐"), "`\"⭐\u{fe0f}\"` (with U+FE0F)"),
        ("⭐", Some("⭐\u{fe0f}"), "`\"⭐\"` (without U+FE0F)"),
        ("カ\u{3099}", Some("ガ"), "`\"カ\u{3099}\"` (in the Unicode form NFD)"),
        ("ガ", Some("カ\u{3099}"), "`\"ガ\"` (in the Unicode form NFC)"),
        ("ＡＢ", Some("AB"), "`\"ＡＢ\"` (with U+FF21 and U+FF22)"),
        ("b", Some("a"), "`b`"),
        (" \n", None, "`\" \\n\"` (blank)"),
        ("", None, "empty text"),
    ] {
        assert_eq!(describe_text(text, other), shown);
    }
}

#[test]
fn a_long_list_is_cut() {
    assert_eq!(json(&json!(["a", { "b": 1 }])), "`[a, {b: 1}]`");
    let long = json(&Value::from(vec!["abc"; 1_000_000]));
    assert!(long.ends_with("…`") && long.len() < 100, "{long}");
}
