use super::*;

#[test]
fn what_needs_no_table_has_the_same_form_as_with_one() {
    for c in '\0'..='\u{1ffff}' {
        for text in [format!("か{c}"), format!("{c}\u{3099}a")] {
            assert!(text.nfkc().eq(normalised(&text)), "{text:?}");
        }
    }
}

#[test]
fn easily_overlooked_differences_are_named() {
    assert_eq!(only_difference("値（A）", "値(A)"), Some("character width"));
    assert_eq!(only_difference("値 (A)", "値(A)"), Some("whitespace"));
    assert_eq!(only_difference("api", "API"), Some("case"));
    assert_eq!(only_difference("ΟΔΟΣ", "οδος"), Some("case"));
    for (left, right) in [("か\u{3099}", "が"), ("カ\u{3099}ス", "ガス"), ("ｶﾞ", "ガ"), ("e\u{301}", "é")]
    {
        assert_eq!(only_difference(left, right), Some("character width"), "{left}");
    }
    assert_eq!(only_difference("か", "が"), None);
    assert_eq!(only_difference("値", "価値"), None);
    assert_eq!(only_difference("値", "値段"), None);
}
