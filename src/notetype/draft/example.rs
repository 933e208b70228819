//! A text that a regular expression matches.

use std::ops::RangeInclusive;

use regex::Regex;
use regex_syntax::hir::{Class, Hir, HirKind};

use crate::notetype::content::PLACEHOLDER;

/// A longer text is no heading, and no id.
const MAX_CHARS: usize = 200;

/// Returns a text that `regex` matches: the placeholder, else a short one with `number` where digits are asked for and
/// `date` where a date is.
pub fn example(regex: &Regex, number: u64, date: &str) -> Option<String> {
    if regex.is_match(PLACEHOLDER) {
        return Some(PLACEHOLDER.to_owned());
    }
    let hir = regex_syntax::parse(regex.as_str()).ok()?;
    let text = text(&hir, &number.to_string())?;
    let dated = dated(&text, date);
    let fits = |text: &String| regex.is_match(text) && text.trim() == *text;
    [dated, Some(text)].into_iter().flatten().find(fits)
}

/// Returns `text` with `date` in place of the first date in it.
fn dated(text: &str, date: &str) -> Option<String> {
    let is_date = |window: &[u8]| {
        let is_hyphen = |at: usize| at == 4 || at == 7;
        window.iter().enumerate().all(|(at, c)| if is_hyphen(at) { *c == b'-' } else { c.is_ascii_digit() })
    };
    let at = text.as_bytes().windows("YYYY-MM-DD".len()).position(is_date)?;
    Some(format!("{}{date}{}", text.get(..at)?, text.get(at + "YYYY-MM-DD".len()..)?))
}

fn text(hir: &Hir, number: &str) -> Option<String> {
    let text = match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => String::new(),
        HirKind::Literal(literal) => String::from_utf8(literal.0.to_vec()).ok()?,
        HirKind::Class(class) => one_of(&ranges(class)?, number)?.to_string(),
        HirKind::Repetition(repetition) => {
            let (min, max) = (repetition.min as usize, repetition.max.map(|max| max as usize));
            if min > MAX_CHARS {
                return None;
            }
            let fits = min > 0 && max.is_none_or(|max| number.len() <= max);
            if fits && matches!(repetition.sub.kind(), HirKind::Class(class) if takes_digits(class)) {
                format!("{number:0>min$}")
            } else {
                text(&repetition.sub, number)?.repeat(min)
            }
        }
        HirKind::Capture(capture) => text(&capture.sub, number)?,
        HirKind::Concat(parts) => {
            parts.iter().map(|part| text(part, number)).collect::<Option<Vec<_>>>()?.concat()
        }
        HirKind::Alternation(branches) => branches.iter().find_map(|branch| text(branch, number))?,
    };
    (text.chars().count() <= MAX_CHARS).then_some(text)
}

fn ranges(class: &Class) -> Option<Vec<RangeInclusive<char>>> {
    match class {
        Class::Unicode(class) => Some(class.iter().map(|range| range.start()..=range.end()).collect()),
        Class::Bytes(class) => {
            Some(class.to_unicode_class()?.iter().map(|range| range.start()..=range.end()).collect())
        }
    }
}

/// Whether the class is one of digits, and of little else.
fn takes_digits(class: &Class) -> bool {
    let Some(ranges) = ranges(class) else { return false };
    let has = |c: char| ranges.iter().any(|range| range.contains(&c));
    ('0'..='9').all(has) && !has('x') && !has('X')
}

/// Returns the character of `ranges` that says least.
fn one_of(ranges: &[RangeInclusive<char>], number: &str) -> Option<char> {
    let digit = number.chars().last().filter(|_| number.len() == 1);
    let placeholder = PLACEHOLDER.chars().next();
    let wanted = placeholder.into_iter().chain(digit).chain(['1', 'x', 'X', ' ']);
    let has = |c: &char| ranges.iter().any(|range| range.contains(c));
    wanted.into_iter().find(has).or_else(|| ranges.first().map(|range| *range.start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_a_pattern_is_short_and_matches() {
        for (pattern, wanted) in [
            ("", Some("…")),
            (r"\S", Some("…")),
            (r"^Step \d+$", Some("Step 3")),
            (r"^Step \d{2}: .+$", Some("Step 03: …")),
            (r"^(?:ADR|RFC)-(\d+)", Some("ADR-3")),
            (r"^T\d+-\d+-\d+", Some("T3-3-3")),
            (r"^\d{4}-\d{2}-\d{2}", Some("2026-03-01")),
            (r"^v(\d+)\.(\d+) - \d{4}-\d{2}-\d{2}$", Some("v3.3 - 2026-03-01")),
            (r"^[a-z]+(-[a-z]+)*$", Some("x")),
            (r"(?i)^step [ab]$", Some("STEP A")),
            (r"^第\d章", Some("第3章")),
            (r"^a{300}$", None),
            (r"^\s+$", None),
        ] {
            let found = example(&Regex::new(pattern).unwrap(), 3, "2026-03-01");
            assert_eq!(found.as_deref(), wanted, "{pattern}");
        }
    }
}
