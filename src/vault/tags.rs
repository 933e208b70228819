use std::{collections::HashMap, sync::Arc};

use unicode_normalization::UnicodeNormalization;

use super::Facts;
use crate::text::Span;

/// A tag as most notes of the collection write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsualTag<'v> {
    /// The tag.
    pub text: &'v str,
    /// The first note that writes it so.
    pub path: &'v str,
    /// Where in that note.
    pub span: Span,
}

/// For the tags that are written in more than one way, the usual way.
#[derive(Debug, Default)]
pub(super) struct Tags(HashMap<String, Use>);

/// One way to write a tag.
#[derive(Clone, Copy, Debug)]
struct Use {
    count: usize,
    /// Whether it is written otherwise than most programs write it: in full width.
    is_wide: bool,
    note: usize,
    tag: usize,
}

impl Tags {
    /// Compares the tags of `notes`, which are in their order.
    pub(super) fn new(notes: &[Arc<Facts>]) -> Self {
        let mut ways: HashMap<&str, Use> = HashMap::new();
        for (note, facts) in notes.iter().enumerate() {
            for (tag, mention) in facts.tags().enumerate() {
                let text = mention.text;
                let first = || Use { count: 0, is_wide: text.nfkc().ne(text.chars()), note, tag };
                ways.entry(text).or_insert_with(first).count += 1;
            }
        }
        let mut groups: HashMap<String, Vec<Use>> = HashMap::new();
        for (text, way) in ways {
            groups.entry(folded(text)).or_default().push(way);
        }
        groups.retain(|folded, ways| ways.len() > 1 && !folded.is_empty());
        let rank = |way: &Use| (usize::MAX - way.count, way.is_wide, way.note, way.tag);
        let usual = |ways: Vec<Use>| ways.into_iter().min_by_key(rank);
        Self(groups.into_iter().filter_map(|(folded, ways)| Some((folded, usual(ways)?))).collect())
    }

    /// How `tag` is usually written, where it is written in more than one way.
    pub(super) fn usual<'v>(&self, tag: &str, notes: &'v [Arc<Facts>]) -> Option<UsualTag<'v>> {
        if self.0.is_empty() {
            return None;
        }
        let way = self.0.get(&folded(tag))?;
        let note = notes.get(way.note)?;
        let mention = note.tags().nth(way.tag)?;
        Some(UsualTag { text: mention.text, path: &note.path, span: mention.span })
    }
}

/// `tag` without case, width and the punctuation that only separates words. Signs that tell words
/// apart stay: `C`, `C++` and `C#` are three tags.
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
    fn the_usual_way_is_the_most_frequent_then_the_narrow_then_the_first() {
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
