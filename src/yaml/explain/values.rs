//! Values that need quotes, and list items with the markers of Markdown.

use super::{Fault, MAX_QUOTE_CHARS, in_backticks};
use crate::{
    text::{Span, next_line},
    tree::SyntaxError,
    yaml::{line::Line, marker::marked_item, parser::reads_up_to, quote::quote},
};

impl Fault<'_> {
    /// Adds the help to quote the text at `unquoted`.
    pub(super) fn quote(&self, error: SyntaxError, unquoted: Span) -> SyntaxError {
        let quoted = quote(unquoted.of(self.source));
        let error = if quoted.chars().count() <= MAX_QUOTE_CHARS {
            error.help(format!("quote it: {}", in_backticks(&quoted)))
        } else {
            error.help("quote the whole value")
        };
        SyntaxError { unquoted: vec![unquoted], ..error }
    }

    /// Whether the line of `unquoted` and what the parser refused can be read once that is quoted.
    fn reads_quoted(&self, unquoted: Span) -> bool {
        let (before, after) = (&self.source[..unquoted.start()], &self.source[unquoted.end()..]);
        let quoted = quote(unquoted.of(self.source));
        let rest = after.find(['\n', '\r']).unwrap_or(after.len());
        let end = (unquoted.end() + rest).max(self.at) + quoted.len() - unquoted.len();
        reads_up_to(&format!("{before}{quoted}{after}"), end)
    }

    /// A value that starts with a template's `{{` or `{%`, which is never meant as a mapping.
    pub(super) fn template(&self) -> Option<SyntaxError> {
        let starts = |line: &Line| {
            let value = line.value.of(self.source);
            value.starts_with("{{") || value.starts_with("{%")
        };
        let line = Some(self.line).filter(starts).or_else(|| self.line.above(self.source).filter(starts))?;
        if !self.reads_quoted(line.value) {
            return None;
        }
        Some(self.starts_with(line.value, 2))
    }

    /// The value at `value`, whose first bytes, `len` of them, need quotes.
    fn starts_with(&self, value: Span, len: usize) -> SyntaxError {
        let mark = Span::new(value.start(), value.start() + len);
        let line = Line::at(self.source, value.start());
        let subject = self.subject(line, value.start()).unwrap_or_else(|| "a value".to_owned());
        let message = format!("{subject} cannot start with `{}` without quotes", mark.of(self.source));
        self.quote(SyntaxError::new(mark, message), value)
    }

    /// The value of the line, with what YAML reads as a comment if that is probably text: people write a
    /// space after the `#` of a comment.
    fn whole(&self) -> Span {
        let value = self.line.value;
        let rest = Span::new(value.end(), self.line.text.end()).of(self.source).trim_start();
        let is_text =
            rest.strip_prefix('#').is_some_and(|rest| rest.starts_with(|char: char| char.is_alphanumeric()));
        if is_text { Span::new(value.start(), self.line.text.end()) } else { value }
    }

    /// A list item that starts with the marker of another kind of list, where a list may be.
    pub(super) fn marked(&self, line: Line) -> Option<SyntaxError> {
        let mut line = line;
        let mut item = marked_item(line.text.of(self.source))?;
        let below = Line::at(self.source, next_line(self.source, line.span.end()));
        let mut is_only = below.span == line.span || marked_item(below.text.of(self.source)).is_none();
        let above = loop {
            let above = line.above(self.source)?;
            let Some(upper) = marked_item(above.text.of(self.source)) else { break above };
            (line, item, is_only) = (above, upper, false);
        };
        let is_item = above.text.of(self.source).starts_with("- ");
        let is_owner = above.key.is_some() && above.value.is_empty();
        if !is_item && !is_owner {
            return None;
        }
        let marker = Span::new(line.text.start(), line.text.end() - item.len());
        let message = format!(
            "the list item starts with {}, expected `- `",
            in_backticks(marker.of(self.source).trim_end())
        );
        let written = in_backticks(&format!("- {item}"));
        let help = if is_only {
            format!("write {written}")
        } else {
            format!("start each item with `- `: {written}")
        };
        Some(SyntaxError::new(marker.trim(self.source), message).help(help))
    }

    /// A character that is an indicator here.
    pub(super) fn indicator(&self) -> SyntaxError {
        let mark = self.char().of(self.source);
        let Some(value) = self.value() else {
            return self.marked(self.line).unwrap_or_else(|| {
                let message = format!("the line starts with `{mark}`, expected `key: value`");
                SyntaxError::new(self.line.text, message).help("quote the key, or delete the line")
            });
        };
        let whole = self.whole();
        // The item of a flow collection, unless that is not one.
        let value = if value == self.line.value { whole } else { value };
        let value = if value == whole || self.reads_quoted(value) { value } else { whole };
        let subject = self.subject(self.line, value.start()).unwrap_or_else(|| "a value".to_owned());
        if value.of(self.source).starts_with("{%") {
            return self.starts_with(value, 2);
        }
        let message = match mark {
            "#" => format!("{subject} starts with `#`, which YAML reads as a comment"),
            "," => "a `,` without a value before it".to_owned(),
            "-" | "?" if value.start() == self.at => {
                format!("{subject} cannot start with `{mark} ` without quotes")
            }
            "`" if value.start() == self.at => {
                format!("{subject} cannot start with a backtick without quotes")
            }
            _ if value.start() == self.at => format!("{subject} cannot start with `{mark}` without quotes"),
            _ => format!("{subject} cannot contain {} here without quotes", in_backticks(mark)),
        };
        let error = SyntaxError::new(self.char(), message);
        if mark == "," {
            return error.help("delete the `,`, or quote the value");
        }
        let mut error = self.quote(error, value);
        if value != whole {
            error.unquoted.push(whole);
        }
        error
    }

    /// The value that begins where the parser stopped: that of the line, or an item of a flow collection.
    fn value(&self) -> Option<Span> {
        let value = self.line.value;
        if value.of(self.source).starts_with(['[', '{']) && value.start() < self.at {
            return Some(self.templated(self.item()));
        }
        (value.start() == self.at && (self.line.key.is_some() || value.start() > self.line.text.start()))
            .then_some(value)
    }

    /// `item` with the braces around it if it is the inside of a template's `{% %}`.
    fn templated(&self, item: Span) -> Span {
        let is_inside = item.of(self.source).starts_with('%')
            && self.source[..item.start()].ends_with('{')
            && self.source[item.end()..].starts_with('}');
        if is_inside { Span::new(item.start() - 1, item.end() + 1) } else { item }
    }

    /// A text with a comment in its middle.
    pub(super) fn interrupted(&self) -> SyntaxError {
        let below = Line::at(self.source, next_line(self.source, self.at));
        if let (Some((key, _)), Some((upper, _))) = (below.key, self.line.key) {
            return self.deeper(key, upper);
        }
        let subject = self.subject(self.line, self.at).unwrap_or_else(|| "the text".to_owned());
        let comment = Span::new(self.at, self.line.text.end().max(self.at));
        SyntaxError::new(comment, format!("a comment in the middle of {subject}, which goes on below it"))
            .help("move the comment to a line above the text, or quote the text")
    }

    /// What the parser refuses for a reason that has no words of its own.
    pub(super) fn unexplained(&self) -> SyntaxError {
        let value = self.line.value;
        if value.is_empty() || !self.reads_quoted(value) {
            return SyntaxError::new(self.char(), "this is not valid YAML").help("quote the value");
        }
        let subject = self.subject(self.line, value.start()).unwrap_or_else(|| "a value".to_owned());
        self.quote(SyntaxError::new(self.char(), format!("{subject} is not valid YAML")), value)
    }
}
