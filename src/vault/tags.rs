use std::{collections::HashMap, sync::Arc};

use unicode_normalization::UnicodeNormalization;

use super::{Facts, Mention};

/// A spelling of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TagSpelling<'v> {
    /// The tag in this spelling.
    pub text: &'v str,
    /// The number of notes with this spelling.
    pub notes: usize,
}

/// How the notes spell a tag for which there are several spellings.
#[derive(Clone, Debug)]
pub struct TagSpellings<'v> {
    /// The spelling that most notes use, or the first few of several that are equally common.
    pub best: Vec<TagSpelling<'v>>,
    /// The number of notes with the spelling that was asked for.
    pub own: usize,
    /// The first note with the first of the best spellings.
    pub note: &'v Facts,
}

/// A message names no more of the spellings that are equally common.
const MAX_BEST: usize = 3;

/// The spellings of the tags that have several.
#[derive(Debug, Default)]
pub(super) struct Tags {
    groups: HashMap<String, Group>,
    /// The number of notes with each spelling.
    counts: HashMap<Box<str>, usize>,
}

/// The best spellings of a tag, with the number of the first note that has the first of them. Its place there is not
/// kept: it moves with the text above it.
#[derive(Debug)]
struct Group {
    best: Vec<Box<str>>,
    note: usize,
}

/// A spelling of a tag.
struct Use<'v> {
    text: &'v str,
    count: usize,
    /// Whether it is in full width, unlike in most programs.
    is_wide: bool,
    /// The first note with it.
    note: usize,
    /// The last note that was counted.
    last: usize,
    tag: usize,
}

impl Tags {
    /// Compares the tags of `notes`, which are in their order.
    pub(super) fn new(notes: &[Arc<Facts>]) -> Self {
        let mut ways: HashMap<&str, Use<'_>> = HashMap::new();
        for (note, facts) in notes.iter().enumerate() {
            for (tag, Mention { text, .. }) in facts.tags().enumerate() {
                let is_wide = || text.nfkc().ne(text.chars());
                let first = || Use { text, count: 1, is_wide: is_wide(), note, last: note, tag };
                let way = ways.entry(text).or_insert_with(first);
                way.count += usize::from(way.last != note);
                way.last = note;
            }
        }
        let mut groups: HashMap<String, Vec<Use<'_>>> = HashMap::new();
        for (text, way) in ways {
            groups.entry(folded(text)).or_default().push(way);
        }
        groups.retain(|folded, ways| ways.len() > 1 && !folded.is_empty());
        let spelled = groups.values().flatten();
        let counts = spelled.map(|way| (Box::from(way.text), way.count)).collect();
        let groups = groups.into_iter().filter_map(|(folded, ways)| Some((folded, Group::of(ways)?)));
        Self { groups: groups.collect(), counts }
    }

    /// Returns how `notes` spell `tag`, which is in one of them, if it has several spellings.
    pub(super) fn spellings<'v>(&'v self, tag: &str, notes: &'v [Arc<Facts>]) -> Option<TagSpellings<'v>> {
        if self.groups.is_empty() {
            return None;
        }
        let own = *self.counts.get(tag)?;
        let group = self.groups.get(&folded(tag))?;
        let count = |text: &str| self.counts.get(text).copied().unwrap_or_default();
        let best = group.best.iter().map(|text| TagSpelling { text, notes: count(text) }).collect();
        Some(TagSpellings { best, own, note: notes.get(group.note)? })
    }
}

impl Group {
    /// Returns the best of the spellings `ways`.
    fn of(mut ways: Vec<Use<'_>>) -> Option<Self> {
        ways.sort_unstable_by_key(|way| (usize::MAX - way.count, way.is_wide, way.note, way.tag));
        let first = ways.first()?;
        let best = ways.iter().take_while(|way| way.count == first.count).take(MAX_BEST);
        let best = best.map(|way| Box::from(way.text)).collect();
        Some(Self { best, note: first.note })
    }
}

/// Returns `tag` without case, width and the punctuation that only separates words. Other punctuation
/// remains: `C`, `C++` and `C#` are different tags, and `a/b` is a tag `b` below `a`.
fn folded(tag: &str) -> String {
    let kept = |c: &char| {
        c.is_alphanumeric() || matches!(c, '+' | '#' | '&' | '@' | '%' | '*' | '=' | '<' | '>' | '/')
    };
    tag.nfkc().flat_map(char::to_lowercase).filter(kept).collect()
}

#[cfg(test)]
mod tests;
