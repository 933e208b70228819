//! What the notes of a collection are called by others: ids and tags.

use std::collections::HashMap;

use super::vocabulary::Choice;
use crate::{
    vault::{Facts, Vault},
    workspace::Neighbors,
};

/// The other notes of a collection; none if they are not known.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) vault: Option<&'a Vault<'static>>,
    /// What the collection knows of the note itself.
    pub(super) own: Option<&'a Facts>,
}

impl<'a> Names<'a> {
    /// Returns the names of a note's `neighbors`.
    pub(super) fn of(neighbors: Option<&'a Neighbors<'a>>) -> Self {
        Self { vault: neighbors.map(Neighbors::vault), own: neighbors.map(|neighbors| neighbors.own) }
    }

    fn notes(&self) -> impl Iterator<Item = &'a Facts> {
        let own = self.own.map(|own| &*own.path);
        let notes = self.vault.into_iter().flat_map(Vault::notes).map(|note| &**note);
        notes.filter(move |note| Some(&*note.path) != own)
    }

    /// Returns the tags, those of most notes first, at most `max`.
    pub(super) fn tags(&self, max: usize) -> Vec<Choice> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for note in self.notes() {
            for tag in note.tags() {
                *counts.entry(tag.text).or_default() += 1;
            }
        }
        let mut tags: Vec<(&str, usize)> = counts.into_iter().collect();
        tags.sort_unstable_by(|(one, many), (other, more)| more.cmp(many).then(one.cmp(other)));
        let choice = |(tag, count): (&str, usize)| {
            let notes = if count == 1 { "note" } else { "notes" };
            Choice { detail: Some(format!("{count} {notes}")), ..Choice::of(tag.into()) }
        };
        tags.into_iter().take(max).map(choice).collect()
    }

    /// Returns the ids of notes of the type named `type_name`, of any if that is empty.
    pub(super) fn ids(&self, type_name: &str) -> Vec<Choice> {
        let notes = self.notes().filter(|note| type_name.is_empty() || note.type_name() == Some(type_name));
        let choice = |note: &Facts| {
            let title = title(note).map(str::to_owned);
            let path = Some(note.path.to_string());
            Some(Choice { detail: title, documentation: path, ..Choice::of(note.id()?.text.into()) })
        };
        notes.filter_map(choice).collect()
    }
}

/// Returns the title of `note`, whether or not its type describes it.
pub(super) fn title(note: &Facts) -> Option<&str> {
    note.title().map(|title| title.text).or_else(|| note.other_titles().next())
}
