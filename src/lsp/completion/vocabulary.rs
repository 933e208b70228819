//! What can be written in YAML, and the candidates for it at a cursor.

use std::ops::Range;

use gen_lsp_types::CompletionItemKind;
use serde_json::Value;

use super::{
    candidate::{Candidate, Insertion},
    cursor::{Cursor, Takes},
};
use crate::yaml;

/// More values are not offered with a key: they are when it is there.
const MAX_CHOICES: usize = 30;

/// A key that a mapping may have.
#[derive(Clone, Debug, Default)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) is_required: bool,
    pub(super) is_deprecated: bool,
    /// What its value must be, in a few words.
    pub(super) detail: String,
    /// What it is for, as Markdown.
    pub(super) documentation: String,
    /// What its value begins with.
    pub(super) start: Start,
}

/// What the value of a new key begins with.
#[derive(Clone, Debug, Default)]
pub(super) enum Start {
    #[default]
    Unknown,
    /// The value that it must have, or has by default.
    Value(Value),
    /// One of these values.
    OneOf(Vec<Value>),
    /// An item of a list.
    List,
    /// A key of a mapping.
    Mapping,
}

/// A value that can be written.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) value: Value,
    /// What is shown beside it.
    pub(super) detail: Option<String>,
    /// What it is for, as Markdown.
    pub(super) documentation: Option<String>,
    /// What is compared with what is written, if that is not the value.
    pub(super) filter: Option<String>,
}

impl Choice {
    /// Returns `value`, of which nothing more is known.
    pub(super) fn of(value: Value) -> Self {
        Self { value, detail: None, documentation: None, filter: None }
    }
}

/// What YAML of a kind may contain.
pub(super) trait Vocabulary {
    /// The keys that the mapping at `pointer` may have, in their order.
    fn keys(&self, pointer: &str) -> Vec<Key>;

    /// The values of which the one at `pointer` may be one.
    fn choices(&self, pointer: &str) -> Vec<Choice>;

    /// Whether the value at `pointer` is a list.
    fn is_list(&self, pointer: &str) -> bool;
}

/// Returns what can be written at `cursor` in YAML of which the text after `base` bytes is `text`: keys first.
pub(super) fn candidates(
    cursor: &Cursor,
    vocabulary: &dyn Vocabulary,
    text: &str,
    base: usize,
) -> Vec<Candidate> {
    let word = base + cursor.word.start..base + cursor.word.end;
    let written = text.get(cursor.word.clone()).unwrap_or_default();
    let mut found = Vec::new();
    if cursor.takes != Takes::Value {
        let mut keys = vocabulary.keys(&cursor.pointer);
        keys.retain(|key| !cursor.siblings.contains(&key.name));
        keys.sort_by_key(|key| (key.is_deprecated, !key.is_required));
        found.extend(keys.into_iter().map(|key| of_key(key, cursor, written, word.clone())));
    }
    if cursor.takes != Takes::Key {
        let choices = vocabulary.choices(&cursor.pointer);
        let is_list = choices.is_empty() && vocabulary.is_list(&cursor.pointer);
        found
            .extend(choices.into_iter().map(|choice| of_value(choice, cursor, written, word.clone(), false)));
        if cursor.takes == Takes::Value && is_list {
            let items = vocabulary.choices(&format!("{}/0", cursor.pointer));
            found.extend(items.into_iter().map(|item| of_value(item, cursor, written, word.clone(), true)));
        }
    }
    found
}

fn of_key(key: Key, cursor: &Cursor, written: &str, word: Range<usize>) -> Candidate {
    let name = yaml::quote_if_needed(&key.name);
    let insertion = if cursor.has_colon { Insertion::of(&name) } else { entry(&name, &key.start, cursor) };
    let required = if key.is_required { "required" } else { "" };
    let detail = [required, &*key.detail].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
    Candidate {
        detail: (!detail.is_empty()).then(|| detail.join(": ")),
        documentation: Some(key.documentation),
        filter: Some(filter(&key.name, written)),
        is_deprecated: key.is_deprecated,
        insertion,
        ..Candidate::new(key.name, CompletionItemKind::Property, word)
    }
}

/// Returns the key `name` with the start of its value.
fn entry(name: &str, start: &Start, cursor: &Cursor) -> Insertion {
    let insertion = Insertion::of(name);
    let (inside, base) = (cursor.column + 2, cursor.line_indent);
    match start {
        Start::Value(value) if is_scalar(value) => insertion.text(": ").stop(&scalar(value)),
        Start::Value(value) if !cursor.is_flow => {
            let lines = yaml::write(value);
            let add = |insertion: Insertion, line: &str| insertion.line(inside, base).text(line);
            lines.trim_end().lines().fold(insertion.text(":"), add)
        }
        Start::Value(value) => insertion.text(&format!(": {value}")),
        Start::OneOf(values) if values.len() <= MAX_CHOICES => {
            insertion.text(": ").choice(&values.iter().map(scalar).collect::<Vec<_>>())
        }
        Start::List if cursor.is_flow => insertion.text(": [").stop("").text("]"),
        Start::Mapping if cursor.is_flow => insertion.text(": { ").stop("").text(" }"),
        Start::List => insertion.text(":").line(inside, base).text("- ").stop(""),
        Start::Mapping => insertion.text(":").line(inside, base).stop(""),
        Start::Unknown | Start::OneOf(_) => insertion.text(": ").stop(""),
    }
}

fn of_value(choice: Choice, cursor: &Cursor, written: &str, word: Range<usize>, in_list: bool) -> Candidate {
    let scalar = scalar(&choice.value);
    let label = choice.value.as_str().map_or_else(|| scalar.clone(), str::to_owned);
    let space = if cursor.lacks_space { " " } else { "" };
    let text = if in_list { format!("{space}[{scalar}]") } else { format!("{space}{scalar}") };
    Candidate {
        detail: choice.detail,
        documentation: choice.documentation,
        filter: Some(filter(choice.filter.as_ref().unwrap_or(&label), written)),
        insertion: Insertion::of(&text),
        ..Candidate::new(label, CompletionItemKind::Value, word)
    }
}

/// Returns `name` as it begins if it is `written` in quotes: clients compare the two.
fn filter(name: &str, written: &str) -> String {
    let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''));
    quote.map_or_else(|| name.to_owned(), |quote| format!("{quote}{name}"))
}

fn is_scalar(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => true,
    }
}

/// Returns `value` on one line.
fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => yaml::quote_if_needed(text),
        other => other.to_string(),
    }
}
