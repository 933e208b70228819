use strsim::osa_distance;

/// A longer word is not a misspelling, and comparing it would take long.
const MAX_WORD_BYTES: usize = 256;

/// Returns the candidate that `word` is most likely a misspelling of: the first one with the smallest edit
/// distance, which is at most a third of the characters (at least 1). Ignores case and `_` in place of `-`. Who
/// misspells a word begins it right, unless that is the only mistake: `include` is not meant as `exclude`.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > MAX_WORD_BYTES || word.trim().is_empty() {
        return None;
    }
    let folded = fold(word);
    let length = folded.chars().count();
    let limit = (length / 3).max(1);
    let distances = candidates.into_iter().filter_map(|candidate| {
        let other = fold(candidate);
        // No distance is smaller than the difference of the lengths, which is cheap to compute.
        let may_be_near = other.chars().count().abs_diff(length) <= limit;
        let begins_alike = folded.chars().next() == other.chars().next();
        let distance = may_be_near.then(|| osa_distance(&folded, &other))?;
        (begins_alike || distance <= 1).then_some((distance, candidate))
    });
    distances.filter(|(distance, _)| *distance <= limit).min_by_key(|(distance, _)| *distance).map(|(_, c)| c)
}

fn fold(word: &str) -> String {
    word.to_lowercase().replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_word_finds_its_neighbour() {
        assert_eq!(nearest("overides", ["exclude", "overrides"]), Some("overrides"));
        assert_eq!(nearest("Text", ["text", "swot"]), Some("text"));
        assert_eq!(
            nearest("rating/malfromed", ["rating/range", "rating/malformed"]),
            Some("rating/malformed")
        );
    }

    #[test]
    fn a_word_far_from_all_has_no_neighbour() {
        assert_eq!(nearest("x", ["rules", "types"]), None);
        assert_eq!(nearest("", ["rules"]), None);
        assert_eq!(nearest("\u{3000}", ["a"]), None);
        assert_eq!(nearest("include", ["exclude"]), None);
        assert_eq!(nearest("xclude", ["exclude"]), Some("exclude"));
    }
}
