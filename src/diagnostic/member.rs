use serde::{Deserialize, Serialize};

use crate::text::Span;

/// One of what a diagnostic reports together, such as a missing axis of a rating. It identifies the
/// diagnostic in a baseline, also when others have joined it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Member {
    /// A heading, axis, key or column of the note type, or what the note has there.
    pub name: String,
    /// Where it is in the note, or where it is missing.
    pub span: Span,
    /// Whether the note lacks it. The text at its span then does not identify it, but its name does.
    pub is_missing: bool,
}

impl Member {
    /// Returns what the note has at `span`.
    pub fn found(name: impl Into<String>, span: Span) -> Self {
        Self { name: name.into(), span, is_missing: false }
    }

    /// Returns what the note lacks at `span`.
    pub fn missing(name: impl Into<String>, span: Span) -> Self {
        Self { name: name.into(), span, is_missing: true }
    }
}
