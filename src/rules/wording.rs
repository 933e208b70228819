//! Wording shared by the rules.

use unicode_normalization::UnicodeNormalization;

use crate::{notetype::plain_nfkc, text::symbols::is_symbol};

pub(super) use crate::text::{bounds, count, quote, quote_whole};

/// Returns the only thing in which `left` and `right` differ, if it is one that is easily overlooked.
pub(super) fn only_difference(left: &str, right: &str) -> Option<&'static str> {
    if !may_be_alike(left, right) {
        return None;
    }
    let (left, right) = (nfkc(left), nfkc(right));
    if left == right {
        return Some("character width");
    }
    let dense = |text: &str| text.split_whitespace().collect::<String>();
    let (left, right) = (dense(&left), dense(&right));
    if left == right {
        return Some("whitespace");
    }
    (left.to_lowercase() == right.to_lowercase()).then_some("case")
}

/// Returns `text` in NFKC.
pub(super) fn nfkc(text: &str) -> String {
    normalised(text).collect()
}

/// The characters of `text` in NFKC. Most of them need no table.
fn normalised(text: &str) -> impl Iterator<Item = char> {
    let (plain, rest) = text.split_at(plain_prefix(text));
    plain.chars().filter_map(plain_char).chain(rest.nfkc())
}

/// Whether `left` and `right` may differ in character width, whitespace and case alone: most texts differ from each other
/// in their first letters.
fn may_be_alike(left: &str, right: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> {
        let letters = normalised(text).filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase);
        // At the end of a word, this letter has another form.
        letters.map(|c| if c == 'ς' { 'σ' } else { c })
    }
    letters(left).eq(letters(right))
}

/// `c` in NFKC, if it has no mark behind it; `None` for what only a table tells.
fn plain_char(c: char) -> Option<char> {
    match c {
        // Of other symbols, some have another form.
        '\u{1f300}'..='\u{1f5ff}' => Some(c),
        c if is_symbol(c) => None,
        c => plain_nfkc(c),
    }
}

/// Returns how many bytes of `text` normalise character by character: none of them joins the one behind it.
fn plain_prefix(text: &str) -> usize {
    let mut plain = 0;
    for (at, char) in text.char_indices() {
        if plain_char(char).is_none() {
            return plain;
        }
        plain = at;
    }
    text.len()
}

#[cfg(test)]
mod tests;
