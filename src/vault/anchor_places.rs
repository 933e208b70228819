//! Where a note has what links can name, packed, so that its anchors can be collected without parsing
//! it a second time. Few notes are linked into by anchor, but which ones is only known at the end.

use serde::{Deserialize, Serialize};

use crate::{
    note::{self, BlockKind, InlineKind, Note},
    text::{Span, packed_bytes, short},
};

/// The headings and other places of a note that links can name, in some hundred bytes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct AnchorPlaces(#[serde(with = "packed_bytes")] Box<[u8]>);

/// The unpacked form.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Places {
    /// The headings of the outline, in the order of the text.
    headings: Vec<Heading>,
    /// What few of them have, by their index in `headings`.
    unusual: Vec<(u32, Unusual)>,
    /// The plain text of the headings in block quotes and list items, which have anchors on GitHub, too, and
    /// that of headings with their attributes.
    pub(super) inner: Vec<String>,
    /// The `id` and `name` attributes of the HTML.
    pub(super) ids: Vec<String>,
    /// The start of the body in bytes.
    pub(super) body: usize,
}

/// A heading, relative to the end of the one before it: small numbers take a byte each.
#[derive(Debug, Serialize, Deserialize)]
struct Heading {
    /// The bytes between the end of the heading before and its start, then those before its content, and in that.
    gap: u32,
    before: u32,
    content: u32,
}

#[derive(Debug, Serialize, Deserialize)]
struct Unusual {
    /// The bytes behind the content.
    behind: u32,
    /// The plain text, if it is not the content.
    plain: Option<String>,
}

impl AnchorPlaces {
    /// Collects the places of `note`.
    pub fn of(note: &Note<'_>) -> Self {
        let (mut end, mut unusual) = (0, Vec::new());
        let headings = (0..).zip(note.outline.iter()).map(|(number, (_, heading))| {
            let (span, content) = (heading.span, heading.content);
            let gap = span.start() - end;
            end = span.end();
            let behind = short(end - content.end());
            let is_plain = content.of(note.text) == &*heading.plain;
            if behind > 0 || !is_plain {
                let plain = (!is_plain).then(|| heading.plain.to_string());
                unusual.push((number, Unusual { behind, plain }));
            }
            Heading {
                gap: short(gap),
                before: short(content.start() - span.start()),
                content: short(content.len()),
            }
        });
        let headings = headings.collect();
        let mut ids: Vec<String> = html_ids(note).into_iter().map(str::to_owned).collect();
        let mut inner = inner_headings(note);
        for (heading, attributes) in attributes(note) {
            ids.extend(attribute_ids(attributes).map(str::to_owned));
            // What knows no attributes reads them as words of the heading.
            inner.push(format!("{} {attributes}", heading.plain));
        }
        let places = Places { headings, unusual, inner, ids, body: note.body.start() };
        Self(postcard::to_allocvec(&places).unwrap_or_default().into_boxed_slice())
    }

    /// Returns the spans of the headings, in the order of the text.
    pub fn headings(&self) -> Vec<Span> {
        self.unpacked().headings().map(|(_, span, _)| span).collect()
    }

    pub(super) fn unpacked(&self) -> Places {
        postcard::from_bytes(&self.0).unwrap_or_default()
    }
}

impl Places {
    /// Returns the span of each heading and that of its content, with its plain text if that is not the content. Damaged
    /// ones may lie outside of the note.
    pub(super) fn headings(&self) -> impl Iterator<Item = (Option<&str>, Span, Span)> {
        let mut end = 0_usize;
        let mut unusual = self.unusual.iter().peekable();
        (0..).zip(&self.headings).map(move |(number, heading)| {
            let unusual = unusual.next_if(|(of, _)| *of == number).map(|(_, unusual)| unusual);
            let start = end.saturating_add(heading.gap as usize);
            let from = start.saturating_add(heading.before as usize);
            let to = from.saturating_add(heading.content as usize);
            end = to.saturating_add(unusual.map_or(0, |unusual| unusual.behind as usize));
            let plain = unusual.and_then(|unusual| unusual.plain.as_deref());
            (plain, Span::new(start, end), Span::new(from, to))
        })
    }

    /// Returns the plain text of the heading with the index `heading`, if it is not its content.
    #[cfg(feature = "cli")]
    pub(super) fn plain(&self, heading: usize) -> Option<&str> {
        let found = self.unusual.binary_search_by_key(&short(heading), |(number, _)| *number).ok()?;
        self.unusual[found].1.plain.as_deref()
    }
}

/// Returns the ids in `attributes`, as in `{#id .class}`.
pub(super) fn attribute_ids(attributes: &str) -> impl Iterator<Item = &str> {
    attributes.split(['{', '}', ':', ' ', '\t']).filter_map(|name| name.strip_prefix('#'))
}

/// The headings that have attributes, with those.
fn attributes<'a, 'n>(note: &'a Note<'n>) -> impl Iterator<Item = (&'a note::Heading<'n>, &'n str)> {
    let headings = note.outline.iter().map(|(_, heading)| heading);
    headings.filter_map(|heading| Some((heading, heading.attributes?.of(note.text))))
}

fn inner_headings(note: &Note<'_>) -> Vec<String> {
    let mut outer = note.outline.iter().map(|(_, heading)| heading.block).peekable();
    let inner = note.blocks.iter().filter(|(id, block)| {
        matches!(block.kind, BlockKind::Heading { .. }) && outer.next_if_eq(id).is_none()
    });
    let plain = inner.map(|(_, block)| {
        let first = note.inlines.partition_point(|inline| inline.span.start() < block.span.start());
        let inlines =
            note.inlines[first..].iter().take_while(|inline| inline.span.start() < block.span.end());
        let words = inlines.filter_map(|inline| match &inline.kind {
            InlineKind::Text { decoded } => Some(decoded.as_deref().unwrap_or(inline.span.of(note.text))),
            InlineKind::Code => Some(inline.span.of(note.text).trim_matches('`')),
            InlineKind::Math => Some(inline.span.of(note.text)),
            _ => None,
        });
        words.collect()
    });
    plain.collect()
}

fn html_ids<'a>(note: &Note<'a>) -> Vec<&'a str> {
    let inlines =
        note.inlines.iter().filter(|inline| inline.kind == InlineKind::Html).map(|inline| inline.span);
    let blocks = note.blocks.iter().filter(|(_, block)| block.kind == BlockKind::Html);
    let mut ids = Vec::new();
    for span in inlines.chain(blocks.map(|(_, block)| block.span)) {
        let html = span.of(note.text);
        for name in [" id=", " name="] {
            ids.extend(html.match_indices(name).filter_map(|(at, _)| {
                let value = &html[at + name.len()..];
                let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
                value[1..].split(quote).next()
            }));
        }
    }
    ids
}
