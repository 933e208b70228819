//! Keys and values of frontmatter.

use std::ops::Range;

use serde_json::Value;

use super::{
    candidate::MAX_ITEMS,
    names::Names,
    vocabulary::{Choice, Key, Start, Vocabulary},
};
use crate::{
    note::{self, Fences},
    notetype::{NoteType, Shape},
    rules::phrase,
    text::{next_line, pointer::escape},
    tree::Syntax,
};

/// The JSON Pointer of the frontmatter in a note.
const FRONTMATTER: &str = "/frontmatter";

/// More tags are not offered: nobody reads on.
const MAX_TAGS: usize = 500;

/// Returns the bytes between the lines that open and close the YAML at the top of `text`, if `offset` is there. What is
/// not closed yet ends above the first heading.
pub(super) fn around(text: &str, offset: usize) -> Option<Range<usize>> {
    let inside = match note::Frontmatter::of(text, Fences::Strict) {
        note::Frontmatter::Closed(block) if block.syntax == Syntax::Yaml => {
            block.content.start()..block.closing.start()
        }
        note::Frontmatter::Closed(_) => return None,
        // What looks like a heading is a comment above a line that is being typed.
        note::Frontmatter::Unclosed { syntax: Syntax::Yaml, fence, late: Some(late), .. }
            if text[late.end()..].lines().any(|line| line.starts_with("# ")) =>
        {
            next_line(text, fence.end())..late.start()
        }
        _ => unclosed(text)?,
    };
    (inside.start..=inside.end).contains(&offset).then_some(inside)
}

/// Returns the bytes from below the line that opens YAML at the top of `text` to the first heading below a blank line.
fn unclosed(text: &str) -> Option<Range<usize>> {
    let top = text.len() - text.trim_start_matches('\u{feff}').len();
    let opening = text[top..].split_inclusive('\n').next().filter(|line| line.trim_end() == "---")?;
    let start = top + opening.len();
    let mut end = start;
    let mut is_below_blank = false;
    for line in text.get(start..)?.split_inclusive('\n') {
        let content = line.trim_end();
        if content == "---" || content == "..." || is_below_blank && content.starts_with("# ") {
            break;
        }
        is_below_blank = content.is_empty();
        end += line.len();
    }
    Some(start..end)
}

/// What the frontmatter of a note may contain.
pub(super) struct Frontmatter<'a> {
    /// The type of the note.
    pub(super) note_type: Option<&'a NoteType>,
    /// The other notes.
    pub(super) names: Names<'a>,
    /// What is written of the value.
    pub(super) written: &'a str,
    /// The date of today, as `YYYY-MM-DD`.
    pub(super) today: String,
}

impl Frontmatter<'_> {
    /// Whether the values of the one at `pointer` are only those that match what is written.
    pub(super) fn narrows(&self, pointer: &str) -> bool {
        !self.written.is_empty() && self.referred(pointer).is_some()
    }

    /// Returns the type whose notes the value at `pointer` of the frontmatter names, as a key or as an item of a list;
    /// empty if that is any.
    fn referred(&self, pointer: &str) -> Option<&str> {
        let note_type = self.note_type?;
        let at = |pointer: &str| note_type.refers_to(&format!("{FRONTMATTER}{pointer}"));
        at(pointer).or_else(|| at(pointer.strip_suffix("/0")?))
    }

    fn key(&self, pointer: &str, name: &str, is_required: bool) -> Option<Key> {
        let note_type = self.note_type?;
        let at = format!("{FRONTMATTER}{pointer}/{}", escape(name));
        let shape = note_type.shape_at(&at).unwrap_or_default();
        let title = note_type.says(&at, "title");
        let words = title.into_iter().chain(note_type.description(&at));
        Some(Key {
            name: name.to_owned(),
            is_required,
            is_deprecated: note_type.is_deprecated(&at),
            detail: phrase(&shape),
            documentation: words.collect::<Vec<_>>().join("\n\n"),
            start: self.start(note_type, &at, &shape),
        })
    }

    fn start(&self, note_type: &NoteType, at: &str, shape: &Shape) -> Start {
        if let Some(named) = note_type.named_value(at) {
            return Start::Value(named.clone());
        }
        let values = self.values(shape);
        match values.as_slice() {
            [only] => Start::Value(only.clone()),
            [] if is_of(shape, "array") => Start::List,
            [] if is_of(shape, "object") => Start::Mapping,
            [] => Start::Unknown,
            _ => Start::OneOf(values),
        }
    }

    /// Returns the values that `shape` names.
    fn values(&self, shape: &Shape) -> Vec<Value> {
        if !shape.values.is_empty() {
            return shape.values.clone();
        }
        let mut values = Vec::new();
        if shape.types.iter().any(|name| name == "boolean") {
            values.extend([Value::Bool(true), Value::Bool(false)]);
        }
        if shape.format.as_deref() == Some("date") {
            values.push(self.today.clone().into());
        }
        values.extend(shape.branches.iter().flat_map(|branch| self.values(branch)));
        values
    }
}

fn is_of(shape: &Shape, name: &str) -> bool {
    !shape.types.is_empty() && shape.types.iter().all(|own| own == name || own == "null")
}

impl Vocabulary for Frontmatter<'_> {
    fn keys(&self, pointer: &str) -> Vec<Key> {
        let members = self.note_type.map(|note_type| note_type.members(&format!("{FRONTMATTER}{pointer}")));
        let members = members.unwrap_or_default().into_iter();
        members.filter_map(|(name, is_required)| self.key(pointer, name, is_required)).collect()
    }

    fn choices(&self, pointer: &str) -> Vec<Choice> {
        if let Some(target) = self.referred(pointer).filter(|_| !self.is_list(pointer)) {
            return self.names.ids(target, self.written, MAX_ITEMS + 1);
        }
        let at = format!("{FRONTMATTER}{pointer}");
        let shape = self.note_type.and_then(|note_type| note_type.shape_at(&at)).unwrap_or_default();
        let named = self.note_type.and_then(|note_type| note_type.default(&at)).cloned();
        let mut values = self.values(&shape);
        if let Some(named) = named.filter(|named| !named.is_array() && !named.is_object()) {
            values.retain(|value| *value != named);
            values.insert(0, named);
        }
        let list = pointer.strip_suffix("/0").unwrap_or_default();
        let is_text = list == "/tags" || list == "/tag" || is_of(&shape, "string");
        if values.is_empty() && !list.is_empty() && is_text {
            return self.names.tags(MAX_TAGS);
        }
        values.into_iter().map(Choice::of).collect()
    }

    fn is_list(&self, pointer: &str) -> bool {
        let at = format!("{FRONTMATTER}{pointer}");
        let shape = self.note_type.and_then(|note_type| note_type.shape_at(&at));
        pointer == "/tags" || shape.is_some_and(|shape| is_of(&shape, "array"))
    }
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn frontmatter_ends_at_its_closing_line_or_the_first_heading() {
        let text = "---\n題: 茶\n---\n# 茶\n";
        let inside = around(text, text.find('題').unwrap()).unwrap();
        assert_eq!(&text[inside], "題: 茶\n");
        assert_eq!(around(text, text.find("# ").unwrap()), None);
        let unclosed = "---\n題: 茶\nst\n\n# 茶\n";
        assert_eq!(&unclosed[around(unclosed, 10).unwrap()], "題: 茶\nst\n\n");
        assert_eq!(around(unclosed, unclosed.len()), None);
        let unclosed = unclosed.replace('\n', "\r\n");
        assert_eq!(&unclosed[around(&unclosed, 10).unwrap()], "題: 茶\r\nst\r\n\r\n");
        let commented = "---\n題: 茶\n\n# 味\nst\n---\n\n# 茶\n";
        assert_eq!(&commented[around(commented, 10).unwrap()], "題: 茶\n\n# 味\nst\n");
        assert_eq!(around("---\n", 4), Some(4..4));
        assert_eq!(around("\u{feff}---\r\na", 9), Some(8..9));
        assert_eq!(around("# 茶\n---\n", 4), None);
    }
}
