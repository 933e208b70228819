use super::{Blocks, Frontmatter, Note, Outline};
use crate::text::Span;

impl<'a> Note<'a> {
    /// Parses `text`. Never fails: what is broken is data.
    pub fn parse(text: &'a str) -> Self {
        Self {
            text,
            frontmatter: Frontmatter::Missing,
            body: Span::new(0, text.len()),
            blocks: Blocks::new(Vec::new()),
            inlines: Vec::new(),
            outline: Outline::new(Vec::new(), 0),
            links: Vec::new(),
        }
    }
}
