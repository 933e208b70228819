use strsim::osa_distance;

/// Nobody misspells a longer word, and comparing it would take long.
const LONGEST: usize = 256;

/// The candidate that `word` is most likely a misspelling of: at most a third of its characters
/// away (but one at least), case and `_` for `-` not counted. The first of equals.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let folded = fold(word);
    let limit = (folded.chars().count() / 3).max(1);
    let distances =
        candidates.into_iter().map(|candidate| (osa_distance(&folded, &fold(candidate)), candidate));
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
    }
}
