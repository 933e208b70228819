use std::ops::Range;

use memchr::memchr2;
use pulldown_cmark::LinkType;

use super::{
    bare::Candidates,
    destination::{self, Definitions},
};
use crate::{
    note::{Inline, InlineKind, Link, LinkKind},
    text::Span,
};

/// Collects links, and finds bare URLs in text outside links.
#[derive(Debug)]
pub(super) struct Links<'a> {
    source: &'a str,
    /// The offset from which those of definitions are counted.
    base: usize,
    found: Vec<Link>,
    /// The indices of the open links and images.
    open: Vec<usize>,
    /// Contiguous text outside links.
    run: Span,
    urls: Candidates<'a>,
    definitions: Definitions,
}

impl<'a> Links<'a> {
    pub(super) fn new(source: &'a str, base: usize) -> Self {
        Self {
            source,
            base,
            found: Vec::new(),
            open: Vec::new(),
            run: Span::empty(base),
            urls: Candidates::new(source, base),
            definitions: Definitions::default(),
        }
    }

    pub(super) fn finish(self) -> Vec<Link> {
        self.found
    }

    pub(super) fn open(
        &mut self,
        span: Span,
        embedded: bool,
        (link_type, url): (LinkType, &str),
        definition: Option<Range<usize>>,
    ) {
        // Used until the link closes, and if nothing better is known then.
        let end = Span::empty(span.end());
        let (kind, destination, target) = match link_type {
            LinkType::Inline => (LinkKind::Inline, end, url.to_owned()),
            LinkType::Autolink => (LinkKind::Autolink, inside(span), url.to_owned()),
            LinkType::Email => (LinkKind::Autolink, inside(span), format!("mailto:{url}")),
            LinkType::WikiLink { .. } => {
                let start = span.start() + usize::from(embedded) + "[[".len();
                let destination = destination::of_wikilink(self.source, start, url.len());
                (LinkKind::Wiki, destination, destination.of(self.source).to_owned())
            }
            LinkType::Reference
            | LinkType::ReferenceUnknown
            | LinkType::Collapsed
            | LinkType::CollapsedUnknown
            | LinkType::Shortcut
            | LinkType::ShortcutUnknown => {
                let destination = definition.map_or(end, |definition| {
                    self.definitions.destination(self.source, Span::from(definition).shift(self.base))
                });
                (LinkKind::Reference, destination, url.to_owned())
            }
        };
        self.open.push(self.found.len());
        self.found.push(Link { kind, embedded, span, destination, target });
    }

    /// Closes the innermost link; `tail` is the source after its text.
    pub(super) fn close(&mut self, tail: Span) {
        let Some(link) = self.open.pop().and_then(|index| self.found.get_mut(index)) else { return };
        if link.kind == LinkKind::Inline {
            link.destination = destination::of_inline(self.source, tail);
        }
    }

    /// Records text at `span`; `inlines` are those before it.
    pub(super) fn text(&mut self, span: Span, inlines: &[Inline]) {
        if !self.open.is_empty() {
            return;
        }
        // An escaped character follows its backslash.
        let gap = Span::new(self.run.end(), span.start());
        if self.run.end() != span.start() && gap.of(self.source) != "\\" {
            self.end_run(inlines);
        }
        if self.run.is_empty() {
            self.run = span;
        }
        self.run = self.run.with_end(span.end());
    }

    /// Finds bare URLs in the text since the last other inline; `inlines` are those up to the end of the
    /// text.
    #[inline]
    pub(super) fn end_run(&mut self, inlines: &[Inline]) {
        if self.urls.are_beyond(self.run.end()) {
            self.run = self.run.with_start(self.run.end());
        } else {
            self.find_urls(inlines);
        }
    }

    fn find_urls(&mut self, inlines: &[Inline]) {
        let mut run = self.run;
        self.run = Span::empty(run.end());
        while let Some(span) = self.urls.next_in(run) {
            run = run.with_start(span.end());
            let target = as_read(self.source, inlines, span);
            self.found.push(Link { kind: LinkKind::Bare, embedded: false, span, destination: span, target });
        }
    }
}

/// Returns an autolink without its angle brackets.
fn inside(span: Span) -> Span {
    Span::new(span.start() + 1, span.end() - 1)
}

/// Returns the text at `span`, which consists of the text `inlines`, with character references resolved.
fn as_read(source: &str, inlines: &[Inline], span: Span) -> String {
    let written = span.of(source);
    if memchr2(b'&', b'\\', written.as_bytes()).is_none() {
        return written.to_owned();
    }
    let first = inlines.partition_point(|inline| inline.span.start() <= span.start()).saturating_sub(1);
    let mut read = String::with_capacity(written.len());
    for inline in inlines[first..].iter().take_while(|inline| inline.span.start() < span.end()) {
        if let InlineKind::Text { decoded: Some(decoded) } = &inline.kind {
            read.push_str(decoded);
        } else {
            let start = inline.span.start().max(span.start());
            read.push_str(Span::new(start, inline.span.end().min(span.end())).of(source));
        }
    }
    read
}
