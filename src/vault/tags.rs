use std::{collections::HashMap, sync::Arc};

use unicode_normalization::UnicodeNormalization;

use super::{Facts, Mention};
use crate::text::Span;

/// The most common spelling of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsualTag<'v> {
    /// The tag in this spelling.
    pub text: &'v str,
    /// The path of the first note with this spelling.
    pub path: &'v str,
    /// The span in that note.
    pub span: Span,
}

/// The most common spelling of each tag that has several.
#[derive(Debug, Default)]
pub(super) struct Tags(HashMap<String, Usual>);

/// The most common spelling of a tag: the text, the number of the first note with it, the span there.
#[derive(Debug)]
struct Usual {
    text: Box<str>,
    note: usize,
    span: Span,
}

/// A spelling of a tag.
struct Use<'v> {
    text: &'v str,
    count: usize,
    /// Whether it is in full width, unlike in most programs.
    is_wide: bool,
    note: usize,
    tag: usize,
    span: Span,
}

impl Tags {
    /// Compares the tags of `notes`, which are in their order.
    pub(super) fn new(notes: &[Arc<Facts>]) -> Self {
        let mut ways: HashMap<&str, Use<'_>> = HashMap::new();
        for (note, facts) in notes.iter().enumerate() {
            for (tag, Mention { text, span }) in facts.tags().enumerate() {
                let is_wide = || text.nfkc().ne(text.chars());
                let first = || Use { text, count: 0, is_wide: is_wide(), note, tag, span };
                ways.entry(text).or_insert_with(first).count += 1;
            }
        }
        let mut groups: HashMap<String, Vec<Use<'_>>> = HashMap::new();
        for (text, way) in ways {
            groups.entry(folded(text)).or_default().push(way);
        }
        groups.retain(|folded, ways| ways.len() > 1 && !folded.is_empty());
        let rank = |way: &Use<'_>| (usize::MAX - way.count, way.is_wide, way.note, way.tag);
        let usual = |ways: Vec<Use<'_>>| {
            let Use { text, note, span, .. } = ways.into_iter().min_by_key(rank)?;
            Some(Usual { text: text.into(), note, span })
        };
        Self(groups.into_iter().filter_map(|(folded, ways)| Some((folded, usual(ways)?))).collect())
    }

    /// Returns the most common spelling of `tag`, which is in one of `notes`, if it has several.
    pub(super) fn usual<'v>(&'v self, tag: &str, notes: &'v [Arc<Facts>]) -> Option<UsualTag<'v>> {
        if self.0.is_empty() {
            return None;
        }
        let Usual { text, note, span } = self.0.get(&folded(tag))?;
        Some(UsualTag { text, path: &notes.get(*note)?.path, span: *span })
    }
}

/// Returns `tag` without case, width and the punctuation that only separates words. Other punctuation
/// remains: `C`, `C++` and `C#` are different tags.
fn folded(tag: &str) -> String {
    let kept =
        |c: &char| c.is_alphanumeric() || matches!(c, '+' | '#' | '&' | '@' | '%' | '*' | '=' | '<' | '>');
    tag.nfkc().flat_map(char::to_lowercase).filter(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::mentions::{Collector, Kind};

    fn note(path: &str, tags: &[&str]) -> Arc<Facts> {
        let mut collector = Collector::default();
        for tag in tags {
            collector.add(Kind::Tag, tag, Span::empty(0));
        }
        Arc::new(Facts { path: path.into(), mentions: collector.finish(), ..Facts::default() })
    }

    #[test]
    fn the_usual_spelling_is_the_most_frequent_then_the_narrow_then_the_first() {
        let notes = [
            note("a", &["ＡＩ", "IoT"]),
            note("b", &["AI", "iot"]),
            note("c", &["AI", "C++"]),
            note("d", &["C#", "ＤＸ", "DX"]),
        ];
        let tags = Tags::new(&notes);
        assert_eq!(tags.usual("ＡＩ", &notes).unwrap().text, "AI");
        assert_eq!(tags.usual("iot", &notes).unwrap().text, "IoT");
        assert_eq!(tags.usual("ＤＸ", &notes).unwrap().text, "DX");
        assert_eq!(tags.usual("C#", &notes), None);
        assert_eq!(tags.usual("new", &notes), None);
    }
}
