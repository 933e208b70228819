use crate::text::Span;

/// A link into the collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkFact<'a> {
    /// The destination with escapes resolved, but not percent-encoding.
    pub target: &'a str,
    /// The destination as written.
    pub span: Span,
    /// Whether it is a wiki link.
    pub wiki: bool,
    /// How its text is written.
    pub form: LinkForm,
    /// The anchor that was probably meant, if the link is to a missing anchor of its own note.
    pub meant: Option<&'a str>,
}

/// How the text of a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkForm {
    /// With a text of its own: `[text](path)`, `[[note|text]]`.
    Plain,
    /// A wiki link without a text: `[[note]]`.
    Wiki,
    /// The same in a table, where a `|` must be escaped.
    WikiInCell,
}

impl LinkFact<'_> {
    /// Returns the destination `target` with the text `alias`, which readers then see; `None` if the link has a
    /// text of its own.
    pub fn with_text(&self, target: &str, alias: &str) -> Option<String> {
        match self.form {
            LinkForm::Wiki => Some(format!("{target}|{alias}")),
            LinkForm::WikiInCell => Some(format!("{target}\\|{alias}")),
            LinkForm::Plain => None,
        }
    }
}
