//! Whether edits of invisible things change what a note means. Where Markdown and YAML may take
//! the neighbours for something else, the note is read once more.

use unicode_normalization::UnicodeNormalization;

use crate::{
    note::{Normalization, Note, semantically_equal},
    text::{Edit, apply},
};

/// How often a note is read at the most: where more places than a few do harm, none of the rest is
/// called harmless.
const READS: usize = 64;

/// What edits change on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// White space at the end of a run of words; nothing in values of the frontmatter.
    Tails,
    /// Characters that nobody sees.
    Invisible,
    /// How characters are put together.
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

/// `words` without the characters that `text/invisible-character` deletes without asking.
fn visible(words: &str) -> String {
    words.chars().filter(|char| !is_deleted(*char)).collect()
}

/// The characters that say nothing to a reader wherever they stand.
pub(super) fn is_deleted(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

fn composed(words: &str) -> String {
    words.nfc().collect()
}

/// Which of `repairs`, in the order of the text, leave the meaning of `note` alone but for what they
/// are `about`, all of these together.
pub(super) fn harmless(note: &Note<'_>, about: About, repairs: &[Vec<Edit>]) -> Vec<bool> {
    let mut search = Search { text: note.text, about, repairs, accepted: Vec::new(), reads: READS };
    let mut found = vec![false; repairs.len()];
    search.accept(0, &mut found);
    found
}

/// Looks for the repairs that do harm by halves.
struct Search<'a> {
    text: &'a str,
    about: About,
    repairs: &'a [Vec<Edit>],
    /// The edits of those that do none.
    accepted: Vec<Edit>,
    reads: usize,
}

impl Search<'_> {
    /// Says in `found` which of as many repairs from `first` on do no harm.
    fn accept(&mut self, first: usize, found: &mut [bool]) {
        if found.is_empty() || self.reads == 0 {
            return;
        }
        self.reads -= 1;
        let more = self.repairs[first..first + found.len()].iter().flatten().cloned();
        let edits: Vec<Edit> = self.accepted.iter().cloned().chain(more).collect();
        let repaired = apply(self.text, &edits);
        if repaired.is_ok_and(|repaired| semantically_equal(self.text, &repaired, self.about.normalization()))
        {
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
