//! What texts begin with: ids such as `ADR-0012`, as a regular expression.

use std::collections::BTreeMap;

use super::share::Share;

/// A longer word before a number is not part of an id.
const MAX_LETTERS: usize = 6;

/// Returns the regular expression of the id that `text` begins with, with its length in `text`: letters and
/// numbers, as in `ADR-12`, or numbers with a mark behind them, as in `12.` or `3.1:`.
pub(super) fn id_shape(text: &str) -> Option<(String, usize)> {
    let letters = text.len() - text.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    if letters > MAX_LETTERS {
        return None;
    }
    let mut shape = text[..letters].to_owned();
    let mut at = letters;
    let mut numbers = 0;
    loop {
        let mark = text[at..].chars().next().filter(|c| matches!(c, '-' | '#' | '.' | '_'));
        let behind = at + mark.map_or(0, char::len_utf8);
        let digits =
            text[behind..].len() - text[behind..].trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits == 0 || at == 0 && mark.is_some() {
            break;
        }
        if let Some(mark) = mark {
            // A hyphen must not be escaped in the regular expressions of JSON Schema.
            shape.extend((mark == '.').then_some('\\'));
            shape.push(mark);
        }
        shape.push_str(r"\d+");
        at = behind + digits;
        numbers += 1;
    }
    let next = text[at..].chars().next();
    let ends = match next {
        None => letters > 0,
        Some(c) => c.is_whitespace() && letters > 0 || matches!(c, ':' | '：' | '.' | ')' | '_' | '-'),
    };
    (numbers > 0 && ends).then_some((shape, at))
}

/// Returns the most frequent shape of the ids that `texts` begin with, and how many have it.
pub(super) fn common_shape<'t>(texts: impl IntoIterator<Item = Option<&'t str>>) -> Option<(String, Share)> {
    let mut shapes: BTreeMap<String, usize> = BTreeMap::new();
    let mut of = 0;
    for text in texts {
        of += 1;
        if let Some((shape, _)) = text.and_then(id_shape) {
            *shapes.entry(shape).or_default() += 1;
        }
    }
    let (shape, count) = shapes.into_iter().rev().max_by_key(|(_, count)| *count)?;
    Some((shape, Share { count, of }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_begins_a_text() {
        let shape = |text| id_shape(text).map(|(shape, at)| (shape, &text[..at]));
        for (text, expected, id) in [
            ("ADR-0012: Tides", r"ADR-\d+", "ADR-0012"),
            ("T3-04-04 Tides", r"T\d+-\d+-\d+", "T3-04-04"),
            ("RFC#12", r"RFC#\d+", "RFC#12"),
            ("12. Tides", r"\d+", "12"),
            ("3.1: Tides", r"\d+\.\d+", "3.1"),
        ] {
            assert_eq!(shape(text), Some((expected.to_owned(), id)), "{text}");
        }
        for text in ["Tides", "2026 was warm", "Chapter-12", "-12: x", "", "12", "T12x"] {
            assert_eq!(shape(text), None, "{text}");
        }
    }
}
