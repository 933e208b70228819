use super::*;

#[test]
fn width_emoji_numbering_and_counts_are_no_loss() {
    for heading in [
        "💡 Summary - 5つの要点",
        "Summary（5つの要点）",
        "Summary（４つの要点）🎯",
        "1. summary",
        "Summary: five points",
        "Summary",
    ] {
        assert_eq!(lost(heading, "Summary(5つの要点)", "Summary(5つの要点)"), None, "{heading}");
    }
    let lost = |heading, name| lost(heading, name, name);
    assert_eq!(lost("⭐ Rating", "Rating(5段階評価)"), None);
    assert_eq!(lost("強み(4つの要点)", "強み"), None);
    assert_eq!(lost("立ち位置（4点でまとめたSummary）", "立ち位置(4点)"), None);
    assert_eq!(lost("Actions", "Actions (who, when)"), None);
}

#[test]
fn what_is_counted_may_be_a_word_of_the_canonical_heading() {
    assert_eq!(lost("全体要約 - 5つの特徴", "全体要約", "記事の特徴(5つの要点)"), None);
    assert_eq!(lost("全体要約 - 5つの特徴", "全体要約", "まとめ"), Some("5つの特徴"));
}

#[test]
fn what_is_lost_is_what_the_brackets_behind_the_name_contain() {
    for (heading, expected) in [
        ("Summary (draft)", "draft"),
        ("Summary [draft]", "draft"),
        ("Summary ［案］", "案"),
        ("Summary【案】", "案"),
        ("Summary [draft] (old)", "[draft] (old)"),
        ("Summary (see [a])", "(see [a])"),
        ("Summary [^1]", "[^1]"),
        ("[Summary] (draft)", "draft"),
        ("Summary - a [b]", "a [b]"),
        ("Summary: [b]", "[b]"),
    ] {
        assert_eq!(lost(heading, "Summary", "Summary"), Some(expected), "{heading}");
    }
}

#[test]
fn words_of_the_canonical_heading_are_no_loss() {
    let lost = |heading| lost(heading, "立ち位置", "立ち位置・強み弱みのSummary(4点)");
    assert_eq!(lost("立ち位置（強み・弱み）"), None);
    assert_eq!(lost("立ち位置 - 強み・弱み4点Summary"), None);
    assert_eq!(lost("立ち位置(4点要約)"), None);
    assert_eq!(lost("立ち位置（強み・戦略）"), Some("強み・戦略"));
    assert_eq!(lost("立ち位置: 強み（2年分）"), Some("強み（2年分）"));
}

#[test]
fn counts_are_read_in_digits_and_words() {
    for (heading, count) in [
        ("要約(5つの要点)", Some(5)),
        ("要約（１２点）", Some(12)),
        ("Summary - three points", Some(3)),
        ("要約（二十三の要点）", None),
        ("要約（十二点）", Some(12)),
        ("要約（二十点）", Some(20)),
        ("Actions (who, when)", None),
        ("要約", None),
        ("評価(5段階評価)", None),
    ] {
        assert_eq!(count_in(heading), count, "{heading}");
    }
    assert_eq!(without_bracketed_count("要約(5つの要点)"), Some("要約"));
    assert_eq!(without_bracketed_count("要約 - 5 points"), None);
}

#[test]
fn a_bracketed_number_is_dropped() {
    assert_eq!(without_number("Threats (1)"), "Threats");
    assert_eq!(without_number("脅威（１２）"), "脅威");
    for heading in ["Threats (2025)", "Threats (A1)", "Threats 1", "(1)", "Threats ()"] {
        assert_eq!(without_number(heading), heading);
    }
}

#[test]
fn scores_and_other_words_are_lost() {
    let lost = |heading, name| lost(heading, name, name);
    assert_eq!(lost("Rating: ⭐⭐⭐⭐☆ (4/5)", "Rating(5段階評価)"), Some("⭐⭐⭐⭐☆ (4/5)"));
    assert_eq!(lost("⭐ Rating: 5/5", "Rating(5段階評価)"), Some("5/5"));
    assert_eq!(lost("Rating ⭐", "Rating"), Some("Rating ⭐"));
    assert_eq!(lost("強み（Strengths）", "強み"), Some("Strengths"));
    assert_eq!(lost("Summary（2025年版）", "Summary"), Some("2025年版"));
    assert_eq!(lost("【重要】Summary", "Summary"), Some("【重要】Summary"));
}
