use std::{borrow::Cow, collections::HashSet};

use strsim::normalized_levenshtein;

use crate::{
    note::{HeadingId, Note},
    notetype::{
        fold::{fold, without_brackets},
        names::Names,
        place::SectionSpecId,
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
    unknown: &[HeadingId],
    missing: &mut IndexVec<SectionSpecId, bool>,
) -> Vec<SimilarHeading> {
    if unknown.is_empty() || missing.iter().all(|missing| !missing) {
        return Vec::new();
    }
    let wanted: Vec<(SectionSpecId, [Words<'_>; 2])> = missing
        .ids()
        .filter(|&section| missing[section])
        .flat_map(|section| {
            let words = move |(folded, bare)| (section, [Words::of(folded), Words::of(bare)]);
            names.folded(section.index()).map(words)
        })
        .take(MAX_NAMES)
        .collect();
    let mut pairs = Vec::new();
    for &heading in unknown.iter().take(MAX_HEADINGS) {
        let written = &note.outline[heading];
        let bare = without_brackets(&written.plain);
        let folded = fold(&written.plain);
        let bare = if bare.len() == written.plain.len() { None } else { Some(fold(bare)) };
        let words = [Words::of(&folded), Words::of(bare.as_ref().unwrap_or(&folded))];
        for (section, name) in &wanted {
            let likeness = likeness(&words[0], &name[0]).max(likeness(&words[1], &name[1]));
            if likeness >= MIN_SIMILARITY {
                pairs.push((likeness, SimilarHeading { section: *section, heading }));
            }
        }
        if let Some(section) = names.behind_topic(&written.plain) {
            pairs.push((MIN_SIMILARITY, SimilarHeading { section: SectionSpecId::new(section), heading }));
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

/// Folded words that are compared with others.
struct Words<'a> {
    /// Without the dots between words, which people set at will.
    text: Cow<'a, str>,
    /// The number of characters.
    length: usize,
    /// Which characters are there: a bit for all with the same rest.
    characters: u64,
}

impl<'a> Words<'a> {
    fn of(folded: &'a str) -> Self {
        let text: Cow<'_, str> =
            if folded.contains('・') { folded.replace('・', "").into() } else { folded.into() };
        let (length, characters) = text.chars().fold((0, 0), |(length, characters), c| {
            (length + 1, characters | 1 << (u32::from(c) % u64::BITS))
        });
        Self { text, length, characters }
    }

    /// A lower bound on the edits that make `other` of these words: one for each character that the other does
    /// not have.
    fn least_edits(&self, other: &Self) -> usize {
        let missing = |one: u64, other: u64| (one & !other).count_ones();
        let missing =
            missing(self.characters, other.characters).max(missing(other.characters, self.characters));
        self.length.abs_diff(other.length).max(missing as usize)
    }
}

/// The normalised Levenshtein similarity, or 0 if the lengths and the characters alone make it less than
/// [`MIN_SIMILARITY`]: nearly all headings are told apart by that, and none of a megabyte is compared.
fn likeness(a: &Words<'_>, b: &Words<'_>) -> f64 {
    let longest = a.length.max(b.length);
    if longest == 0 || share(a.least_edits(b), longest) < MIN_SIMILARITY {
        return 0.0;
    }
    normalized_levenshtein(&a.text, &b.text)
}

/// The share of `length` characters that `edits` leave as they are.
#[allow(clippy::cast_precision_loss, reason = "the words compared are short")]
fn share(edits: usize, length: usize) -> f64 {
    1.0 - edits as f64 / length as f64
}
