use std::ops::Range;

use crate::text::Span;

/// The index of a block in [`Blocks`].
pub type BlockId = usize;

/// The blocks of a note in the order of the text, a container before what it contains.
///
/// Lists, items, quotations and footnotes nest at most 100 deep; deeper ones count as text of what
/// holds them, so that code which descends into blocks needs no limit of its own.
#[derive(Clone, Debug, Default)]
pub struct Blocks(Vec<Block>);

/// A block (CommonMark 4 and 5, GFM 4.10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// From its marker to its last character; no line ending or white space at its end.
    pub span: Span,
    /// One past the last block inside it.
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
    /// A paragraph; also the text of a tight list's item.
    Paragraph,
    /// A list.
    List {
        /// Whether its items are numbered.
        ordered: bool,
    },
    /// An item of a list.
    Item {
        /// The bullet or the number with its delimiter: `-`, `1.`.
        marker: Span,
        /// The number of an ordered item.
        number: Option<u64>,
    },
    /// A block quotation.
    Quote,
    /// A fenced or indented code block, its fences included.
    Code,
    /// A block of HTML, a comment included.
    Html,
    /// A thematic break.
    Break,
    /// A table (GFM).
    Table,
    /// A table's header row or body row; the delimiter row is no block.
    Row {
        /// Whether it is the header.
        header: bool,
    },
    /// A table's cell; its span is the cell's text without the white space around it.
    Cell,
    /// The definition of a footnote.
    Footnote,
}

impl Blocks {
    pub(super) fn new(blocks: Vec<Block>) -> Self {
        Self(blocks)
    }

    /// The block `id`.
    pub fn get(&self, id: BlockId) -> Option<&Block> {
        self.0.get(id)
    }

    /// All blocks, containers before what they contain.
    pub fn iter(&self) -> impl Iterator<Item = (BlockId, &Block)> {
        self.0.iter().enumerate()
    }

    /// The last block that begins at `offset` or before it.
    pub fn last_from(&self, offset: usize) -> Option<&Block> {
        let count = self.0.partition_point(|block| block.span.start <= offset);
        self.0[..count].last()
    }

    /// The blocks at top level.
    pub fn top_level(&self) -> impl Iterator<Item = (BlockId, &Block)> {
        self.siblings(0..self.0.len())
    }

    /// The blocks directly inside the block `id`.
    pub fn children(&self, id: BlockId) -> impl Iterator<Item = (BlockId, &Block)> {
        let inside = self.0.get(id).map_or(0..0, |block| id + 1..block.end);
        self.siblings(inside)
    }

    /// The blocks of `range` that are in no other block of `range`.
    pub fn siblings(&self, range: Range<BlockId>) -> impl Iterator<Item = (BlockId, &Block)> {
        let mut next = range.start;
        std::iter::from_fn(move || {
            let id = next;
            let block = (id < range.end).then(|| self.0.get(id)).flatten()?;
            next = block.end.max(id + 1);
            Some((id, block))
        })
    }
}
