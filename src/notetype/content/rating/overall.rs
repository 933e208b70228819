//! Scores of the whole.

use super::model::{Axis, ParsedScore};
use crate::notetype::fold::{fold, without_brackets};

/// Words for the whole, folded.
const WHOLE: &[&str] = &[
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

/// Words that are an axis beside others, and alone say how good or important the whole is, folded.
const WHOLE_ALONE: &[&str] = &["important", "importance", "重要度", "評価", "おすすめ度"];

/// Whether `plain` is a word for the whole.
pub(super) fn is_whole(plain: &str) -> bool {
    WHOLE.contains(&fold(without_brackets(plain)).as_str())
}

/// Makes of the one score of a section that stands behind a word such as `Important` one of the
/// whole.
pub(super) fn settle(scores: &mut [ParsedScore]) {
    if let [ParsedScore { axis, .. }] = scores
        && matches!(axis, Axis::Unknown(name) if WHOLE_ALONE.contains(&fold(without_brackets(name)).as_str()))
    {
        *axis = Axis::Overall;
    }
}
