//! What the SWOTs of notes have in common.

use std::collections::BTreeMap;

use super::{
    level::{Level, Placed},
    model::{Presence, Quadrant},
    points::points,
    share::Share,
};
use crate::{
    infer::facts::{BodyFacts, HeadingFacts, QUADRANTS, Text},
    notetype::heading_key,
};

/// What quadrants are called.
const WORDS: [[&str; 2]; 4] =
    [["Strengths", "強み"], ["Weaknesses", "弱み"], ["Opportunities", "機会"], ["Threats", "脅威"]];

/// Returns the quadrants of the sections `found`.
pub(super) fn quadrants(found: &[(usize, Placed<'_>)]) -> Vec<Quadrant> {
    let all = (0..QUADRANTS.len()).map(|number| {
        let share = Share::count(found, |(_, placed)| placed.heading.whole.quadrants[number]);
        let keys = WORDS[number].map(heading_key);
        let headings: Vec<&HeadingFacts> = found
            .iter()
            .filter_map(|(level, placed)| {
                let level = Level::new(*level, placed.below, placed.heading.depth + 1);
                level.headings.iter().map(|placed| placed.heading).find(|heading| names(heading, &keys))
            })
            .collect();
        let bodies: Vec<&BodyFacts> = headings.iter().map(|heading| &heading.whole).collect();
        let heading = most_frequent(&headings, &keys).unwrap_or(WORDS[number][0]);
        let is_used = |key: &str| {
            let is_key = |text: &Text| **text == *key;
            headings
                .iter()
                .any(|heading| is_key(&heading.key) || heading.shortened.as_ref().is_some_and(is_key))
        };
        let others = WORDS[number].iter().zip(&keys).filter(|(_, key)| **key != heading_key(heading));
        let aliases = others.filter(|(_, key)| is_used(key)).map(|(word, _)| (*word).to_owned());
        Quadrant {
            key: QUADRANTS[number],
            heading: heading.to_owned(),
            aliases: aliases.collect(),
            presence: Presence { required: share.is_required(), share, ..Presence::default() },
            points: points(&bodies, |body| body.points as usize),
        }
    });
    all.filter(|quadrant| quadrant.presence.share.count > 0).collect()
}

/// Whether `heading` names the quadrant with these `keys`.
fn names(heading: &HeadingFacts, keys: &[String; 2]) -> bool {
    let is_key = |text: &Text| keys.iter().any(|key| **key == **text);
    is_key(&heading.key) || heading.shortened.as_ref().is_some_and(is_key)
}

/// Returns the most frequent words of those of `headings` that are a name alone.
fn most_frequent<'f>(headings: &[&'f HeadingFacts], keys: &[String; 2]) -> Option<&'f str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let whole = headings.iter().filter(|heading| keys.iter().any(|key| **key == *heading.key));
    for heading in whole.filter(|heading| !heading.words.contains(char::is_control)) {
        *counts.entry(&heading.words).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(words, _)| words)
}
