use crate::text::Span;

/// A link or an image of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The syntax of the link.
    pub kind: LinkKind,
    /// Whether the target is embedded: `![…](…)`, `![[…]]`.
    pub embedded: bool,
    /// The whole link.
    pub span: Span,
    /// The destination as written; of a reference link, in its definition.
    pub destination: Span,
    /// The destination with character references and backslash escapes resolved.
    pub target: String,
}

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// `[text](destination)`
    Inline,
    /// `[text][label]`, `[label][]` or `[label]`
    Reference,
    /// `<https://…>`
    Autolink,
    /// `https://…` in the text
    Bare,
    /// `[[note]]`, `[[note#heading]]`, `[[note|alias]]`
    Wiki,
}
