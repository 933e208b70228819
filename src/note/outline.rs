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
    /// The block of the heading.
    pub block: BlockId,
    /// The heading from its first marker to its last character.
    pub span: Span,
    /// The text between the markers, with inline markup.
    pub content: Span,
    /// The text without inline markup.
    pub plain: Cow<'a, str>,
}

impl<'a> Outline<'a> {
    /// Creates the outline of a body that has `headings` and `blocks` blocks in total.
    pub(super) fn new(headings: Vec<Heading<'a>>, blocks: BlockId) -> Self {
        Self { headings, blocks }
    }

    /// Returns the heading `id`.
    pub fn get(&self, id: HeadingId) -> Option<&Heading<'a>> {
        self.headings.get(id)
    }

    /// Returns all headings.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (HeadingId, &Heading<'a>)> + ExactSizeIterator {
        self.headings.iter().enumerate()
    }

    /// Returns the subheadings of the heading `id`: those up to the next one of its level or higher.
    pub fn below(&self, id: HeadingId) -> Range<HeadingId> {
        let Some(heading) = self.headings.get(id) else { return id..id };
        let rest = &self.headings[id + 1..];
        let count = rest.iter().take_while(|other| other.level > heading.level).count();
        id + 1..id + 1 + count
    }

    /// Returns the blocks between the heading `id` and the next heading of any level.
    pub fn own_blocks(&self, id: HeadingId) -> Range<BlockId> {
        self.blocks_between(id, id + 1)
    }

    /// Returns the blocks of the section that starts at the heading `id`, including its subheadings.
    pub fn section_blocks(&self, id: HeadingId) -> Range<BlockId> {
        self.blocks_between(id, self.below(id).end)
    }

    /// Returns the blocks after the heading `from` and before the heading `to`, or up to the end if there
    /// is no such heading.
    pub fn blocks_between(&self, from: HeadingId, to: HeadingId) -> Range<BlockId> {
        let Some(heading) = self.headings.get(from) else { return 0..0 };
        let end = self.headings.get(to).map_or(self.blocks, |next| next.block);
        heading.block + 1..end
    }
}
