use std::ops::Range;

use regex::{Captures, Regex};

use crate::text::Span;

/// Where notes have their ids, and which of their values must agree.
#[derive(Clone, Debug, Default)]
pub struct IdentitySpec {
    /// Where a note has its id: the first source that gives one counts.
    pub sources: Vec<IdSource>,
    /// Finds ids of notes in running text; `None` if that is not searched.
    pub mention: Option<Regex>,
    /// Values that are not ids: those that the sources of one list give must be equal.
    pub agree: Vec<Vec<IdSource>>,
}

/// A text of a note, and what is read of it.
#[derive(Clone, Debug)]
pub struct IdSource {
    /// The text.
    pub place: SourcePlace,
    /// Finds the id in it.
    pub regex: Regex,
}

/// A text of a note that may have its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourcePlace {
    /// The title.
    Title,
    /// The path from the root of the collection.
    Path,
    /// The file name without its extension.
    File,
    /// The name of the folder that it is in.
    Folder,
    /// The value at a JSON Pointer of the projection.
    Value(String),
}

impl SourcePlace {
    /// The names of the sources, apart from JSON Pointers.
    pub(crate) const NAMES: [&str; 4] = ["title", "path", "file", "folder"];

    /// Returns the source that a type names `name`.
    pub(crate) fn of(name: &str) -> Option<Self> {
        match name {
            "title" => Some(Self::Title),
            "path" => Some(Self::Path),
            "file" => Some(Self::File),
            "folder" => Some(Self::Folder),
            pointer if pointer.starts_with('/') => Some(Self::Value(pointer.to_owned())),
            _ => None,
        }
    }

    /// Whether it is in the text of the note, not in its path.
    pub fn is_in_text(&self) -> bool {
        matches!(self, Self::Title | Self::Value(_))
    }
}

impl IdSource {
    /// Returns where the id is in `text`.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        let found = find(&self.regex, text)?;
        (!found.is_empty()).then_some(found)
    }
}

impl IdentitySpec {
    /// Returns the id in `name`: a title, a file name, or the name in a link.
    pub fn find<'t>(&self, name: &'t str) -> Option<&'t str> {
        let is_name = |source: &&IdSource| matches!(source.place, SourcePlace::Title | SourcePlace::File);
        let found = self.sources.iter().filter(is_name).find_map(|source| source.find(name));
        let mention = || self.mention.as_ref().and_then(|regex| find(regex, name));
        name.get(found.or_else(mention)?).filter(|id| !id.is_empty())
    }

    /// Returns the ids in running text, each with its span there.
    pub fn mentions<'t>(&'t self, text: &'t str) -> Box<dyn Iterator<Item = (&'t str, Span)> + 't> {
        let Some(regex) = &self.mention else { return Box::new(std::iter::empty()) };
        if regex.captures_len() == 1 {
            return Box::new(regex.find_iter(text).map(|found| (found.as_str(), Span::from(found.range()))));
        }
        Box::new(regex.captures_iter(text).filter_map(|groups| {
            let whole = Span::from(groups.get(0)?.range());
            Some((text.get(first_group(&groups)?)?, whole))
        }))
    }
}

/// Returns where the id is that `regex` finds in `text`: the first group that takes part, else the match.
fn find(regex: &Regex, text: &str) -> Option<Range<usize>> {
    if regex.captures_len() == 1 {
        // Faster, as the groups need not be found.
        return regex.find(text).map(|found| found.range());
    }
    first_group(&regex.captures(text)?)
}

fn first_group(groups: &Captures<'_>) -> Option<Range<usize>> {
    let inside = groups.iter().skip(1).flatten().next();
    inside.or_else(|| groups.get(0)).map(|found| found.range())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(pattern: &str, text: &'t str) -> Option<&'t str> {
        let source = IdSource { place: SourcePlace::Title, regex: Regex::new(pattern).unwrap() };
        text.get(source.find(text)?)
    }

    #[test]
    fn an_id_is_the_first_group_that_takes_part_else_the_match() {
        for (pattern, text, id) in [
            (r"^M-\d+", "M-12 tides", Some("M-12")),
            (r"^M-(\d+)", "M-12 tides", Some("12")),
            (r"^(?:M-(\d+)|(\d+)-)", "0012-tides", Some("0012")),
            (r"^(?:M-(\d+)|(\d+)-)", "M-12", Some("12")),
            (r"^M-(\d+)?", "M-x", Some("M-")),
            (r"^(\d*)", "tides", None),
            (r"^M", "tides", None),
        ] {
            assert_eq!(found(pattern, text), id, "{pattern} {text}");
        }
    }
}
