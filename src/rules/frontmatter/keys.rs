//! The keys of the type and those of the note.

use strsim::osa_distance;

use crate::{
    diagnostic::Fix,
    notetype::{KeySpec, fold_key},
    rules::{Context, wording::quote},
    text::{Edit, Span},
    tree::{Entry, Syntax},
};

/// Returns the entries of the frontmatter, which are empty if it is not a mapping.
pub(super) fn entries<'a>(context: &Context<'a>) -> &'a [Entry] {
    let document = context.note.frontmatter.mapping();
    document.and_then(|document| document.root.as_mapping()).unwrap_or_default()
}

/// Whether `entry` is a merge key, which YAML 1.2 does not have.
pub(super) fn is_merge(context: &Context<'_>, entry: &Entry) -> bool {
    context.text(entry.key) == "<<" && context.syntax() == Syntax::Yaml
}

/// Returns the type's key `name`.
pub(super) fn declared_key<'a>(context: &Context<'a>, name: &str) -> Option<&'a KeySpec> {
    let spec = &context.note_type.spec.frontmatter;
    spec.keys.get(spec.position(name)?)
}

/// Maximum number of keys, of the note and of its type, that are compared: with more, each of the ones
/// would be compared with each of the others.
const MAX_COMPARED_KEYS: usize = 500;

/// Whether keys are few enough to look for those that are nearly alike.
pub(super) fn are_compared(context: &Context<'_>) -> bool {
    entries(context).len().max(context.note_type.spec.frontmatter.keys.len()) <= MAX_COMPARED_KEYS
}

/// Missing keys, each with the unknown key that was probably meant as it.
pub(super) struct Pairs<'a>(Vec<(&'a KeySpec, &'a Entry)>);

impl<'a> Pairs<'a> {
    /// Pairs each missing key, the required ones first, with the nearest unknown key that is not taken
    /// yet.
    pub(super) fn of(context: &Context<'a>) -> Self {
        Self(pairs(context))
    }

    /// Returns the unknown key that was probably meant as the missing key `name`.
    pub(super) fn meant_as(&self, name: &str) -> Option<&'a Entry> {
        self.0.iter().find(|(key, _)| key.name == name).map(|(_, entry)| *entry)
    }

    /// Returns the missing key that `entry`, whose key is unknown, was probably meant as.
    pub(super) fn meant_by(&self, entry: &Entry) -> Option<&'a KeySpec> {
        self.0.iter().find(|(_, other)| other.key == entry.key).map(|(key, _)| *key)
    }
}

fn pairs<'a>(context: &Context<'a>) -> Vec<(&'a KeySpec, &'a Entry)> {
    let entries = entries(context);
    if !are_compared(context) {
        return Vec::new();
    }
    let mut unknown: Vec<&Entry> =
        entries.iter().filter(|entry| declared_key(context, &entry.name).is_none()).collect();
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

/// Longer keys are not compared: they are hardly misspelt, and comparing them is slow.
const MAX_COMPARED_BYTES: usize = 128;

/// Returns the edit distance between the unknown key `name` and `key`, 0 for an alias; `None` if it is
/// more than two or more than a third of the key's length. Width, case and blanks around it are ignored.
pub(super) fn distance(name: &str, key: &KeySpec) -> Option<usize> {
    let is_compared = name.len() <= MAX_COMPARED_BYTES;
    if is_compared && key.aliases.iter().any(|alias| fold_key(alias) == fold_key(name)) {
        return Some(0);
    }
    distance_of_names(name, &key.name)
}

/// Returns the edit distance between the unknown key `name` and the known one `known`, as [`distance`] does.
pub(super) fn distance_of_names(name: &str, known: &str) -> Option<usize> {
    if name.len() > MAX_COMPARED_BYTES || known.len() > 2 * MAX_COMPARED_BYTES {
        return None;
    }
    let (name, known) = (fold_key(name), fold_key(known));
    let most = (known.chars().count() / 3).min(2);
    Some(osa_distance(&name, &known)).filter(|distance| *distance <= most)
}

/// Returns the fix that renames the key at `key` to `name`, unless it is written as an alias node.
pub(super) fn renaming(context: &Context<'_>, key: Span, name: &str) -> Option<Fix> {
    let is_alias = key.of(context.note.text).starts_with('*');
    let written = context.syntax().key(name);
    let title = format!("Rename the key to {}", quote(name));
    (!is_alias).then(|| Fix::unsafe_(title, vec![Edit::replace(key, written)]))
}
