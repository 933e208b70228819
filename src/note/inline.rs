use crate::text::Span;

/// An inline of the body (CommonMark 6). Inlines that hold others come first and span them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Its source, markup included.
    pub span: Span,
}

/// The kinds of inline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// Literal text. Its source is what is read, except for a character reference.
    Text {
        /// What is read where the source is a character reference: `&` for `&amp;`.
        decoded: Option<Box<str>>,
    },
    /// A code span.
    Code,
    /// `*…*`
    Emphasis,
    /// `**…**`
    Strong,
    /// `~~…~~` (GFM)
    Strikethrough,
    /// A link; its destination is in [`super::Note::links`].
    Link,
    /// An image; its destination is in [`super::Note::links`].
    Image,
    /// Inline HTML, a comment included.
    Html,
    /// A line ending inside a paragraph.
    SoftBreak,
    /// A line ending that is kept.
    HardBreak,
    /// A reference to a footnote.
    FootnoteReference,
}
