//! Where notes and headings are named.

use gen_lsp_types::{Location, ReferenceParams};

use super::{locations::Locations, server::Server, subject::Subject};
use crate::{
    text::Span,
    vault::{AnchorTarget, Backlink, LinkFact},
    workspace::Neighbors,
};

impl Server {
    /// Answers where the note or heading is named that a position is about.
    pub(super) fn references(&mut self, params: ReferenceParams) -> Option<Vec<Location>> {
        let pointed = self.pointed(params.text_document_position_params)?;
        let (_, subject) = pointed.subject()?;
        let (others, mut locations) = (&pointed.others, pointed.locations());
        let mut places: Vec<(usize, Span)> = Vec::new();
        if params.context.include_declaration {
            places.extend(place_of(subject, others));
        }
        let links = links_to(subject, others, &mut locations).into_iter().map(|link| (link.from, link.span));
        places.extend(links);
        if let Some(index) = named(subject) {
            places.extend(others.vault().mentions_of(index).into_iter().map(|name| (name.from, name.span)));
        }
        places.sort_unstable();
        places.dedup();
        Some(locations.all(&places))
    }
}

/// Returns the note that is meant by its id where `subject` is meant by a link: a title stands for its note.
fn named(subject: Subject) -> Option<usize> {
    match subject {
        Subject::Note(index) | Subject::Heading(index, 0) => Some(index),
        Subject::Heading(..) => None,
    }
}

/// Returns the links to `subject`; of the first heading, also those to its note.
pub(super) fn links_to<'v>(
    subject: Subject,
    others: &Neighbors<'v>,
    locations: &mut Locations<'_>,
) -> Vec<Backlink<'v>> {
    let index = subject.note();
    let vault = others.vault();
    let links = vault.links_to(index).into_iter();
    let Subject::Heading(_, heading) = subject else { return links.collect() };
    let (Some(text), Some(facts)) = (locations.text(index), vault.notes().get(index)) else {
        return Vec::new();
    };
    let anchors = facts.anchor_places().index(text);
    let leads_there = |link: &Backlink<'_>| match &link.link {
        Some((fact, Some(fragment))) => {
            anchors.target(text, fragment, fact.wiki) == Some(AnchorTarget::Heading(heading))
        }
        Some((_, None)) => heading == 0,
        None => false,
    };
    links.filter(leads_there).collect()
}

/// Returns the links with a fragment to the note at `index` in the vault, each with the index of its note.
pub(super) fn links_to_note<'v>(
    index: usize,
    others: &Neighbors<'v>,
) -> impl Iterator<Item = (usize, LinkFact<'v>, String)> {
    let links = others.vault().links_to(index).into_iter();
    links.filter_map(|place| {
        let (link, fragment) = place.link?;
        Some((place.from, link, fragment?))
    })
}

/// Returns where `subject` itself is.
fn place_of(subject: Subject, others: &Neighbors<'_>) -> Option<(usize, Span)> {
    let (index, heading) = match subject {
        Subject::Note(index) => (index, 0),
        Subject::Heading(index, heading) => (index, heading),
    };
    let headings = others.vault().notes().get(index)?.anchor_places().headings();
    Some((index, headings.get(heading).copied().unwrap_or_default()))
}
