use std::collections::HashSet;

use strsim::normalized_levenshtein;

use super::sections::Found;
use crate::{
    note::Note,
    notetype::{
        fold::{fold, without_brackets},
        names::Names,
        place::SectionId,
        projection::SimilarHeading,
    },
    text::{Id, IndexVec},
};

/// How similar a heading must be to a name to be taken for a misspelling of it, from 0 to 1.
const MIN_SIMILARITY: f64 = 0.7;

/// Maximum number of unknown headings that are compared: a note with more follows another type.
const MAX_HEADINGS: usize = 1000;

/// Maximum number of names that they are compared with.
const MAX_NAMES: usize = 1000;

/// For each of the `missing` sections, the unknown heading most like it. Sections for which there is
/// one are no longer missing.
pub(super) fn find(
    note: &Note<'_>,
    names: &Names,
    found: &Found,
    missing: &mut IndexVec<SectionId, bool>,
) -> Vec<SimilarHeading> {
    if found.unknown.is_empty() || missing.iter().all(|missing| !missing) {
        return Vec::new();
    }
    let wanted: Vec<(SectionId, [String; 2])> = missing
        .ids()
        .filter(|&section| missing[section])
        .flat_map(|section| {
            names.folded(section.index()).map(move |(folded, bare)| (section, [joined(folded), joined(bare)]))
        })
        .take(MAX_NAMES)
        .collect();
    let mut pairs = Vec::new();
    for &heading in found.unknown.iter().take(MAX_HEADINGS) {
        let written = &note.outline[heading];
        let words = [joined(&fold(&written.plain)), joined(&fold(without_brackets(&written.plain)))];
        for (section, name) in &wanted {
            let likeness = likeness(&words[0], &name[0]).max(likeness(&words[1], &name[1]));
            if likeness >= MIN_SIMILARITY {
                pairs.push((likeness, SimilarHeading { section: *section, heading }));
            }
        }
        if let Some(section) = names.behind_topic(&written.plain) {
            pairs.push((MIN_SIMILARITY, SimilarHeading { section: SectionId::new(section), heading }));
        }
    }
    pairs.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let mut similar: Vec<SimilarHeading> = Vec::new();
    let mut taken = HashSet::new();
    for (_, pair) in pairs {
        if missing[pair.section] && taken.insert(pair.heading) {
            missing[pair.section] = false;
            similar.push(pair);
        }
    }
    similar.sort_by_key(|similar| similar.section);
    similar
}

/// `folded` without the dots between words, which people set at will.
fn joined(folded: &str) -> String {
    folded.replace('・', "")
}

/// The normalised Levenshtein similarity, or 0 if the lengths alone make it less than
/// [`MIN_SIMILARITY`]: nearly all headings are told apart by that, and none of a megabyte is compared.
fn likeness(a: &str, b: &str) -> f64 {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    // A character has 1 to 4 bytes.
    if short.len() * 6 < long.len() || share(short, long) < MIN_SIMILARITY {
        return 0.0;
    }
    normalized_levenshtein(a, b)
}

/// The number of characters of the one by that of the other, at most 1.
#[allow(clippy::cast_precision_loss, reason = "the words compared are short")]
fn share(a: &str, b: &str) -> f64 {
    let (a, b) = (a.chars().count() as f64, b.chars().count() as f64);
    a.min(b) / a.max(b).max(1.0)
}
