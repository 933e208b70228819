use memchr::memrchr2;

use crate::text::Span;

/// Returns the text between the markers of the heading at `span`, which has no whitespace at its ends
/// (CommonMark 4.2 and 4.3).
pub(super) fn content(source: &str, span: Span) -> Span {
    let bytes = &source.as_bytes()[span.start()..span.end()];
    // Only a setext heading has several lines; the last is its underline.
    if let Some(underline) = memrchr2(b'\n', b'\r', bytes) {
        return trimmed(bytes, 0, underline).shift(span.start());
    }
    let marks = bytes.iter().take_while(|&&byte| byte == b'#').count();
    let inner = trimmed(bytes, marks, bytes.len());
    let closing = bytes[inner.start()..].iter().rev().take_while(|&&byte| byte == b'#').count();
    let unclosed = inner.end() - closing;
    let closes = unclosed == inner.start() || is_blank(bytes[unclosed - 1]);
    trimmed(bytes, inner.start(), if closes { unclosed } else { inner.end() }).shift(span.start())
}

/// Parts the `content` of a heading from the attributes at its end, which Pandoc, kramdown and Docusaurus
/// know: `{#id .class key=value}`.
pub(super) fn attributes(source: &str, content: Span) -> (Span, Option<Span>) {
    let found = || {
        let written = content.of(source);
        let open = written.strip_suffix('}')?.rfind('{')?;
        let words = trimmed(written.as_bytes(), 0, open);
        let inside = &written[open + 1..written.len() - 1];
        let mut names = inside.strip_prefix(':').unwrap_or(inside).split_ascii_whitespace().peekable();
        let is_name = |word: &str| match word.strip_prefix(['#', '.']) {
            Some(name) => !name.is_empty() && !name.contains(['#', '.', '`']),
            None => word.split_once('=').is_some_and(|(key, _)| !key.is_empty()),
        };
        let is_marked = names.peek().is_some_and(|first| first.starts_with(['#', '.']));
        let is_list = !words.is_empty() && is_marked && names.all(is_name);
        is_list.then(|| (words.shift(content.start()), Span::new(content.start() + open, content.end())))
    };
    found().map_or((content, None), |(words, attributes)| (words, Some(attributes)))
}

/// Returns `start` to `end` without whitespace at both ends; empty at `start` if there is nothing else.
fn trimmed(bytes: &[u8], start: usize, end: usize) -> Span {
    let first = start + bytes[start..end].iter().take_while(|&&byte| is_blank(byte)).count();
    let last = bytes[first..end].iter().rev().take_while(|&&byte| is_blank(byte)).count();
    Span::new(first, end - last)
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

#[cfg(test)]
mod tests;
