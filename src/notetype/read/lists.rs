use std::ops::Range;

use serde::Deserialize;

use crate::{
    note::{Block, BlockId, BlockKind, Note},
    text::{Id, Span},
};

/// The kinds of list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ListKind {
    /// `1.`
    Ordered,
    /// `-`
    Bullets,
}

/// A top-level list. Lists that only an HTML comment separates are one.
#[derive(Clone, Debug)]
pub struct ParsedList {
    /// From the first marker to the last character.
    pub span: Span,
    /// Whether it is numbered.
    pub ordered: bool,
    /// Its items.
    pub items: Vec<ParsedItem>,
}

/// An item of a list.
#[derive(Clone, Copy, Debug)]
pub struct ParsedItem {
    /// The item's block.
    pub block: BlockId,
    /// From its marker to its last character.
    pub span: Span,
    /// The bullet or the number with its delimiter.
    pub marker: Span,
    /// The number.
    pub number: Option<u64>,
    /// Whether it is the first of what CommonMark reads as a list: renderers count from its number.
    pub is_first: bool,
}

/// The top-level lists among `blocks`; if there are none, those at the top level of callouts, then of callouts
/// in them. An HTML comment between two lists of one kind does not part them.
pub(crate) fn read(note: &Note<'_>, blocks: Range<BlockId>) -> Vec<ParsedList> {
    let mut lists = Vec::new();
    add(note, note.blocks.siblings(blocks.clone()), &mut lists);
    let callout = |(id, block): (BlockId, &Block)| is_callout(note, block).then_some(id);
    let mut callouts: Vec<BlockId> = note.blocks.siblings(blocks).filter_map(callout).collect();
    while lists.is_empty() && !callouts.is_empty() {
        for id in &callouts {
            add(note, note.blocks.children(*id), &mut lists);
        }
        callouts = callouts.iter().flat_map(|id| note.blocks.children(*id)).filter_map(callout).collect();
    }
    lists
}

/// Whether `block` is a block quote that begins with its kind: `> [!note]`.
pub(crate) fn is_callout(note: &Note<'_>, block: &Block) -> bool {
    let kind = block.span.of(note.text).trim_start_matches(['>', ' ', '\t']).strip_prefix("[!");
    block.kind == BlockKind::Quote && kind.is_some_and(|kind| kind.starts_with(char::is_alphabetic))
}

/// Adds the lists among `blocks` to `lists`.
fn add<'b>(note: &Note<'_>, blocks: impl Iterator<Item = (BlockId, &'b Block)>, lists: &mut Vec<ParsedList>) {
    let mut joins = false;
    for (id, block) in blocks {
        match block.kind {
            BlockKind::List { ordered } => {
                let first = id.next();
                let items = note.blocks.children(id).filter_map(|(id, block)| match block.kind {
                    BlockKind::Item { marker, number } => {
                        let is_first = id == first;
                        Some(ParsedItem { block: id, span: block.span, marker, number, is_first })
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
            BlockKind::Html => {
                let html = block.span.of(note.text);
                joins &= html.starts_with("<!--") || html.starts_with("%%");
            }
            _ => joins = false,
        }
    }
}

/// The content of `item`: the item without its marker.
pub(crate) fn content(note: &Note<'_>, item: &ParsedItem) -> Span {
    let behind = Span::new(item.marker.end().min(item.span.end()), item.span.end());
    let content = behind.trim(note.text);
    if content.is_empty() { Span::empty(behind.end()) } else { content }
}

/// Returns the text that `item` begins with; `None` if it begins with another block.
pub(crate) fn first_paragraph(note: &Note<'_>, item: &ParsedItem) -> Option<Span> {
    let (_, block) = note.blocks.children(item.block).next()?;
    (block.kind == BlockKind::Paragraph).then_some(block.span)
}
