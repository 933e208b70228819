//! The headings of sections by pattern as keys of the projection.

use std::borrow::Cow;

use regex::Regex;

use crate::{
    note::{HeadingId, LinkKind, Note},
    notetype::read::plain_text,
    text::{Json, Span, Traced, nfc},
};

/// Returns the text of `heading` in NFC, without markup, but with the brackets of links: that of
/// `## [1.0.0] - 2026-01-31` is the same whether or not the link is defined.
pub(super) fn text<'a>(note: &'a Note<'_>, heading: HeadingId) -> Cow<'a, str> {
    let written = &note.outline[heading];
    let content = written.content;
    let first = note.links.partition_point(|link| link.span.start() < content.start());
    let links = note.links[first..].iter().take_while(|link| link.span.end() <= content.end());
    let bracketed = |kind: &LinkKind| matches!(kind, LinkKind::Inline | LinkKind::Reference);
    let mut key = String::new();
    let mut at = content.start();
    for link in links.filter(|link| !link.embedded && bracketed(&link.kind)) {
        if link.span.start() < at {
            continue;
        }
        key += &plain_text::plain(note, Span::new(at, link.span.start()));
        key.push('[');
        key += &plain_text::plain(note, link.span);
        key.push(']');
        at = link.span.end();
    }
    if at == content.start() {
        return match nfc(written.plain.trim()) {
            Cow::Borrowed(_) => Cow::Borrowed(written.plain.trim()),
            Cow::Owned(key) => Cow::Owned(key),
        };
    }
    key += &plain_text::plain(note, Span::new(at, content.end()));
    Cow::Owned(nfc(key.trim()).into_owned())
}

/// Adds what the named groups of `regex` find in the `key` of `heading` to the object of its section. A field of that
/// name in the section comes second.
pub(super) fn insert_groups<'a>(
    note: &'a Note<'a>,
    (heading, key): (HeadingId, &str),
    regex: &Regex,
    json: &mut Traced<'a>,
) {
    if regex.capture_names().flatten().next().is_none() || !matches!(json.json(), Json::Object(_)) {
        return;
    }
    let Some(groups) = regex.captures(key) else { return };
    let content = note.outline[heading].content;
    let written = content.of(note.text);
    // Without markup, the key is what is written.
    let is_plain = written == key;
    for name in regex.capture_names().flatten() {
        let Some(found) = groups.name(name) else { continue };
        let start = if is_plain { Some(found.start()) } else { written.find(found.as_str()) };
        let span =
            start.map_or(content, |start| Span::new(start, start + found.len()).shift(content.start()));
        json.replace(name.to_owned(), Traced::new(found.as_str().to_owned(), span));
    }
}
