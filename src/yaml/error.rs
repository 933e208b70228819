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
}
