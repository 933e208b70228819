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

    /// Returns the ids of notes of the type named `type_name`, of any if that is empty: those first that begin with what
    /// is `written`, then those that contain it, then those of notes whose titles do; at most `max`.
    pub(super) fn ids(&self, type_name: &str, written: &str, max: usize) -> Vec<Choice> {
        let written = written.trim_start_matches(['"', '\'']).to_lowercase();
        let is_of = |note: &&Facts| type_name.is_empty() || note.type_name() == Some(type_name);
        let matched = |note: &'a Facts| {
            let (id, title) = (note.id()?.text, title(note));
            let by_id = matches(id, &written).map(|matched| (false, matched));
            let by_title = || Some((true, matches(title?, &written)?));
            Some((by_id.or_else(by_title)?, (id, title, note)))
        };
        let mut found: Vec<_> = self.notes().filter(is_of).filter_map(matched).collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.truncate(max);
        let choice =
            |((is_by_title, _), (id, title, note)): ((bool, Match), (&str, Option<&str>, &Facts))| {
                let filter = title.filter(|_| is_by_title).map(|title| format!("{title} {id}"));
                let (detail, documentation) = (title.map(str::to_owned), Some(note.path.to_string()));
                Choice { detail, documentation, filter, ..Choice::of(id.into()) }
            };
        found.into_iter().map(choice).collect()
    }
}

/// How well a name matches what is written, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Match {
    Begins,
    Contains,
}

/// Returns how well `name` matches what is `written` in lower case.
pub(super) fn matches(name: &str, written: &str) -> Option<Match> {
    // Lower case takes memory, and Japanese has none.
    let found = name.find(written).or_else(|| {
        let may_be = written.chars().any(char::is_lowercase) && name.chars().any(char::is_uppercase);
        may_be.then(|| name.to_lowercase().find(written))?
    });
    found.map(|at| if at == 0 { Match::Begins } else { Match::Contains })
}

/// Returns the title of `note`, whether or not its type describes it.
pub(super) fn title(note: &Facts) -> Option<&str> {
    note.title().map(|title| title.text).or_else(|| note.other_titles().next())
}
