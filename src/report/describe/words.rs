//! What a type asks of a value, in words.

use crate::{
    notetype::NoteType,
    rules::phrase,
    text::{and_list, quote},
};

/// Returns what the value at `pointer` must be.
pub(super) fn value(note_type: &NoteType, pointer: &str) -> String {
    let Some(mut shape) = note_type.shape_at(pointer) else { return "any value".to_owned() };
    // Its keys are listed below it.
    if shape.types == ["object"] {
        shape.members.clear();
        shape.required.clear();
    }
    let mut words = phrase(&shape);
    if shape.types.iter().any(|name| name == "array") {
        let item = note_type.shape_at(&format!("{pointer}/0")).filter(|item| !item.types.is_empty());
        if let Some(item) = item.filter(|item| item.types != ["object"]) {
            words = [words, phrase(&item)].join(", each ");
        }
    }
    words
}

/// Returns what else there is to know of the value at `pointer`.
pub(super) fn notes(note_type: &NoteType, pointer: &str) -> String {
    let mut notes = Vec::new();
    let named = note_type.default(pointer);
    notes.extend(named.map(|value| format!("by default `{value}`")));
    notes.extend(note_type.refers_to(pointer).map(|name| match name {
        "" => "it names another note".to_owned(),
        name => format!("it names a note of the type `{name}`"),
    }));
    let key = pointer.strip_prefix("/frontmatter/").and_then(|key| note_type.spec.frontmatter.key(key));
    notes.extend(key.filter(|key| key.is_unique).map(|_| "no other note has the same".to_owned()));
    notes.extend(inherited(note_type, pointer));
    let notes: Vec<String> = notes.into_iter().flat_map(|note| ["; ".to_owned(), note]).collect();
    let notes = notes.concat();
    match note_type.description(pointer) {
        Some(description) => format!("{notes}. {}", description.trim_end_matches('.')),
        None => notes,
    }
}

/// Returns which files the part at `pointer` comes from, if not only from the type's own.
pub(super) fn inherited(note_type: &NoteType, pointer: &str) -> Option<String> {
    let files = note_type.inherited_from(pointer);
    (!files.is_empty()).then(|| format!("from {}", names(&files)))
}

/// Returns `names` as a list.
pub(super) fn names(names: &[impl AsRef<str>]) -> String {
    and_list(names.iter().map(|name| quote(name.as_ref())))
}
