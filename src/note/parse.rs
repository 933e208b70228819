mod bare;
mod builder;
mod destination;
mod heading;
mod limits;
mod link;
mod opaque;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
mod trailing;

use std::ptr;

use pulldown_cmark::{Event, OffsetIter, Options, Parser, RefDefs, Tag, TagEnd};

use self::{
    builder::{Body, Builder},
    limits::readable,
    opaque::{Masked, Parsed, mask},
};
use super::{BlockKind, Fences, Frontmatter, InlineKind, Note, Suppressions, frontmatter, malformed};
use crate::text::Span;

const BOM: char = '\u{feff}';

impl<'a> Note<'a> {
    /// Parses `text`. Never fails: defects are data.
    pub fn parse(text: &'a str) -> Self {
        Self::parse_with(text, Fences::Strict)
    }

    /// Parses `text`, whose frontmatter may stand between `fences`. Never fails: defects are data.
    pub fn parse_with(text: &'a str, fences: Fences) -> Self {
        let (frontmatter, body) = frontmatter::split(text, fences);
        let part = parsed_part(text, body);
        let Body { blocks, inlines, has_literal_marks, outline, links, comments } = read(text, part);
        let suppressions = Suppressions::collect(text, &frontmatter, (&blocks, &inlines), &comments);
        let malformed_links = malformed::find(text, (&blocks, &inlines), (&outline, &links));
        let unread = (part.end() < text.len()).then(|| Span::new(part.end(), text.len()));
        Self {
            text,
            fences,
            frontmatter,
            body,
            blocks,
            inlines,
            has_literal_marks,
            outline,
            links,
            malformed_links,
            comments,
            suppressions,
            unread,
        }
    }

    /// Whether the note has no frontmatter that can be read as such, but begins like one that has, or has
    /// something like it directly below its first heading.
    pub fn seems_to_have_frontmatter(&self) -> bool {
        self.frontmatter == Frontmatter::Missing && frontmatter::seems_there(self.text)
    }
}

/// Returns the part of the `body` of `text` that is parsed.
pub(super) fn parsed_part(text: &str, body: Span) -> Span {
    let source = body.of(text);
    let source = source.strip_prefix(BOM).unwrap_or(source);
    let start = body.end() - source.len();
    Span::new(start, start + readable(source))
}

/// Reads the `part` of `text` that is parsed: once, and once more if something in it is not text to a reader.
pub(super) fn read(text: &str, part: Span) -> Body<'_> {
    let source = part.of(text);
    let mut events = Parser::new_ext(source, options()).into_offset_iter();
    let body = build(Builder::new(text, part.start()), &mut events, source);
    let is_defined = |label: &str| events.reference_definitions().get(label).is_some();
    let parsed = Parsed { blocks: &body.blocks, inlines: &body.inlines, links: &body.links };
    let Some(Masked { text: masked, found }) = mask(text, part, parsed, is_defined) else {
        return body;
    };
    let source = part.of(&masked);
    let mut events = Parser::new_ext(source, options()).into_offset_iter();
    build(Builder::new(text, part.start()).with(found), &mut events, source)
}

/// Builds a body from the `events` of `parsed`, which has the length of the body's source.
fn build<'a>(mut builder: Builder<'a>, events: &mut OffsetIter<'_>, parsed: &str) -> Body<'a> {
    let start = builder.start();
    while let Some((event, range)) = events.next() {
        let span = Span::new(start + range.start, start + range.end);
        match &event {
            Event::Text(read) => {
                // Nearly always the parser returns the bytes of its source.
                let is_same = |source: &[u8]| ptr::eq(source.as_ptr(), read.as_ptr());
                let as_parsed = parsed.as_bytes().get(range.start..).is_some_and(is_same);
                builder.text(read, span, as_parsed);
            }
            _ => take(&mut builder, &event, span, events.reference_definitions()),
        }
    }
    builder.finish()
}

/// The extensions of GitHub and Obsidian to CommonMark that notes use. Not math, which [`opaque`] finds: prose
/// contains prices, and `$50B … $30B` would become a formula that hides the text in between.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_WIKILINKS
}

fn take(builder: &mut Builder<'_>, event: &Event<'_>, span: Span, definitions: &RefDefs<'_>) {
    match event {
        Event::Start(tag) => start(builder, tag, span, definitions),
        Event::End(tag) => match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => builder.close_inline(span),
            TagEnd::Link | TagEnd::Image => builder.close_link(span),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                builder.close_container(span);
            }
            _ => builder.close_block(span),
        },
        Event::Code(read) => builder.leaf(InlineKind::Code, read, span),
        Event::InlineHtml(_) => builder.leaf(InlineKind::Html, "", span),
        Event::SoftBreak => builder.leaf(InlineKind::SoftBreak, " ", span),
        Event::HardBreak => builder.leaf(InlineKind::HardBreak, " ", span),
        Event::FootnoteReference(_) => builder.leaf(InlineKind::FootnoteReference, "", span),
        Event::Rule => {
            builder.open_block(BlockKind::Break, span);
            builder.close_block(span);
        }
        Event::Text(_)
        | Event::Html(_)
        | Event::TaskListMarker(_)
        | Event::InlineMath(_)
        | Event::DisplayMath(_) => {}
    }
}

fn start(builder: &mut Builder<'_>, tag: &Tag<'_>, span: Span, definitions: &RefDefs<'_>) {
    let definition = |id: &str| definitions.get(id).map(|definition| definition.span.clone());
    match tag {
        Tag::Emphasis => builder.open_inline(InlineKind::Emphasis, span),
        Tag::Strong => builder.open_inline(InlineKind::Strong, span),
        Tag::Strikethrough => builder.open_inline(InlineKind::Strikethrough, span),
        Tag::Link { link_type, dest_url, id, .. } => {
            builder.open_link(span, false, (*link_type, dest_url), definition(id));
        }
        Tag::Image { link_type, dest_url, id, .. } => {
            builder.open_link(span, true, (*link_type, dest_url), definition(id));
        }
        Tag::Heading { level, .. } => builder.open_block(BlockKind::Heading { level: *level as u8 }, span),
        Tag::BlockQuote(_) => builder.open_container(BlockKind::Quote, span),
        Tag::CodeBlock(_) => builder.open_block(BlockKind::Code, span),
        Tag::HtmlBlock => builder.open_block(BlockKind::Html, span),
        Tag::List(first) => builder.open_container(BlockKind::List { ordered: first.is_some() }, span),
        Tag::Item => builder.open_item(span),
        Tag::FootnoteDefinition(_) => builder.open_container(BlockKind::Footnote, span),
        Tag::Table(_) => builder.open_block(BlockKind::Table, span),
        Tag::TableHead => builder.open_block(BlockKind::Row { header: true }, span),
        Tag::TableRow => builder.open_block(BlockKind::Row { header: false }, span),
        Tag::TableCell => builder.open_block(BlockKind::Cell, span),
        // The parser emits these only with options that are off.
        Tag::Paragraph
        | Tag::Superscript
        | Tag::Subscript
        | Tag::DefinitionList
        | Tag::DefinitionListTitle
        | Tag::DefinitionListDefinition
        | Tag::MetadataBlock(_) => builder.open_block(BlockKind::Paragraph, span),
    }
}
