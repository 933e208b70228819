//! The links of a note, to be clicked on.

use std::{collections::HashMap, fmt::Write as _};

use gen_lsp_types::{DocumentLink, DocumentLinkParams, Uri};

use super::{locations::Locations, server::Server};
use crate::{
    disk,
    vault::{AnchorIndex, LinkFact},
    workspace::Neighbors,
};

impl Server {
    /// Answers where the links of a note lead. Those that lead nowhere are no links.
    pub(super) fn document_links(&mut self, params: DocumentLinkParams) -> Option<Vec<DocumentLink>> {
        let Self { documents, folders, .. } = self;
        let document = documents.get(&params.text_document.uri)?;
        if !disk::is_markdown(&document.path) {
            return None;
        }
        let others = folders.of(document)?.workspace(document)?.neighbors(&document.path)?;
        let mut locations = Locations::new(documents, &others);
        let mut anchors = HashMap::new();
        let links = others.own.links().filter(|link| !link.span.is_empty());
        let links = links.filter_map(|link| {
            let (target, tooltip) = goal(&link, &others, &mut locations, &mut anchors)?;
            let (range, target) = (document.range(link.span), Some(target));
            Some(DocumentLink { range, target, tooltip, data: None })
        });
        Some(links.collect())
    }
}

/// Returns the address that `link` leads to, and the title of the note there. The line of a heading is in the fragment,
/// as editors read it.
fn goal(
    link: &LinkFact<'_>,
    others: &Neighbors<'_>,
    locations: &mut Locations<'_>,
    anchors: &mut HashMap<usize, AnchorIndex>,
) -> Option<(Uri, Option<String>)> {
    let vault = others.vault();
    let Some((index, fragment)) = vault.lead(others.own, link) else {
        let file = vault.linked_file(others.own, link)?;
        return Some((locations.uri(&others.root()?.join(file)), None));
    };
    let facts = vault.notes().get(index)?;
    let mut uri = locations.uri(others.path(index)?);
    let fragment = fragment.filter(|fragment| !fragment.is_empty());
    if let Some(fragment) = fragment {
        let text = locations.text(index)?;
        let anchors = anchors.entry(index).or_insert_with(|| facts.anchor_places().index(text));
        let target = anchors.target(text, &fragment, link.wiki);
        if let Some(span) = target.and_then(|target| anchors.span(target)) {
            write!(uri.0, "#L{}", locations.of(index, span)?.range.start.line + 1).ok();
        }
    }
    Some((uri, facts.any_title().map(str::to_owned)))
}
