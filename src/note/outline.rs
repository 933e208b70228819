use std::{borrow::Cow, ops::Range};

use super::BlockId;
use crate::text::Span;

/// The index of a heading in [`Outline`].
pub type HeadingId = usize;

/// The headings at the top level of the body, in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Outline<'a> {
    headings: Vec<Heading<'a>>,
    blocks: BlockId,
}

/// A heading (CommonMark 4.2 and 4.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading<'a> {
    /// 1 to 6.
    pub level: u8,
    /// The heading's block.
    pub block: BlockId,
    /// The heading from its first marker to its last character.
    pub span: Span,
    /// The heading's words as written, inline markup included: what stands between the markers.
    pub content: Span,
    /// The heading's words as read, inline markup off.
    pub plain: Cow<'a, str>,
}

impl<'a> Outline<'a> {
    /// An outline of `headings` in a body of `blocks` blocks.
    pub(super) fn new(headings: Vec<Heading<'a>>, blocks: BlockId) -> Self {
        Self { headings, blocks }
    }

    /// The heading `id`.
    pub fn get(&self, id: HeadingId) -> Option<&Heading<'a>> {
        self.headings.get(id)
    }

    /// All headings.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (HeadingId, &Heading<'a>)> + ExactSizeIterator {
        self.headings.iter().enumerate()
    }

    /// The headings below the heading `id`: those up to the next of its level or above.
    pub fn below(&self, id: HeadingId) -> Range<HeadingId> {
        let Some(heading) = self.headings.get(id) else { return id..id };
        let rest = &self.headings[id + 1..];
        let count = rest.iter().take_while(|other| other.level > heading.level).count();
        id + 1..id + 1 + count
    }

    /// The blocks directly under the heading `id`: those up to the next heading of any level.
    pub fn own_blocks(&self, id: HeadingId) -> Range<BlockId> {
        self.blocks_between(id, id + 1)
    }

    /// The blocks of the whole section that the heading `id` opens, its sub-headings included.
    pub fn section_blocks(&self, id: HeadingId) -> Range<BlockId> {
        self.blocks_between(id, self.below(id).end)
    }

    /// The blocks behind the heading `from` and before the heading `to`, or up to the end where
    /// there is no such heading.
    pub fn blocks_between(&self, from: HeadingId, to: HeadingId) -> Range<BlockId> {
        let Some(heading) = self.headings.get(from) else { return 0..0 };
        let end = self.headings.get(to).map_or(self.blocks, |next| next.block);
        heading.block + 1..end
    }
}
