use crate::text::{LineIndex, Range, Span};

/// The text of a configuration, for positions in it.
#[derive(Clone, Debug)]
pub(super) struct Source {
    text: String,
    lines: LineIndex,
}

impl Source {
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), lines: LineIndex::new(text) }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn range(&self, span: Span) -> Range {
        self.lines.range(span, &self.text)
    }
}

impl Default for Source {
    fn default() -> Self {
        Self::new("")
    }
}
