//! Helps for a name that is not one of the known ones.

use super::{nearest, or_list};

/// Asks whether `right` was meant.
pub fn did_you_mean(right: &str) -> String {
    format!("did you mean `{right}`?")
}

/// Asks whether the known name nearest to `word` was meant; `None` if none is near.
pub fn suggest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, known).map(did_you_mean)
}

/// Asks whether the known name nearest to `word` was meant, or lists all of them if none is near.
pub fn suggest_or_list<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    suggest(word, known.clone()).unwrap_or_else(|| format!("expected {}", alternatives(known)))
}

/// The names in backticks, as alternatives: `` `a`, `b` or `c` ``.
pub fn alternatives<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    or_list(names.into_iter().map(|name| format!("`{name}`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_suggested_and_else_all_are_listed() {
        let known = ["exclude", "types", "rules"];
        assert_eq!(suggest_or_list("typs", known), "did you mean `types`?");
        assert_eq!(suggest("when", known), None);
        assert_eq!(suggest_or_list("when", known), "expected `exclude`, `types` or `rules`");
        assert_eq!(suggest_or_list("when", ["rules"]), "expected `rules`");
    }
}
