use thiserror::Error;

use crate::text::Span;

/// Why a text cannot be read as a document of its syntax.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct SyntaxError {
    /// What is wrong, for people who write frontmatter; one line, no full stop.
    pub message: String,
    /// What to do about it, if that is known.
    pub help: Option<String>,
    /// The characters at fault, in bytes of the file, which may be before the point where the
    /// parser gave up.
    pub span: Span,
    /// The texts that may be meant as unquoted values, if quoting one may be all that is missing; the
    /// likeliest first.
    pub unquoted: Vec<Span>,
}

impl SyntaxError {
    /// An error at `span`, without help.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, span, unquoted: Vec::new() }
    }

    /// The error with `help`.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// The error with its spans moved `by` bytes toward the end.
    #[must_use]
    pub fn shift(self, by: usize) -> Self {
        let unquoted = self.unquoted.iter().map(|span| span.shift(by)).collect();
        Self { span: self.span.shift(by), unquoted, ..self }
    }
}
