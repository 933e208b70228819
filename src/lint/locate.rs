use super::{IndexedText, Located, Sources};
use crate::{
    diagnostic::{Diagnostic, Place},
    text::{Range, Ranges, Span},
};

/// Adds lines and columns to the `diagnostics` of the note `text`. `others` has the texts of the other
/// notes that they refer to; without its text, a place in another note is the start of that note.
pub fn locate(diagnostics: Vec<Diagnostic>, text: &str, others: &dyn Sources) -> Vec<Located> {
    let ranges = Ranges::of(text, diagnostics.iter().flat_map(spans));
    locate_in(diagnostics, &ranges, others)
}

/// Whether `ranges` has the lines and columns of each place of `diagnostics` in their own note.
pub(super) fn are_in(diagnostics: &[Diagnostic], ranges: &Ranges) -> bool {
    diagnostics.iter().flat_map(spans).all(|span| ranges.get(span).is_some())
}

/// Adds lines and columns to `diagnostics`, those of their own note from `ranges`.
pub(super) fn locate_in(diagnostics: Vec<Diagnostic>, ranges: &Ranges, others: &dyn Sources) -> Vec<Located> {
    let here = |span: Span| ranges.get(span).unwrap_or_default();
    let locate = |diagnostic: Diagnostic| {
        let places = diagnostic.related.iter().map(|label| match &label.place {
            Place::Here(span) => here(*span),
            Place::Elsewhere { path, span } => elsewhere(*span, others.indexed(path).as_deref()),
        });
        let related = places.collect();
        Located { range: here(diagnostic.span), related, diagnostic }
    };
    diagnostics.into_iter().map(locate).collect()
}

/// Returns the places of `diagnostic` in its own note.
fn spans(diagnostic: &Diagnostic) -> impl Iterator<Item = Span> + Clone {
    let related = diagnostic.related.iter().filter_map(|label| match label.place {
        Place::Here(span) => Some(span),
        Place::Elsewhere { .. } => None,
    });
    std::iter::once(diagnostic.span).chain(related)
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
