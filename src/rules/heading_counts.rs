//! Counts in headings: `5つの要点`, `4 points`.

use super::wording::nfkc;
use crate::{
    notetype::fold,
    text::lexicon::{COUNTED_ENGLISH, COUNTED_JAPANESE, COUNTERS, KANJI_DIGITS, NUMBER_WORDS},
};

/// Whether `text` is a count and, at most, words of `canonical`.
pub(super) fn is_count(text: &str, canonical: &str) -> bool {
    if !may_be_number(text) {
        return false;
    }
    let text = nfkc(text.trim()).to_lowercase();
    let Some(counted) = behind_number(&text) else { return false };
    let japanese = counted.strip_prefix(' ').unwrap_or(counted);
    match COUNTERS.iter().find_map(|counter| japanese.strip_prefix(counter)) {
        Some(noun) => is_noun_of(noun.strip_prefix(['の', 'で']).unwrap_or(noun), canonical),
        None => is_english(counted),
    }
}

/// Whether `noun` is what Japanese counts name, or a word of `canonical`.
fn is_noun_of(noun: &str, canonical: &str) -> bool {
    noun.is_empty() || COUNTED_JAPANESE.contains(&noun) || fold(canonical).contains(&fold(noun))
}

/// Whether `counted` is what English counts name.
fn is_english(counted: &str) -> bool {
    let noun = counted.strip_prefix([' ', '-']).unwrap_or(counted);
    let noun = noun.strip_prefix("key ").unwrap_or(noun);
    COUNTED_ENGLISH.contains(&noun.strip_suffix(" scale").unwrap_or(noun))
}

/// Returns what is behind the number that `text`, in NFKC and lower case, begins with: one of up to two digits, in
/// kanji, or a word.
fn behind_number(text: &str) -> Option<&str> {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let kanji = text.trim_start_matches(is_numeral);
    match text.len() - digits.len() {
        0 if kanji.len() < text.len() => Some(kanji),
        0 => NUMBER_WORDS.iter().find_map(|word| text.strip_prefix(word)),
        count => (count <= 2).then_some(digits),
    }
}

/// Whether `text` may begin with a number in whatever width: most words do not.
fn may_be_number(text: &str) -> bool {
    text.trim_start().chars().next().is_some_and(|first| match first {
        '\0'..='\u{7f}' => {
            let first = first.to_ascii_lowercase();
            first.is_ascii_digit() || NUMBER_WORDS.iter().any(|word| word.starts_with(first))
        }
        '\u{3041}'..='\u{30ff}' => false,
        '\u{4e00}'..='\u{9fff}' => is_numeral(first),
        _ => true,
    })
}

/// Returns the number of `count`, a count with what marks it: 5 of `(5つの要点)`. A scale has none.
pub(super) fn number_of(count: &str) -> Option<u64> {
    let count = nfkc(count).to_lowercase();
    let count = count.trim_start_matches(|c: char| !c.is_alphanumeric());
    if SCALES.iter().any(|scale| count.contains(scale)) {
        return None;
    }
    let digits = count.len() - count.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 {
        return count[..digits].parse().ok();
    }
    let word = NUMBER_WORDS.iter().position(|word| count.starts_with(word));
    word.map(|index| index as u64 + 1).or_else(|| kanji(count))
}

/// Words of a count that is a scale.
const SCALES: [&str; 4] = ["段階", "満点", "scale", "star"];

/// Whether numbers are written with `c` in kanji.
fn is_numeral(c: char) -> bool {
    c == '十' || KANJI_DIGITS.contains(c)
}

/// Returns the number below 100 in kanji that `text` begins with.
fn kanji(text: &str) -> Option<u64> {
    let digit = |c: char| KANJI_DIGITS.chars().position(|other| other == c).map(|at| at as u64 + 1);
    let (mut number, mut any) = (0, false);
    for c in text.chars() {
        match digit(c) {
            Some(digit) => number += digit,
            None if c == '十' => number = number.max(1) * 10,
            None => break,
        }
        any = true;
    }
    any.then_some(number)
}

#[cfg(test)]
mod tests;
