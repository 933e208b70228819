//! Near names: which notes have a name that differs from another one in a letter or two.

use strsim::osa_distance;
use unicode_normalization::UnicodeNormalization;

/// Longer names are not compared, which would take long.
const MAX_NAME_BYTES: usize = 192;

/// How many neighbours of a name are compared on each side, in the order of the names and in that of the names
/// read backwards. A name with a typing error shares its beginning or its end with the right one.
const NEIGHBOURS: usize = 16;

/// The names of notes, sorted, so that few of them are compared with another one.
#[derive(Debug, Default)]
pub(super) struct Near {
    /// The folded names in their order, each with the number of its note.
    names: Vec<(Box<str>, usize)>,
    /// Positions in `names`, in the order of the names read backwards.
    backward: Vec<usize>,
}

impl Near {
    /// Indexes `names` of notes, which are given by their numbers.
    pub(super) fn new<'n>(names: impl Iterator<Item = (&'n str, usize)>) -> Self {
        let folded = names.filter(|(name, _)| name.len() <= MAX_NAME_BYTES);
        let folded = folded.map(|(name, note)| (folded_name(name).into_boxed_str(), note));
        let mut names: Vec<(Box<str>, usize)> = folded.filter(|(name, _)| !name.is_empty()).collect();
        names.sort_unstable();
        let mut backward: Vec<usize> = (0..names.len()).collect();
        backward.sort_by(|a, b| names[*a].0.bytes().rev().cmp(names[*b].0.bytes().rev()));
        Self { names, backward }
    }

    /// Returns the notes whose names are nearest to `name`, in their order; none if no name is near.
    pub(super) fn nearest(&self, name: &str) -> Vec<usize> {
        if name.len() > MAX_NAME_BYTES {
            return Vec::new();
        }
        let name = folded_name(name);
        let around = |at: usize| at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS).min(self.names.len());
        let forward = self.names.partition_point(|(other, _)| **other < *name);
        let backward =
            self.backward.partition_point(|&at| self.names[at].0.bytes().rev().lt(name.bytes().rev()));
        let candidates = around(forward).chain(around(backward).map(|at| self.backward[at]));
        let mut best: Option<usize> = None;
        let mut notes = Vec::new();
        for (other, note) in candidates.map(|at| &self.names[at]) {
            let Some(distance) = distance(&name, other).filter(|far| best.is_none_or(|best| *far <= best))
            else {
                continue;
            };
            if best.is_some_and(|best| distance < best) {
                notes.clear();
            }
            best = Some(distance);
            notes.push(*note);
        }
        notes.sort_unstable();
        notes.dedup();
        notes
    }
}

/// Returns the number of letters in which two folded names differ, if it is small enough for a typing error.
/// Names with other numbers are other names.
pub(super) fn distance(a: &str, b: &str) -> Option<usize> {
    if a == b {
        return (!a.is_empty()).then_some(0);
    }
    let lengths = [a, b].map(|name| name.chars().count());
    let length = lengths[0].max(lengths[1]);
    // A letter of Chinese or Japanese is as much as a syllable.
    let limit = if a.is_ascii() { length / 4 } else { length / 5 }.min(2);
    let may_be = limit > 0 && lengths[0].abs_diff(lengths[1]) <= limit && numbers(a).eq(numbers(b));
    if !may_be {
        return None;
    }
    let (a, b) = differing(a, b);
    Some(osa_distance(a, b)).filter(|distance| *distance <= limit)
}

/// Returns `a` and `b` without the letters with which both begin, and those with which both end: these are no part of
/// their distance.
fn differing<'t>(a: &'t str, b: &'t str) -> (&'t str, &'t str) {
    let pairs = a.char_indices().zip(b.chars());
    let start = pairs.take_while(|((_, a), b)| a == b).map(|((at, a), _)| at + a.len_utf8()).last();
    let (a, b) = (&a[start.unwrap_or_default()..], &b[start.unwrap_or_default()..]);
    let ends = a.chars().rev().zip(b.chars().rev());
    let end: usize = ends.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    (&a[..a.len() - end], &b[..b.len() - end])
}

fn numbers(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty())
}

/// Returns the letters and digits of `name` without case and width, and the `/` of a path.
pub(super) fn folded_name(name: &str) -> String {
    if name.is_ascii() {
        let kept = name.bytes().filter(|byte| byte.is_ascii_alphanumeric() || *byte == b'/');
        return kept.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    }
    name.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric() || *c == '/').collect()
}

#[cfg(test)]
mod tests;
