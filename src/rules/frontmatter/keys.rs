//! The keys that the type knows and those that the note has.

use strsim::osa_distance;
use unicode_normalization::UnicodeNormalization;

use crate::{notetype::KeySpec, rules::Context, tree::Entry};

/// The entries of the frontmatter; none where it holds no mapping.
pub(super) fn entries<'a>(context: &Context<'a>) -> &'a [Entry] {
    let document = context.note.frontmatter.mapping();
    document.and_then(|document| document.root.as_mapping()).unwrap_or_default()
}

/// The key of the type that is called `name`.
pub(super) fn known<'a>(context: &Context<'a>, name: &str) -> Option<&'a KeySpec> {
    context.note_type.spec.frontmatter.keys.iter().find(|key| key.name == name)
}

/// Missing keys, each with the unknown key that was probably meant as it.
pub(super) struct Pairs<'a>(Vec<(&'a KeySpec, &'a Entry)>);

impl<'a> Pairs<'a> {
    /// Pairs the missing keys, the required ones first, each with the unknown key that is nearest
    /// to it and to no key before.
    pub(super) fn of(context: &Context<'a>) -> Self {
        Self(pairs(context))
    }

    /// The unknown key that was probably meant as the missing key `name`.
    pub(super) fn meant_as(&self, name: &str) -> Option<&'a Entry> {
        self.0.iter().find(|(key, _)| key.name == name).map(|(_, entry)| *entry)
    }

    /// The missing key that `entry`, whose key is unknown, was probably meant as.
    pub(super) fn meant_by(&self, entry: &Entry) -> Option<&'a KeySpec> {
        self.0.iter().find(|(_, other)| other.key == entry.key).map(|(key, _)| *key)
    }
}

fn pairs<'a>(context: &Context<'a>) -> Vec<(&'a KeySpec, &'a Entry)> {
    let entries = entries(context);
    let mut unknown: Vec<&Entry> =
        entries.iter().filter(|entry| known(context, &entry.name).is_none()).collect();
    if unknown.is_empty() {
        return Vec::new();
    }
    let keys = &context.note_type.spec.frontmatter.keys;
    let mut missing: Vec<&KeySpec> =
        keys.iter().filter(|key| entries.iter().all(|entry| entry.name != key.name)).collect();
    missing.sort_by_key(|key| !key.required);
    let nearest = |key: &'a KeySpec| {
        let distances =
            unknown.iter().enumerate().filter_map(|(at, entry)| Some((distance(&entry.name, key)?, at)));
        let (_, at) = distances.min()?;
        Some((key, unknown.remove(at)))
    };
    missing.into_iter().filter_map(nearest).collect()
}

/// Nobody misspells a longer word, and comparing it would take long.
const LONGEST: usize = 128;

/// How far the unknown key `name` is from `key` or another spelling of it: at most two edits, and
/// at most a third of its length; width and case do not count.
pub(super) fn distance(name: &str, key: &KeySpec) -> Option<usize> {
    if name.len() > LONGEST {
        return None;
    }
    let name = fold(name);
    if key.aliases.iter().any(|alias| fold(alias) == name) {
        return Some(0);
    }
    let key = fold(&key.name);
    let most = (key.chars().count() / 3).min(2);
    Some(osa_distance(&name, &key)).filter(|distance| *distance <= most)
}

fn fold(word: &str) -> String {
    word.nfkc().flat_map(char::to_lowercase).map(|char| if char == '_' { '-' } else { char }).collect()
}
