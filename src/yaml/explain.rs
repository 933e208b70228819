//! Explains the parser's errors. Nearly all of them are values that need quotes, tabs and wrong
//! indentation. The parser often stops after the fault, so the search for it starts there.

mod delimiters;

use granit_parser::{ErrorKind, ScanError};

use super::{line::Line, quote::quote};
use crate::{text::Span, tree::SyntaxError};

/// Returns the explanation of `error`, with offsets in `source`.
pub(super) fn explain(source: &str, error: &ScanError) -> SyntaxError {
    let mut at = error.marker().byte_offset().unwrap_or(0).min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    let fault = Fault { source, at, line: Line::at(source, at) };
    fault.conflict().unwrap_or_else(|| fault.explain(error.kind()))
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
            Kind::TabNotAllowed
            | Kind::TabInBlockIndentation
            | Kind::TabInIndentation
            | Kind::TabInPlainScalar
            | Kind::TabAtBlockScalarStart => self.tab(),
            Kind::ExpectedDocumentStart => self.outdented(),
            Kind::RecursionLimitExceeded => SyntaxError::new(self.char(), "the YAML is nested too deeply"),
            Kind::MismatchedFlowCollectionEnd { open, close } => self.other_bracket(*open, *close),
            _ => self.escape().unwrap_or_else(|| {
                SyntaxError::new(self.char(), "this is not valid YAML").help("quote the value")
            }),
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
        let own = line.key.filter(|_| value.start <= at);
        let is_item = |text: &str| text.starts_with("- ") || text == "-";
        let mut part = if value.start < at && value.of(self.source).starts_with(['[', '{']) {
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
        Span::new(self.at, self.line.text.end.max(self.at))
    }

    /// Adds the help to quote the text at `unquoted`.
    fn quote(&self, error: SyntaxError, unquoted: Span) -> SyntaxError {
        let quoted = quote(unquoted.of(self.source));
        let error = if quoted.chars().count() <= MAX_QUOTE_CHARS {
            error.help(format!("quote it: {}", in_backticks(&quoted)))
        } else {
            error.help("quote the whole value")
        };
        SyntaxError { unquoted: Some(unquoted), ..error }
    }

    /// A Git conflict marker, on this line or above it.
    fn conflict(&self) -> Option<SyntaxError> {
        let end = self.line.span.end;
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
        let text = line.text.of(self.source);
        let glued = text.find([':', '：']).map(|at| (at, &text[..at])).filter(|(at, word)| {
            let url = text[*at..].starts_with("://");
            !url && !word.is_empty() && !word.contains(char::is_whitespace)
        });
        if let Some((at, word)) = glued {
            let start = line.text.start + at;
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

    /// A character that is an indicator here.
    fn indicator(&self) -> SyntaxError {
        let mark = self.char().of(self.source);
        let Some(value) = self.value() else {
            let message = format!("the line starts with `{mark}`, expected `key: value`");
            return SyntaxError::new(self.line.text, message).help("quote the key, or delete the line");
        };
        let subject = self.subject(self.line, value.start).unwrap_or_else(|| "a value".to_owned());
        let message = match mark {
            "#" => format!("{subject} starts with `#`, which YAML reads as a comment"),
            "," => "a `,` without a value before it".to_owned(),
            "-" | "?" => format!("{subject} cannot start with `{mark} ` without quotes"),
            "`" => format!("{subject} cannot start with a backtick without quotes"),
            _ => format!("{subject} cannot start with `{mark}` without quotes"),
        };
        let span = if value.start == self.at { self.char() } else { value };
        let error = SyntaxError::new(span, message);
        if mark == "," { error.help("delete the `,`, or quote the value") } else { self.quote(error, value) }
    }

    /// The value that begins where the parser stopped: that of the line, or an item of a flow collection.
    fn value(&self) -> Option<Span> {
        let value = self.line.value;
        if value.of(self.source).starts_with(['[', '{']) && value.start < self.at {
            return Some(self.item());
        }
        (value.start == self.at && (self.line.key.is_some() || value.start > self.line.text.start))
            .then_some(value)
    }

    fn tab(&self) -> SyntaxError {
        let lead = Span::new(self.line.span.start, self.line.text.start.max(self.line.span.start));
        let tab = lead.of(self.source).find('\t').map(|at| lead.start + at);
        let tab = tab.or_else(|| self.source[..self.at].ends_with('\t').then(|| self.at - 1));
        let span = tab.map_or_else(|| self.char(), |tab| Span::new(tab, tab + 1));
        let message = match self.subject(self.line, self.line.span.start) {
            Some(subject) => format!("{subject} is indented with a tab, but YAML allows only spaces"),
            None => "a tab where YAML allows only spaces".to_owned(),
        };
        let text = self.line.text.of(self.source);
        let is_indent = !text.is_empty() && text.chars().count() <= MAX_QUOTE_CHARS && lead.encloses(span);
        let error = SyntaxError::new(span, message);
        if is_indent {
            error.help(format!("write {}, with spaces", in_backticks(&format!("  {text}"))))
        } else {
            error.help("replace the tab with spaces")
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
            let blank = Span::new(first.span.start, first.text.start);
            return SyntaxError::new(blank, "the first line is indented deeper than those below it")
                .help("indent all keys equally");
        }
        self.no_pair(self.line)
    }
}

#[cfg(test)]
mod tests;
