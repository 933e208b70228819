//! The text of spans: without inline markup, or as it is in the source.

use std::borrow::Cow;

use memchr::memchr;

use crate::{
    note::{Inline, InlineKind, Note},
    text::{
        Span, Traced,
        columns::{column_after, width},
        line_start,
    },
};

/// The text at `span` as read: inline markup off, line endings as spaces. Marks of emphasis that
/// CommonMark leaves in the text beside CJK punctuation go as well.
pub(crate) fn plain<'a>(note: &'a Note<'_>, span: Span) -> Cow<'a, str> {
    let written = span.of(note.text);
    if written.bytes().all(|byte| !IS_MARK[usize::from(byte)]) {
        return Cow::Borrowed(written);
    }
    let mut out = String::with_capacity(written.len());
    for inline in leaves(&note.inlines, span) {
        let visible =
            Span::new(inline.span.start().max(span.start()), inline.span.end().min(span.end())).of(note.text);
        match &inline.kind {
            InlineKind::Text { decoded: Some(decoded) } => out.push_str(decoded),
            InlineKind::Text { decoded: None } => out.extend(visible.split("**")),
            InlineKind::Code => out.push_str(visible.trim_matches('`').trim()),
            InlineKind::Math => out.push_str(visible),
            InlineKind::SoftBreak | InlineKind::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    Cow::Owned(out)
}

/// Whether text with this byte may be read otherwise than it is written.
const IS_MARK: [bool; 256] = {
    let mut is_mark = [false; 256];
    let marks = b"\n\r*_`[<&\\~$%";
    let mut at = 0;
    while at < marks.len() {
        is_mark[marks[at] as usize] = true;
        at += 1;
    }
    is_mark
};

/// The inlines that overlap `span`, those that contain others included.
fn leaves(inlines: &[Inline], span: Span) -> impl Iterator<Item = &Inline> {
    let mut first = inlines.partition_point(|inline| inline.span.start() < span.start());
    // Text that begins before the span may reach into it, and is the last leaf before it.
    if let Some(before) = inlines[..first].iter().rposition(is_leaf)
        && inlines[before].span.end() > span.start()
    {
        first = before;
    }
    inlines[first..].iter().take_while(move |inline| inline.span.start() < span.end())
}

fn is_leaf(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::Text { .. } | InlineKind::Code | InlineKind::Math)
}

/// The Markdown source at `span`, trimmed, with LF line endings. In an item whose content begins
/// at `item`, lines but the first lose their common indentation.
pub(crate) fn source(text: &str, span: Span, item: Option<usize>) -> Traced<'_> {
    let span = span.trim(text);
    let written = span.of(text);
    if memchr(b'\n', written.as_bytes()).is_none() {
        return Traced::new(written, span);
    }
    // The lines of an item in a block quote begin with its marks.
    let before = item.map_or("", |item| &text[line_start(text, item)..item]);
    let depth = before.matches('>').count();
    let indent = match item {
        Some(_) if depth > 0 => width(unquoted(before, depth)),
        Some(item) => indentation(text, span, item),
        None => 0,
    };
    let mut out = String::with_capacity(written.len());
    for (index, line) in written.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if index > 0 {
            out.push('\n');
            out.push_str(dedent(unquoted(line, depth), indent));
        } else {
            out.push_str(line);
        }
    }
    Traced::new(out, span)
}

/// How much indentation the lines at `span` have for being in the item whose content begins at
/// `item`: the column of its content, or up to 3 columns more if they all have those
/// (CommonMark 5.2); 4 more would be code.
fn indentation(text: &str, span: Span, item: usize) -> usize {
    let first = text[line_start(text, span.start())..span.start()]
        .chars()
        .all(char::is_whitespace)
        .then(|| column(text, span.start()));
    let lines = span.of(text).split('\n').skip(1).filter(|line| !line.trim().is_empty());
    let lines = lines.map(|line| width(&line[..line.len() - line.trim_start().len()]));
    let content = column(text, item);
    let common = first.into_iter().chain(lines).min();
    common.filter(|common| (content..content + 4).contains(common)).unwrap_or(content)
}

/// `line` without the marks of up to `depth` block quotes that it begins with.
pub(super) fn unquoted(mut line: &str, depth: usize) -> &str {
    for _ in 0..depth {
        let Some(rest) = line.trim_start_matches(' ').strip_prefix('>') else { break };
        line = rest.strip_prefix(' ').unwrap_or(rest);
    }
    line
}

/// `line` without up to `columns` columns of white space at its start.
pub(super) fn dedent(line: &str, columns: usize) -> &str {
    let mut column = 0;
    for (at, byte) in line.bytes().enumerate() {
        if column >= columns || !matches!(byte, b' ' | b'\t') {
            return &line[at..];
        }
        column = column_after(column, byte);
    }
    ""
}

/// The column, from 0, of the character at `offset`.
pub(super) fn column(text: &str, offset: usize) -> usize {
    width(&text[line_start(text, offset)..offset])
}
