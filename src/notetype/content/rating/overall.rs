//! Scores of the whole.

use super::model::{Axis, ParsedScore};
use crate::{
    notetype::fold::{fold, without_brackets},
    text::lexicon::{WHOLE, WHOLE_ALONE},
};

/// Whether `plain` is a word for the whole.
pub fn is_overall(plain: &str) -> bool {
    WHOLE.contains(&fold(without_brackets(plain)).as_str())
}

/// Makes the only score of a section one of the whole if its name is a word such as `Important`.
pub(super) fn rate_whole(scores: &mut [ParsedScore]) {
    if let [ParsedScore { axis, .. }] = scores
        && matches!(axis, Axis::Unknown(name) if WHOLE_ALONE.contains(&fold(without_brackets(name)).as_str()))
    {
        *axis = Axis::Overall;
    }
}
