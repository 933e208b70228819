//! Text as readers see it: without markup, code, formulas, images, URLs and comments.

use std::ops::Range;

use super::lists;
use crate::{
    note::{BlockId, BlockKind, Inline, InlineKind, LinkKind, Note},
    text::Span,
};

/// Prose, and where its parts are in the note.
#[derive(Clone, Debug, Default)]
pub(crate) struct Prose {
    pub(crate) text: String,
    pub(crate) parts: Vec<ProsePart>,
}

/// A part of prose that the note contains literally.
#[derive(Clone, Copy, Debug)]
pub struct ProsePart {
    /// Where it is in the prose.
    pub at: usize,
    /// Where it is in the note.
    pub source: Span,
}

/// The prose of `blocks`. Blocks are apart as in the note: by a blank, by a line ending, by a blank line.
pub(crate) fn read(note: &Note<'_>, blocks: Range<BlockId>) -> Prose {
    let mut prose = Prose::default();
    let mut end: Option<usize> = None;
    let mut hidden: Option<Hidden<'_>> = None;
    for (_, block) in note.blocks.range(blocks) {
        if lists::is_callout(note, block) {
            let hidden = hidden.get_or_insert_with(|| Hidden::from(note, block.span.start()));
            hidden.end = hidden.end.max(kind_end(note.text, block.span));
        }
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading { .. } | BlockKind::Cell) {
            continue;
        }
        let hidden = hidden.get_or_insert_with(|| Hidden::from(note, block.span.start()));
        if let Some(end) = end.replace(block.span.end()).filter(|_| !prose.text.is_empty()) {
            let gap = Span::new(end.min(block.span.start()), block.span.start());
            let seen = prose.text.trim_end().len();
            prose.text.truncate(seen);
            if seen > 0 {
                prose.text.push_str(between(gap.of(note.text)));
            }
        }
        leaf(note, block.span, hidden, &mut prose);
    }
    let trimmed = prose.text.trim_end().len();
    prose.text.truncate(trimmed);
    prose
}

/// Where the words of the callout at `span` begin: behind `[!note]-`.
fn kind_end(text: &str, span: Span) -> usize {
    let close = span.of(text).find(']').map_or(span.start(), |at| span.start() + at + 1);
    close + usize::from(text[close..].starts_with(['+', '-']))
}

/// What parts two blocks that `gap` is between.
fn between(gap: &str) -> &'static str {
    let mut lines = gap.split('\n').skip(1).peekable();
    if lines.peek().is_none() {
        return " ";
    }
    let mut has_blank = false;
    while let Some(line) = lines.next() {
        // The last one is the beginning of the line of the next block.
        has_blank |= lines.peek().is_some() && line.trim_matches([' ', '\t', '\r', '>']).is_empty();
    }
    if has_blank { "\n\n" } else { "\n" }
}

/// Adds what readers see of the block at `span`.
fn leaf(note: &Note<'_>, span: Span, hidden: &mut Hidden<'_>, prose: &mut Prose) {
    let first = note.inlines.partition_point(|inline| inline.span.start() < span.start());
    for Inline { kind, span } in
        note.inlines[first..].iter().take_while(|inline| inline.span.start() < span.end())
    {
        match kind {
            InlineKind::Text { decoded: Some(decoded) } if !hidden.covers(*span) => {
                prose.text.push_str(decoded);
            }
            InlineKind::Text { decoded: None } => {
                for part in hidden.outside(*span) {
                    prose.push(note.text, part);
                }
            }
            InlineKind::SoftBreak | InlineKind::HardBreak if !hidden.covers(*span) => prose.blank(),
            _ => {}
        }
    }
}

impl Prose {
    fn push(&mut self, text: &str, span: Span) {
        // Where something is left out, one of the blanks around it is enough.
        let written = span.of(text);
        let is_blank = self.text.ends_with(char::is_whitespace) || self.text.is_empty();
        let skipped = if is_blank { written.len() - written.trim_start().len() } else { 0 };
        let source = Span::new(span.start() + skipped, span.end());
        if !source.is_empty() {
            self.parts.push(ProsePart { at: self.text.len(), source });
            self.text.push_str(source.of(text));
        }
    }

    fn blank(&mut self) {
        if !self.text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
    }
}

/// What readers do not see as text, passed by in the order of the note.
struct Hidden<'n> {
    inlines: std::iter::Peekable<Box<dyn Iterator<Item = Span> + 'n>>,
    links: std::iter::Peekable<Box<dyn Iterator<Item = Span> + 'n>>,
    /// The end of what was passed by.
    end: usize,
}

impl<'n> Hidden<'n> {
    /// What is hidden from `offset` on.
    fn from(note: &'n Note<'_>, offset: usize) -> Self {
        let first = note.inlines.partition_point(|inline| inline.span.start() < offset);
        let is_hidden = |kind: &InlineKind| {
            matches!(kind, InlineKind::Code | InlineKind::Math | InlineKind::Html | InlineKind::Image)
        };
        let inlines = note.inlines[first..].iter().filter(move |inline| is_hidden(&inline.kind));
        let inlines: Box<dyn Iterator<Item = Span> + 'n> = Box::new(inlines.map(|inline| inline.span));
        let first = note.links.partition_point(|link| link.span.start() < offset);
        let links = note.links[first..].iter();
        let links = links.filter(|link| matches!(link.kind, LinkKind::Autolink | LinkKind::Bare));
        let links: Box<dyn Iterator<Item = Span> + 'n> = Box::new(links.map(|link| link.span));
        Self { inlines: inlines.peekable(), links: links.peekable(), end: offset }
    }

    /// The next span that is hidden and starts before `offset`.
    fn next(&mut self, offset: usize) -> Option<Span> {
        let starts = |span: Option<&Span>| span.map(|span| span.start()).filter(|start| *start < offset);
        match (starts(self.inlines.peek()), starts(self.links.peek())) {
            (None, None) => None,
            (Some(inline), Some(link)) if link < inline => self.links.next(),
            (Some(_), _) => self.inlines.next(),
            (None, Some(_)) => self.links.next(),
        }
    }

    /// The parts of `span` that are not hidden.
    fn outside(&mut self, span: Span) -> Vec<Span> {
        let mut parts = Vec::new();
        let mut start = span.start().max(self.end);
        while let Some(hidden) = self.next(span.end()) {
            if hidden.start() > start {
                parts.push(Span::new(start, hidden.start()));
            }
            self.end = self.end.max(hidden.end());
            start = start.max(self.end);
        }
        if start < span.end() {
            parts.push(Span::new(start, span.end()));
        }
        parts
    }

    /// Whether what is at `span` is hidden.
    fn covers(&mut self, span: Span) -> bool {
        self.outside(span).is_empty()
    }
}
