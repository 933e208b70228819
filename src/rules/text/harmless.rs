//! Whether edits of invisible characters change the meaning of a note. If Markdown or YAML may read the
//! text around them differently, the note is parsed again.

use unicode_normalization::UnicodeNormalization;

use crate::{
    note::{Normalization, Note, semantically_equal},
    text::{Edit, apply},
};

/// Maximum number of times that a note is parsed. Repairs that are not tested by then do not count as
/// harmless.
const MAX_PARSES: usize = 64;

/// What edits are meant to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// Whitespace at the end of a text; no value of the frontmatter.
    Tails,
    /// Invisible characters.
    Invisible,
    /// The Unicode normalization form.
    Form,
}

impl About {
    fn normalization(self) -> Normalization {
        match self {
            Self::Tails => {
                Normalization { from_value: str::to_owned, from_words: |words| words.trim_end().to_owned() }
            }
            Self::Invisible => Normalization { from_value: visible, from_words: visible },
            Self::Form => Normalization { from_value: composed, from_words: composed },
        }
    }
}

/// Returns `words` without the characters that a safe fix of `text/invisible-character` deletes.
fn visible(words: &str) -> String {
    words.chars().filter(|char| !is_deleted(*char)).collect()
}

/// Whether `char` has no meaning to a reader in any place.
pub(super) fn is_deleted(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

fn composed(words: &str) -> String {
    words.nfc().collect()
}

/// Returns which of `repairs`, which are in the order of the text, together change nothing in the meaning
/// of `note` but what they are `about`.
pub(super) fn harmless(note: &Note<'_>, about: About, repairs: &[Vec<Edit>]) -> Vec<bool> {
    let mut search = Search { note, about, repairs, accepted: Vec::new(), parses_left: MAX_PARSES };
    let mut found = vec![false; repairs.len()];
    search.accept(0, &mut found);
    found
}

/// Finds the harmful repairs by bisection.
struct Search<'a> {
    note: &'a Note<'a>,
    about: About,
    repairs: &'a [Vec<Edit>],
    /// The edits of the harmless repairs.
    accepted: Vec<Edit>,
    parses_left: usize,
}

impl Search<'_> {
    /// Sets in `found` which of the repairs from `first` on are harmless.
    fn accept(&mut self, first: usize, found: &mut [bool]) {
        if found.is_empty() || self.parses_left == 0 {
            return;
        }
        self.parses_left -= 1;
        let more = self.repairs[first..first + found.len()].iter().flatten().cloned();
        let edits: Vec<Edit> = self.accepted.iter().cloned().chain(more).collect();
        let repaired = apply(self.note.text, &edits);
        let normalization = self.about.normalization();
        let is_same = |after: String| semantically_equal(self.note, &after, normalization);
        if repaired.is_ok_and(is_same) {
            self.accepted = edits;
            found.fill(true);
        } else if found.len() > 1 {
            let (one, other) = found.split_at_mut(found.len() / 2);
            let half = one.len();
            self.accept(first, one);
            self.accept(first + half, other);
        }
    }
}
