use std::ops::Range;

use super::{
    super::{ParsedItem, ParsedList, ParsedPoint},
    lead,
};
use crate::{
    note::{BlockId, BlockKind, Note},
    text::Span,
};

/// The top-level lists among `blocks`. An HTML comment between two lists of one kind does not
/// part them.
pub(super) fn read(note: &Note<'_>, blocks: Range<BlockId>) -> Vec<ParsedList> {
    let mut lists: Vec<ParsedList> = Vec::new();
    let mut joins = false;
    for (id, block) in note.blocks.siblings(blocks) {
        match block.kind {
            BlockKind::List { ordered } => {
                let items = note.blocks.children(id).filter_map(|(id, block)| match block.kind {
                    BlockKind::Item { marker, number } => {
                        Some(ParsedItem { block: id, span: block.span, marker, number })
                    }
                    _ => None,
                });
                match lists.last_mut().filter(|last| joins && last.ordered == ordered) {
                    Some(last) => {
                        last.span = last.span.cover(block.span);
                        last.items.extend(items);
                    }
                    None => lists.push(ParsedList { span: block.span, ordered, items: items.collect() }),
                }
                joins = true;
            }
            BlockKind::Html => joins &= block.span.of(note.text).starts_with("<!--"),
            _ => joins = false,
        }
    }
    lists
}

/// The content of `item`: the item without its marker.
pub(super) fn content(note: &Note<'_>, item: &ParsedItem) -> Span {
    let behind = Span::new(item.marker.end.min(item.span.end), item.span.end);
    let content = behind.trim(note.text);
    if content.is_empty() { Span::empty(behind.end) } else { content }
}

/// The text that `item` begins with; none where it begins with another block.
pub(super) fn first_paragraph(note: &Note<'_>, item: &ParsedItem) -> Option<Span> {
    let (_, block) = note.blocks.children(item.block).next()?;
    (block.kind == BlockKind::Paragraph).then_some(block.span)
}

/// `item` as a point.
pub(super) fn point(note: &Note<'_>, item: &ParsedItem) -> ParsedPoint {
    let span = content(note, item);
    let lead = first_paragraph(note, item).and_then(|paragraph| lead::read(note.text, paragraph));
    let text = lead.map_or(span, |lead| Span::new(lead.rest.min(span.end), span.end));
    ParsedPoint { span, lead: lead.map(|lead| lead.words), text, heading: None }
}
