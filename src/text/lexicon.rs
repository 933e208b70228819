//! The words and symbols, by language, that notes are recognised by. Each list is folded for
//! comparison.

/// Headers of a column of reasons, folded.
pub(crate) const REASON_HEADERS: &[&str] = &[
    "理由",
    "根拠",
    "備考",
    "コメント",
    "評価理由",
    "説明",
    "詳細",
    "補足",
    "メモ",
    "reason",
    "reasons",
    "comment",
    "comments",
    "note",
    "notes",
    "remarks",
    "rationale",
    "basis",
];

/// Words for a score, which are no reason for it, folded.
pub(crate) const SCORE_WORDS: &[&str] = &["評価", "スコア", "点数", "score", "rating"];

/// Words for the whole, folded.
pub(crate) const WHOLE: &[&str] = &[
    "総合評価",
    "総合",
    "総合判断",
    "総合判定",
    "総合スコア",
    "総合点",
    "総合得点",
    "全体評価",
    "総評",
    "overall",
    "overallrating",
    "overallscore",
    "total",
    "totalscore",
];

/// Names of an axis that, without other axes, rates the whole, folded.
pub(crate) const WHOLE_ALONE: &[&str] = &["important", "importance", "重要度", "評価", "おすすめ度"];

/// A symbol of a score: full or empty.
pub(crate) fn is_star(c: char) -> bool {
    is_full_star(c) || is_empty_star(c)
}

/// A symbol of one point of a score.
pub(crate) fn is_full_star(c: char) -> bool {
    matches!(c, '⭐' | '★' | '🌟' | '✭' | '✮' | '✯')
}

/// A symbol of one point short of the scale.
pub(crate) fn is_empty_star(c: char) -> bool {
    matches!(c, '☆' | '✩' | '✰')
}

/// The numbers from 1, in words.
pub(crate) const NUMBER_WORDS: [&str; 10] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// The digits from 1 in kanji.
pub(crate) const KANJI_DIGITS: &str = "一二三四五六七八九";

/// Japanese counters, which follow a number.
pub(crate) const COUNTERS: [&str; 7] = ["つ", "点", "個", "項目", "段階", "件", "軸"];

/// Japanese words for what is counted.
pub(crate) const COUNTED_JAPANESE: [&str; 9] =
    ["要点", "ポイント", "サマリー", "要約", "まとめ", "まとめたsummary", "summary", "評価", "満点"];

/// English words for what is counted.
pub(crate) const COUNTED_ENGLISH: [&str; 15] = [
    "point",
    "points",
    "item",
    "items",
    "star",
    "stars",
    "takeaway",
    "takeaways",
    "entries",
    "row",
    "rows",
    "task",
    "tasks",
    "axes",
    "quadrants",
];

/// Names of fields that contain a link, in lower case.
pub(crate) const LINK_FIELDS: [&str; 3] = ["url", "link", "リンク"];

/// The frontmatter key of the tags.
pub(crate) const TAGS_KEY: &str = "tags";
