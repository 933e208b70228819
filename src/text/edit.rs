use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Span;

/// Text that replaces a span of a file; an insertion if the span is empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Edit {
    /// The span to replace.
    pub span: Span,
    /// The new text.
    pub text: String,
}

impl Edit {
    /// Replaces `span` by `text`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Inserts `text` before the byte at `offset`.
    pub fn insert(offset: usize, text: impl Into<String>) -> Self {
        Self::replace(Span::empty(offset), text)
    }

    /// Deletes `span`.
    pub fn delete(span: Span) -> Self {
        Self::replace(span, "")
    }
}

/// Why edits could not be applied.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EditError {
    /// Two edits touch the same bytes, or insert at the same place.
    #[error("edits overlap at byte {0}")]
    Overlap(usize),
    /// An edit is outside the text or splits a character.
    #[error("an edit is outside the text or splits a character, at byte {0}")]
    OutOfText(usize),
}

/// Applies `edits`, in any order, to `text`.
///
/// # Errors
/// [`EditError`] if two edits overlap, or one is outside the text or splits a character; then none is
/// applied.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    let mut last: Option<Span> = None;
    for edit in sorted {
        let span = edit.span;
        if last.is_some_and(|last| span.start() < last.end() || span == last) {
            return Err(EditError::Overlap(span.start()));
        }
        if span.end() < span.start() || text.get(span.start()..span.end()).is_none() {
            return Err(EditError::OutOfText(span.start()));
        }
        out.push_str(&text[done..span.start()]);
        out.push_str(&edit.text);
        done = span.end();
        last = Some(span);
    }
    out.push_str(&text[done..]);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_in_any_order() {
        let edits =
            [Edit::insert(6, "！"), Edit::replace(Span::new(0, 3), "値"), Edit::delete(Span::new(3, 6))];
        assert_eq!(apply("甲乙", &edits).unwrap(), "値！");
    }

    #[test]
    fn edits_that_overlap_apply_not_at_all() {
        let edits = [Edit::delete(Span::new(0, 2)), Edit::delete(Span::new(1, 3))];
        assert_eq!(apply("abc", &edits), Err(EditError::Overlap(1)));
        assert_eq!(apply("abc", &[Edit::insert(1, "x"), Edit::insert(1, "y")]), Err(EditError::Overlap(1)));
    }

    #[test]
    fn an_edit_inside_a_character_is_refused() {
        assert_eq!(apply("値", &[Edit::insert(1, "x")]), Err(EditError::OutOfText(1)));
    }
}
