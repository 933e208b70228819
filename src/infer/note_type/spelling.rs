//! The words of headings.

use std::collections::BTreeMap;

use super::{groups::Group, share::Share};
use crate::infer::facts::Text;

/// A heading that as many notes have is as good as the most frequent one.
const EQUAL_PERCENT: usize = 20;

/// An alias that fewer have is not written.
const MIN_ALIAS: usize = 2;

/// A type names no more headings of a section than these.
const MAX_HEADINGS: usize = 5;

/// More characters are not the words of a heading.
const MAX_CHARS: usize = 120;

/// How the headings of a section are written.
pub(super) struct Spelling {
    /// Those that are equally good, the most frequent first, each with its number.
    pub(super) headings: Vec<(String, usize)>,
    /// Others that the reader would not recognise by these.
    pub(super) aliases: Vec<(String, usize)>,
    /// All, the most frequent first.
    pub(super) all: Vec<(String, usize)>,
}

/// Returns how the headings of `group` are written; `None` if none can be written in a type.
pub(super) fn spelling(group: &Group<'_>) -> Option<Spelling> {
    let mut counts: BTreeMap<(&Text, &Text), usize> = BTreeMap::new();
    let mut shortened: BTreeMap<&Text, usize> = BTreeMap::new();
    for (_, placed) in &group.found {
        let heading = placed.heading;
        if group.keys.contains(&&heading.key) {
            *counts.entry((&heading.words, &heading.key)).or_default() += 1;
        } else if let Some(key) = &heading.shortened {
            *shortened.entry(key).or_default() += 1;
        }
    }
    let mut all: Vec<((&Text, &Text), usize)> =
        counts.into_iter().filter(|((words, _), _)| may_be_written(words)).collect();
    all.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let is_equal =
        |count: usize| count > 1 && Share { count, of: group.found.len() }.is_at_least(EQUAL_PERCENT);
    let equal = all.iter().take(MAX_HEADINGS).take_while(|(_, count)| is_equal(*count)).count().max(1);
    let (headings, others) = all.split_at_checked(equal)?;
    let mut recognised: Vec<&Text> = headings.iter().map(|((_, key), _)| *key).collect();
    let mut aliases = Vec::new();
    for ((words, key), count) in others {
        let is_known = recognised.contains(key);
        let number = count + shortened.get(key).copied().unwrap_or_default();
        if !is_known && number >= MIN_ALIAS {
            recognised.push(key);
            aliases.push((words.to_string(), number));
        }
    }
    let owned = |spellings: &[((&Text, &Text), usize)]| {
        spellings.iter().map(|((words, _), count)| (words.to_string(), *count)).collect()
    };
    Some(Spelling { headings: owned(headings), aliases, all: owned(&all) })
}

/// Whether `words` can be a heading in a type.
fn may_be_written(words: &str) -> bool {
    let is_level = || words.trim_start_matches('#').starts_with([' ', '\t']) && words.starts_with('#');
    !words.trim().is_empty()
        && !words.contains(char::is_control)
        && !words.starts_with("##")
        && !is_level()
        && words.chars().count() <= MAX_CHARS
}
