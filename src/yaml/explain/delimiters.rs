//! Quotes and brackets that are not closed, or closed too early.

use super::{Fault, MAX_QUOTE_CHARS, in_backticks};
use crate::{
    text::Span,
    tree::SyntaxError,
    yaml::{line::Line, quote::quote},
};

impl Fault<'_> {
    /// The item of a flow collection around the offset, between commas or brackets.
    pub(super) fn item(&self) -> Span {
        let (before, after) = self.source.split_at(self.at);
        let start = before.rfind([',', '[', '{', '\n', '\r']).map_or(0, |at| at + 1);
        let end = after.find([',', ']', '}', '\n', '\r']).map_or(self.source.len(), |at| self.at + at);
        Span::new(start, end.max(start)).trim(self.source)
    }

    /// An item of a flow collection without a `,` before the next one.
    pub(super) fn in_flow(&self) -> SyntaxError {
        let item = self.item();
        if self.source[self.at..].starts_with(':') && !item.is_empty() {
            let span = Span::new(self.at, self.at + 1);
            return self.quote(SyntaxError::new(span, "a `:` in an unquoted value between brackets"), item);
        }
        SyntaxError::new(self.char(), "missing `,` between two values in brackets")
            .help("put a `,` between the values, or quote them as one")
    }

    /// Text after the closing bracket of a flow collection.
    pub(super) fn after_bracket(&self) -> Option<SyntaxError> {
        let before = self.source[self.line.span.start()..self.at].trim_end();
        let close = before.chars().next_back().filter(|char| matches!(char, ']' | '}'))?;
        let message = match self.subject(self.line, self.line.value.start()) {
            Some(subject) => format!("{subject} continues after the closing `{close}`"),
            None => format!("text after the closing `{close}`"),
        };
        let error = SyntaxError::new(self.rest_of_line(), message);
        let rest = self.rest_of_line().of(self.source);
        if close == ']' && rest.starts_with('(') && rest.ends_with(')') {
            return Some(error.help("quote the Markdown link, or write only its URL"));
        }
        Some(self.quote(error, self.line.value))
    }

    /// Text after the closing quote of a scalar.
    pub(super) fn after_quote(&self) -> SyntaxError {
        let value = self.line.value;
        let text = value.of(self.source);
        let mark = if text.starts_with('\'') { '\'' } else { '"' };
        let message = match self.subject(self.line, value.start()) {
            Some(subject) => format!("{subject} continues after the closing `{mark}`"),
            None => format!("text after the closing `{mark}`"),
        };
        let error = SyntaxError::new(self.rest_of_line(), message);
        let inner = text.strip_prefix(mark).and_then(|text| text.strip_suffix(mark));
        let meant = if text.matches(mark).count() % 2 == 1 { inner.unwrap_or(text) } else { text };
        let value = quote(meant);
        if text.starts_with(mark) && value.chars().count() <= MAX_QUOTE_CHARS {
            return error.help(format!("quote the whole value: {}", in_backticks(&value)));
        }
        error.help(format!("use quotes that the value does not contain, or double the `{mark}` inside"))
    }

    /// A quote that is opened here or above, and not closed.
    pub(super) fn unclosed_quote(&self) -> SyntaxError {
        let mut line = Some(self.line);
        while let Some(found) = line {
            if let Some(open) = open_quote(self.source, found.value) {
                return self.open_quote(open);
            }
            line = found.above(self.source);
        }
        SyntaxError::new(self.char(), "unclosed quote").help("close it at the end of the value")
    }

    pub(super) fn open_quote(&self, open: usize) -> SyntaxError {
        let mark = &self.source[open..=open];
        let help = format!("close it with `{mark}` at the end of the value");
        self.never_closed(open, "quote").help(self.closed(open, mark).unwrap_or(help))
    }

    pub(super) fn unclosed_bracket(&self, open: usize) -> SyntaxError {
        let close = if self.source[open..].starts_with('{') { "}" } else { "]" };
        let error = self.never_closed(open, "bracket");
        let line = Line::at(self.source, open);
        let comment = Span::new(line.value.end().max(open), line.text.end()).of(self.source).trim_start();
        if comment.starts_with('#') && comment.contains(close) {
            return error.help("quote the text that starts with `#`: after a space it is a comment");
        }
        let help = format!("close it with `{close}`, or quote the whole value");
        error.help(match self.closed(open, close) {
            Some(closed) => format!("{closed}, or quote the whole value"),
            None => help,
        })
    }

    /// The bracket `close`, which closes one of the other kind, `open`.
    pub(super) fn other_bracket(&self, open: char, close: char) -> SyntaxError {
        let at = self.source[self.at..].find(close).map_or(self.at, |at| self.at + at);
        let right = if open == '{' { '}' } else { ']' };
        SyntaxError::new(Span::new(at, at + close.len_utf8()), format!("`{close}` closes a `{open}`"))
            .help(format!("write `{right}`, or quote the value"))
    }

    /// The error for a quote or bracket, a `kind`, that is opened at `open` and never closed.
    fn never_closed(&self, open: usize, kind: &str) -> SyntaxError {
        let mark = &self.source[open..=open];
        let line = Line::at(self.source, open);
        let message = match self.subject(line, open) {
            Some(subject) => format!("the {kind} `{mark}` of {subject} is not closed"),
            None => format!("the {kind} `{mark}` is not closed"),
        };
        SyntaxError::new(Span::new(open, open + 1), message)
    }

    /// The help to close the value that is opened at `open` with `close`, if it is on one line.
    fn closed(&self, open: usize, close: &str) -> Option<String> {
        let line = Line::at(self.source, open);
        let pair = line.text.of(self.source);
        let is_short = pair.chars().count() < MAX_QUOTE_CHARS && line.value.end() == line.text.end();
        let is_whole = line.key.is_some() && line.value.start() == open && !pair.ends_with([',', '[', '{']);
        (is_short && is_whole).then(|| format!("write {}", in_backticks(&format!("{pair}{close}"))))
    }

    pub(super) fn indentation_in_flow(&self) -> SyntaxError {
        if self.source[self.at..].starts_with([']', '}']) {
            let mark = self.char().of(self.source);
            return SyntaxError::new(
                self.char(),
                format!("the closing `{mark}` is not indented deeper than its key"),
            )
            .help(format!("put a space before the `{mark}`"));
        }
        let mut line = Some(self.line);
        while let Some(found) = line {
            let value = found.value.of(self.source);
            if let Some(open) = open_quote(self.source, found.value) {
                return self.open_quote(open);
            }
            if value.starts_with(['[', '{']) && !value.ends_with([']', '}']) {
                return self.unclosed_bracket(found.value.start());
            }
            line = found.above(self.source);
        }
        SyntaxError::new(self.char(), "the indentation does not match any line above")
            .help("indent it like the line above")
    }

    /// A `\` in a double-quoted scalar that does not begin an escape sequence (YAML 1.2.2, 5.7).
    pub(super) fn escape(&self) -> Option<SyntaxError> {
        let text = self.source[self.at..].strip_prefix('"')?;
        let mut chars = text.char_indices();
        while let Some((at, char)) = chars.next() {
            if char == '"' {
                return None;
            }
            if char != '\\' {
                continue;
            }
            let start = self.at + 1 + at;
            let (_, escaped) = chars.next()?;
            let digits = match escaped {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                '0' | 'a' | 'b' | 't' | '\t' | 'n' | 'v' | 'f' | 'r' | 'e' | ' ' | '"' | '/' | '\\' | 'N'
                | '_' | 'L' | 'P' | '\n' | '\r' => continue,
                _ => 0,
            };
            let hex = chars.as_str().chars().take(digits).take_while(char::is_ascii_hexdigit).count();
            if digits == 0 || hex < digits {
                let span = Span::new(start, start + 1 + escaped.len_utf8());
                let found = span.of(self.source);
                return Some(
                    SyntaxError::new(span, format!("`{found}` is not an escape sequence in double quotes"))
                        .help(format!("write `\\{found}`, or use single quotes")),
                );
            }
        }
        None
    }
}

/// The offset of the quote in `value` that is not closed on its line.
fn open_quote(source: &str, value: Span) -> Option<usize> {
    let text = value.of(source);
    let flow = text.starts_with(['[', '{']);
    let mut open: Option<(usize, char)> = None;
    let mut before = ' ';
    for (at, char) in text.char_indices() {
        match open {
            Some((_, mark)) if char == mark && !(mark == '"' && before == '\\') => open = None,
            None if matches!(char, '"' | '\'')
                && (at == 0 || flow && matches!(before, ' ' | '[' | '{' | ',')) =>
            {
                open = Some((value.start() + at, char));
            }
            None if !flow && at > 0 => return None,
            _ => {}
        }
        before = char;
    }
    open.map(|(at, _)| at)
}
