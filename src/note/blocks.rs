use std::ops::{Index, Range};

use crate::text::{Id, IndexVec, Span, ids};

ids! {
    /// A block of [`Blocks`]; at the end of a range also the one after the last.
    BlockId;
}

/// The blocks of a note in the order of the text, a container before its contents.
///
/// Lists, list items, block quotes and footnotes are nested at most 100 deep; deeper ones count as text of
/// their container, so recursive code needs no limit of its own.
#[derive(Clone, Debug, Default)]
pub struct Blocks(IndexVec<BlockId, Block>);

/// A block (CommonMark 4 and 5, GFM 4.10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The kind of block.
    pub kind: BlockKind,
    /// From the block's marker to its last character, without trailing whitespace.
    pub span: Span,
    /// The block after the last one inside it.
    pub end: BlockId,
}

/// The kinds of block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of level 1 to 6, ATX or setext.
    Heading {
        /// 1 to 6.
        level: u8,
    },
    /// A paragraph, or the text of an item of a tight list.
    Paragraph,
    /// A list.
    List {
        /// Whether the items are numbered.
        ordered: bool,
    },
    /// A list item.
    Item {
        /// The bullet, or the number with its delimiter: `-`, `1.`.
        marker: Span,
        /// The number of an item of an ordered list.
        number: Option<u64>,
    },
    /// A block quote.
    Quote,
    /// A fenced or indented code block, including its fences.
    Code,
    /// An HTML block, including comments; or a paragraph that consists of Obsidian's comments: `%%…%%`.
    Html,
    /// A thematic break.
    Break,
    /// A table (GFM).
    Table,
    /// The header row or a body row of a table; the delimiter row is not a block.
    Row {
        /// Whether it is the header row.
        header: bool,
    },
    /// A table cell; the span is its text without surrounding whitespace.
    Cell,
    /// A footnote definition.
    Footnote,
}

impl Blocks {
    pub(super) fn new(blocks: Vec<Block>) -> Self {
        Self(blocks.into())
    }

    /// Returns all blocks, containers before their contents.
    pub fn iter(&self) -> impl Iterator<Item = (BlockId, &Block)> {
        self.0.pairs()
    }

    /// Returns the last block that starts at or before `offset`.
    pub fn last_from(&self, offset: usize) -> Option<&Block> {
        let blocks = self.0.iter().as_slice();
        let count = blocks.partition_point(|block| block.span.start() <= offset);
        blocks[..count].last()
    }

    /// Returns the first block that starts at or after `offset`; the end of all blocks, if there is none.
    pub fn first_from(&self, offset: usize) -> BlockId {
        let blocks = self.0.iter().as_slice();
        BlockId::new(blocks.partition_point(|block| block.span.start() < offset))
    }

    /// Returns the blocks at top level.
    pub fn top_level(&self) -> impl Iterator<Item = (BlockId, &Block)> {
        self.siblings(BlockId::new(0)..self.end())
    }

    /// Returns the direct children of the block `id`.
    pub fn children(&self, id: BlockId) -> impl Iterator<Item = (BlockId, &Block)> {
        self.siblings(id.next()..self[id].end)
    }

    /// Returns all blocks of `range`, those inside others included.
    pub fn range(&self, range: Range<BlockId>) -> impl Iterator<Item = (BlockId, &Block)> {
        self.0.range(range.start..range.end.min(self.end()))
    }

    /// Returns the blocks of `range` that are not inside another block of `range`.
    pub fn siblings(&self, range: Range<BlockId>) -> impl Iterator<Item = (BlockId, &Block)> {
        let (mut next, end) = (range.start, range.end.min(self.end()));
        std::iter::from_fn(move || {
            let id = next;
            let block = (id < end).then(|| &self[id])?;
            next = block.end.max(id.next());
            Some((id, block))
        })
    }

    fn end(&self) -> BlockId {
        BlockId::new(self.0.len())
    }
}

impl Index<BlockId> for Blocks {
    type Output = Block;

    fn index(&self, id: BlockId) -> &Block {
        &self.0[id]
    }
}
