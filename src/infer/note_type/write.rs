//! Writes an inferred type as YAML, with its figures as comments.

use std::fmt::Write as _;

use super::{
    commented::{Entry, Node, write},
    figures::{figures, order_comment},
    model::{Frontmatter, InferredType, Key, Keys, TextForm, Title, Value},
    write_sections,
};
use crate::{
    infer::editor_line::editor_line,
    text::{counted, visible},
    yaml::quote_if_needed,
};

/// If fewer notes have a title, the type names none.
const NAMED_PERCENT: usize = 50;

/// If as many have the title of another note, the type names none.
const REPEATED_PERCENT: usize = 20;

/// More strays are not named.
const MAX_NAMED: usize = 20;

/// Returns `inferred` as YAML.
pub(super) fn yaml(inferred: &InferredType) -> String {
    let mut written = editor_line("note-type.schema.json");
    head(inferred, &mut written);
    let mut x_note = vec![Entry::new("type", Node::text(&inferred.name))];
    if let Some(id) = &inferred.id {
        let pattern = Node::pattern(&id.pattern);
        let source = match id.source {
            Some(source) => Node::Mapping(vec![Entry::new(source, pattern)]),
            None => pattern,
        };
        x_note.push(Entry::new("id", source).comment(format!("{} notes have one", id.share)));
    }
    if let Some((path, share)) = &inferred.path {
        x_note.push(Entry::new("file", Node::text(path)).comment(format!("{share} notes have such a path")));
    }
    let mut entries = vec![
        Entry::new("$schema", Node::text("https://json-schema.org/draft/2020-12/schema")),
        Entry::new("x-note", Node::Mapping(x_note)),
        Entry::new("type", Node::text("object")),
    ];
    let mut required = Vec::new();
    let mut properties = Vec::new();
    match &inferred.frontmatter {
        Frontmatter::Unsaid => {}
        Frontmatter::Forbidden(share) => {
            let entry = Entry::new("frontmatter", Node::Inline("false".to_owned()));
            properties.push(entry.comment(format!("{share} notes have one")));
        }
        Frontmatter::Keys(presence, keys) => {
            required.extend(presence.required.then_some("frontmatter"));
            let entry = Entry::new("frontmatter", Node::Mapping(mapping(keys)));
            properties.push(entry.comment(figures(presence, "notes")));
        }
    }
    if is_named(&inferred.title) {
        required.extend(inferred.title.presence.required.then_some("title"));
        properties.push(title(&inferred.title));
    }
    if let Some((presence, fields)) = &inferred.intro {
        required.extend(presence.required.then_some("intro"));
        let entry = Entry::new("intro", Node::Mapping(write_sections::intro(fields)));
        properties.push(entry.comment(figures(presence, "notes")));
    }
    if let Some(sections) = write_sections::group(&inferred.sections) {
        let is_required = inferred.sections.all.iter().any(|section| section.presence.required);
        required.extend(is_required.then_some("sections"));
        properties.push(Entry::new("sections", Node::Mapping(sections)));
    }
    if !required.is_empty() {
        entries.push(Entry::new("required", Node::texts(required)));
    }
    if !properties.is_empty() {
        entries.push(Entry::new("properties", Node::Mapping(properties)));
    }
    write(&entries, 0, &mut written);
    written
}

/// Writes what is to be known of the whole type.
fn head(inferred: &InferredType, written: &mut String) {
    let _ = writeln!(
        written,
        "# Inferred by `notelint infer` from {}. What nine of ten have is required. The figures tell how many\n# notes have a part; change what is not meant so.",
        counted(inferred.notes, "note")
    );
    if inferred.stray_paths.is_empty() {
        return;
    }
    let (count, notes) = match inferred.stray_paths.len() {
        1 => ("1 note".to_owned(), "it has"),
        count => (format!("{count} notes"), "they have"),
    };
    let _ = writeln!(
        written,
        "#\n# {count} left out of the figures, as {notes} less than half of what the others share:"
    );
    for path in inferred.stray_paths.iter().take(MAX_NAMED) {
        let _ = writeln!(written, "#   {}", visible(path));
    }
    if let more @ 1.. = inferred.stray_paths.len().saturating_sub(MAX_NAMED) {
        let _ = writeln!(written, "#   and {more} more");
    }
}

/// Whether the type names the title. What it names is to be there once, and no two notes have the same.
fn is_named(title: &Title) -> bool {
    let is_there = title.presence.required || title.presence.share.is_at_least(NAMED_PERCENT);
    is_there && !title.repeated.is_at_least(REPEATED_PERCENT)
}

fn title(title: &Title) -> Entry {
    let Title { presence, pattern, .. } = title;
    let mut entries = vec![Entry::new("type", Node::text("string"))];
    let mut comment = figures(presence, "notes");
    if let Some((pattern, share)) = pattern {
        entries.push(Entry::new("pattern", Node::pattern(pattern)));
        let _ = write!(comment, "; {share} begin so");
    }
    Entry::new("title", Node::Mapping(entries)).comment(comment)
}

/// Returns the schema of a mapping with `keys`.
fn mapping(keys: &Keys) -> Vec<Entry> {
    let mut entries = Vec::new();
    if keys.is_free {
        let free = vec![Entry::new("order", Node::text("free"))];
        entries.push(Entry::new("x-note", Node::Mapping(free)).comment(order_comment(keys.disordered)));
    }
    entries.extend(members(keys));
    if keys.is_closed {
        let closed = Entry::new("additionalProperties", Node::Inline("false".to_owned()));
        entries.push(closed.comment(format!("{} have another key", keys.others)));
    }
    entries
}

fn members(keys: &Keys) -> Vec<Entry> {
    let mut entries = vec![Entry::new("type", Node::text("object"))];
    let required: Vec<&str> =
        keys.all.iter().filter(|key| key.presence.required).map(|key| key.name.as_str()).collect();
    if !required.is_empty() {
        entries.push(Entry::new("required", Node::texts(required)));
    }
    if !keys.all.is_empty() {
        entries.push(Entry::new("properties", Node::Mapping(keys.all.iter().map(key).collect())));
    }
    entries
}

fn key(key: &Key) -> Entry {
    let mut comment = figures(&key.presence, "notes");
    if let Some((form, share)) = &key.value.text
        && share.count < share.of
    {
        let what = match form {
            TextForm::Date => "are dates",
            TextForm::Iri => "are addresses",
            TextForm::Pattern(_) => "are written so",
            TextForm::Filled => "are not empty",
        };
        let _ = write!(comment, "; {share} {what}");
    }
    Entry::new(&key.name, Node::Mapping(value(&key.value))).comment(comment)
}

fn value(value: &Value) -> Vec<Entry> {
    let Value { types, text, choices, items, is_filled, keys } = value;
    if let Some(keys) = keys {
        return members(keys);
    }
    let mut entries = Vec::new();
    match &**types {
        [] => {}
        [only] => entries.push(Entry::new("type", Node::text(only))),
        several => entries.push(Entry::new("type", Node::texts(several.iter().copied()))),
    }
    if !choices.is_empty() {
        let mut listed: Vec<(String, String)> =
            choices.iter().map(|(text, count)| (quote_if_needed(text), count.to_string())).collect();
        if types.contains(&"null") {
            listed.push(("null".to_owned(), "no value".to_owned()));
        }
        entries.push(Entry::new("enum", Node::List(listed)));
    }
    match text {
        Some((TextForm::Date, _)) => entries.push(Entry::new("format", Node::text("date"))),
        Some((TextForm::Iri, _)) => entries.push(Entry::new("format", Node::text("iri"))),
        Some((TextForm::Pattern(pattern), _)) => entries.push(Entry::new("pattern", Node::pattern(pattern))),
        Some((TextForm::Filled, _)) => entries.push(Entry::new("minLength", Node::Inline("1".to_owned()))),
        None => {}
    }
    if *is_filled {
        entries.push(Entry::new("minItems", Node::Inline("1".to_owned())));
    }
    if let Some(items) = items {
        entries.push(Entry::new("items", Node::Mapping(self::value(items))));
    }
    entries
}
