//! The links of a note that are written in HTML: `<a href>` and `<img src>`.

use std::borrow::Cow;

use memchr::{memchr, memmem};

use crate::{
    note::{BlockKind, InlineKind, Note},
    text::Span,
};

/// HTML blocks that begin with these contain text that is not HTML.
const OPAQUE: [&str; 6] = ["<script", "<style", "<pre", "<textarea", "<!", "<?"];

/// Returns the destinations of the links, each with its span.
pub(super) fn links<'n>(note: &'n Note<'_>) -> Vec<(Cow<'n, str>, Span)> {
    let inlines = note.inlines.iter().filter(|inline| inline.kind == InlineKind::Html);
    let blocks = note.blocks.iter().filter(|(_, block)| block.kind == BlockKind::Html);
    let blocks = blocks.map(|(_, block)| block.span).filter(|span| {
        let html = span.of(note.text);
        let begins =
            |with: &&str| html.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
        !OPAQUE.iter().any(begins)
    });
    let mut links = Vec::new();
    for span in inlines.map(|inline| inline.span).chain(blocks) {
        each_in(span.of(note.text), |value, at| {
            let span = Span::new(span.start() + at, span.start() + at + value.len()).trim(note.text);
            let value = span.of(note.text);
            if !value.is_empty() && !is_template(value) {
                links.push((decoded(value), span));
            }
        });
    }
    links
}

/// Whether a program replaces part of `value` before it is a destination.
pub(super) fn is_template(value: &str) -> bool {
    value.contains(['\n', '\r']) || ["{{", "{%", "${", "<%"].iter().any(|mark| value.contains(mark))
}

fn decoded(value: &str) -> Cow<'_, str> {
    if value.contains("&amp;") { value.replace("&amp;", "&").into() } else { value.into() }
}

/// Calls `found` with each destination in `html` and its offset.
fn each_in<'h>(html: &'h str, mut found: impl FnMut(&'h str, usize)) {
    let mut at = 0;
    while let Some(start) = memchr(b'<', &html.as_bytes()[at..]).map(|next| at + next) {
        let tag = &html[start..];
        if tag.starts_with("<!--") {
            let Some(length) = memmem::find(tag.as_bytes(), b"-->") else { return };
            at = start + length + "-->".len();
            continue;
        }
        let name = tag[1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        at = start + 1 + name.len();
        let wanted = match name {
            _ if name.eq_ignore_ascii_case("a") => "href",
            _ if name.eq_ignore_ascii_case("img") => "src",
            _ => continue,
        };
        at = attributes(html, at, |name, value, at| {
            if name.eq_ignore_ascii_case(wanted) {
                found(value, at);
            }
        });
    }
}

/// Calls `found` with the name, the value and the offset of the value of each attribute in `html` from `at` on.
/// Returns the end of the tag.
fn attributes<'h>(html: &'h str, mut at: usize, mut found: impl FnMut(&'h str, &'h str, usize)) -> usize {
    let length =
        |from: usize, is_end: fn(char) -> bool| html[from..].find(is_end).unwrap_or(html.len() - from);
    let skip_blank = |from: usize| from + length(from, |c| !c.is_whitespace());
    loop {
        at += length(at, |c| !c.is_whitespace() && c != '/');
        let end = at + length(at, |c| c.is_whitespace() || matches!(c, '=' | '>' | '/' | '<'));
        let name = &html[at..end];
        let next = skip_blank(end);
        if !html[next..].starts_with('=') {
            if name.is_empty() {
                return at;
            }
            at = end;
            continue;
        }
        let value = skip_blank(next + 1);
        let quote = html[value..].chars().next().filter(|c| matches!(c, '"' | '\''));
        let (start, end) = match quote {
            Some(quote) => {
                let Some(length) = html[value + 1..].find(quote) else { return html.len() };
                (value + 1, value + 1 + length)
            }
            None => (value, value + length(value, |c| c.is_whitespace() || c == '>')),
        };
        found(name, &html[start..end], start);
        at = end + usize::from(quote.is_some());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_are_found_as_a_browser_finds_them() {
        let found = |html: &str| {
            let mut all = Vec::new();
            each_in(html, |value, at| {
                assert!(html[at..].starts_with(value));
                all.push(value.to_owned());
            });
            all
        };
        for (html, wanted) in [
            ("<a href=\"a.md\">x</a><IMG alt='>' SRC='b.png'/>", &["a.md", "b.png"][..]),
            ("<a\n  class=x href = c.md>", &["c.md"]),
            ("<img src=d.png/>", &["d.png/"]),
            ("<!-- <a href=\"e.md\"> --><a data-href=\"f.md\" href>", &[]),
            ("<abbr href=\"g.md\"><article href=h.md><p src=i.png>", &[]),
            ("<a href=\"j.md", &[]),
            ("<a =\"k\" href='l.md' <img src='m.png'>", &["l.md", "m.png"]),
            ("<a", &[]),
            ("<", &[]),
            ("<a / = > < a href=\"n.md\">", &[]),
        ] {
            assert_eq!(found(html), wanted, "{html}");
        }
    }
}
