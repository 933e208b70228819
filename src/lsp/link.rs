//! The link of a note at a position, and where it leads.

use std::path::PathBuf;

use super::part::touches;
use crate::{
    note::Note,
    text::Span,
    vault::{AnchorTarget, Facts, LinkFact},
    workspace::Neighbors,
};

/// A link of a note into its collection.
#[derive(Clone, Copy, Debug)]
pub(super) struct LinkAt<'n> {
    /// What the collection knows of it.
    pub(super) fact: LinkFact<'n>,
    /// All of it: from the brackets to the end.
    pub(super) span: Span,
}

/// Where a link leads.
#[derive(Clone, Debug)]
pub(super) enum Goal {
    /// To a note.
    Note {
        /// Its index in the vault.
        index: usize,
        /// Its text.
        text: String,
        /// The place in it; `None` if it is the note itself, or if the place is missing.
        place: Option<AnchorTarget>,
        /// Whether the link names a place that is missing.
        is_astray: bool,
    },
    /// To another file.
    File(PathBuf),
}

impl<'n> LinkAt<'n> {
    /// Returns the innermost link of `note`, of which the collection knows `own`, at `offset`.
    pub(super) fn at(note: &Note<'_>, own: &'n Facts, offset: usize) -> Option<Self> {
        let around = note.links.iter().filter(|link| touches(link.span, offset));
        let inner = around.min_by_key(|link| link.span.len());
        let is_inner = |fact: &LinkFact<'_>| inner.is_some_and(|link| link.destination == fact.span);
        if let (Some(link), Some(fact)) = (inner, own.links().find(is_inner)) {
            return Some(Self { fact, span: link.span });
        }
        let fact = own.links().find(|fact| touches(fact.span, offset))?;
        Some(Self { fact, span: fact.span })
    }
}

impl LinkAt<'_> {
    /// Returns the spans of the path and of the fragment in the destination, which is in `text`.
    pub(super) fn parts(&self, text: &str) -> (Span, Option<Span>) {
        let whole = self.fact.span;
        match whole.of(text).find('#').map(|at| whole.start() + at) {
            Some(mark) => (Span::new(whole.start(), mark), Some(Span::new(mark + 1, whole.end()))),
            None => (whole, None),
        }
    }
}

impl Goal {
    /// Returns where `link` of the note with the facts `own` leads among its `neighbors`; `None` if it leads nowhere.
    pub(super) fn of(link: &LinkFact<'_>, own: &Facts, neighbors: &Neighbors<'_>) -> Option<Self> {
        let vault = neighbors.vault();
        let Some((index, fragment)) = vault.lead(own, link) else {
            let file = vault.linked_file(own, link)?;
            return Some(Self::File(neighbors.root()?.join(file)));
        };
        let text = neighbors.text(index)?;
        let places = vault.notes().get(index)?.anchor_places();
        let fragment = fragment.filter(|fragment| !fragment.is_empty());
        let place = fragment.as_ref().and_then(|fragment| places.target(&text, fragment, link.wiki));
        let is_top = |fragment: &String| fragment.eq_ignore_ascii_case("top");
        let is_astray = place.is_none() && fragment.is_some_and(|fragment| !is_top(&fragment));
        Some(Self::Note { index, text, place, is_astray })
    }
}

/// Returns the span of `place` in the note with the `facts`.
pub(super) fn span_of(place: AnchorTarget, facts: &Facts) -> Option<Span> {
    match place {
        AnchorTarget::Heading(heading) => facts.anchor_places().headings().get(heading).copied(),
        AnchorTarget::Line(line) => Some(line),
    }
}
