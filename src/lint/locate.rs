use super::{IndexedText, Located, Sources};
use crate::{
    diagnostic::{Diagnostic, Place},
    text::{LineIndex, Range, Span},
};

/// Adds lines and columns to the `diagnostics` of the note `text`. `others` has the texts of the other
/// notes that they refer to; without its text, a place in another note is the start of that note.
pub fn locate(diagnostics: Vec<Diagnostic>, text: &str, others: &dyn Sources) -> Vec<Located> {
    if diagnostics.is_empty() {
        return Vec::new();
    }
    let index = LineIndex::new(text);
    let locate = |diagnostic: Diagnostic| {
        let places = diagnostic.related.iter().map(|label| match &label.place {
            Place::Here(span) => index.range(*span, text),
            Place::Elsewhere { path, span } => elsewhere(*span, others.indexed(path).as_deref()),
        });
        let related = places.collect();
        Located { range: index.range(diagnostic.span, text), related, diagnostic }
    };
    diagnostics.into_iter().map(locate).collect()
}

fn elsewhere(span: Span, other: Option<&IndexedText>) -> Range {
    other.map_or_else(Range::default, |other| other.index.range(span, &other.text))
}

/// No texts, as the rules about one note do not refer to others.
pub(super) struct NoOthers;

impl Sources for NoOthers {
    fn text(&self, _path: &str) -> Option<String> {
        None
    }
}
