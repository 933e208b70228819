//! Scores of the whole.

use super::model::{Axis, ParsedScore};
use crate::{
    notetype::fold::{fold, without_brackets},
    text::lexicon::{WHOLE, WHOLE_ALONE},
};

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
