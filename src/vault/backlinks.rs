//! What leads to a note.

use rayon::prelude::*;

use super::{Facts, LinkFact, Vault, named::naming_items};
use crate::text::Span;

/// A place of a note that leads to another one, or to itself.
#[derive(Clone, Debug)]
pub struct Backlink<'v> {
    /// The index of the note that it is in, in [`Vault::notes`].
    pub from: usize,
    /// Where it is: the destination of a link, or an id.
    pub span: Span,
    /// The link with what it names in the note; `None` of an id or another name.
    pub link: Option<(LinkFact<'v>, Option<String>)>,
}

impl Vault<'_> {
    /// Returns the links to the notes for whose indexes `is_wanted` holds, in the order of the notes, with those indexes.
    pub fn links_to(&self, is_wanted: impl Fn(usize) -> bool + Sync) -> Vec<(usize, Backlink<'_>)> {
        let notes = self.notes().par_iter().enumerate();
        notes.flat_map_iter(|(from, note)| self.links_of((from, note), &is_wanted)).collect()
    }

    fn links_of<'v>(
        &'v self,
        (from, note): (usize, &'v Facts),
        is_wanted: impl Fn(usize) -> bool,
    ) -> impl Iterator<Item = (usize, Backlink<'v>)> {
        note.links().filter_map(move |link| {
            let (to, fragment) = self.lead(note, &link)?;
            is_wanted(to).then_some((to, Backlink { from, span: link.span, link: Some((link, fragment)) }))
        })
    }

    /// Returns the places other than links that name the note at the index `to`, in the order of the notes: of ids in the
    /// text of a note, the first mention of each.
    pub fn mentions_of(&self, to: usize) -> Vec<Backlink<'_>> {
        let notes = self.notes().par_iter().enumerate();
        let mentions = notes.flat_map_iter(|(from, note)| {
            let spans = self.mentions_in(note, to).into_iter();
            spans.map(move |span| Backlink { from, span, link: None })
        });
        mentions.collect()
    }

    fn mentions_in(&self, note: &Facts, to: usize) -> Vec<Span> {
        let own = self.types.iter().find(|known| Some(&*known.name) == note.type_name());
        let Some(own) = own else { return Vec::new() };
        let is_it = |id: &str| self.having_id(id, own).contains(&to);
        let mut spans: Vec<Span> = note.references().filter(|it| is_it(it.id)).map(|it| it.span).collect();
        let values = if own.has_references() { note.naming_values() } else { Vec::new() };
        for value in &values {
            let is_it = |name: &str| self.named_by(note, &value.types, name).contains(&to);
            spans.extend(
                naming_items(value).into_iter().filter(|(_, name)| is_it(name)).map(|(span, _)| span),
            );
        }
        spans.sort_unstable();
        spans.dedup();
        spans
    }
}
