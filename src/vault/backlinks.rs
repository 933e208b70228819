//! What leads to a note.

use std::collections::HashSet;

use rayon::prelude::*;

use super::{
    Facts, LinkFact, Vault, file_stem, identity::folded_id, named::naming_items, names::ids_in_names,
    references::names_folder,
};
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
        let Some(known_as) = self.note(to).map(|note| KnownAs::of(note, self)) else { return Vec::new() };
        let notes = self.notes().par_iter().enumerate();
        let mentions = notes.flat_map_iter(|(from, note)| {
            let spans = self.mentions_in(note, to, &known_as).into_iter();
            spans.map(move |span| Backlink { from, span, link: None })
        });
        mentions.collect()
    }

    fn mentions_in(&self, note: &Facts, to: usize, known_as: &KnownAs) -> Vec<Span> {
        let own = self.types.iter().find(|known| Some(&*known.name) == note.type_name());
        let Some(own) = own else { return Vec::new() };
        let is_it = |id: &str| known_as.has_id(id) && self.having_id(id, own).contains(&to);
        let mut spans: Vec<Span> = note.references().filter(|it| is_it(it.id)).map(|it| it.span).collect();
        let values = if own.has_references() { note.naming_values() } else { Vec::new() };
        for value in &values {
            let is_it =
                |name: &str| known_as.may_have(name) && self.named_by(note, &value.types, name).contains(&to);
            spans.extend(
                naming_items(value).into_iter().filter(|(_, name)| is_it(name)).map(|(span, _)| span),
            );
        }
        spans.sort_unstable();
        spans.dedup();
        spans
    }
}

/// What a note may be called: most names are those of other notes, and need not be followed.
struct KnownAs {
    /// Its ids, as ids are compared, also those that other types would find.
    ids: HashSet<String>,
    /// The name of its file in lower case.
    stem: String,
    /// Whether its folder is a name for it.
    names_folder: bool,
}

impl KnownAs {
    fn of(note: &Facts, vault: &Vault<'_>) -> Self {
        let others = vault.types.iter().flat_map(|known| ids_in_names(&known.spec.identity, note));
        let stem = file_stem(&note.path);
        Self {
            ids: note.ids().chain(others).map(|id| folded_id(id).into_owned()).collect(),
            stem: stem.to_ascii_lowercase(),
            names_folder: names_folder(stem),
        }
    }

    fn has_id(&self, id: &str) -> bool {
        self.ids.contains(&*folded_id(id))
    }

    /// Whether the text `name` may name the note, by an id in it or by its path.
    fn may_have(&self, name: &str) -> bool {
        let has = |part: &str| name.to_ascii_lowercase().contains(part);
        self.names_folder || !name.is_ascii() || has(&self.stem) || self.ids.iter().any(|id| has(id))
    }
}

/// Returns what each link to `path` contains in any case of its letters, unless it is encoded: the name of the file.
/// `None` if that has letters outside of ASCII that have a case.
fn plain_name(path: &str) -> Option<String> {
    let name = file_stem(path);
    let has_no_case = |c: char| c.is_ascii() || c.to_lowercase().eq([c]) && c.to_uppercase().eq([c]);
    name.chars().all(has_no_case).then(|| name.to_ascii_lowercase())
}
