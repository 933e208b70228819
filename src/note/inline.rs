use crate::text::Span;

/// An inline of the body (CommonMark 6). An inline that contains others comes before them and spans
/// them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// The kind of inline.
    pub kind: InlineKind,
    /// Its source, markup included.
    pub span: Span,
}

/// The kinds of inline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// Literal text. The source is the text that readers see, except for a character reference.
    Text {
        /// The character if the source is a character reference: `&` for `&amp;`.
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
    /// Inline HTML, including comments, also those of Obsidian: `%%…%%`.
    Html,
    /// `$…$`, `$$…$$`
    Math,
    /// A line ending that is shown as a space.
    SoftBreak,
    /// A line ending that is shown as a line break.
    HardBreak,
    /// A reference to a footnote.
    FootnoteReference,
}
