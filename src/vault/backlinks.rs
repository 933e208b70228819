//! What leads to a note.

use rayon::prelude::*;

use super::{Facts, LinkFact, Vault, file_stem, named::naming_items};
use crate::text::{Span, is_plainly_nfc};

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
    /// Returns the links to the note at the index `to`, in the order of the notes.
    pub fn links_to(&self, to: usize) -> Vec<Backlink<'_>> {
        let name = plain_name(self.notes().get(to).map_or("", |note| &note.path));
        let may_lead = |target: &str| {
            let is_own = target.starts_with(['#', '?']);
            let is_coded = target.contains('%') || !is_plainly_nfc(target);
            let has_name = |name: &String| target.to_ascii_lowercase().contains(name);
            is_own || is_coded || name.as_ref().is_none_or(has_name)
        };
        let notes = self.notes().par_iter().enumerate();
        let links = notes.flat_map_iter(|(from, note)| {
            note.links().filter(|link| may_lead(link.target)).filter_map(move |link| {
                let (found, fragment) = self.lead(note, &link)?;
                (found == to).then_some(Backlink { from, span: link.span, link: Some((link, fragment)) })
            })
        });
        links.collect()
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

/// Returns what each link to `path` contains in any case of its letters, unless it is encoded: the name of the file.
/// `None` if that has letters outside of ASCII that have a case.
fn plain_name(path: &str) -> Option<String> {
    let name = file_stem(path);
    let has_no_case = |c: char| c.is_ascii() || c.to_lowercase().eq([c]) && c.to_uppercase().eq([c]);
    name.chars().all(has_no_case).then(|| name.to_ascii_lowercase())
}
