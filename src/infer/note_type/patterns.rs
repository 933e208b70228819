//! Sections whose headings have a shape in common: `Step 3`, `1.2.0 - 2026-01-01`.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    level::{Level, Placed},
    share::Share,
};

/// From this share of notes on, headings of a shape are sections.
const PATTERN_PERCENT: usize = 50;
const MIN_NOTES: usize = 3;

/// With fewer different headings, they are sections of their own.
const MIN_DIFFERENT: usize = 3;

/// From this share of notes on, they are in order.
const ORDERED_PERCENT: usize = 95;

/// More characters before a number are not the beginning of a heading.
const MAX_PREFIX_CHARS: usize = 20;

/// Headings with a shape.
pub(super) struct Shaped<'f> {
    /// The regular expression.
    pub(super) pattern: String,
    /// How many levels have one.
    pub(super) share: Share,
    /// The first heading.
    pub(super) example: String,
    /// How they follow each other.
    pub(super) sequence: Option<(&'static str, Share)>,
    /// All of them, each with the number of its level.
    pub(super) found: Vec<(usize, Placed<'f>)>,
}

/// Returns the shapes that most `levels` have headings of.
pub(super) fn shaped<'f>(levels: &[Level<'f>]) -> Vec<Shaped<'f>> {
    let mut found: BTreeMap<String, Vec<(usize, Placed<'f>, Number)>> = BTreeMap::new();
    for (number, level) in levels.iter().enumerate() {
        for placed in &level.headings {
            if let Some((pattern, value)) = shape(&placed.heading.words) {
                found.entry(pattern).or_default().push((number, *placed, value));
            }
        }
    }
    let mut shaped: Vec<Shaped<'f>> = found
        .into_iter()
        .filter_map(|(pattern, found)| {
            let notes: BTreeSet<usize> = found.iter().map(|(level, ..)| *level).collect();
            let words: BTreeSet<&str> = found.iter().map(|(_, placed, _)| &*placed.heading.words).collect();
            let share = Share { count: notes.len(), of: levels.len() };
            let is_common = share.is_at_least(PATTERN_PERCENT) && share.count >= MIN_NOTES;
            if !is_common || words.len() < MIN_DIFFERENT {
                return None;
            }
            Some(Shaped {
                example: words.first()?.to_string(),
                sequence: sequence(&found),
                found: found.iter().map(|(level, placed, _)| (*level, *placed)).collect(),
                pattern,
                share,
            })
        })
        .collect();
    shaped.sort_by_key(|shaped| std::cmp::Reverse(shaped.share.count));
    shaped
}

/// The numbers of a heading.
type Number = Vec<u64>;

/// Returns the regular expression of what `words` begin with, whose first group is a number, a version or a date,
/// and that number.
fn shape(words: &str) -> Option<(String, Number)> {
    let at = words.find(|c: char| c.is_ascii_digit())?;
    let (prefix, rest) = words.split_at(at);
    let (prefix, mark) = match prefix.strip_suffix('v') {
        Some(before) if before.is_empty() || before.ends_with([' ', '[']) => (before, "v?"),
        _ => (prefix, ""),
    };
    let (prefix, bracket) = prefix.strip_suffix('[').map_or((prefix, false), |prefix| (prefix, true));
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '#');
    if prefix.chars().count() > MAX_PREFIX_CHARS || !prefix.chars().all(is_plain) {
        return None;
    }
    let end =
        rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-')).len();
    let number = rest[..end].trim_end_matches(['.', '-']);
    let parts: Vec<&str> = number.split(['.', '-']).collect();
    let value: Number = parts.iter().map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let is_date =
        number.len() == 10 && parts.iter().map(|part| part.len()).eq([4, 2, 2]) && !number.contains('.');
    let open = if bracket || prefix.is_empty() { r"\[?" } else { "" };
    if is_date {
        return Some((format!(r"^{prefix}{open}(\d{{4}}-\d{{2}}-\d{{2}})"), value));
    }
    // A version goes on with what was released before it: `1.0.0-rc.1`.
    if number.contains('.') && !number.contains('-') && mark.len() + prefix.len() + value.len() > 2 {
        let mark = if prefix.is_empty() { "v?" } else { mark };
        return Some((format!(r"^{prefix}{open}{mark}(\d+\.\d+[^\]\s]*)"), value));
    }
    // What is numbered alone is a section with a number: `1. Problem`.
    let has_word = prefix.chars().any(char::is_alphabetic);
    (has_word && value.len() == 1).then(|| (format!(r"^{prefix}(\d+)"), value))
}

/// Returns how the headings of `found` follow each other in nearly all levels that have several.
fn sequence(found: &[(usize, Placed<'_>, Number)]) -> Option<(&'static str, Share)> {
    let levels: Vec<Vec<&Number>> = found
        .chunk_by(|(level, ..), (other, ..)| level == other)
        .filter(|found| found.len() > 1)
        .map(|found| found.iter().map(|(.., value)| value).collect())
        .collect();
    let follows = |is_next: &dyn Fn(&Number, &Number) -> bool| {
        Share::count(&levels, |values| values.windows(2).all(|pair| is_next(pair[0], pair[1])))
    };
    let consecutive =
        follows(&|one, other| one.len() == 1 && other.len() == 1 && one[0].checked_add(1) == Some(other[0]));
    let ascending = follows(&|one, other| one <= other);
    let descending = follows(&|one, other| one >= other);
    let named = [("consecutive", consecutive), ("ascending", ascending), ("descending", descending)];
    named.into_iter().find(|(_, share)| share.of >= MIN_NOTES && share.is_at_least(ORDERED_PERCENT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_has_a_number_a_version_or_a_date() {
        for (words, pattern) in [
            ("Step 3: Boil", r"^Step (\d+)"),
            ("第3章", r"^第(\d+)"),
            ("1.2.0 - 2026-01-01", r"^\[?v?(\d+\.\d+[^\]\s]*)"),
            ("[1.2.0] - 2026-01-01", r"^\[?v?(\d+\.\d+[^\]\s]*)"),
            ("v0.3", r"^\[?v?(\d+\.\d+[^\]\s]*)"),
            ("2026-11-27", r"^\[?(\d{4}-\d{2}-\d{2})"),
            ("Version 1.2.3", r"^Version (\d+\.\d+[^\]\s]*)"),
        ] {
            let found = shape(words).map(|(pattern, _)| pattern);
            assert_eq!(found.as_deref(), Some(pattern), "{words}");
            assert!(regex::Regex::new(pattern).unwrap().is_match(words), "{words}");
        }
        for words in ["Problem", "1. Problem", "1", "(a) 3", "99999999999999999999999 x", "x.3"] {
            assert_eq!(shape(words), None, "{words}");
        }
    }
}
