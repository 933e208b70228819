//! What is wrong with a text that is not TOML, in words for people who write frontmatter.

use toml_parser::{ParseError, parser::Event};

use super::quote::{is_bare, quote};
use crate::{
    text::{Span, line_end, quote as quoted, quote_exact},
    tree::SyntaxError,
};

/// Explains a fault of the form of `source`.
pub(super) fn form(source: &str, error: &ParseError, depth: usize) -> SyntaxError {
    let marks = |span: toml_parser::Span| Span::new(span.start(), span.end().min(source.len()));
    let context = error.context().map(marks).unwrap_or_default();
    let at = error.unexpected().map_or(context, marks);
    let at = if source.get(at.start()..at.end()).is_none_or(str::is_empty) {
        char_at(source, at.start())
    } else {
        at
    };
    let found = at.of(source);
    if is_wide_blank(found) {
        return no_space(at, found);
    }
    if source[at.start()..].starts_with("//") {
        return comment(at);
    }
    match error.description() {
        "cannot recurse further; max recursion depth met" => too_deep(at, depth),
        "unclosed array" => unclosed(context, "]"),
        "unclosed inline table" => unclosed(context, "}"),
        "unclosed table" => header(source, context, "]"),
        "unclosed array table" => header(source, context, "]]"),
        "missing comma between array elements" | "missing comma between key-value pairs" => {
            wrong(after(source, at.start()), "expected `,` before the next value")
                .help("separate values with commas")
        }
        "extra comma in array" | "extra comma in inline table" => {
            wrong(at, "a comma without a value before it").help("delete it")
        }
        "key with no value" if found == ":" => colon(at),
        "key with no value" if found.is_empty() => {
            wrong(at, "a key without a value, expected `=` after it").help("write `key = value`")
        }
        "key with no value" | "missing assignment between key-value pairs" => {
            let message = format!("{} after a key, expected `=`", quoted(found));
            wrong(at, message).help("write `key = value`, and quote a key with blanks")
        }
        "missing value" | "missing value for key" => missing(after(source, at.start())),
        "carriage return must be followed by newline" => {
            wrong(at, "a carriage return without a line feed").help("end the line with a line feed")
        }
        "invalid comment character" => wrong(at, format!("{} in a comment", quote_exact(found)))
            .help("delete it: comments have no control characters"),
        "unexpected key or value" | "unexpected content" => {
            let is_header = source[..at.start()]
                .lines()
                .next_back()
                .is_some_and(|line| line.trim_start().starts_with('['));
            let end = if is_header { "the name of the table" } else { "the end of the value" };
            wrong(at, format!("{} after {end}", quoted(found)))
                .help("write one `key = value` per line, and text in quotes")
        }
        _ if found.is_empty() => wrong(at, "a key is missing"),
        _ => wrong(at, format!("{} where a key is expected", quoted(found)))
            .help("write one `key = value` per line"),
    }
}

/// Explains why the unquoted key `written` is none.
pub(super) fn key(written: &str) -> SyntaxError {
    if written.is_empty() {
        return wrong(Span::empty(0), "a key is missing").help("write `key = value`, or `[key]` for a table");
    }
    if written.starts_with("//") {
        return comment(char_at(written, 0));
    }
    let span = char_at(written, written.bytes().position(|byte| !is_bare(byte)).unwrap_or_default());
    let char = span.of(written);
    if char == ":" && span.end() == written.len() {
        return colon(span);
    }
    if is_wide_blank(char) {
        return no_space(span, char);
    }
    wrong(
        Span::new(0, written.len()),
        format!("key {} contains {}, so it must be quoted", quoted(written), quoted(char)),
    )
    .help(format!("write {}", quoted(&quote(written))))
}

/// Explains what is wrong with the quoted text of `event`.
pub(super) fn text(source: &str, event: Event, error: &ParseError) -> SyntaxError {
    let whole = Span::new(event.span().start(), event.span().end());
    let written = whole.of(source);
    let mark = if written.starts_with('"') { '"' } else { '\'' };
    let marks = written.len() - written.trim_start_matches(mark).len();
    let marks = if marks >= 3 { 3 } else { 1 };
    let at = error.unexpected().map_or(whole, |span| Span::new(span.start(), span.end()));
    if at.start() >= whole.end() {
        let quotes = mark.to_string().repeat(marks);
        let open = Span::new(whole.start(), whole.start() + marks.min(whole.len()));
        return wrong(open, format!("the text is not closed, expected {}", quoted(&quotes)))
            .help(format!("put {} after the text", quoted(&quotes)));
    }
    let char = char_at(source, at.start());
    let found = char.of(source);
    if let Some(escape) = escape_at(source, whole.start(), char) {
        return wrong(escape, format!("{} is not an escape", quoted(escape.of(source))))
            .help("write `\\\\` for a backslash, or put the text between single quotes");
    }
    if found.chars().all(char::is_control) {
        return wrong(char, format!("{} in quoted text", described(found)))
            .help("delete it, or write it as an escape");
    }
    wrong(char, format!("{} cannot be read in quoted text", quoted(found)))
        .help("put the text between single quotes, in which nothing is an escape")
}

/// Explains what is wrong with the unquoted value of `event`; `numbers` if it has the form of these, but JSON does not have
/// it.
pub(super) fn unquoted(source: &str, event: Event, is_flow: bool, numbers: Option<&str>) -> SyntaxError {
    let own = Span::new(event.span().start(), event.span().end());
    // Outside brackets, the value was meant to reach to the end of the line.
    let whole = if is_flow { own } else { rest_of_line(source, own.start()) };
    let written = whole.of(source);
    if written.is_empty() {
        return missing(after(source, own.start()));
    }
    let first = char_at(source, whole.start());
    if is_wide_blank(first.of(source)) {
        return no_space(first, first.of(source));
    }
    if written.starts_with(['“', '”', '„', '‘', '’', '«', '「']) {
        let message = format!("{} does not quote text, expected `\"`", quoted(first.of(source)));
        return wrong(first, message).help("put the text between `\"`");
    }
    let number = written.trim_start_matches(['+', '-']);
    let lower = written.to_ascii_lowercase();
    let quote_it = || format!("quote it: {}", quoted(&quote(written)));
    if matches!(lower.as_str(), "true" | "false") {
        return wrong(whole, format!("{} is not a boolean", quoted(written)))
            .help(format!("write {}", quoted(&lower)));
    }
    if matches!(number, "nan" | "inf") {
        let message = format!("{} is a number that JSON does not have", quoted(written));
        return SyntaxError::new(whole, message).help("write another number, or delete the key");
    }
    let is_date = written.get(4..5) == Some("-") && written.len() >= 10;
    if !number.trim_start_matches('.').starts_with(|char: char| char.is_ascii_digit()) {
        let error = wrong(whole, format!("the text {} has no quotes", quoted(written)));
        return SyntaxError { unquoted: vec![whole], ..error.help(quote_it()) };
    }
    if is_date {
        return wrong(whole, format!("{} is not a valid date", quoted(written))).help("correct it");
    }
    if let Some(numbers) = numbers {
        let message = format!("{} is not in the range of {numbers}", quoted(written));
        return wrong(whole, message).help(format!("correct it, or {}", quote_it()));
    }
    let error = wrong(whole, format!("{} is neither a number nor a date", quoted(written)));
    SyntaxError { unquoted: vec![whole], ..error.help(format!("correct it, or {}", quote_it())) }
}

/// The error for what is nested deeper than `depth` levels.
pub(super) fn too_deep(span: Span, depth: usize) -> SyntaxError {
    SyntaxError::new(span, format!("the TOML is nested deeper than {depth} levels"))
}

/// The escape in the text from `start` on that goes wrong at `char`: at its backslash, its letter, or one of its digits.
fn escape_at(source: &str, start: usize, char: Span) -> Option<Span> {
    let backslash = match char.of(source) {
        "\\" => char.start(),
        _ => start + source[start..char.start()].rfind('\\')?,
    };
    let letter = char_at(source, backslash + 1);
    let most = match letter.of(source) {
        "x" => 2,
        "u" => 4,
        "U" => 8,
        _ => 0,
    };
    let digits = source[letter.end()..].bytes().take(most).take_while(u8::is_ascii_hexdigit).count();
    let end = letter.end().max(backslash + 1) + digits;
    (char.start() < end || char.start() == end && digits < most).then(|| Span::new(backslash, end))
}

fn wrong(span: Span, what: impl AsRef<str>) -> SyntaxError {
    SyntaxError::new(span, format!("this is not TOML: {}", what.as_ref()))
}

/// A key without a value.
fn missing(at: Span) -> SyntaxError {
    wrong(at, "a value is missing after `=`").help("write one, or delete the key: TOML has no empty values")
}

/// A comment as in other languages, which begins with the first slash.
fn comment(slash: Span) -> SyntaxError {
    let slashes = Span::new(slash.start(), slash.start() + 2);
    wrong(slashes, "`//` does not start a comment, expected `#`").help("start comments with `#`")
}

/// A key and its value as in YAML.
fn colon(at: Span) -> SyntaxError {
    wrong(at, "`:` after a key, expected `=`")
        .help("write `key = value`: text in quotes, numbers and dates without")
}

fn unclosed(open: Span, close: &str) -> SyntaxError {
    let open = Span::new(open.start(), open.start() + 1);
    wrong(open, format!("the bracket is not closed, expected `{close}`"))
        .help(format!("close it with `{close}`"))
}

/// A header that `close` does not close.
fn header(source: &str, context: Span, close: &str) -> SyntaxError {
    let line = rest_of_line(source, context.start());
    wrong(line, format!("the table's name is not closed, expected `{close}` after it"))
        .help(format!("write the name between brackets, and nothing after `{close}`"))
}

/// The character of `source` at `at`, empty at the end of a line.
fn char_at(source: &str, at: usize) -> Span {
    let at = (0..=at.min(source.len())).rev().find(|at| source.is_char_boundary(*at)).unwrap_or_default();
    let char = source[at..].chars().next().filter(|char| *char != '\n');
    Span::new(at, at + char.map_or(0, char::len_utf8))
}

/// The empty span after what is before `at`, without whitespace.
fn after(source: &str, at: usize) -> Span {
    Span::empty(source[..at].trim_end().len())
}

/// The line from `start` on, without a comment at its end.
fn rest_of_line(source: &str, start: usize) -> Span {
    let line = Span::new(start, line_end(source, start));
    let text = line.of(source);
    let end = text.find(" #").or_else(|| text.find("\t#")).unwrap_or(text.len());
    Span::new(start, start + text[..end].trim_end_matches([' ', '\t', '\r']).len())
}

/// Whether `char` is a blank to people, but not to TOML.
fn is_wide_blank(char: &str) -> bool {
    char.starts_with(|char: char| char.is_whitespace() && !char.is_ascii())
}

fn no_space(span: Span, char: &str) -> SyntaxError {
    wrong(span, format!("{}, which is not a space to TOML", described(char))).help("replace it with a space")
}

/// The first of `chars`, by its number.
fn described(chars: &str) -> String {
    chars.chars().next().map_or_else(String::new, |char| format!("U+{:04X}", u32::from(char)))
}
