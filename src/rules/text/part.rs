use crate::{
    note::{BlockKind, Inline, InlineKind, LinkKind, Note},
    text::{Span, line_at},
};

/// What a byte of a note belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Text for readers, math included.
    Prose,
    /// A value or key of the frontmatter, or its punctuation.
    Frontmatter,
    /// A URL in the text.
    Address,
    Code,
    /// HTML and comments.
    Html,
    /// Markdown syntax, link destinations, and the space between blocks.
    Markup,
}

/// Returns what the byte at `offset` of `note` belongs to.
pub(super) fn part_at(note: &Note<'_>, offset: usize) -> Part {
    if offset < note.body.start() {
        return if is_in_url(note.text, offset) { Part::Address } else { Part::Frontmatter };
    }
    match block_at(note, offset) {
        Some(BlockKind::Code) => return Part::Code,
        Some(BlockKind::Html) => return Part::Html,
        _ => {}
    }
    let inline = inline_at(note, offset).map(|inline| &inline.kind);
    match inline {
        Some(InlineKind::Text { .. }) if is_address(note, offset) => Part::Address,
        Some(InlineKind::Text { .. } | InlineKind::Math) => Part::Prose,
        Some(InlineKind::Code) => Part::Code,
        Some(InlineKind::Html) => Part::Html,
        _ => Part::Markup,
    }
}

/// Returns the kind of the innermost block at `offset` if it is a leaf.
pub(super) fn block_at(note: &Note<'_>, offset: usize) -> Option<BlockKind> {
    let block = note.blocks.last_from(offset)?;
    block.span.contains(offset).then_some(block.kind)
}

/// Returns the innermost inline at `offset` if it is a leaf.
pub(in crate::rules) fn inline_at<'n>(note: &'n Note<'_>, offset: usize) -> Option<&'n Inline> {
    let count = note.inlines.partition_point(|inline| inline.span.start() <= offset);
    note.inlines[..count].last().filter(|inline| inline.span.contains(offset))
}

/// Whether `offset`, which is in text, is inside a bare URL or an autolink.
pub(super) fn is_address(note: &Note<'_>, offset: usize) -> bool {
    let count = note.links.partition_point(|link| link.span.start() <= offset);
    let link = note.links[..count].last().filter(|link| link.span.contains(offset));
    link.is_some_and(|link| matches!(link.kind, LinkKind::Bare | LinkKind::Autolink))
}

/// Whether the word at `offset`, of which only the surroundings are checked, is a URL.
pub(super) fn is_in_url(text: &str, offset: usize) -> bool {
    const MAX_URL_BYTES: usize = 1000;
    let boundary = |at: usize| (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    let (from, to) = (boundary(offset.saturating_sub(MAX_URL_BYTES)), boundary(offset + MAX_URL_BYTES));
    let is_edge =
        |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '、' | '。' | '（' | '）');
    let start = text[from..offset].rfind(is_edge).map_or(from, |at| from + at);
    let end = text[offset..to].find(is_edge).map_or(to, |at| offset + at);
    text[start..end].contains("://")
}

/// Groups `places`, which are ordered by their offsets, by line.
pub(super) fn by_line<T>(
    text: &str,
    places: impl Iterator<Item = T>,
    offset: impl Fn(&T) -> usize,
) -> impl Iterator<Item = (Span, Vec<T>)> {
    let mut places = places.peekable();
    std::iter::from_fn(move || {
        let first = places.next()?;
        let line = line_at(text, offset(&first));
        let mut on_line = vec![first];
        while let Some(next) = places.next_if(|next| offset(next) < line.end()) {
            on_line.push(next);
        }
        Some((line, on_line))
    })
}
