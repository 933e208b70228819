//! Text with styles, which can be broken into lines.

use std::{fmt::Write as _, ops::Range};

use anstyle::Style;
use textwrap::WordSeparator;
use unicode_width::UnicodeWidthStr;

/// Text whose parts have styles.
#[derive(Clone, Debug, Default)]
pub(crate) struct StyledText {
    text: String,
    runs: Vec<Run>,
}

/// A part of one style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    /// Byte offset of its end in the text.
    end: usize,
    style: Style,
    /// Whether it is kept on one line, as code is.
    unbreakable: bool,
}

/// A word, which is kept on one line: its bytes, and the start of the next word.
struct Word {
    bytes: Range<usize>,
    next: usize,
}

impl StyledText {
    /// Returns `text` in one style.
    pub(crate) fn new(text: &str, style: Style) -> Self {
        let mut styled = Self::default();
        styled.push(text, style);
        styled
    }

    /// Appends `text`. A `\n` in it ends a line.
    pub(crate) fn push(&mut self, text: &str, style: Style) {
        self.push_run(text, style, false);
    }

    /// Appends `text` that is not broken into lines.
    pub(crate) fn push_unbreakable(&mut self, text: &str, style: Style) {
        self.push_run(text, style, true);
    }

    fn push_run(&mut self, text: &str, style: Style, unbreakable: bool) {
        if !text.is_empty() {
            self.text += text;
            self.runs.push(Run { end: self.text.len(), style, unbreakable });
        }
    }

    /// Appends `other`.
    pub(crate) fn append(&mut self, other: &Self) {
        let offset = self.text.len();
        self.text += &other.text;
        self.runs.extend(other.runs.iter().map(|run| Run { end: offset + run.end, ..*run }));
    }

    /// Appends blanks until the text takes `width` columns.
    pub(crate) fn pad_to(&mut self, width: usize) {
        let blanks = width.saturating_sub(self.width());
        self.push(&" ".repeat(blanks), Style::new());
    }

    /// Truncates to the first `end` bytes, which end at a character boundary.
    pub(crate) fn truncate(&mut self, end: usize) {
        *self = self.slice(0..end);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the width of the text on one line, in columns.
    pub(crate) fn width(&self) -> usize {
        self.text.width()
    }

    /// Returns the width of the widest word, in columns.
    pub(crate) fn widest_word(&self) -> usize {
        self.words(0..self.text.len()).map(|word| self.text[word.bytes].width()).max().unwrap_or_default()
    }

    /// Breaks the text into lines of at most `width` columns at the positions of UAX 14, which
    /// include those between the characters of Japanese text. A longer word is a line of its own.
    pub(crate) fn wrap(&self, width: usize) -> Vec<Self> {
        let mut lines = Vec::new();
        let mut start = 0;
        for paragraph in self.text.split('\n') {
            let end = start + paragraph.len();
            self.wrap_paragraph(start..end, width, &mut lines);
            start = end + 1;
        }
        lines
    }

    fn wrap_paragraph(&self, paragraph: Range<usize>, width: usize, lines: &mut Vec<Self>) {
        let mut line = paragraph.start..paragraph.start;
        for word in self.words(paragraph) {
            if !line.is_empty() && self.text[line.start..word.bytes.end].width() > width {
                lines.push(self.slice(line));
                line = word.bytes;
            } else {
                line.end = word.bytes.end;
            }
        }
        lines.push(self.slice(line));
    }

    /// Returns the words of a paragraph: the parts between which a line may end.
    fn words(&self, paragraph: Range<usize>) -> impl Iterator<Item = Word> {
        let mut words: Vec<Word> = Vec::new();
        let mut start = paragraph.start;
        for found in WordSeparator::UnicodeBreakProperties.find_words(&self.text[paragraph]) {
            let bytes = start..start + found.word.len();
            let next = bytes.end + found.whitespace.len();
            match words.last_mut().filter(|last| self.is_inside_unbreakable(last.next)) {
                Some(last) => (last.bytes.end, last.next) = (bytes.end, next),
                None => words.push(Word { bytes, next }),
            }
            start = next;
        }
        words.into_iter()
    }

    /// Whether `offset` is strictly inside of an unbreakable run.
    fn is_inside_unbreakable(&self, offset: usize) -> bool {
        let at = self.runs.partition_point(|run| run.end <= offset);
        let start = at.checked_sub(1).map_or(0, |before| self.runs[before].end);
        start < offset && self.runs.get(at).is_some_and(|run| run.unbreakable)
    }

    fn slice(&self, bytes: Range<usize>) -> Self {
        let mut slice = Self::default();
        let mut start = 0;
        for run in &self.runs {
            let part = start.max(bytes.start)..run.end.min(bytes.end);
            if part.start < part.end {
                slice.push_run(&self.text[part], run.style, run.unbreakable);
            }
            start = run.end;
        }
        slice
    }

    /// Appends the text to `out`, with escape sequences if `color`.
    pub(crate) fn write(&self, color: bool, out: &mut String) {
        if !color {
            *out += &self.text;
            return;
        }
        let mut start = 0;
        for run in &self.runs {
            let part = &self.text[start..run.end];
            // Writing to a string cannot fail.
            write!(out, "{}{part}{:#}", run.style, run.style).ok();
            start = run.end;
        }
    }
}

#[cfg(test)]
mod tests;
