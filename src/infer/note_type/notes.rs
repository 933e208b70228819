//! The notes that a type is inferred from, and which of them are new.

use super::{
    model::Presence,
    share::{REQUIRED_PERCENT, Share},
};
use crate::infer::facts::{NoteFacts, ValueFacts};

/// With fewer new notes, they tell nothing.
const MIN_NEWEST: usize = 5;

/// Of a part that fewer have, or more, the newest notes are not asked about.
const GROWN_PERCENT: std::ops::Range<usize> = 30..REQUIRED_PERCENT;

/// The notes that a type is inferred from.
pub(super) struct Notes<'f> {
    /// Their facts.
    pub(super) all: Vec<&'f NoteFacts>,
    /// Whether each is in the newest quarter; none if their age is not known.
    is_newest: Vec<bool>,
}

impl<'f> Notes<'f> {
    pub(super) fn new(all: Vec<&'f NoteFacts>) -> Self {
        let is_newest = newest(&all);
        Self { all, is_newest }
    }

    /// Returns how many of the notes `of` are among `found`.
    pub(super) fn presence(&self, found: &[usize], of: &[usize]) -> Presence {
        let share = Share { count: found.len(), of: of.len() };
        let count = |notes: &[usize]| notes.iter().filter(|note| self.is_newest[**note]).count();
        let newest = Share { count: count(found), of: count(of) };
        let has_grown = share.is_at_least(GROWN_PERCENT.start)
            && !share.is_at_least(GROWN_PERCENT.end)
            && newest.of >= MIN_NEWEST
            && newest.is_required();
        Presence { required: share.is_required(), share, newest: has_grown.then_some(newest), why: None }
    }
}

/// Which notes are without a part that others have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Age {
    /// Nearly all of the newest ones.
    Newest(Share),
    /// Notes of all ages.
    All,
    /// Their age is not known.
    Unknown,
}

impl Age {
    /// What messages say of it, after the notes.
    pub(super) fn newest(self) -> String {
        match self {
            Self::Newest(newest) => format!(" ({newest} of the newest)"),
            Self::All | Self::Unknown => String::new(),
        }
    }
}

impl Notes<'_> {
    /// Returns which of the notes `of` are those in `found`.
    pub(super) fn age(&self, found: &[usize], of: &[usize]) -> Age {
        let count = |notes: &[usize]| notes.iter().filter(|note| self.is_newest[**note]).count();
        let newest = Share { count: count(found), of: count(of) };
        if newest.of < MIN_NEWEST {
            Age::Unknown
        } else if newest.is_required() && !(Share { count: found.len(), of: of.len() }).is_required() {
            Age::Newest(newest)
        } else {
            Age::All
        }
    }

    /// Returns whether nearly all of the notes `found`, which are some of all, are among the newest.
    pub(super) fn age_of_some(&self, found: &[usize]) -> Age {
        let newest = Share::count(found, |note| self.is_newest[*note]);
        if !self.is_newest.contains(&true) {
            Age::Unknown
        } else if newest.is_required() {
            Age::Newest(newest)
        } else {
            Age::All
        }
    }
}

/// Whether each of `notes` is in the newest quarter: by the number in its name, else by a date.
fn newest(notes: &[&NoteFacts]) -> Vec<bool> {
    let numbers: Vec<Option<Vec<u64>>> = notes.iter().map(|note| number(&note.path)).collect();
    let known = Share::count(&numbers, Option::is_some);
    let dates = if known.is_required() { None } else { dates(notes) };
    let mut is_newest = vec![false; notes.len()];
    if known.is_required() {
        mark_quarter(&numbers, &mut is_newest);
    } else if let Some(dates) = dates {
        mark_quarter(&dates, &mut is_newest);
    }
    is_newest
}

/// Marks the quarter with the greatest `ages`; all that are as great as the smallest of them are in it, too.
fn mark_quarter<A: Ord>(ages: &[Option<A>], is_newest: &mut [bool]) {
    let mut sorted: Vec<&A> = ages.iter().flatten().collect();
    sorted.sort_unstable();
    let Some(least) = sorted.len().checked_sub((sorted.len() / 4).max(1)).map(|at| sorted[at]) else {
        return;
    };
    // If half of them are as great, their age says nothing.
    if sorted.iter().filter(|age| **age >= least).count() * 2 > sorted.len() {
        return;
    }
    for (age, is_newest) in ages.iter().zip(is_newest) {
        *is_newest = age.as_ref().is_some_and(|age| age >= least);
    }
}

/// Returns the numbers that the name of the file at `path` begins with, or else that of its folder: behind a few
/// letters, and divided by single marks.
fn number(path: &str) -> Option<Vec<u64>> {
    path.rsplit('/').take(2).find_map(|name| {
        let name = name.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let name = name.strip_prefix(['-', '_', '#']).unwrap_or(name);
        let mut numbers = Vec::new();
        let mut rest = name;
        loop {
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let Ok(number) = rest[..digits].parse() else { break };
            numbers.push(number);
            let Some(next) = rest[digits..].strip_prefix(['-', '_', '.']) else { break };
            rest = next;
        }
        (!numbers.is_empty()).then_some(numbers)
    })
}

/// Returns the dates of the notes under the key that nearly all have one under; of several keys, the first one.
fn dates<'f>(notes: &[&'f NoteFacts]) -> Option<Vec<Option<&'f str>>> {
    let date = |note: &'f NoteFacts, key: &str| {
        let keys = note.frontmatter.as_ref()?.keys.iter();
        keys.filter(|other| &*other.name == key).find_map(|key| match &key.value {
            ValueFacts::Text(text) if text.is_date => Some(&*text.beginning),
            _ => None,
        })
    };
    // A key that nearly all have is in one of any few notes that have most keys.
    let fullest = notes.iter().max_by_key(|note| note.frontmatter.as_ref().map_or(0, |it| it.keys.len()))?;
    let keys = fullest.frontmatter.as_ref()?.keys.iter().take(100);
    let mut names: Vec<&str> = keys.map(|key| &*key.name).collect();
    names.sort_unstable();
    names.iter().find_map(|name| {
        let dates: Vec<Option<&str>> = notes.iter().map(|note| date(note, name)).collect();
        Share::count(&dates, Option::is_some).is_required().then_some(dates)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_at_the_beginning_of_a_name() {
        let number = |path| number(path).unwrap_or_default();
        assert_eq!(number("a/0012-tides.md"), [12]);
        assert_eq!(number("a/eip-12.md"), [12]);
        assert_eq!(number("T3-04-04_tides.md"), [3, 4, 4]);
        assert_eq!(number("2026-11-27.md"), [2026, 11, 27]);
        assert_eq!(number("a/12-tides/README.md"), [12]);
        assert_eq!(number("12/tides/README.md"), [] as [u64; 0]);
    }
}
