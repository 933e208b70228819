use thiserror::Error;

use crate::text::Span;

/// Why a text is no YAML document that can be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct YamlError {
    /// What is wrong, in words for people who write frontmatter; one line, no full stop.
    pub message: String,
    /// What to do about it, where that is known.
    pub help: Option<String>,
    /// Where, in bytes of the file: the characters at fault, not just where the parser gave up.
    pub span: Span,
    /// The text that was meant as a plain value, where quoting it may be all that is missing.
    pub unquoted: Option<Span>,
}

impl YamlError {
    pub(super) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, span, unquoted: None }
    }

    #[must_use]
    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// The same error, `by` bytes further on.
    #[must_use]
    pub(super) fn shift(self, by: usize) -> Self {
        let unquoted = self.unquoted.map(|span| span.shift(by));
        Self { span: self.span.shift(by), unquoted, ..self }
    }
}
