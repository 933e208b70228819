use super::*;

#[test]
fn a_broken_link_means_the_most_similar_heading() {
    let note = Note::parse("# A\n\n## Rating(5段階評価)\n\n## 強みの一覧\n\n## 弱みの一覧\n");
    let headings = || note.outline.iter().map(|(_, heading)| &*heading.plain);
    let nearest = |place, wiki| nearest_heading(headings(), place, wiki);
    assert_eq!(nearest("rating", false).as_deref(), Some("rating5段階評価"));
    assert_eq!(nearest("rating5段階", false).as_deref(), Some("rating5段階評価"));
    assert_eq!(nearest("rating5段階評価-1", true).as_deref(), Some("Rating(5段階評価)"));
    assert_eq!(nearest("弱み一覧", false).as_deref(), Some("弱みの一覧"));
    assert_eq!(nearest("機会", true), None);
}

#[test]
fn github_drops_punctuation_and_keeps_japanese() {
    assert_eq!(github_slug("Summary(5つの要点)"), "summary5つの要点");
    assert_eq!(github_slug("日本の立ち位置・強み弱みのSummary（4点）"), "日本の立ち位置強み弱みのsummary4点");
    assert_eq!(github_slug("💡 My Notes"), "-my-notes");
    assert_eq!(github_slug("A - B_c"), "a---b_c");
    assert_eq!(github_slug("か\u{3099}①"), "か\u{3099}");
}

#[test]
fn the_fast_path_for_japanese_agrees_with_the_tables() {
    for c in ('\0'..=char::MAX).filter(|&c| is_plain_japanese(c)) {
        assert!(is_word(c) && c.to_lowercase().eq([c]), "{c:?}");
    }
}

#[test]
fn the_hash_of_a_name_is_that_of_the_name() {
    for heading in ["Ａ 評価（5段階）", "か\u{3099} Straße", "  a : B  ", ""] {
        assert_eq!(slug_hash(heading), Hash::of(&nfc(&github_slug(heading))), "{heading:?}");
        assert_eq!(obsidian_hash(heading), Hash::of(&format!("#{}", obsidian_heading(heading))));
    }
}

#[test]
fn obsidian_ignores_case_and_what_a_link_cannot_contain() {
    assert_eq!(obsidian_heading("Rating: 5 | stars"), obsidian_heading("rating 5 stars"));
    assert_eq!(obsidian_heading("`C++` & **C#**."), "c c");
    assert_eq!(obsidian_heading("it's a_b-c、「d」"), "it's a_b-c、「d」");
    assert_eq!(obsidian_heading("か\u{3099}"), "が");
}
