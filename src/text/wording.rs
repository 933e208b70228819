//! The wording that messages share.

/// Longer text of a note is cut in messages.
const MAX_QUOTE_CHARS: usize = 60;

/// Returns `text` in backticks, on one line, cut if it is very long.
pub(crate) fn quote(text: &str) -> String {
    // No character is shorter than a byte.
    let cut = if text.len() <= MAX_QUOTE_CHARS { None } else { text.char_indices().nth(MAX_QUOTE_CHARS) };
    match cut {
        Some((cut, _)) => quote_whole(&format!("{}…", &text[..cut])),
        None => quote_whole(text),
    }
}

/// Returns `text` in backticks with each of its blanks, cut if it is very long.
pub(crate) fn quote_exact(text: &str) -> String {
    let cut = text.char_indices().nth(MAX_QUOTE_CHARS).map(|(cut, _)| format!("{}…", &text[..cut]));
    let shown = cut.as_deref().unwrap_or(text).replace(['\n', '\r'], " ");
    if shown.contains('`') { format!("`` {shown} ``") } else { format!("`{shown}`") }
}

/// Returns all of `text` in backticks, on one line.
pub(crate) fn quote_whole(text: &str) -> String {
    let (open, close) = if text.contains('`') { ("`` ", " ``") } else { ("`", "`") };
    let mut quoted = String::with_capacity(open.len() + text.len() + close.len());
    quoted.push_str(open);
    for (at, word) in text.split_whitespace().enumerate() {
        if at > 0 {
            quoted.push(' ');
        }
        quoted.push_str(word);
    }
    quoted.push_str(close);
    quoted
}

/// Returns `count` with its noun: `1 point`, `5 points`.
pub(crate) fn count(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Returns `number` with a noun whose plural has an `s`: `1 note`, `2 notes`.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// Returns `number` with its thousands apart: `1,200`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A bound of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The number itself, or more.
    AtLeast,
    /// The number itself, or less.
    AtMost,
    /// More than the number.
    MoreThan,
    /// Less than the number.
    LessThan,
}

impl Bound {
    /// The words before the number.
    pub fn words(self) -> &'static str {
        match self {
            Self::AtLeast => "at least",
            Self::AtMost => "at most",
            Self::MoreThan => "more than",
            Self::LessThan => "less than",
        }
    }
}

/// Returns the number that the schema's bounds require: `5 points`, `at least 1 point`,
/// `3 to 5 points`.
pub(crate) fn bounds(min: Option<u64>, max: Option<u64>, one: &str, many: &str) -> String {
    match (min, max) {
        (Some(min), Some(max)) if min == max => count(min, one, many),
        (Some(min), Some(max)) if min > 0 => format!("{min} to {}", count(max, one, many)),
        (_, Some(max)) => bound(Bound::AtMost, max, one, many),
        (Some(min), None) => bound(Bound::AtLeast, min, one, many),
        (None, None) => many.to_owned(),
    }
}

/// Returns a bound of a number of things: `at least 1 point`.
pub(crate) fn bound(bound: Bound, limit: u64, one: &str, many: &str) -> String {
    format!("{} {}", bound.words(), count(limit, one, many))
}

/// Returns `items` joined for a sentence: `a, b and c`.
pub(crate) fn and_list<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> String {
    join(items, "and")
}

/// Returns `items` joined for a sentence: `a, b or c`.
pub(crate) fn or_list<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> String {
    join(items, "or")
}

fn join<S: AsRef<str>>(items: impl IntoIterator<Item = S>, conjunction: &str) -> String {
    let items: Vec<S> = items.into_iter().collect();
    let mut list = String::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 && at + 1 == items.len() {
            list.extend([" ", conjunction, " "]);
        } else if at > 0 {
            list.push_str(", ");
        }
        list.push_str(item.as_ref());
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_text_is_one_short_line() {
        assert_eq!(quote("a\n b"), "`a b`");
        assert_eq!(quote("`a`"), "`` `a` ``");
        assert_eq!(quote(&"値".repeat(61)), format!("`{}…`", "値".repeat(60)));
    }

    #[test]
    fn a_list_ends_with_its_conjunction() {
        assert_eq!(and_list(["a", "b", "c"]), "a, b and c");
        assert_eq!(or_list(["a", "b"]), "a or b");
        assert_eq!(and_list(["a"]), "a");
        assert_eq!(or_list::<&str>([]), "");
    }

    #[test]
    fn bounds_are_worded_as_people_say_them() {
        assert_eq!(bounds(Some(5), Some(5), "point", "points"), "5 points");
        assert_eq!(bounds(Some(1), None, "point", "points"), "at least 1 point");
        assert_eq!(bounds(None, Some(3), "point", "points"), "at most 3 points");
        assert_eq!(bounds(Some(3), Some(5), "point", "points"), "3 to 5 points");
    }
}
