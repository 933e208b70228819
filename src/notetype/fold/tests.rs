use super::*;

#[test]
fn dress_folds_away() {
    for dressed in [
        "Summary",
        "summary",
        "ＳＵＭＭＡＲＹ",
        "🎯 Summary",
        "1. Summary",
        "１．Summary",
        "1️⃣ **Summary**",
        "(1) Summary",
        "（２）Summary",
        "①Summary",
        "🟢 2) Summary:",
        "【Summary】",
        "Sum\u{fe0f}mary",
        "2.1 Summary",
    ] {
        assert_eq!(fold(dressed), "summary", "{dressed}");
    }
    assert_eq!(fold("ｸﾞﾛｰﾊﾞﾙ"), fold("グローバル"));
    assert_eq!(fold("ク\u{3099}ローバル"), fold("グローバル"));
    assert_eq!(fold("1〜3月—春"), fold("1～3月―春"));
    assert_eq!(fold("㈱"), fold("(株)"));
}

#[test]
fn words_that_begin_with_a_number_keep_it() {
    assert_eq!(fold("5つの要点"), "5つの要点");
    assert_eq!(fold("3D printing"), "3dprinting");
    assert_eq!(fold("2024 Results"), "2024results");
    assert_eq!(fold("1.5℃ target"), fold("1.5°C target"));
}

#[test]
fn words_of_symbols_alone_stay() {
    assert_eq!(fold("⭐"), "⭐");
    assert_eq!(fold("1."), "1.");
    assert_eq!(fold(""), "");
}

#[test]
fn a_score_is_no_decoration() {
    assert_eq!(fold("⭐ Rating"), "rating");
    assert_ne!(fold("Rating ⭐⭐⭐⭐☆"), "rating");
    assert_eq!(fold("Rating ⭐"), "rating");
}

#[test]
fn bracket_groups_at_the_end_go() {
    assert_eq!(without_brackets("Summary（5つの要点)"), "Summary");
    assert_eq!(without_brackets("a(b) (c（d）) 🎯"), "a");
    assert_eq!(without_brackets("(all of it)"), "(all of it)");
    assert_eq!(without_brackets("a)"), "a)");
    assert_eq!(without_brackets("【重要】Summary"), "Summary");
    assert_eq!(without_brackets("【Summary】"), "【Summary】");
}

#[test]
fn a_suffix_begins_at_a_colon_a_dash_or_a_score() {
    let cut = |text: &'static str| suffix(text).map(|span| (&text[..span.start()], &text[span.end()..]));
    assert_eq!(cut("Rating: 5/5"), Some(("Rating", " 5/5")));
    assert_eq!(cut("1: 強み：技術"), Some(("1: 強み", "技術")));
    assert_eq!(cut("Summary - five"), Some(("Summary ", " five")));
    assert_eq!(cut("⭐ Rating ⭐⭐"), Some(("⭐ Rating ", "⭐⭐")));
    assert_eq!(cut("Rating 4/5"), Some(("Rating ", "4/5")));
    assert_eq!(cut("T-Connect"), None);
    assert_eq!(cut("⭐⭐"), None);
    assert_eq!(cut(": x"), None);
}
