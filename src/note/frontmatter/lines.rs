//! The lines of a note, before it is parsed as Markdown or YAML.

use crate::text::{Span, is_hidden, line_end, next_line};

/// The lines of a text from the start of one of them on.
#[derive(Clone)]
pub(super) struct Lines<'a> {
    text: &'a str,
    at: usize,
}

/// A line.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    /// The line without its line ending.
    pub(super) words: &'a str,
    /// Its first byte.
    pub(super) start: usize,
    /// The first byte of the next line.
    pub(super) next: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str, start: usize) -> Self {
        Self { text, at: start }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let start = self.at;
        if start >= self.text.len() {
            return None;
        }
        let end = line_end(self.text, start);
        self.at = next_line(self.text, end);
        Some(Line { words: Span::new(start, end).of(self.text), start, next: self.at })
    }
}

impl<'a> Line<'a> {
    /// The line without blanks at its end. What else is not seen there belongs to it.
    pub(super) fn span(self) -> Span {
        let is_blank = |c: char| c.is_whitespace() && !is_hidden(c) || c == '\t';
        Span::new(self.start, self.start + self.words.trim_end_matches(is_blank).len())
    }

    pub(super) fn is_blank(self) -> bool {
        self.words.trim().is_empty()
    }

    /// The line without whitespace and invisible characters at both ends.
    pub(super) fn visible(self) -> &'a str {
        self.words.trim_matches(is_unseen)
    }

    /// The number of spaces before its first other character.
    pub(super) fn indent(self) -> usize {
        self.words.len() - self.words.trim_start_matches(' ').len()
    }

    pub(super) fn is_indented(self) -> bool {
        self.words.starts_with([' ', '\t'])
    }

    /// Whether it is an ATX heading (CommonMark 4.2) that is not indented.
    pub(super) fn is_heading(self) -> bool {
        let rest = self.words.trim_start_matches('#');
        (1..=6).contains(&(self.words.len() - rest.len())) && rest.starts_with([' ', '\t'])
    }

    /// Returns the key if the line is `key:` or `key: value`, is not indented, and its key has no blanks.
    pub(super) fn key(self) -> Option<&'a str> {
        let (key, rest) = self.words.split_once(':')?;
        let is_key = key.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '"' | '\''))
            && !key.contains(char::is_whitespace);
        (is_key && (rest.is_empty() || rest.starts_with([' ', '\t']))).then_some(key)
    }

    /// Whether the line is `key = value` in TOML.
    pub(super) fn is_toml(self) -> bool {
        self.visible().split_once('=').is_some_and(|(key, _)| is_word(key.trim_end()))
    }
}

/// Whether `key` is one that needs no quotes.
pub(super) fn is_word(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// Whether nothing is seen of `c` at the start or end of a line.
fn is_unseen(c: char) -> bool {
    c.is_whitespace() || is_hidden(c) || matches!(c, '\u{200c}' | '\u{200d}')
}
