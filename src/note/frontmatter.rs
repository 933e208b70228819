use crate::{
    text::Span,
    yaml::{Document, YamlError},
};

/// The YAML block at the top of a note.
#[derive(Clone, Debug, PartialEq)]
pub enum Frontmatter {
    /// The note does not begin with `---`.
    Missing,
    /// The note begins with `---`, but no other such line closes the block.
    Unclosed {
        /// The opening `---`.
        fence: Span,
    },
    /// A block between two fences.
    Closed(FrontmatterBlock),
}

/// A closed frontmatter block.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontmatterBlock {
    /// The opening fence, without white space and line ending behind it.
    pub opening: Span,
    /// What is between the fences: from behind the opening fence's line ending to the start of
    /// the closing fence.
    pub content: Span,
    /// The closing fence, without white space and line ending behind it.
    pub closing: Span,
    /// What the block holds. A document whose root is no mapping is kept as it is.
    pub yaml: Result<Document, YamlError>,
}

impl Frontmatter {
    /// The closed block, whatever it holds.
    pub fn block(&self) -> Option<&FrontmatterBlock> {
        match self {
            Self::Closed(block) => Some(block),
            Self::Missing | Self::Unclosed { .. } => None,
        }
    }

    /// The document, where the block is closed and holds a mapping.
    pub fn mapping(&self) -> Option<&Document> {
        let document = self.block()?.yaml.as_ref().ok()?;
        document.root.as_mapping().map(|_| document)
    }
}
