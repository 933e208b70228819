use serde_json::Value;

use crate::{
    text::Span,
    tree::{Data, Document, Limits, Node, ScalarStyle, Syntax, SyntaxError},
    yaml,
};

/// The lines that open and close frontmatter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fences {
    /// YAML opens with `---` on the first line.
    #[default]
    Strict,
    /// YAML may also open in another way that a person would take for frontmatter: with `----`, below a
    /// comment, without any fence.
    Lenient,
}

/// The frontmatter of a note.
#[derive(Clone, Debug, PartialEq)]
pub enum Frontmatter {
    /// There is none.
    Missing,
    /// It is opened, but nothing closes it before the text begins.
    Unclosed {
        /// What it is written in.
        syntax: Syntax,
        /// The opening fence.
        fence: Span,
        /// Where a closing fence is missing: the end of the last line that seems to belong to it.
        end: usize,
        /// A closing fence that comes only after text.
        late: Option<Span>,
    },
    /// A block between two fences.
    Closed(Box<FrontmatterBlock>),
}

/// A closed frontmatter block.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontmatterBlock {
    /// What it is written in.
    pub syntax: Syntax,
    /// The line of the opening fence, without trailing whitespace, or the `{` of JSON. Empty before the first
    /// key if there is no fence.
    pub opening: Span,
    /// The text between the fences.
    pub content: Span,
    /// The line of the closing fence, without trailing whitespace, or the `}` of JSON. Empty after the last
    /// line if there is no fence.
    pub closing: Span,
    /// The block as a document, whose root may be anything; an empty mapping if the block is empty.
    pub document: Result<Document, SyntaxError>,
}

impl Frontmatter {
    /// Returns the block if it is closed, whatever it contains.
    pub fn block(&self) -> Option<&FrontmatterBlock> {
        match self {
            Self::Closed(block) => Some(block),
            Self::Missing | Self::Unclosed { .. } => None,
        }
    }

    /// Returns the document if the block is closed and contains a mapping.
    pub fn mapping(&self) -> Option<&Document> {
        let document = self.block()?.document.as_ref().ok()?;
        document.root.as_mapping().map(|_| document)
    }

    /// Returns the block, with its fences, if it is written in a syntax that is not read.
    pub fn unread(&self) -> Option<Span> {
        let block = self.block().filter(|block| block.syntax != Syntax::Yaml)?;
        Some(block.opening.cover(block.closing))
    }
}

impl FrontmatterBlock {
    /// Reads the YAML of `text` from `start` to the closing fence.
    pub(super) fn yaml(text: &str, opening: Span, start: usize, closing: Span) -> Self {
        let content = Span::new(start, closing.start);
        let mut document = yaml::parse(text, content, Limits::default());
        if let Ok(document) = &mut document
            && is_absent(&document.root)
        {
            let comments = content.of(text).trim_end().len();
            let end = if comments == 0 { opening.end } else { start + comments };
            let data = Data::Mapping(Vec::new());
            document.root = Node { span: Span::empty(end), anchor: None, tag: None, data };
        }
        Self { syntax: Syntax::Yaml, opening, content, closing, document }
    }

    /// The block in a syntax that is not read.
    pub(super) fn unread(syntax: Syntax, opening: Span, content: Span, closing: Span) -> Self {
        let error = SyntaxError::new(opening, format!("{syntax} frontmatter is not read yet"))
            .help("write it as YAML, as `key: value` lines between two `---` lines");
        Self { syntax, opening, content, closing, document: Err(error) }
    }

    /// Whether it is a mapping of at least one key.
    pub(super) fn has_keys(&self) -> bool {
        self.keys().next().is_some()
    }

    /// The keys of the mapping, each with its offset.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&str, usize)> {
        let entries = self.document.as_ref().ok().and_then(|document| document.root.as_mapping());
        entries.unwrap_or_default().iter().map(|entry| (entry.name.as_str(), entry.key.start))
    }

    /// Whether it is a mapping, of whatever size.
    pub(super) fn is_mapping(&self) -> bool {
        self.document.as_ref().is_ok_and(|document| document.root.as_mapping().is_some())
    }

    /// Whether it is a mapping whose keys are single words: hardly any text is.
    pub(super) fn is_plainly_keys(&self) -> bool {
        self.has_keys() && self.keys().all(|(key, _)| !key.contains(char::is_whitespace))
    }
}

/// Whether `root` is not written at all.
fn is_absent(root: &Node) -> bool {
    let is_unwritten =
        matches!(&root.data, Data::Scalar { value: Value::Null, style: ScalarStyle::Absent, .. });
    is_unwritten && root.anchor.is_none() && root.tag.is_none()
}
