//! Named parts of sections: axes, columns, fields.

use std::collections::BTreeMap;

use super::{
    model::{Member, Presence},
    order::{MAX_ITEMS, common_order},
    share::Share,
};
use crate::{infer::facts::Text, notetype::fold};

/// Returns the names that at least `percent` of `lists` have, in the order that most of these have; each in its
/// most frequent spelling.
pub(super) fn members(lists: &[&[Text]], percent: usize) -> Vec<Member> {
    let mut spellings: BTreeMap<String, BTreeMap<&Text, usize>> = BTreeMap::new();
    let folded: Vec<Vec<String>> = lists
        .iter()
        .map(|names| {
            let mut seen: Vec<String> = Vec::new();
            for name in names.iter().filter(|name| may_be_written(name)).take(MAX_ITEMS) {
                let key = fold(name);
                if !seen.contains(&key) {
                    *spellings.entry(key.clone()).or_default().entry(name).or_default() += 1;
                    seen.push(key);
                }
            }
            seen
        })
        .collect();
    let mut found: Vec<(&String, usize, &Text)> = spellings
        .iter()
        .filter_map(|(key, names)| {
            let count = names.values().sum();
            let (name, _) = names.iter().rev().max_by_key(|(_, count)| **count)?;
            (count > 1 && Share { count, of: lists.len() }.is_at_least(percent))
                .then_some((key, count, *name))
        })
        .collect();
    found.sort_by_key(|(_, count, _)| std::cmp::Reverse(*count));
    found.truncate(MAX_ITEMS);
    let numbers: BTreeMap<&String, usize> =
        found.iter().enumerate().map(|(number, (key, ..))| (*key, number)).collect();
    let sequences: Vec<Vec<usize>> =
        folded.iter().map(|keys| keys.iter().filter_map(|key| numbers.get(key).copied()).collect()).collect();
    let order = common_order(found.len(), &sequences);
    let members = order.iter().map(|number| {
        let (_, count, name) = found[*number];
        let share = Share { count, of: lists.len() };
        let presence = Presence { required: share.is_required(), share, ..Presence::default() };
        Member { name: name.to_string(), presence }
    });
    members.collect()
}

/// Whether `name` can be a property of a type.
fn may_be_written(name: &str) -> bool {
    !name.trim().is_empty() && !name.contains(char::is_control) && name.chars().count() <= 80
}
