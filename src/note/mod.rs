//! A Markdown note as written: frontmatter, blocks, outline, inlines, links and suppressions. Parsing
//! never fails: defects are data. Knows nothing of schemas and rules.

mod address;
mod blocks;
mod frontmatter;
mod heading_lines;
mod inline;
mod links;
mod malformed;
mod meaning;
mod outline;
mod outlined;
mod parse;
mod suppressions;

pub use address::Unopened;
pub use blocks::{Block, BlockId, BlockKind, Blocks};
pub use frontmatter::{Fences, Frontmatter, FrontmatterBlock, Head};
pub use heading_lines::{HeadingLine, certain_heading_lines, heading_lines};
pub use inline::{Inline, InlineKind};
pub use links::{Link, LinkKind};
pub use malformed::{MalformedKind, MalformedLink};
pub use meaning::{Normalization, semantically_equal};
pub use outline::{Heading, HeadingId, Outline};
pub use suppressions::{Suppression, SuppressionId, SuppressionKind, Suppressions};

use crate::text::Span;

/// A parsed note. All spans are in bytes of [`Note::text`], including a byte order mark.
#[derive(Clone, Debug)]
pub struct Note<'a> {
    /// The text of the file, unchanged.
    pub text: &'a str,
    /// The lines that counted as fences of the frontmatter.
    pub fences: Fences,
    /// The frontmatter.
    pub frontmatter: Frontmatter,
    /// The text after the frontmatter.
    pub body: Span,
    /// The blocks of the body (CommonMark 3).
    pub blocks: Blocks,
    /// The inlines of the body (CommonMark 6), in the order of the text.
    pub inlines: Vec<Inline>,
    /// Whether the text that readers see contains a `*`, `_` or `~` that is not markup.
    pub has_literal_marks: bool,
    /// The headings of the body at top level.
    pub outline: Outline<'a>,
    /// The links of the body, in the order of the text.
    pub links: Vec<Link>,
    /// The text that is meant as a link, but is not one, in the order of the text.
    pub malformed_links: Vec<MalformedLink>,
    /// The comments of Obsidian, `%%…%%`, in the order of the text.
    pub comments: Vec<Span>,
    /// The suppression comments.
    pub suppressions: Suppressions,
    /// The end of the body if it was not parsed, because its blocks are nested so deeply that parsing
    /// would take too long.
    pub unread: Option<Span>,
}

impl Note<'_> {
    /// Whether there is something other than comments at `span`, which begins and ends between blocks.
    pub fn has_content(&self, span: Span) -> bool {
        let mut rest = span.trim(self.text);
        while !rest.is_empty() {
            let block = self.blocks.last_from(rest.start()).map(|block| block.kind);
            let comment = self.comments.binary_search_by_key(&rest.start(), |comment| comment.start());
            let end = match rest.of(self.text).strip_prefix("<!--") {
                _ if block == Some(BlockKind::Code) => return true,
                // What is not closed hides the rest.
                Some(inside) => {
                    inside.find("-->").map_or(rest.end(), |at| rest.start() + "<!--".len() + at + "-->".len())
                }
                None => match comment {
                    Ok(index) => self.comments[index].end(),
                    Err(_) => return true,
                },
            };
            rest = Span::new(end.min(rest.end()), rest.end()).trim(self.text);
        }
        false
    }
}
