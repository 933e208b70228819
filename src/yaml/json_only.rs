//! Characters that YAML allows inside quotes alone, for the sake of JSON (YAML 1.2.2, 5.1). The parser refuses
//! them everywhere, and so reads others in their place.

use serde_json::Value;

use crate::{
    text::Span,
    tree::{Data, Document, Node},
};

const JSON_ONLY: [char; 3] = ['\u{7f}', '\u{fffe}', '\u{ffff}'];

/// What may replace a character of one byte: inside quotes it is text, and after `\` not an escape.
const OF_ONE_BYTE: &str = "qzjkywgGhHiIJKlmMoOpQRsSTVWXYZ";

/// At most this many characters are tried for one of three bytes.
const MAX_TRIED: usize = 16;

/// A source with other characters, of the same length, in place of those.
pub(super) struct StandIns {
    pub(super) source: String,
    /// Each with the character that it replaces.
    pairs: Vec<(char, char)>,
    /// The number of characters that are replaced.
    count: usize,
}

impl StandIns {
    /// Returns `source` with stand-ins that it does not contain; `None` if it needs none, or contains all.
    pub(super) fn of(source: &str) -> Option<Self> {
        let mut found = Self { source: source.to_owned(), pairs: Vec::new(), count: 0 };
        for char in JSON_ONLY.into_iter().filter(|char| source.contains(*char)) {
            let is_free = |other: &char| !found.source.contains(*other);
            let other = match char.len_utf8() {
                1 => OF_ONE_BYTE.chars().find(is_free),
                _ => ('\u{e000}'..='\u{f8ff}').take(MAX_TRIED).find(is_free),
            }?;
            found.count += source.matches(char).count();
            found.source = found.source.replace(char, other.encode_utf8(&mut [0; 4]));
            found.pairs.push((other, char));
        }
        (!found.pairs.is_empty()).then_some(found)
    }

    /// Puts the characters of `text` back into `document`, which was read from the stand-ins; `None` if one of
    /// them is not inside quotes.
    pub(super) fn restore(&self, mut document: Document, text: &str) -> Option<Document> {
        let count = self.node(&mut document.root, text)?;
        for duplicate in &mut document.duplicates {
            self.scalar(&mut duplicate.key, duplicate.again, text)?;
        }
        (count == self.count).then_some(document)
    }

    /// Restores `node`, and returns the number of characters that were put back.
    fn node(&self, node: &mut Node, text: &str) -> Option<usize> {
        let mut count = 0;
        match &mut node.data {
            Data::Scalar { value: Value::String(value), .. } => {
                count += self.scalar(value, node.span, text)?;
            }
            Data::Scalar { .. } => {}
            Data::Sequence(items) => {
                for item in items {
                    count += self.node(item, text)?;
                }
            }
            Data::Mapping(entries) => {
                for entry in entries {
                    count += self.scalar(&mut entry.name, entry.key, text)?;
                    count += self.node(&mut entry.value, text)?;
                }
            }
        }
        Some(count)
    }

    /// Restores the `value` of the scalar at `span`. An escape may have made a stand-in too: then it is not known
    /// which is which.
    fn scalar(&self, value: &mut String, span: Span, text: &str) -> Option<usize> {
        let written = span.of(text);
        let mut count = 0;
        for &(other, char) in &self.pairs {
            let own = written.matches(char).count();
            if own > 0 && (!written.starts_with(['"', '\'']) || value.matches(other).count() != own) {
                return None;
            }
            if own > 0 {
                *value = value.replace(other, char.encode_utf8(&mut [0; 4]));
            }
            count += own;
        }
        Some(count)
    }
}
