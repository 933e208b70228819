use std::ops::Range;

use crate::{
    note::{Block, BlockId, BlockKind, Heading, HeadingId, Note},
    notetype::fold::Decoration,
    text::{Id, Span},
};

/// A heading and all that belongs to it.
#[derive(Clone, Debug)]
pub(crate) struct Scope<'a> {
    pub(crate) note: &'a Note<'a>,
    /// The heading; `None` at the start of the body.
    pub(crate) heading: Option<HeadingId>,
    /// The headings that belong to it, itself excluded.
    pub(crate) headings: Range<HeadingId>,
    /// The end of all headings below it: those of sections inside it, and what follows them, too.
    pub(crate) end: HeadingId,
}

impl<'a> Scope<'a> {
    pub(crate) fn opening(&self) -> Option<&'a Heading<'a>> {
        self.heading.map(|heading| &self.note.outline[heading])
    }

    /// The span of the heading.
    pub(crate) fn heading_span(&self) -> Span {
        self.opening().map_or(Span::empty(self.note.body.start()), |heading| heading.span)
    }

    /// The words of the heading as written, without the decoration before and the marks after them.
    pub(crate) fn words(&self) -> Span {
        self.opening().map_or(self.heading_span(), |heading| bare_words(self.note.text, heading.content))
    }

    /// Whether a number is before the heading's words.
    pub(crate) fn is_numbered(&self) -> bool {
        self.opening().is_some_and(|heading| Decoration::of(heading.content.of(self.note.text)).numbered)
    }

    /// The blocks below the heading, those under its sub-headings included.
    pub(crate) fn blocks(&self) -> Range<BlockId> {
        self.blocks_before(self.headings.end)
    }

    /// The blocks below the heading and above its first sub-heading.
    pub(crate) fn own_blocks(&self) -> Range<BlockId> {
        self.blocks_before(self.headings.start)
    }

    /// The blocks below the heading, those above the heading `end`.
    fn blocks_before(&self, end: HeadingId) -> Range<BlockId> {
        let start = self.opening().map_or(BlockId::new(0), |heading| heading.block.next());
        let next = self.note.outline.get(end).map(|heading| heading.block);
        start..next.unwrap_or_else(|| self.note.blocks.first_from(usize::MAX))
    }

    /// The blocks below the heading that are in no other block.
    pub(crate) fn top_level(&self) -> impl Iterator<Item = (BlockId, &'a Block)> + use<'a> {
        self.note.blocks.siblings(self.blocks())
    }

    /// What is below the heading, without thematic breaks at its end: those part it from
    /// what follows.
    pub(crate) fn span(&self) -> Span {
        self.span_of(self.blocks())
    }

    /// The blocks below the heading, those of sections inside this one included.
    pub(crate) fn all_blocks(&self) -> Range<BlockId> {
        self.blocks_before(self.end)
    }

    /// The text below the heading as it stands, with the sections inside this one and with link
    /// definitions, which are not blocks. Without blocks, it is empty.
    pub(crate) fn text(&self) -> Span {
        let blocks = self.all_blocks();
        let mut breaks = Vec::new();
        let mut is_empty = true;
        for (_, block) in self.note.blocks.siblings(blocks) {
            if block.kind == BlockKind::Break {
                breaks.push(block.span);
            } else {
                breaks.clear();
                is_empty = false;
            }
        }
        let text = self.note.text;
        if is_empty {
            return Span::empty(self.heading_span().end());
        }
        let next = self.note.outline.get(self.end).map_or(self.note.body.end(), |next| next.span.start());
        let mut span = Span::new(self.heading_span().end(), next).trim(text);
        while let Some(last) = breaks.pop().filter(|last| last.end() >= span.end()) {
            span = Span::new(span.start(), last.start()).trim(text);
        }
        span
    }

    /// Returns the span from the first to the last of `blocks`, without thematic breaks at the end;
    /// if there are none, the empty span after the heading.
    pub(crate) fn span_of(&self, blocks: Range<BlockId>) -> Span {
        let mut first = None;
        let mut last = None;
        for (_, block) in self.note.blocks.siblings(blocks) {
            first = first.or(Some(block.span.start()));
            if block.kind != BlockKind::Break {
                last = Some(block.span.end());
            }
        }
        match (first, last) {
            (Some(first), Some(last)) => Span::new(first, last),
            _ => Span::empty(self.heading_span().end()),
        }
    }

    /// The sub-headings that are not below another sub-heading, each with what belongs to it.
    pub(crate) fn children(&self) -> impl Iterator<Item = Scope<'a>> + use<'a> {
        let note = self.note;
        let mut headings = note.outline.range(self.headings.clone()).peekable();
        std::iter::from_fn(move || {
            let (heading, Heading { level, .. }) = headings.next()?;
            let mut last = heading;
            while let Some((below, _)) = headings.next_if(|(_, below)| below.level > *level) {
                last = below;
            }
            let end = last.next();
            Some(Scope { note, heading: Some(heading), headings: heading.next()..end, end })
        })
    }
}

/// The words in `span`, a heading's content or a bold run: without emoji, numbering and emphasis
/// marks around them.
pub(crate) fn bare_words(text: &str, span: Span) -> Span {
    let written = span.of(text);
    let start = span.start() + Decoration::of(written).end;
    let words = Span::new(start, span.end()).of(text).trim_end_matches(['*', '_', '`', ' ', '\t', '　']);
    if words.is_empty() { span } else { Span::new(start, start + words.len()) }
}
