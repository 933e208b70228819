//! The text of code blocks.

use std::borrow::Cow;

use super::plain_text::{column, dedent, unquoted};
use crate::text::{Span, columns::width, line_end, line_start, next_line};

/// What a code block says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Code {
    /// The first word behind the opening fence.
    pub(crate) lang: Option<Span>,
    /// The lines between the fences, without the last line ending; of an indented block, all of it.
    pub(crate) content: Span,
}

/// Reads the code block at `span` of `text`.
pub(crate) fn read(text: &str, span: Span) -> Code {
    let Some(fence) = fence(span.of(text)) else { return Code { lang: None, content: span } };
    let first_end = line_end(text, span.start()).min(span.end());
    let info = Span::new((span.start() + fence.len()).min(first_end), first_end).trim(text);
    let lang = info.of(text).split_whitespace().next();
    let lang = lang.map(|word| Span::new(info.start(), info.start() + word.len()));
    let start = next_line(text, first_end).min(span.end());
    let last = line_start(text, span.end()).max(start);
    let written = Span::new(last, span.end()).of(text).trim_start_matches([' ', '\t', '>']).trim_end();
    let is_closed = last > span.start() && closes(written, fence);
    let end = if is_closed { last } else { span.end() };
    let lines = Span::new(start, end.max(start)).of(text);
    let lines = lines.strip_suffix('\n').map_or(lines, |lines| lines.strip_suffix('\r').unwrap_or(lines));
    Code { lang, content: Span::new(start, start + lines.len()) }
}

/// The text of `code`, a block that is at `span` of `text`, with LF line endings and without what is before the
/// block in its first line, such as the indentation of a list item.
pub(crate) fn text<'a>(text: &'a str, span: Span, code: &Code) -> Cow<'a, str> {
    let written = code.content.of(text);
    let before = &text[line_start(text, span.start())..span.start()];
    let depth = before.matches('>').count();
    let columns = if depth > 0 { width(unquoted(before, depth)) } else { column(text, span.start()) };
    if columns == 0 && depth == 0 && !written.contains('\r') {
        return Cow::Borrowed(written);
    }
    let is_indented = code.content.start() == span.start();
    let mut out = String::with_capacity(written.len());
    for (index, line) in written.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if index > 0 {
            out.push('\n');
        }
        // The first line of an indented block begins behind its indentation.
        out.push_str(if is_indented && index == 0 { line } else { dedent(unquoted(line, depth), columns) });
    }
    Cow::Owned(out)
}

/// The fence that `block` begins with.
fn fence(block: &str) -> Option<&str> {
    let mark = block.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let length = block.len() - block.trim_start_matches(mark).len();
    (length >= 3).then(|| &block[..length])
}

fn closes(line: &str, fence: &str) -> bool {
    line.len() >= fence.len() && fence.starts_with(|mark| line.trim_start_matches(mark).is_empty())
}
