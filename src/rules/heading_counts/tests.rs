use super::*;

#[test]
fn a_count_is_a_number_with_what_is_counted() {
    for text in [
        "5つ",
        "１２点",
        " 十二 項目の要点",
        "5つの要点",
        "3つで要約",
        "二段階評価",
        "4つのまとめたSummary",
        "Five points",
        "5points",
        "5-key takeaways",
        "ten key items",
        "5 stars scale",
        "１０ ＰＯＩＮＴＳ",
        "3点の特徴",
        "3点の",
    ] {
        assert!(is_count(text, "記事の特徴"), "{text}");
    }
    for text in [
        "",
        "5",
        "123点",
        "つ",
        "5年",
        "5  つ",
        "5つの戦略",
        "2025年版",
        "5 quadrant",
        "5 big points",
        "points",
        "a point",
        "five",
        "5 points here",
        "5 scale",
        "百点",
        "eleven points",
    ] {
        assert!(!is_count(text, "記事の特徴"), "{text}");
    }
}
