use std::{
    borrow::Cow,
    ops::{Index, Range},
};

use super::BlockId;
use crate::text::{Id, IndexVec, Span, ids};

ids! {
    /// A heading of an [`Outline`]; at the end of a range also the one after the last.
    HeadingId;
}

/// The headings at the top level of the body, in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Outline<'a> {
    headings: IndexVec<HeadingId, Heading<'a>>,
    /// The number of blocks of the body.
    blocks: usize,
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
    /// The text between the markers, with inline markup, without the attributes at its end.
    pub content: Span,
    /// The attributes in braces at the end: `{#id .class}`.
    pub attributes: Option<Span>,
    /// The text without inline markup.
    pub plain: Cow<'a, str>,
}

impl Heading<'_> {
    /// Returns the text between the markers, with the attributes.
    pub fn written(&self) -> Span {
        self.attributes.map_or(self.content, |attributes| self.content.cover(attributes))
    }
}

impl<'a> Outline<'a> {
    /// Creates the outline of a body that has `headings` and `blocks` blocks in total.
    pub(super) fn new(headings: Vec<Heading<'a>>, blocks: usize) -> Self {
        Self { headings: headings.into(), blocks }
    }

    /// Returns the heading `id`; `None` at the end of a range that ends with the last heading.
    pub fn get(&self, id: HeadingId) -> Option<&Heading<'a>> {
        self.headings.get(id)
    }

    /// Returns all headings.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (HeadingId, &Heading<'a>)> + ExactSizeIterator {
        self.headings.pairs()
    }

    /// Returns the headings of `range`.
    pub fn range(
        &self,
        range: Range<HeadingId>,
    ) -> impl DoubleEndedIterator<Item = (HeadingId, &Heading<'a>)> + ExactSizeIterator {
        self.headings.range(range)
    }

    /// Returns the subheadings of the heading `id`: those up to the next one of its level or higher.
    pub fn below(&self, id: HeadingId) -> Range<HeadingId> {
        let level = self[id].level;
        let rest = self.range(id.next()..HeadingId::new(self.headings.len()));
        let below = rest.take_while(|(_, other)| other.level > level);
        id.next()..below.last().map_or(id, |(last, _)| last).next()
    }

    /// Returns the blocks between the heading `id` and the next heading of any level.
    pub fn own_blocks(&self, id: HeadingId) -> Range<BlockId> {
        self.blocks_between(id, id.next())
    }

    /// Returns the blocks of the section that starts at the heading `id`, including its subheadings.
    pub fn section_blocks(&self, id: HeadingId) -> Range<BlockId> {
        self.blocks_between(id, self.below(id).end)
    }

    /// Returns the blocks after the heading `from` and before the heading `to`, or up to the end if there
    /// is no such heading.
    pub fn blocks_between(&self, from: HeadingId, to: HeadingId) -> Range<BlockId> {
        let end = self.headings.get(to).map_or(BlockId::new(self.blocks), |next| next.block);
        self[from].block.next()..end
    }
}

impl<'a> Index<HeadingId> for Outline<'a> {
    type Output = Heading<'a>;

    fn index(&self, id: HeadingId) -> &Heading<'a> {
        &self.headings[id]
    }
}
