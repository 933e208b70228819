//! Headings as far as they can be told without parsing the note.

use std::mem;

use memchr::{memchr_iter, memchr2, memchr3, memmem};

/// A line that may be a heading: in code or a comment, for example, it is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadingLine<'a> {
    /// The level that the heading has then.
    pub level: u8,
    /// Its text; `None` if only a parser can tell what readers see of it.
    pub words: Option<&'a str>,
    /// Its text if that is not known because of two `**`: readers see it with or without both.
    pub bold: Option<&'a str>,
}

impl<'a> HeadingLine<'a> {
    fn new(level: u8, written: Option<&'a str>) -> Self {
        let words = written.filter(|written| is_plain(written));
        let bold = written.filter(|written| words.is_none() && is_bold(written));
        Self { level, words, bold }
    }
}

/// Returns all lines of `text` that may be headings, and others: no heading is missing.
pub fn heading_lines(text: &str) -> impl Iterator<Item = HeadingLine<'_>> {
    let mut above = Above { is_text: false, only: None };
    let lines = lines(text).flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'));
    lines.filter_map(move |whole| {
        let line = whole.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let is_underline = |mark: char| above.is_text && line.trim_end().chars().all(|char| char == mark);
        let heading = match line.as_bytes().first() {
            Some(b'#') => atx(line),
            Some(b'=') if is_underline('=') => Some(HeadingLine::new(1, above.only)),
            Some(b'-') if is_underline('-') => Some(HeadingLine::new(2, above.only)),
            _ => None,
        };
        // Other white space is text (CommonMark 2.1).
        let words = whole.trim_matches([' ', '\t']);
        let is_text = !words.is_empty();
        above = Above { is_text, only: (is_text && !above.is_text).then_some(words) };
        heading
    })
}

/// Returns the first lines of `text` that are headings for certain, in the body or not below a heading: up to what only a
/// parser can tell from code, HTML, a comment or frontmatter.
pub fn certain_heading_lines(text: &str) -> impl Iterator<Item = HeadingLine<'_>> {
    let known = told(text).map_while(|line| match line {
        Told::Unclear => None,
        Told::Heading(heading) => Some(Some(heading)),
        Told::Underline | Told::Other => Some(None),
    });
    known.flatten()
}

/// Returns the headings of `text` at the top level of the body, if its lines tell them all.
pub(super) fn all_heading_lines(text: &str) -> Option<Vec<HeadingLine<'_>>> {
    let mut headings = Vec::new();
    for line in told(text) {
        match line {
            Told::Unclear | Told::Underline => return None,
            Told::Heading(heading) => headings.push(heading),
            Told::Other => {}
        }
    }
    Some(headings)
}

/// What a line is.
enum Told<'a> {
    /// A heading at the top level of the body for certain.
    Heading(HeadingLine<'a>),
    /// What may underline a heading.
    Underline,
    /// No heading at the top level.
    Other,
    /// What only a parser can tell, as it can tell alone what the lines below are.
    Unclear,
}

/// Tells what the lines of `text` are.
fn told(text: &str) -> impl Iterator<Item = Told<'_>> {
    let mut lines = lines(text).map(|line| line.strip_suffix('\r').unwrap_or(line)).peekable();
    let may_hide = hides(text);
    let hides = move |line: &str| may_hide && hides(line);
    let is_readable = match lines.peek() {
        Some(&"---") => lines.by_ref().skip(1).find(|line| *line == "---" || !is_entry(line)) == Some("---"),
        Some(line) => line.starts_with('#'),
        None => false,
    };
    let mut fence = None;
    let mut is_below_text = false;
    let told = lines.map(move |line| {
        // Other white space is text (CommonMark 2.1).
        let is_text = !line.trim_matches([' ', '\t']).is_empty();
        let is_below_text = mem::replace(&mut is_below_text, is_text);
        if let Some(open) = fence {
            if closes(line, open) {
                fence = None;
            }
            return Told::Other;
        }
        fence = opens(line);
        match line.as_bytes() {
            _ if fence.is_some() => Told::Other,
            [b'#', ..] if !hides(line) => atx(line).map_or(Told::Other, Told::Heading),
            // An HTML block of this kind ends in the line that closes it (CommonMark 4.6).
            _ if is_comment(line) && !hides(line) => Told::Other,
            _ if hides(line) || line.trim_start().starts_with(['<', '#', '=']) => Told::Unclear,
            _ if is_below_text && line.trim_start().starts_with('-') && is_underline(line) => Told::Underline,
            _ => Told::Other,
        }
    });
    (!is_readable).then_some(Told::Unclear).into_iter().chain(told)
}

/// Whether `line` consists of hyphens.
fn is_underline(line: &str) -> bool {
    line.trim().bytes().all(|byte| byte == b'-')
}

/// Whether `line` is one of frontmatter, and nothing else.
fn is_entry(line: &str) -> bool {
    let first = line.trim_start().chars().next();
    first.is_some_and(|first| first.is_alphanumeric() || line.trim_start().starts_with("- "))
}

/// Whether `line` is a comment, which nothing contains.
fn is_comment(line: &str) -> bool {
    line.strip_prefix("<!--").is_some_and(|rest| rest.contains("-->"))
}

/// Whether `text` may begin something that hides the lines below it, apart from a fence of its own.
fn hides(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_marked = memchr3(b'`', b'~', b'%', bytes).is_some() || memchr2(b'$', b'\r', bytes).is_some();
    is_marked
        && ["```", "~~~", "%%", "$$", "\r"].iter().any(|mark| memmem::find(bytes, mark.as_bytes()).is_some())
}

/// Returns the fence of code (CommonMark 4.5) that `line` opens, which is in no other block: its character and length.
fn opens(line: &str) -> Option<(u8, usize)> {
    let mark = *line.as_bytes().first().filter(|mark| matches!(mark, b'`' | b'~'))?;
    let info = line.trim_start_matches(char::from(mark));
    let len = line.len() - info.len();
    (len >= 3 && !(mark == b'`' && info.contains('`'))).then_some((mark, len))
}

fn closes(line: &str, (mark, len): (u8, usize)) -> bool {
    let own = line.trim_start_matches(' ');
    let rest = own.trim_start_matches(char::from(mark));
    line.len() - own.len() <= 3 && own.len() - rest.len() >= len && rest.trim_matches([' ', '\t']).is_empty()
}

/// What is above a line.
struct Above<'a> {
    /// Whether that is text, so that the line may underline it.
    is_text: bool,
    /// The text, if it is one line; or another line, which nothing underlines.
    only: Option<&'a str>,
}

/// Reads a `line` that begins with `#` (CommonMark 4.2).
fn atx(line: &str) -> Option<HeadingLine<'_>> {
    let words = line.trim_start_matches('#');
    let level = u8::try_from(line.len() - words.len()).ok().filter(|level| *level <= 6)?;
    let is_heading = words.is_empty() || words.starts_with(char::is_whitespace);
    let words = words.trim_matches([' ', '\t']);
    is_heading.then(|| HeadingLine::new(level, Some(words)))
}

/// Whether readers see `words` as they are written, whatever is around them.
fn is_plain(words: &str) -> bool {
    // `%%` begins a comment, and `&` a character reference (CommonMark 2.5) unless a space is behind it.
    let mut before = b' ';
    let mut is_literal = |byte: u8| {
        let is_literal = match byte {
            b' ' => true,
            b'%' => before != b'%',
            _ => before != b'&' && (byte == b'&' || is_read_as_written(byte)),
        };
        before = byte;
        is_literal
    };
    words.trim() == words && words.bytes().all(&mut is_literal)
}

/// Whether `words` are what readers see but for two `**`, which are markup or text.
fn is_bold(words: &str) -> bool {
    let mut parts = words.split("**");
    words.trim() == words
        && parts.by_ref().take(3).filter(|part| is_plain(part.trim())).count() == 3
        && parts.next().is_none()
}

/// Returns the lines of `text` that LF ends, without that.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    memchr_iter(b'\n', text.as_bytes()).chain([text.len()]).map(move |end| {
        let line = &text[start..end];
        start = end + 1;
        line
    })
}

/// Whether a character is what readers see, whatever is around it.
fn is_read_as_written(byte: u8) -> bool {
    !byte.is_ascii() || byte.is_ascii_alphanumeric() || b" \t.,:;?()/-+'\"".contains(&byte)
}

#[cfg(test)]
mod tests;
