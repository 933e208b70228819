//! The id of a new note.

use std::{borrow::Cow, collections::BTreeMap, ops::Range};

/// Returns the id behind the greatest of `ids`, if these are numbered; the date of `today` if they are dates.
pub(super) fn next<'i>(ids: impl IntoIterator<Item = &'i str>, today: &str) -> Option<String> {
    let mut by_shape: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for id in ids {
        by_shape.entry(shape(id)).or_default().push(id);
    }
    let (_, alike) = by_shape.into_iter().max_by_key(|(_, ids)| ids.len())?;
    let greatest = alike.into_iter().max_by_key(|id| numbers(id))?;
    if is_date(greatest) {
        return Some(today.to_owned());
    }
    let digits = greatest.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (before, number) = greatest.split_at_checked(greatest.len() - digits)?;
    let next = number.parse::<u128>().ok()?.checked_add(1)?;
    Some(format!("{before}{next:0>digits$}"))
}

/// Returns `id` with `0` in place of each number.
fn shape(id: &str) -> String {
    let mut shape = String::new();
    for c in id.chars() {
        if !c.is_ascii_digit() {
            shape.push(c);
        } else if !shape.ends_with('0') {
            shape.push('0');
        }
    }
    shape
}

/// Returns the numbers in `id`, by which ids of one shape are in order.
fn numbers(id: &str) -> Vec<(usize, &str)> {
    let numbers = id.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    numbers.map(|digits| digits.trim_start_matches('0')).map(|digits| (digits.len(), digits)).collect()
}

/// Returns `id` with as many digits as `sample`, if both are numbers.
pub(super) fn written_like<'i>(id: &'i str, sample: &str) -> Cow<'i, str> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(id) || !is_number(sample) {
        return id.into();
    }
    let (digits, width) = (id.trim_start_matches('0'), sample.len());
    if sample.starts_with('0') { format!("{digits:0>width$}").into() } else { format!("{digits:0>1}").into() }
}

/// Whether `text` is written as `YYYY-MM-DD`.
pub(super) fn is_date(text: &str) -> bool {
    let is_of_date = |at: usize, c: u8| if at == 4 || at == 7 { c == b'-' } else { c.is_ascii_digit() };
    text.len() == "YYYY-MM-DD".len() && text.bytes().enumerate().all(|(at, c)| is_of_date(at, c))
}

/// Returns where the words of `title` are that has an id at `id`: what is behind the id and its punctuation.
pub(super) fn words_behind(title: &str, id: Range<usize>) -> &str {
    let behind = title.get(id.end..).unwrap_or_default();
    behind.trim_start_matches(|c: char| !c.is_alphanumeric() && !"\"“「『(（[`$…".contains(c))
}

#[cfg(test)]
mod tests;
