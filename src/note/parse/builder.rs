use std::{borrow::Cow, iter::Peekable, mem, ops::Range, vec};

use memchr::memchr3;
use pulldown_cmark::LinkType;

use super::{heading, limits, link::Links, opaque::Opaque, trailing::Trailing};
use crate::{
    note::{Block, BlockId, BlockKind, Blocks, Heading, Inline, InlineKind, Link, Outline},
    text::{Id, Span},
};

/// Collects blocks, inlines, headings and links from the parser's events, which are in the order of the
/// text, containers first.
#[derive(Debug)]
pub(super) struct Builder<'a> {
    source: &'a str,
    start: usize,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    headings: Vec<Heading<'a>>,
    links: Links<'a>,
    /// The indices of the open blocks in `blocks`, the innermost last.
    open_blocks: Vec<usize>,
    /// The number of open blocks that are nested too deeply to be kept.
    too_deep: usize,
    /// For each open inline, the end of its contents so far.
    open_inlines: Vec<usize>,
    /// Whether the innermost open block is the paragraph of a tight list's item, which has no events.
    tight: bool,
    /// Whether the innermost open block is a heading at top level.
    in_heading: bool,
    /// Whether some text contains `*`, `_` or `~`.
    has_literal_marks: bool,
    /// The end of the last row according to the parser.
    row_end: usize,
    trailing: Trailing<'a>,
    /// The math and the comments that are still to come.
    opaque: Peekable<vec::IntoIter<Opaque>>,
    /// The end of the last of them.
    opaque_end: usize,
    comments: Vec<Span>,
}

/// The contents of a body, as in [`crate::note::Note`].
#[derive(Debug)]
pub(in crate::note) struct Body<'a> {
    pub(in crate::note) blocks: Blocks,
    pub(in crate::note) inlines: Vec<Inline>,
    pub(in crate::note) has_literal_marks: bool,
    pub(in crate::note) outline: Outline<'a>,
    pub(in crate::note) links: Vec<Link>,
    pub(in crate::note) comments: Vec<Span>,
}

impl<'a> Builder<'a> {
    /// Creates a builder for `source` from byte `start` on.
    pub(super) fn new(source: &'a str, start: usize) -> Self {
        let length = source.len() - start;
        Self {
            source,
            start,
            blocks: Vec::with_capacity(length / 80),
            inlines: Vec::with_capacity(length / 40),
            headings: Vec::new(),
            links: Links::new(source, start),
            open_blocks: Vec::new(),
            too_deep: 0,
            open_inlines: Vec::new(),
            tight: false,
            in_heading: false,
            has_literal_marks: false,
            row_end: 0,
            trailing: Trailing::new(source),
            opaque: Vec::new().into_iter().peekable(),
            opaque_end: 0,
            comments: Vec::new(),
        }
    }

    /// Makes leaves of the math and the comments in `opaque`, which are in the order of the text.
    pub(super) fn with(self, opaque: Vec<Opaque>) -> Self {
        Self { opaque: opaque.into_iter().peekable(), ..self }
    }

    /// The offset at which the body starts.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    pub(super) fn finish(self) -> Body<'a> {
        let Self { blocks, inlines, headings, links, has_literal_marks, comments, .. } = self;
        let outline = Outline::new(headings, blocks.len());
        let (blocks, links) = (Blocks::new(blocks), links.finish());
        Body { blocks, inlines, has_literal_marks, outline, links, comments }
    }

    pub(super) fn open_block(&mut self, kind: BlockKind, span: Span) {
        self.close_tight();
        let start = match kind {
            // The whitespace at the start of an indented code block belongs to it.
            BlockKind::Code if !self.is_fenced(span) => span.start(),
            _ => self.skip_blanks(span),
        };
        match kind {
            BlockKind::Heading { level } if self.open_blocks.is_empty() => {
                let (block, empty) = (BlockId::new(self.blocks.len()), Span::empty(start));
                self.headings.push(Heading {
                    level,
                    block,
                    span: empty,
                    content: empty,
                    attributes: None,
                    plain: Cow::default(),
                });
                self.in_heading = true;
            }
            BlockKind::Row { .. } => self.row_end = span.end(),
            _ => {}
        }
        self.push_block(kind, start);
    }

    /// Opens a block that may contain blocks of its kind.
    pub(super) fn open_container(&mut self, kind: BlockKind, span: Span) {
        if self.too_deep > 0 || self.open_blocks.len() >= limits::MAX_DEPTH {
            self.close_tight();
            self.too_deep += 1;
        } else {
            self.open_block(kind, span);
        }
    }

    pub(super) fn open_item(&mut self, span: Span) {
        self.close_tight();
        if self.too_deep > 0 {
            self.too_deep += 1;
            return;
        }
        let start = self.skip_blanks(span);
        let digits = self.source.as_bytes()[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let number = if digits == 0 { None } else { self.source[start..start + digits].parse().ok() };
        let marker = Span::new(start, start + digits + 1);
        self.push_block(BlockKind::Item { marker, number }, start);
        self.reach(marker.end());
    }

    pub(super) fn close_container(&mut self, span: Span) {
        if self.too_deep > 0 {
            self.close_tight();
            self.too_deep -= 1;
        } else {
            self.close_block(span);
        }
    }

    pub(super) fn close_block(&mut self, span: Span) {
        self.close_tight();
        self.links.end_run(&self.inlines);
        let Some(index) = self.open_blocks.pop() else { return };
        let end = BlockId::new(self.blocks.len());
        let block = &mut self.blocks[index];
        block.end = end;
        let reached = block.span.end();
        let last = self.trailing.cut(block.span.with_end(reached.max(span.end())));
        block.span = block.span.with_end(last);
        let (kind, span) = (block.kind, block.span);
        if reached > span.end() {
            self.cut_inlines(span);
        }
        match kind {
            BlockKind::Heading { .. } if self.in_heading => self.close_heading(span),
            BlockKind::Paragraph if self.comments.last().is_some_and(|last| last.end() == span.end()) => {
                self.close_comments(index, span);
            }
            // The parser pads a short row with cells that the text does not have.
            BlockKind::Cell if span.start() >= self.row_end => return self.blocks.truncate(index),
            _ => {}
        }
        self.reach(span.end());
    }

    /// Makes a paragraph that consists of comments the block that a comment in HTML is.
    fn close_comments(&mut self, index: usize, span: Span) {
        let first = self.inlines.partition_point(|inline| inline.span.start() < span.start());
        let is_comment = |inline: &Inline| match inline.kind {
            InlineKind::Html => {
                let html = inline.span.of(self.source);
                html.starts_with("%%") || html.starts_with("<!--")
            }
            InlineKind::Text { .. } => inline.span.of(self.source).trim().is_empty(),
            InlineKind::SoftBreak | InlineKind::HardBreak => true,
            _ => false,
        };
        if self.inlines[first..].iter().all(is_comment) {
            self.inlines.truncate(first);
            self.blocks[index].kind = BlockKind::Html;
        }
    }

    /// Trims the inlines of the last block, at `span`, to it: the parser may leave a tab or a line ending
    /// after the last word.
    fn cut_inlines(&mut self, span: Span) {
        let kept = self.inlines.partition_point(|inline| inline.span.start() < span.end());
        self.inlines.truncate(kept);
        for inline in self.inlines.iter_mut().rev().take_while(|inline| inline.span.start() >= span.start()) {
            inline.span = inline.span.with_end(inline.span.end().min(span.end()));
        }
    }

    pub(super) fn open_inline(&mut self, kind: InlineKind, span: Span) {
        self.push_inline(kind, span);
        self.open_inlines.push(span.start());
    }

    /// Opens a link, or an image if `embedded`; `definition` is that of a reference link.
    pub(super) fn open_link(
        &mut self,
        span: Span,
        embedded: bool,
        (kind, url): (LinkType, &str),
        definition: Option<Range<usize>>,
    ) {
        self.push_inline(if embedded { InlineKind::Image } else { InlineKind::Link }, span);
        self.links.open(span, embedded, (kind, url), definition);
        self.open_inlines.push(span.start() + usize::from(embedded) + 1);
    }

    pub(super) fn close_inline(&mut self, span: Span) {
        self.links.end_run(&self.inlines);
        self.open_inlines.pop();
        self.inner_reach(span.end());
    }

    pub(super) fn close_link(&mut self, span: Span) {
        self.links.end_run(&self.inlines);
        let inner_end = self.open_inlines.pop().unwrap_or(span.start());
        self.links.close(Span::new(inner_end, span.end()));
        self.inner_reach(span.end());
    }

    /// Adds an inline without children; `read` is its text in a heading.
    pub(super) fn leaf(&mut self, kind: InlineKind, read: &str, span: Span) {
        if self.in_heading {
            self.say(Cow::Owned(read.to_owned()));
        }
        self.push_inline(kind, span);
    }

    /// Adds text; `read` is the text that readers see, `as_parsed` whether the parser read it as it was given
    /// it.
    pub(super) fn text(&mut self, read: &str, span: Span, as_parsed: bool) {
        if matches!(self.innermost(), Some(BlockKind::Code | BlockKind::Html)) {
            return;
        }
        while self.opaque.next_if(|opaque| opaque.span.end() <= span.start()).is_some() {}
        if self.opaque.peek().is_none_or(|opaque| opaque.span.start() >= span.end())
            && self.opaque_end <= span.start()
        {
            return self.words(read, span, as_parsed);
        }
        let mut start = span.start().max(self.opaque_end);
        while let Some(Opaque { span: hidden, is_math }) =
            self.opaque.next_if(|opaque| opaque.span.start() < span.end())
        {
            self.plain_words(Span::new(start, hidden.start().max(start)));
            if is_math {
                self.leaf(InlineKind::Math, hidden.of(self.source), hidden);
            } else {
                self.comments.push(hidden);
                self.leaf(InlineKind::Html, "", hidden);
            }
            start = hidden.end();
            self.opaque_end = start;
        }
        self.plain_words(Span::new(start.min(span.end()), span.end()));
    }

    /// Adds text that is read as it is written.
    fn plain_words(&mut self, span: Span) {
        if !span.is_empty() {
            self.words(span.of(self.source), span, true);
        }
    }

    fn words(&mut self, read: &str, span: Span, as_parsed: bool) {
        let source = self.source;
        let as_written = read.len() == span.len() && (as_parsed || span.of(source) == read);
        // What is masked in the text of the parser is as it was in the note.
        let seen = if as_written { span.of(source) } else { read };
        self.has_literal_marks =
            self.has_literal_marks || memchr3(b'*', b'_', b'~', seen.as_bytes()).is_some();
        if self.in_heading {
            self.say(if as_written { span.of(source).into() } else { read.to_owned().into() });
        }
        self.links.text(span, &self.inlines);
        if let Some(last) = self.inlines.last_mut()
            && as_written
            && matches!(last.kind, InlineKind::Text { decoded: None })
            && last.span.end() == span.start()
        {
            last.span = last.span.with_end(span.end());
            self.inner_reach(span.end());
            return;
        }
        let decoded = (!as_written).then(|| read.into());
        self.add(InlineKind::Text { decoded }, span);
    }

    fn push_inline(&mut self, kind: InlineKind, span: Span) {
        self.links.end_run(&self.inlines);
        self.add(kind, span);
    }

    fn add(&mut self, kind: InlineKind, span: Span) {
        let in_leaf = matches!(
            self.innermost(),
            Some(BlockKind::Paragraph | BlockKind::Heading { .. } | BlockKind::Cell)
        );
        if !in_leaf {
            self.push_block(BlockKind::Paragraph, span.start());
            self.tight = true;
        }
        self.inlines.push(Inline { kind, span });
        self.inner_reach(span.end());
    }

    /// Records that the innermost open inline, or block, extends at least to `end`.
    fn inner_reach(&mut self, end: usize) {
        match self.open_inlines.last_mut() {
            Some(inner_end) => *inner_end = end,
            None => self.reach(end),
        }
    }

    fn reach(&mut self, end: usize) {
        if let Some(&index) = self.open_blocks.last() {
            let span = &mut self.blocks[index].span;
            *span = span.with_end(span.end().max(end));
        }
    }

    /// Records text of the open heading.
    fn say(&mut self, words: Cow<'a, str>) {
        if let Some(heading) = self.headings.last_mut() {
            heading.plain += words;
        }
    }

    fn close_heading(&mut self, span: Span) {
        self.in_heading = false;
        let Some(heading) = self.headings.last_mut() else { return };
        heading.span = span;
        let written = heading::content(self.source, span);
        (heading.content, heading.attributes) = heading::attributes(self.source, written);
        let has_attributes = heading.attributes.is_some();
        let words = |plain: &str| if has_attributes { plain.rfind('{') } else { None };
        heading.plain = match mem::take(&mut heading.plain) {
            Cow::Borrowed(plain) => Cow::Borrowed(plain[..words(plain).unwrap_or(plain.len())].trim()),
            Cow::Owned(mut plain) => {
                plain.truncate(words(&plain).unwrap_or(plain.len()));
                Cow::Owned(plain.trim().to_owned())
            }
        };
    }

    fn close_tight(&mut self) {
        if !self.tight {
            return;
        }
        self.tight = false;
        if let Some(&index) = self.open_blocks.last() {
            self.close_block(self.blocks[index].span);
        }
    }

    fn push_block(&mut self, kind: BlockKind, start: usize) {
        self.open_blocks.push(self.blocks.len());
        self.blocks.push(Block { kind, span: Span::empty(start), end: BlockId::new(0) });
    }

    fn innermost(&self) -> Option<&BlockKind> {
        self.open_blocks.last().map(|&index| &self.blocks[index].kind)
    }

    fn is_fenced(&self, code: Span) -> bool {
        let fence = Span::new(self.skip_blanks(code), code.end()).of(self.source);
        fence.starts_with("```") || fence.starts_with("~~~")
    }

    fn skip_blanks(&self, span: Span) -> usize {
        let bytes = &self.source.as_bytes()[span.start()..span.end()];
        span.start() + bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }
}
