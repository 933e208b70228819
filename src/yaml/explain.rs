//! Explains the parser's errors. Nearly all of them are values that need quotes, tabs and wrong
//! indentation. The parser often stops after the fault, so the search for it starts there.

mod delimiters;
mod tabs;
mod values;

use granit_parser::{ErrorKind, ScanError};

use super::{line::Line, parser};
use crate::{text::Span, tree::SyntaxError};

/// Returns the explanation of `error`, with offsets in `source`.
pub(super) fn explain(source: &str, error: &ScanError) -> SyntaxError {
    let at = parser::offset(source, error);
    let fault = Fault { source, at, line: Line::at(source, at) };
    let known = fault.conflict().or_else(|| fault.tab(error.kind())).or_else(|| fault.template());
    known.unwrap_or_else(|| fault.explain(error.kind()))
}

/// Returns the explanation of the tab at `at`, which is in the indentation of an entry.
pub(super) fn tab(source: &str, at: usize) -> SyntaxError {
    Fault { source, at, line: Line::at(source, at) }.tab_at(at)
}

/// The offset where the parser stopped, and its line.
struct Fault<'a> {
    source: &'a str,
    at: usize,
    line: Line,
}

/// The maximum number of characters of the text that a message quotes.
const MAX_QUOTE_CHARS: usize = 80;

/// `text` in backticks, cut if it is very long.
fn in_backticks(text: &str) -> String {
    let end = text.char_indices().nth(MAX_QUOTE_CHARS).map(|(end, _)| end);
    let (text, cut) = end.map_or((text, ""), |end| (&text[..end], "…"));
    if text.contains('`') { format!("`` {text}{cut} ``") } else { format!("`{text}{cut}`") }
}

impl Fault<'_> {
    fn explain(&self, kind: &ErrorKind) -> SyntaxError {
        use ErrorKind as Kind;
        match kind {
            Kind::MappingValueNotAllowed | Kind::InvalidColonPlacement => self.colon(),
            Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => self.no_pair(self.line),
            Kind::ExpectedBlockMappingKey | Kind::ExpectedBlockSequenceEntry => self.no_key(),
            Kind::ExpectedFlowMappingSeparator | Kind::ExpectedFlowSequenceSeparator => self.in_flow(),
            Kind::UnexpectedCharacter { character } if !matches!(character, '@' | '`' | '%') => {
                self.unprintable(*character)
            }
            Kind::UnexpectedCharacter { .. }
            | Kind::UnknownAnchor
            | Kind::MissingAnchorOrAliasName
            | Kind::InvalidBlockScalarHeader
            | Kind::BlockSequenceEntryNotAllowed
            | Kind::MappingKeyNotAllowed
            | Kind::UnexpectedEofBlockMapping
            | Kind::UnexpectedEofImplicitFlowMapping
            | Kind::MisplacedFlowCollectionEnd
            | Kind::MissingDocumentEndBeforeDirective
            | Kind::CommentNotSeparated
            | Kind::UnclosedVerbatimTag
            | Kind::UndeclaredTagHandle
            | Kind::InvalidTagTerminator
            | Kind::PlainScalarStartsWithDashFlowIndicator => self.indicator(),
            Kind::InvalidTrailingSingleQuotedScalar | Kind::InvalidTrailingDoubleQuotedScalar => {
                self.after_quote()
            }
            Kind::InvalidQuotedScalarIndent
            | Kind::UnclosedQuotedScalar
            | Kind::DocumentIndicatorInQuotedScalar => self.unclosed_quote(),
            Kind::UnclosedFlowCollection { .. } => self.unclosed_bracket(self.at),
            Kind::UnexpectedEofFlowSequence | Kind::UnexpectedEofFlowMapping | Kind::InvalidIndentation => {
                self.indentation_in_flow()
            }
            Kind::CommentInterceptedScalar => self.interrupted(),
            Kind::ExpectedDocumentStart => self.outdented(),
            Kind::RecursionLimitExceeded => SyntaxError::new(self.char(), "the YAML is nested too deeply"),
            Kind::MismatchedFlowCollectionEnd { open, close } => self.other_bracket(*open, *close),
            _ => self.escape().unwrap_or_else(|| self.unexplained()),
        }
    }

    /// A character that YAML does not allow (YAML 1.2.2, 5.1), here or a little later.
    fn unprintable(&self, character: char) -> SyntaxError {
        let start = self.at + self.source[self.at..].find(character).unwrap_or(0);
        let kind = if character.is_control() {
            "a control character"
        } else {
            "a character that YAML does not allow"
        };
        let span = Span::new(start, start + character.len_utf8());
        let code = u32::from(character);
        let message = match self.subject(Line::at(self.source, start), start) {
            Some(subject) => format!("{subject} contains {kind}, U+{code:04X}"),
            None => format!("{kind}, U+{code:04X}"),
        };
        SyntaxError::new(span, message).help("delete it, or replace it with the intended text")
    }

    /// The value at `at`, in `line`, named after its key: `` the value of `title` ``.
    fn subject(&self, line: Line, at: usize) -> Option<String> {
        let value = line.value;
        let own = line.key.filter(|_| value.start() <= at);
        let is_item = |text: &str| text.starts_with("- ") || text == "-";
        let mut part = if value.start() < at && value.of(self.source).starts_with(['[', '{']) {
            "an item"
        } else {
            "the value"
        };
        if let Some((key, _)) = own {
            return Some(format!("{part} of {}", in_backticks(key.of(self.source))));
        }
        let mut below = line;
        loop {
            if is_item(below.text.of(self.source)) {
                part = "an item";
            }
            let above = below.above(self.source)?;
            let is_owner = above.indent() <= line.indent() && !is_item(above.text.of(self.source));
            if let Some((key, _)) = above.key.filter(|_| is_owner) {
                return Some(format!("{part} of {}", in_backticks(key.of(self.source))));
            }
            below = above;
        }
    }

    /// The character where the parser stopped; empty at the end of a line.
    fn char(&self) -> Span {
        let char = self.source[self.at..].chars().next().filter(|char| !matches!(char, '\n' | '\r'));
        Span::new(self.at, self.at + char.map_or(0, char::len_utf8))
    }

    fn rest_of_line(&self) -> Span {
        Span::new(self.at, self.line.text.end().max(self.at))
    }

    /// A Git conflict marker, on this line or above it.
    fn conflict(&self) -> Option<SyntaxError> {
        let end = self.line.span.end();
        let mut start = 0;
        for line in self.source[..end].split_inclusive('\n') {
            if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") {
                let span = Span::new(start, start + line.trim_end().len());
                return Some(
                    SyntaxError::new(span, "a Git conflict marker")
                        .help("resolve the conflict and delete the marker"),
                );
            }
            start += line.len();
        }
        None
    }

    /// A `:` where no value is allowed.
    fn colon(&self) -> SyntaxError {
        let Line { key, value, .. } = self.line;
        let Some((key, colon)) = key else { return self.indicator() };
        if colon < self.at {
            let blank = self.source[self.at..].starts_with(": ");
            let span = Span::new(self.at, self.at + if blank { 2 } else { 1 });
            let found = span.of(self.source);
            if value.of(self.source).starts_with(['[', '{']) {
                return self.after_bracket().unwrap_or_else(|| self.in_flow());
            }
            let message = format!(
                "the unquoted value of {} contains `{found}`, which YAML reads as another key",
                in_backticks(key.of(self.source))
            );
            return self.quote(SyntaxError::new(span, message), value);
        }
        let Some(mut above) = self.line.above(self.source) else { return self.no_pair(self.line) };
        if let Some((upper, _)) = above.key {
            if above.indent() < self.line.indent() {
                return self.deeper(key, upper);
            }
            return SyntaxError::new(Span::new(colon, colon + 1), "a `:` where no value is allowed");
        }
        while let Some(next) = above.above(self.source).filter(|next| next.key.is_none()) {
            above = next;
        }
        self.no_pair(above)
    }

    fn deeper(&self, key: Span, upper: Span) -> SyntaxError {
        let (name, upper) = (in_backticks(key.of(self.source)), in_backticks(upper.of(self.source)));
        SyntaxError::new(key, format!("{name} is indented deeper than {upper} above it, which has a value"))
            .help(format!("indent {name} like {upper}"))
    }

    /// A line that is not `key: value`.
    fn no_pair(&self, line: Line) -> SyntaxError {
        if let Some(error) = self.marked(line) {
            return error;
        }
        let text = line.text.of(self.source);
        let glued = text.find([':', '：']).map(|at| (at, &text[..at])).filter(|(at, word)| {
            let url = text[*at..].starts_with("://");
            !url && !word.is_empty() && !word.contains(char::is_whitespace)
        });
        if let Some((at, word)) = glued {
            let start = line.text.start() + at;
            let colon = self.source[start..].chars().next().map_or(1, char::len_utf8);
            let value = text[at + colon..].trim();
            let message = if colon == 1 {
                format!("missing space after the colon of {}", in_backticks(word))
            } else {
                format!("full-width colon after {}, expected `: `", in_backticks(word))
            };
            let example = format!("{word}: {value}");
            let error = SyntaxError::new(Span::new(start, start + colon), message);
            return error.help(format!("write {}", in_backticks(example.trim_end())));
        }
        let block = line
            .above(self.source)
            .filter(|above| matches!(above.value.of(self.source), "|" | ">" | "|-" | ">-" | "|+" | ">+"));
        let error = SyntaxError::new(line.text, "the line is not a `key: value` pair");
        match block.and_then(|block| block.key) {
            Some((key, _)) => {
                error.help(format!("indent the lines of the text of {}", in_backticks(key.of(self.source))))
            }
            None => error.help("write it as `key: value`, or indent it if it continues the value above"),
        }
    }

    /// A line that is not a key of the current mapping or an item of the current list.
    fn no_key(&self) -> SyntaxError {
        if let Some(error) = self.after_bracket() {
            return error;
        }
        let above = self.line.above(self.source);
        let is_item = |line: &Line| line.text.of(self.source).starts_with('-');
        if is_item(&self.line) {
            let error = SyntaxError::new(self.line.text, "the list item does not belong to a list");
            return match above {
                Some(above) if is_item(&above) => error.help("indent all items of the list equally"),
                _ => error.help("add a `key:` line above the list"),
            };
        }
        match (self.line.key, above.and_then(|above| above.key)) {
            (Some((key, _)), Some((upper, _)))
                if above.is_some_and(|above| above.indent() < self.line.indent()) =>
            {
                self.deeper(key, upper)
            }
            (Some((key, _)), _) => {
                let name = in_backticks(key.of(self.source));
                SyntaxError::new(key, format!("the indentation of {name} does not match any line above"))
                    .help(format!("indent {name} like the keys it belongs to"))
            }
            (None, _) => self.no_pair(self.line),
        }
    }

    /// A line that is indented less than the first line.
    fn outdented(&self) -> SyntaxError {
        let mut first = self.line;
        while let Some(above) = first.above(self.source) {
            first = above;
        }
        if first.text.of(self.source).starts_with('%') {
            return SyntaxError::new(first.text, "the line starts with `%`, expected `key: value`")
                .help("delete the line, or quote the key");
        }
        if first.indent() > self.line.indent() {
            let blank = Span::new(first.span.start(), first.text.start());
            return SyntaxError::new(blank, "the first line is indented deeper than those below it")
                .help("indent all keys equally");
        }
        self.no_pair(self.line)
    }
}

#[cfg(test)]
mod tests;
