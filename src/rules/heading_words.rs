//! The words of a heading beyond the name of its section.

use memchr::{memchr3_iter, memrchr3_iter};

use super::heading_counts::{is_count, number_of};
use crate::{notetype::fold, text::lexicon::is_star};

/// Returns the words of `heading`, which was recognised by `name`, that are lost if it is replaced by
/// `canonical`. A difference in width, case, emoji, numbering or a count is not a loss.
pub(super) fn lost<'h>(heading: &'h str, name: &str, canonical: &str) -> Option<&'h str> {
    let heading = heading.trim();
    let words = without_count(heading, canonical);
    let tail = tail(words);
    if is_scored(heading) {
        return Some(tail);
    }
    let is_name = fold(without_count(name, canonical)).starts_with(&fold(words));
    let is_repeated = tail.len() < words.len() && is_repeated_in(tail, canonical);
    (!is_name && !is_repeated).then_some(tail)
}

/// Returns `heading` without a bracketed number at its end, which counts the items or the parts:
/// `脅威 (1)`.
pub(super) fn without_number(heading: &str) -> &str {
    let number = || {
        let (words, number) = heading.trim_end().strip_suffix([')', '）'])?.rsplit_once(['(', '（'])?;
        let is_number = (1..=2).contains(&number.chars().count()) && number.chars().all(char::is_numeric);
        (is_number && !words.trim().is_empty()).then(|| words.trim_end())
    };
    number().unwrap_or(heading)
}

/// Whether `canonical` contains the words of `tail`, but for a count at their end: `強み・弱み 4点`.
fn is_repeated_in(tail: &str, canonical: &str) -> bool {
    let joined = |text: &str| fold(text).replace('・', "");
    let (words, count) = tail.split_at(tail.find(char::is_numeric).unwrap_or(tail.len()));
    joined(canonical).contains(&joined(words)) && (count.is_empty() || is_count(count, canonical))
}

/// Whether `heading` contains stars other than a single one before its words.
fn is_scored(heading: &str) -> bool {
    let words = heading.trim_start_matches(|c: char| !c.is_alphanumeric());
    words.contains(is_star) || heading.chars().filter(|&c| is_star(c)).count() > 1
}

/// Returns `heading` without a count at its end: `(5つの要点)`, ` - 5つの要点`, `: 4 points`. The noun
/// may be a word of `canonical`.
fn without_count<'h>(heading: &'h str, canonical: &str) -> &'h str {
    let end = heading.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '）'));
    if let Some(group) = end.strip_suffix([')', '）']) {
        return match group.rfind(['(', '（']) {
            Some(open) if is_count(group[open..].trim_start_matches(['(', '（']), canonical) => {
                &heading[..open]
            }
            _ => heading,
        };
    }
    match separator(end) {
        Some((at, after)) if is_count(&end[after..], canonical) => &heading[..at],
        _ => heading,
    }
}

/// Returns the number of the count at the end of `canonical`: 5 of `(5つの要点)`. The scale of a rating is
/// none.
pub(super) fn count_in(canonical: &str) -> Option<u64> {
    number_of(&canonical[without_count(canonical, canonical).len()..])
}

/// Returns `canonical` without a count in brackets at its end; `None` if it has none.
pub(super) fn without_bracketed_count(canonical: &str) -> Option<&str> {
    let words = without_count(canonical, canonical).trim_end();
    (words.len() < canonical.len() && canonical.trim_end().ends_with([')', '）'])).then_some(words)
}

/// Returns the start and end of the last `:`, or of the last dash between spaces.
fn separator(text: &str) -> Option<(usize, usize)> {
    memrchr3_iter(b':', b' ', FULL_WIDTH, text.as_bytes()).find_map(|at| separator_at(text, at))
}

/// Returns the start and end of the separator at the byte `at`, if one is there.
fn separator_at(text: &str, at: usize) -> Option<(usize, usize)> {
    let behind = &text.as_bytes()[at..];
    let separator =
        [":", "：", " - ", " – ", " — "].into_iter().find(|mark| behind.starts_with(mark.as_bytes()));
    separator.map(|separator| (at, at + separator.len()))
}

/// The first byte of `：` in UTF-8.
const FULL_WIDTH: u8 = 0xef;

/// Returns the words of `heading` after a colon or a dash, else those in the brackets behind its first words; all of
/// it if there are none.
fn tail(heading: &str) -> &str {
    let mut marks = memchr3_iter(b':', b' ', FULL_WIDTH, heading.as_bytes());
    let after = marks.find_map(|at| separator_at(heading, at)).map(|(_, after)| after);
    let closers = [')', '）', ']', '］', '】'];
    if let Some(at) = after {
        let tail = heading[at..].trim();
        return tail.strip_suffix(closers).filter(|inner| !inner.contains(OPENERS)).unwrap_or(tail);
    }
    let open = heading.char_indices().skip(1).find(|(_, char)| OPENERS.contains(char));
    let Some((at, _)) = open else { return heading };
    let group = heading[at..].trim();
    let inner = group.strip_prefix(OPENERS).and_then(|group| group.strip_suffix(closers));
    // `[^1]` is a footnote's reference.
    inner.filter(|inner| !inner.contains(OPENERS) && !inner.starts_with('^')).map_or(group, str::trim)
}

/// The brackets that may follow the name of a section.
const OPENERS: [char; 5] = ['(', '（', '[', '［', '【'];

#[cfg(test)]
mod tests;
