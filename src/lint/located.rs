use crate::{diagnostic::Diagnostic, text::Range};

/// A diagnostic with its lines and columns.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Located {
    /// The diagnostic.
    pub diagnostic: Diagnostic,
    /// Lines and columns of its span.
    pub range: Range,
    /// Lines and columns of [`Diagnostic::related`], in the same order. Those of a place in another note
    /// are lines and columns of that note.
    pub related: Vec<Range>,
}
