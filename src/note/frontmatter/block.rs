use serde_json::Value;

use crate::{
    text::{Edit, Span, apply},
    tree::{Data, Document, Node, ScalarStyle, Syntax, SyntaxError},
};

/// The lines that open and close frontmatter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fences {
    /// YAML opens with `---` on the first line, TOML with `+++`, JSON with `{`.
    #[default]
    Strict,
    /// Frontmatter may also open in another way that a person would take for frontmatter: with `----`, below a
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
}

impl FrontmatterBlock {
    /// Reads what is between the fences `opening` and `closing` of `text`; `start` is the end of the line of the first.
    pub(super) fn read(text: &str, syntax: Syntax, (opening, start): (Span, usize), closing: Span) -> Self {
        let content = Span::new(start, closing.start());
        let source = source(syntax, opening, content, closing);
        let document = syntax.parse(text, source).map(|mut document| {
            place(&mut document.root, syntax, opening, content.trim(text));
            document
        });
        Self { syntax, opening, content, closing, document }
    }

    /// Reads the block as it is after `edit` of the `text` of its note; `None` if the edit is not inside it.
    pub fn reread(&self, text: &str, edit: &Edit) -> Option<Result<Document, SyntaxError>> {
        let source = source(self.syntax, self.opening, self.content, self.closing);
        if !source.encloses(edit.span) {
            return None;
        }
        let repaired = apply(text, std::slice::from_ref(edit)).ok()?;
        let end = source.end() + edit.text.len() - edit.span.len();
        Some(self.syntax.parse(&repaired, Span::new(source.start(), end)))
    }

    /// Whether it is a mapping of at least one key.
    pub(super) fn has_keys(&self) -> bool {
        self.keys().next().is_some()
    }

    /// The keys of the mapping, each with its offset.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&str, usize)> {
        let entries = self.document.as_ref().ok().and_then(|document| document.root.as_mapping());
        entries.unwrap_or_default().iter().map(|entry| (entry.name.as_str(), entry.key.start()))
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

/// What is parsed of a block: of JSON, the braces too.
fn source(syntax: Syntax, opening: Span, content: Span, closing: Span) -> Span {
    match syntax {
        Syntax::Yaml | Syntax::Toml => content,
        Syntax::Json => opening.cover(closing),
    }
}

/// Gives the root of a document the place after which its next entry belongs: what is written of it between the
/// fences, where `content` is. If nothing is, it is an empty mapping.
fn place(root: &mut Node, syntax: Syntax, opening: Span, content: Span) {
    let end = if content.is_empty() { opening.end() } else { content.end() };
    match (syntax, &root.data) {
        (Syntax::Yaml, _) if is_absent(root) => {
            let data = Data::Mapping(Vec::new());
            *root = Node { span: Span::empty(end), anchor: None, tag: None, data };
        }
        (Syntax::Toml, Data::Mapping(entries)) if root.span.is_empty() => {
            root.span = Span::empty(if entries.is_empty() { end } else { opening.end() });
        }
        (Syntax::Json, Data::Mapping(entries)) => {
            let whole = entries.first().zip(entries.last());
            let empty = Span::empty(opening.end());
            root.span = whole.map_or(empty, |(first, last)| first.key.cover(last.value.span));
        }
        _ => {}
    }
}

/// Whether `root` is not written at all.
fn is_absent(root: &Node) -> bool {
    let is_unwritten =
        matches!(&root.data, Data::Scalar { value: Value::Null, style: ScalarStyle::Absent, .. });
    is_unwritten && root.anchor.is_none() && root.tag.is_none()
}
