//! A Markdown note as written: frontmatter, blocks, outline, inlines, links,
//! suppressions. Parsing never fails: what is broken is data. Knows nothing of schemas and rules.

mod blocks;
mod frontmatter;
mod inline;
mod links;
mod meaning;
mod outline;
mod parse;
mod suppressions;

pub use blocks::{Block, BlockId, BlockKind, Blocks};
pub use frontmatter::{Frontmatter, FrontmatterBlock};
pub use inline::{Inline, InlineKind};
pub use links::{Link, LinkKind};
pub use meaning::{Normalization, semantically_equal};
pub use outline::{Heading, HeadingId, Outline};
pub use suppressions::{Suppression, SuppressionId, SuppressionKind, Suppressions};

use crate::text::Span;

/// A parsed note. All spans are in bytes of [`Note::text`], a byte order mark included.
#[derive(Clone, Debug)]
pub struct Note<'a> {
    /// The file's text as it is.
    pub text: &'a str,
    /// The YAML block at the top.
    pub frontmatter: Frontmatter,
    /// What follows the frontmatter.
    pub body: Span,
    /// The blocks of the body (CommonMark 3).
    pub blocks: Blocks,
    /// The inlines of the body (CommonMark 6), in the order of the text.
    pub inlines: Vec<Inline>,
    /// Whether some `*` is left in what is read, as it opens and closes nothing.
    pub has_literal_stars: bool,
    /// The headings of the body that stand at top level.
    pub outline: Outline<'a>,
    /// The links of the body, in the order of the text.
    pub links: Vec<Link>,
    /// The comments that hide findings.
    pub suppressions: Suppressions,
    /// The end of the body, where it was not read because its blocks nest so deep that it would
    /// take too long. Nobody writes such a text by hand.
    pub unread: Option<Span>,
}
