//! Which kinds of notes a set of notes has: by folder, file name and frontmatter where these go with what the notes
//! have in common.

mod cover;
mod features;
mod globs;
mod groups;
mod left_out;
mod merge;
mod names;
mod paths;
mod values;

use std::{borrow::Cow, collections::BTreeSet};

use self::{
    cover::Claim, features::Features, groups::MIN_NOTES, names::Unnamed, paths::NotePath, values::Part,
};
use super::facts::NoteFacts;
use crate::text::nfc;

pub use globs::escaped;
pub use names::name_after;

/// A kind of notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The name of its type.
    pub name: String,
    /// Whether a folder, file names or a value give the name. If not, a person knows a better one.
    pub is_named: bool,
    /// Its notes, ascending: those that `files` and `when` take.
    pub notes: Vec<usize>,
    /// Globs relative to the root.
    pub files: Vec<String>,
    /// Frontmatter keys with the values of which the notes have one; none if `files` is all.
    pub when: Vec<(String, Vec<String>)>,
}

/// The kinds of a set of notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kinds {
    /// The kinds in the order of a configuration: the first one that matches a note takes it.
    pub kinds: Vec<Kind>,
    /// Globs of what are no notes of a kind, such as `README.md` and templates.
    pub exclude: Vec<String>,
    /// The notes of no kind, ascending, without those that are excluded.
    pub others: Vec<usize>,
}

/// Notes whose kind is known, as a built-in type recognises them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownKind {
    /// The name of the type.
    pub name: String,
    /// Its notes.
    pub notes: Vec<usize>,
}

/// Notes that one list of globs takes.
struct Family {
    known: Option<String>,
    notes: Vec<usize>,
    /// What values in their frontmatter make of them; the last one has no condition.
    parts: Vec<Part>,
}

/// Returns the kinds of the notes with these `facts`. Those that are `known` are kinds of these names, whatever their
/// number; no other kind is named so.
pub fn kinds(facts: &[&NoteFacts], known: &[KnownKind]) -> Kinds {
    let spelled: Vec<Cow<'_, str>> = facts.iter().map(|note| nfc(&note.path)).collect();
    let paths: Vec<NotePath<'_>> = spelled.iter().map(|path| NotePath::new(path)).collect();
    let left_out = left_out::find(&paths);
    let mut families = known_families(&paths, known, &left_out.templates);
    let taken: BTreeSet<usize> = families.iter().flat_map(|family| &family.notes).copied().collect();
    let mut open: Vec<usize> = (0..facts.len())
        .filter(|note| !taken.contains(note) && !left_out.templates[*note] && !left_out.companions[*note])
        .collect();
    open.sort_by_key(|&note| paths[note].path);
    families.extend(found_families(facts, &paths, &open));

    let is_note =
        |note: &usize| !left_out.templates[*note] && (taken.contains(note) || !left_out.companions[*note]);
    let mut candidates: Vec<usize> = (0..facts.len()).filter(is_note).collect();
    candidates.sort_by_key(|&note| paths[note].path);
    let mut kinds = settled(facts, &paths, &candidates, &mut families);
    name(&paths, &mut kinds);

    let mut is_kept = vec![false; facts.len()];
    for &note in kinds.iter().flat_map(|found| &found.kind.notes) {
        is_kept[note] = true;
    }
    let is_excluded =
        |note: usize| !is_kept[note] && (left_out.templates[note] || left_out::is_companion(&paths[note]));
    let excluded: Vec<bool> = (0..facts.len()).map(is_excluded).collect();
    let others = (0..facts.len()).filter(|&note| !is_kept[note] && !excluded[note]).collect();
    Kinds {
        kinds: kinds.into_iter().map(|found| found.kind).collect(),
        exclude: left_out::globs(&paths, &excluded),
        others,
    }
}

fn known_families(paths: &[NotePath<'_>], known: &[KnownKind], is_template: &[bool]) -> Vec<Family> {
    let mut families: Vec<Family> = Vec::new();
    for kind in known {
        let mut notes: Vec<usize> =
            kind.notes.iter().copied().filter(|&note| is_template.get(note) == Some(&false)).collect();
        notes.sort_by_key(|&note| paths[note].path);
        notes.dedup();
        if !notes.is_empty() {
            let parts = vec![Part { notes: notes.clone(), when: None }];
            families.push(Family { known: Some(kind.name.clone()), notes, parts });
        }
    }
    families.sort_by_key(|family| family.notes.first().map(|&note| paths[note].path));
    families
}

/// Returns the kinds among the notes `open`, which are in the order of their paths.
fn found_families(facts: &[&NoteFacts], paths: &[NotePath<'_>], open: &[usize]) -> Vec<Family> {
    let features = Features::of(facts, open);
    let groups = groups::find(&features, paths, open);
    let is_kind = |notes: &[usize]| notes.len() >= MIN_NOTES && features.have_type(facts, notes);
    let mut families = Vec::new();
    for notes in groups {
        let parts = values::split(facts, &features, &notes, &is_kind);
        if parts.iter().all(|part| is_kind(&part.notes)) {
            families.push(Family { known: None, notes, parts });
        }
    }
    families
}

/// A kind whose name is not settled.
struct Found {
    kind: Kind,
    is_known: bool,
}

/// Gives the families globs, and each note to the first kind that takes it. A kind that is left with too few notes is
/// none.
fn settled(
    facts: &[&NoteFacts],
    paths: &[NotePath<'_>],
    candidates: &[usize],
    families: &mut Vec<Family>,
) -> Vec<Found> {
    loop {
        let claims: Vec<Claim<'_>> = families
            .iter()
            .map(|family| Claim { notes: &family.notes, is_known: family.known.is_some() })
            .collect();
        let covers = cover::find(paths, candidates, &claims);
        let takers = covers.takers();
        let mut taken: Vec<Vec<Vec<usize>>> =
            families.iter().map(|family| vec![Vec::new(); family.parts.len()]).collect();
        for &note in candidates {
            for family in takers.of(&paths[note]) {
                let parts = &families[family].parts;
                if let Some(part) = parts.iter().position(|part| part.takes(facts[note])) {
                    taken[family][part].push(note);
                    break;
                }
            }
        }
        let mut is_settled = true;
        for (family, taken) in families.iter_mut().zip(&taken) {
            let least = if family.known.is_some() { 1 } else { MIN_NOTES };
            let mut counts = taken.iter().map(Vec::len);
            family.parts.retain(|_| counts.next().is_some_and(|count| count >= least));
            is_settled &= family.parts.len() == taken.len();
        }
        if !is_settled {
            families.retain(|family| !family.parts.is_empty());
            for family in
                families.iter_mut().filter(|family| family.parts.iter().all(|part| part.when.is_some()))
            {
                family.notes = family.parts.iter().flat_map(|part| &part.notes).copied().collect();
                family.notes.sort_by_key(|&note| paths[note].path);
            }
            continue;
        }
        let mut found = Vec::new();
        for &family in &covers.order {
            let Family { known, parts, .. } = &families[family];
            for (part, notes) in parts.iter().zip(&mut taken[family]) {
                notes.sort_unstable();
                found.push(Found {
                    kind: Kind {
                        name: known.clone().unwrap_or_default(),
                        is_named: known.is_some(),
                        notes: std::mem::take(notes),
                        files: covers.written(family),
                        when: part.when.iter().cloned().collect(),
                    },
                    is_known: known.is_some(),
                });
            }
        }
        return found;
    }
}

fn name(paths: &[NotePath<'_>], kinds: &mut [Found]) {
    let (known, open): (Vec<&mut Found>, Vec<&mut Found>) =
        kinds.iter_mut().partition(|found| found.is_known);
    let taken: Vec<&str> = known.iter().map(|found| found.kind.name.as_str()).collect();
    let unnamed: Vec<Unnamed<'_>> = open
        .iter()
        .map(|found| Unnamed {
            notes: found.kind.notes.iter().map(|&note| paths[note]).collect(),
            values: found.kind.when.first().map_or(&[], |(_, values)| values),
        })
        .collect();
    let names = names::of(&unnamed, &taken);
    drop(unnamed);
    for (found, (name, is_named)) in open.into_iter().zip(names) {
        found.kind.name = name;
        found.kind.is_named = is_named;
    }
}

#[cfg(test)]
mod tests;
