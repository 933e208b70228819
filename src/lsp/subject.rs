//! The note or heading that a position of a note is about: where it is, or where it leads.

use super::{
    link::{Goal, LinkAt},
    part::{heading_at, touches},
};
use crate::{
    note::Note,
    text::{Id, Span},
    vault::AnchorTarget,
    workspace::Neighbors,
};

/// Something that others can refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// The note at this index in the vault.
    Note(usize),
    /// A heading of that note, by its index in the outline.
    Heading(usize, usize),
}

impl Subject {
    /// Returns what the place at `offset` of `note` is about, with the span that names it there.
    pub(super) fn at(note: &Note<'_>, others: &Neighbors<'_>, offset: usize) -> Option<(Span, Self)> {
        let (own, vault) = (others.own, others.vault());
        if let Some(link) = LinkAt::at(note, own, offset) {
            let Some(Goal::Note { index, place, .. }) = Goal::of(&link.fact, own, others) else {
                return None;
            };
            let (path, fragment) = link.parts(note.text);
            return Some(match (place, fragment) {
                (Some(AnchorTarget::Heading(heading)), Some(fragment))
                    if !touches(path, offset) || path.is_empty() =>
                {
                    (fragment, Self::Heading(index, heading))
                }
                _ => (path, Self::Note(index)),
            });
        }
        let own_index = vault.position(&own.path)?;
        if let Some((span, notes)) = vault.named_at(own, note.text, offset)
            && let Some(first) = notes.first()
        {
            return Some((span, Self::Note(*first)));
        }
        if let Some(id) = own.id().filter(|id| touches(id.span, offset) && id.span.end() <= note.body.start())
        {
            return Some((id.span, Self::Note(own_index)));
        }
        let heading = heading_at(note, offset)?;
        Some((note.outline[heading].content, Self::Heading(own_index, heading.index())))
    }

    /// The index in the vault of the note that it is or is in.
    pub(super) fn note(self) -> usize {
        match self {
            Self::Note(note) | Self::Heading(note, _) => note,
        }
    }
}
