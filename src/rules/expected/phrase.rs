//! What a schema asks, in words.

use serde_json::Value;

use super::{
    shown::{describe_value, json},
    words::{form, noun, verbatim},
};
use crate::{
    notetype::Shape,
    text::{and_list, bounds, count, or_list, quote_exact},
};

/// Of more values, keys and branches, only the first are listed.
pub(super) const MAX_LISTED: usize = 50;

/// Returns what `shape` asks, as a noun: `text of at least 5 characters`.
pub(crate) fn phrase(shape: &Shape) -> String {
    or_list(phrases(shape, "text"))
}

/// Returns what `shape` asks of a key.
pub(super) fn phrase_of_key(shape: &Shape) -> String {
    or_list(phrases(shape, "a key"))
}

/// Returns what `shapes` ask of a value, any of which will do: values first, then what is of the type of
/// `found`.
pub(super) fn any_of(shapes: &[Shape], found: &Value) -> Vec<String> {
    let mut listed: Vec<String> = Vec::new();
    let mut others = 0;
    let mut rest: Vec<&Shape> = Vec::new();
    let mut next: Vec<&Shape> = shapes.iter().rev().collect();
    while let Some(shape) = next.pop() {
        if shape.is_never {
            continue;
        }
        if is_union(shape) {
            next.extend(shape.branches.iter().rev());
        } else if shape.values.is_empty() {
            rest.push(shape);
        } else {
            listed.extend(shape.values.iter().map(value));
            others += shape.other_values;
        }
    }
    once(&mut listed);
    // What takes long to say comes last.
    rest.sort_by_key(|shape| (!is_of_type(shape, found), types(shape).contains(&"object")));
    let mut listed = shortened(listed, others);
    listed.extend(rest.into_iter().flat_map(|shape| phrases(shape, "text")));
    once(&mut listed);
    shortened(listed, 0)
}

/// Whether `shape` is its branches and nothing else.
fn is_union(shape: &Shape) -> bool {
    !shape.branches.is_empty() && Shape { branches: Vec::new(), ..shape.clone() } == Shape::default()
}

fn once(phrases: &mut Vec<String>) {
    let mut seen = std::collections::HashSet::new();
    phrases.retain(|phrase| seen.insert(phrase.clone()));
}

fn shortened(mut phrases: Vec<String>, others: usize) -> Vec<String> {
    let others = others + phrases.len().saturating_sub(MAX_LISTED);
    phrases.truncate(MAX_LISTED);
    if others > 0 {
        phrases.push(count(others as u64, "other", "others"));
    }
    phrases
}

/// Whether a value of the type of `found` may be what `shape` asks.
pub(super) fn is_of_type(shape: &Shape, found: &Value) -> bool {
    types(shape).iter().any(|name| match found {
        Value::Null => *name == "null",
        Value::Bool(_) => *name == "boolean",
        Value::Number(_) => matches!(*name, "number" | "integer"),
        Value::String(_) => *name == "string",
        Value::Array(_) => *name == "array",
        Value::Object(_) => *name == "object",
    })
}

/// The types that `shape` names, else those that its keywords are about.
fn types(shape: &Shape) -> Vec<&str> {
    if !shape.types.is_empty() {
        return shape.types.iter().map(String::as_str).collect();
    }
    let is_text = shape.pattern.is_some() || shape.format.is_some() || shape.length != (None, None);
    let is_number = !shape.limits.is_empty() || shape.multiple_of.is_some();
    let is_object = !shape.required.is_empty() || !shape.members.is_empty();
    let about = [
        (is_text, "string"),
        (is_number, "number"),
        (shape.items != (None, None), "array"),
        (is_object, "object"),
    ];
    about.into_iter().filter(|(is, _)| *is).map(|(_, name)| name).collect()
}

/// Returns what `shape` asks: one phrase for each value, type or branch.
fn phrases(shape: &Shape, text: &str) -> Vec<String> {
    if !shape.values.is_empty() {
        return shortened(shape.values.iter().map(value).collect(), shape.other_values);
    }
    let types = types(shape);
    let unmatched = shape.excluded.as_deref().and_then(Shape::as_pattern);
    let but = match (&shape.excluded, unmatched) {
        (Some(_), Some(pattern)) if types.is_empty() || types == ["string"] => {
            let that = if shape.pattern.is_some() { "but" } else { "that" };
            format!(" {that} does not match {}", verbatim(pattern))
        }
        (Some(excluded), _) => format!(" but not {}", phrase(excluded)),
        (None, _) => String::new(),
    };
    if types.is_empty() && !shape.branches.is_empty() {
        let branches = shape.branches.iter().filter(|branch| !branch.is_never);
        return shortened(branches.flat_map(|branch| phrases(branch, text)).collect(), 0);
    }
    if types.is_empty() {
        return vec![match but.strip_prefix(" but not") {
            Some(excluded) => format!("anything but{excluded}"),
            None if but.is_empty() => "any value".to_owned(),
            None => format!("a value{but}"),
        }];
    }
    let of_type = |name: &&str| match *name {
        "string" => text_phrase(shape, text),
        "integer" | "number" => number(shape, name),
        "array" => list(shape),
        "object" => mapping(shape),
        other => noun(other).to_owned(),
    };
    types.iter().map(|name| of_type(name) + &but).collect()
}

/// Returns a value of the type as a message shows it.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::Array(_) | Value::Object(_) => json(value),
        _ => describe_value(value),
    }
}

fn text_phrase(shape: &Shape, text: &str) -> String {
    let (min, max) = shape.length;
    let of = match (min, max) {
        (None, None) => String::new(),
        (Some(1), None) => " that is not empty".to_owned(),
        _ => format!(" of {}", bounds(min, max, "character", "characters")),
    };
    let named = shape.format.as_deref().map_or_else(|| text.to_owned(), form);
    match &shape.pattern {
        Some(pattern) => format!("{named}{of} that matches {}", verbatim(pattern)),
        None => format!("{named}{of}"),
    }
}

fn number(shape: &Shape, name: &str) -> String {
    let limits = shape.limits.iter().map(|(bound, limit)| format!("{} {limit}", bound.words()));
    let limits: Vec<String> = limits.collect();
    let named = match &shape.multiple_of {
        Some(divisor) => format!("a multiple of {divisor}"),
        None => noun(name).to_owned(),
    };
    if limits.is_empty() { named } else { format!("{named} of {}", and_list(limits)) }
}

fn list(shape: &Shape) -> String {
    match shape.items {
        (None, None) => "a list".to_owned(),
        (min, max) => format!("a list of {}", bounds(min, max, "item", "items")),
    }
}

fn mapping(shape: &Shape) -> String {
    let mut tags: Vec<(&str, &Shape)> = shape.tags().collect();
    if tags.is_empty() || shape.required.is_empty() {
        let patterns = shape.members.iter().filter(|(_, member)| member.pattern.is_some());
        tags.extend(patterns.map(|(name, member)| (name.as_str(), member)));
    }
    let tagged: Vec<&str> = tags.iter().map(|(name, _)| *name).collect();
    let tags: Vec<String> =
        tags.into_iter().take(MAX_LISTED).map(|(name, member)| tag(name, member)).collect();
    let required: Vec<&String> =
        shape.required.iter().filter(|name| !tagged.contains(&name.as_str())).take(MAX_LISTED).collect();
    let mut parts = Vec::new();
    if let Some(keys) = keys(&required) {
        parts.push(format!("with the {keys}"));
    }
    if !tags.is_empty() {
        parts.push(format!("where {}", and_list(tags)));
    }
    if parts.is_empty() && !shape.members.is_empty() {
        let names = shape.members.iter().filter(|(_, member)| !member.is_never);
        let names: Vec<String> = names.map(|(name, _)| quote_exact(name)).collect();
        let noun = if names.len() == 1 { "key" } else { "keys" };
        return format!("a mapping ({noun} {})", shortened(names, 0).join(", "));
    }
    if parts.is_empty() { "a mapping".to_owned() } else { format!("a mapping {}", parts.join(" ")) }
}

/// Returns the names of keys in words; `None` without any.
fn keys(names: &[impl AsRef<str>]) -> Option<String> {
    match names {
        [] => None,
        [only] => Some(format!("key {}", quote_exact(only.as_ref()))),
        _ => Some(format!("keys {}", and_list(names.iter().map(|name| quote_exact(name.as_ref()))))),
    }
}

fn tag(name: &str, member: &Shape) -> String {
    let name = quote_exact(name);
    if member.is_never { format!("{name} is absent") } else { format!("{name} is {}", phrase(member)) }
}
